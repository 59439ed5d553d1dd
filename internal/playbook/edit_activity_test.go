package playbook

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
)

func TestAddActivity(t *testing.T) {
	t.Parallel()
	a := Activity{Name: "Plan ", PrimaryRole: "SME", Motions: []string{"RFA", "Targeting"}, AppliesTo: []string{"Edge"}, Prose: "\r\nOne.\r\n\r\nTwo.\n"}
	const text = "### Plan\n\nPrimary Role: **SME**  \nMotions: **RFA / Targeting**  \nApplies To: **Edge**  \n\nOne.\n\nTwo.\n\n"
	becomes(t, AddActivity{"Help", a}, "### Help\n", text+"### Help\n")
	becomes(t, AddActivity{"", a}, "## Key Inputs\n", text+"## Key Inputs\n")
}

func TestChangeActivity(t *testing.T) {
	t.Parallel()
	was := parsed(t, form).Activities[0]
	changed := func(change func(*Activity)) ChangeActivity {
		to := was
		change(&to)
		return ChangeActivity{was, to}
	}
	becomes(t, changed(func(*Activity) {}), "### Help\n", "### Help\n")
	becomes(t, changed(func(a *Activity) { a.Name = "Give help" }), "### Help\n", "### Give help\n")
	becomes(t, changed(func(a *Activity) { a.PrimaryRole = "SME" }), "### Help\n\nPrimary Role: **FastTrack Engineer**", "### Help\n\nPrimary Role: **SME**")
	becomes(t, changed(func(a *Activity) { a.AppliesTo = []string{"Exchange"} }), "**Exchange / Classroom/SDS**", "**Exchange**")
	becomes(t, changed(func(a *Activity) { a.Prose = "Before.\n\nHelp where help is needed.\nAfter." }),
		"Help where help is needed.\n", "Before.\n\nHelp where help is needed.\nAfter.\n")
	becomes(t, changed(func(a *Activity) { a.Prose = "Other." }), "Help where help is needed.\n", "Other.\n")
	becomes(t, changed(func(a *Activity) { a.Prose = "" }), "Help where help is needed.\n", "")
}

// TestChangeActivityInItsStyle keeps how headings and key lines are written, and
// comments within prose.
func TestChangeActivityInItsStyle(t *testing.T) {
	t.Parallel()
	const head = " ###  Help ##\n__Primary Role:__ SME\\\nMotions: **RFA /\nTargeting**  \nApplies To : *Edge*\nOne.\n<!-- a\nb -->\nTwo.\n#### FTOP Tasks\n"
	const made = " ###  Aid ##\n__Primary Role:__ Engineer\\\nMotions: **RFA**  \nApplies To : *Exchange / Edge*\n<!-- a\nb -->\nThree.\nTwo.\n#### FTOP Tasks\n"
	before, after, _ := strings.Cut(form, "### Help\n")
	_, after, _ = strings.Cut(after, "#### FTOP Tasks\n")
	src := before + head + after
	to := parsed(t, src).Activities[0]
	was := to
	to.Name, to.PrimaryRole, to.Motions, to.AppliesTo = "Aid", "Engineer", []string{"RFA"}, []string{"Exchange", "Edge"}
	got := edited(t, src, ChangeActivity{was, to})
	got = edited(t, got, ChangeActivity{to, with(to, "Two.")})
	got = edited(t, got, ChangeActivity{with(to, "Two."), with(to, "Three.\nTwo.")})
	if diff := cmp.Diff(before+made+after, got); diff != "" {
		t.Error(diff)
	}
}

func with(a Activity, prose string) Activity {
	a.Prose = prose
	return a
}

func TestProseWhereThereWasNone(t *testing.T) {
	t.Parallel()
	src := strings.Replace(form, "\nHelp where help is needed.\n\n", "", 1)
	was := parsed(t, src).Activities[0]
	if diff := cmp.Diff(form, edited(t, src, ChangeActivity{was, with(was, "Help where help is needed.")})); diff != "" {
		t.Error(diff)
	}
}

func TestStaleActivity(t *testing.T) {
	t.Parallel()
	was := with(parsed(t, form).Activities[0], "What was.")
	to := with(was, "Mine.")
	f := refused(t, form, ChangeActivity{was, to})
	want := []fault.Clash{{Name: "prose", Noun: "activity Help", Field: "prose", Original: "What was.", Theirs: "Help where help is needed.", Yours: "Mine."}}
	if diff := cmp.Diff(want, f.Clashes); diff != "" {
		t.Error(diff)
	}
}

const meet = "### Meet\n\nPrimary Role: **FastTrack Engineer**\nMotions: **RFA / Targeting**\nApplies To: **All Services**\n\nMeet regularly.\n\n"

func TestMoveActivity(t *testing.T) {
	t.Parallel()
	help := form[strings.Index(form, "### Help"):strings.Index(form, meet)]
	becomes(t, MoveActivity{"Meet", "Help"}, help+meet, meet+help)
	becomes(t, MoveActivity{"Help", ""}, help+meet, meet+help)
	becomes(t, MoveActivity{"Help", "Meet"}, help+meet, help+meet)
	becomes(t, MoveActivity{"Help", "Help"}, help+meet, help+meet)
	becomes(t, MoveActivity{"Meet", ""}, help+meet, help+meet)
}

func TestTakeOutActivity(t *testing.T) {
	t.Parallel()
	becomes(t, TakeOutActivity{"Meet"}, meet, "")
	if f := refused(t, form, TakeOutActivity{"Help"}); f.Kind != fault.Conflict {
		t.Error(f)
	}
}

// TestRulesFollowTheirActivity keeps what stands beside the document with its
// activity.
func TestRulesFollowTheirActivity(t *testing.T) {
	t.Parallel()
	c := Catalog{Source: []byte(form), Beside: Beside{
		Rules:   []Rule{{"Help", "exception"}, {"Meet", "seats >= 5"}},
		Retired: []Retired{{Task: task(7, "a", true, "b", "c"), Activity: "Meet"}},
	}}
	was := parsed(t, form).Activities[1]
	to := was
	to.Name = "Talk"
	got, err := c.Edit(ChangeActivity{was, to})
	if err != nil || got.Beside.Rules[1].Activity != "Talk" || got.Beside.Retired[0].Activity != "Talk" || c.Beside.Rules[1].Activity != "Meet" {
		t.Errorf("%+v %+v %v", got.Beside, c.Beside, err)
	}
	got, err = c.Edit(TakeOutActivity{"Meet"})
	if err != nil || len(got.Beside.Rules) != 1 || len(c.Beside.Rules) != 2 || len(got.Beside.Retired) != 1 {
		t.Errorf("%+v %v", got.Beside, err)
	}
	if _, err = got.Edit(RestoreTask{ID: 7}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("restored into an activity that is gone: %v", err)
	}
}

func TestActivityEditsRefused(t *testing.T) {
	t.Parallel()
	was := parsed(t, form).Activities[0]
	named := was
	named.Name = "Meet"
	for name, x := range map[string]struct {
		edit  Edit
		field string // "" for a Conflict
	}{
		"an empty activity":   {AddActivity{}, "name"},
		"a name that is had":  {AddActivity{Activity: named}, "name"},
		"renamed to another":  {ChangeActivity{was, named}, "name"},
		"a heading in prose":  {ChangeActivity{was, with(was, "a\n### Other")}, "prose"},
		"a key line in prose": {ChangeActivity{was, with(was, "a\nMotions: b")}, "prose"},
		"an open comment":     {ChangeActivity{was, with(was, "a\n<!-- b")}, "prose"},
		"a closed comment":    {ChangeActivity{was, with(was, "a\n<!-- b -->")}, "prose"},
		"an open fence":       {ChangeActivity{was, with(was, "a\n```")}, "prose"},
		"a table of tasks":    {ChangeActivity{was, with(was, header+dashed)}, "prose"},
		"long prose":          {ChangeActivity{was, with(was, strings.Repeat("x", maxProse+1))}, "prose"},
		"before none":         {AddActivity{"No", with(Activity{Name: "A", PrimaryRole: "B", Motions: []string{"C"}, AppliesTo: []string{"D"}}, "")}, ""},
		"moved and gone":      {MoveActivity{"No", ""}, ""},
		"moved to none":       {MoveActivity{"Help", "No"}, ""},
		"taken out and gone":  {TakeOutActivity{"No"}, ""},
	} {
		f := refused(t, form, x.edit)
		if x.field == "" && f.Kind != fault.Conflict || x.field != "" && (f.Kind != fault.Invalid || f.Fields[0].Name != x.field) {
			t.Errorf("%s: %v %v", name, f.Kind, f)
		}
	}
}

// TestProseOnBothSidesOfTheTasks changes one side at a time, and not both at once.
func TestProseOnBothSidesOfTheTasks(t *testing.T) {
	t.Parallel()
	src := strings.Replace(form, row102, row102+"\nSome are hard.\n", 1)
	was := parsed(t, src).Activities[0]
	if was.Prose != "Help where help is needed.\n\nSome are hard." {
		t.Fatalf("%q", was.Prose)
	}
	for prose, want := range map[string][2]string{
		"Help.\n\nSome are hard.":                     {"Help where help is needed.", "Help."},
		"Help where help is needed.\n\nNone is hard.": {"Some are hard.", "None is hard."},
	} {
		if diff := cmp.Diff(strings.Replace(src, want[0], want[1], 1), edited(t, src, ChangeActivity{was, with(was, prose)})); diff != "" {
			t.Error(diff)
		}
	}
	if f := refused(t, src, ChangeActivity{was, with(was, "Other.")}); f.Kind != fault.Conflict {
		t.Error(f)
	}
}
