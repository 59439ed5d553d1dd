package playbook

import (
	"strings"
	"testing"

	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
)

const row102 = "| 102 | Second task | O | FastTrack Engineer | Exchange / Classroom/SDS |\n"

// becomes checks that an edit turns one part of form into another, and nothing
// else; with CRLF too.
func becomes(t *testing.T, e Edit, is, want string) {
	t.Helper()
	if strings.Count(form, is) != 1 {
		t.Fatalf("the form has %q %d times", is, strings.Count(form, is))
	}
	whole := strings.Replace(form, is, want, 1)
	if diff := cmp.Diff(whole, edited(t, form, e)); diff != "" {
		t.Errorf("%T (-want +got):\n%s", e, diff)
	}
	crlf := strings.NewReplacer("\n", "\r\n")
	if got := edited(t, "\uFEFF"+crlf.Replace(form), e); got != "\uFEFF"+crlf.Replace(whole) {
		t.Errorf("%T with CRLF: %q", e, got)
	}
}

func task(id int, name string, mandatory bool, role string, services ...string) Task {
	return Task{ID: id, Name: name, Mandatory: mandatory, Role: role, Services: services}
}

func TestAddTask(t *testing.T) {
	t.Parallel()
	added := task(103, "Third|task", false, "SME", "Exchange", " All Services ", "Exchange", "")
	const row = "| 103 | Third\\|task | O | SME | Exchange / All Services |\n"
	becomes(t, AddTask{"Help", 0, added}, row102, row102+row)
	becomes(t, AddTask{"Help", 101, added}, row101, row+row101)
	becomes(t, AddTask{"Help", 102, added}, row102, row+row102)
	becomes(t, AddTask{"Meet", 0, added}, "Meet regularly.\n", "Meet regularly.\n\n#### FTOP Tasks\n\n"+header+dashed+row)
}

func TestAddTaskBelowAnEmptyHeading(t *testing.T) {
	t.Parallel()
	src := strings.Replace(form, "Meet regularly.\n", "Meet regularly.\n\n#### FTOP Tasks\n", 1)
	got := edited(t, src, AddTask{"Meet", 0, task(103, "Third", true, "SME", "Edge")})
	want := strings.Replace(src, "#### FTOP Tasks\n\n## Key", "#### FTOP Tasks\n\n"+header+dashed+"| 103 | Third | M | SME | Edge |\n\n## Key", 1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangeTask(t *testing.T) {
	t.Parallel()
	was := task(101, "First task", true, "SME", "Exchange")
	changed := func(change func(*Task)) ChangeTask {
		to := was
		change(&to)
		return ChangeTask{was, to}
	}
	becomes(t, changed(func(*Task) {}), row101, row101)
	becomes(t, changed(func(t *Task) { t.Name = "An – other" }), row101, "| 101 | An – other | M | SME | Exchange |\n")
	becomes(t, changed(func(t *Task) { t.Mandatory = false }), row101, "| 101 | First task | O | SME | Exchange |\n")
	becomes(t, changed(func(t *Task) { t.Role, t.Services = "A", []string{"B", "C/D"} }), row101, "| 101 | First task | M | A | B / C/D |\n")
}

func TestChangeTaskKeepsItsRowsStyle(t *testing.T) {
	t.Parallel()
	was := task(101, "First task", true, "SME", "Exchange")
	to := task(101, "a|b", false, "SME", "Exchange")
	for is, want := range map[string]string{
		"|101|First task|M|SME|Exchange|":                   `|101|a\|b|O|SME|Exchange|`,
		"101 |  First task|m | SME | Exchange":              `101 |  a\|b|o | SME | Exchange`,
		"|\t101|First task   | Mandatory|SME|Exchange |  ":  "|\t101|a\\|b   | Optional|SME|Exchange |  ",
		"| 101 | First task | (M)andatory | SME | Exchange": `| 101 | a\|b | Optional | SME | Exchange`,
	} {
		row := func(s string) string { return strings.Replace(form, strings.TrimSuffix(row101, "\n"), s, 1) }
		if diff := cmp.Diff(row(want), edited(t, row(is), ChangeTask{was, to})); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", is, diff)
		}
	}
}

func TestChangeTaskKeepsColumns(t *testing.T) {
	t.Parallel()
	columns := func(name string) string {
		return strings.Replace(form, header+dashed+row101+row102,
			"|Task ID|Task Name   |Mandatory/Optional|FastTrack Role    |Services|\n|-------|---|---|---|---|\n"+
				"|101    |"+name+"|M                 |SME               |Exchange|\n", 1)
	}
	was := task(101, "First task", true, "SME", "Exchange")
	for name, cell := range map[string]string{"a|b": `a\|b        `, "One that is too long": "One that is too long "} {
		got := edited(t, columns("First task  "), ChangeTask{was, task(101, name, true, "SME", "Exchange")})
		if diff := cmp.Diff(columns(cell), got); diff != "" {
			t.Error(diff)
		}
	}
}

// TestStaleTask merges what two people changed, and names what both did.
func TestStaleTask(t *testing.T) {
	t.Parallel()
	was := task(101, "First", true, "Engineer", "Exchange")
	to := task(101, "First", true, "SME", "Edge")
	becomes(t, ChangeTask{was, to}, "| SME | Exchange |\n", "| SME | Edge |\n")
	to.Name = "My first"
	f := refused(t, form, ChangeTask{was, to})
	want := []fault.Clash{{Name: "name", Noun: "task 101", Field: "name", Original: "First", Theirs: "First task", Yours: "My first"}}
	if diff := cmp.Diff(want, f.Clashes); f.Kind != fault.Conflict || diff != "" {
		t.Errorf("%v: %s", f.Kind, diff)
	}
}

func TestMoveTask(t *testing.T) {
	t.Parallel()
	becomes(t, MoveTask{101, "Help", 0}, row101+row102, row102+row101)
	becomes(t, MoveTask{102, "Help", 101}, row101+row102, row102+row101)
	becomes(t, MoveTask{101, "Help", 102}, row101+row102, row101+row102)
	becomes(t, MoveTask{102, "Help", 0}, row101+row102, row101+row102)
	becomes(t, MoveTask{102, "Help", 102}, row101+row102, row101+row102)
}

// TestMoveTaskToAnotherActivity keeps a row to the letter where the columns are
// the same, and orders it by those of the other table.
func TestMoveTaskToAnotherActivity(t *testing.T) {
	t.Parallel()
	const uneven = "101|First task|m|SME   |Exchange\n"
	src := strings.Replace(form, row101, uneven, 1)
	for columns, want := range map[string]string{
		"|Task ID|Task Name|Mandatory/Optional|FastTrack Role|Services|\n|-|-|-|-|-|\n": uneven,
		"| Task Name|Services|Mandatory/Optional|FastTrack Role|Task ID\n|-|-|-|-|-|\n": "| First task|Exchange|M|SME|101\n",
	} {
		src := strings.Replace(src, "Meet regularly.\n", "Meet regularly.\n#### FTOP Tasks\n"+columns, 1)
		want := strings.Replace(strings.Replace(src, uneven, "", 1), columns, columns+want, 1)
		if diff := cmp.Diff(want, edited(t, src, MoveTask{101, "Meet", 0})); diff != "" {
			t.Error(diff)
		}
	}
}

func TestRetireAndRestore(t *testing.T) {
	t.Parallel()
	becomes(t, RetireTask{ID: 101, Unpublished: true}, row101, "")
	becomes(t, RetireTask{ID: 101, ReplacedBy: 102}, row101, "")
	c, err := Catalog{Source: []byte(form)}.Edit(RetireTask{ID: 101, ReplacedBy: 102})
	if err != nil {
		t.Fatal(err)
	}
	want := []Retired{{Task: task(101, "First task", true, "SME", "Exchange"), Activity: "Help", ReplacedBy: 102}}
	if diff := cmp.Diff(want, c.Beside.Retired); diff != "" {
		t.Error(diff)
	}
	if _, err := c.Edit(AddTask{"Help", 0, task(101, "a", true, "b", "c")}); fault.KindOf(err) != fault.Invalid {
		t.Errorf("another task takes the ID of a retired one: %v", err)
	}
	if _, err := c.Edit(RetireTask{ID: 102, Unpublished: true}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a task that stands in for a retired one goes without a trace: %v", err)
	}
	back, err := c.Edit(RestoreTask{ID: 101})
	if err != nil || len(back.Beside.Retired) > 0 || len(c.Beside.Retired) != 1 {
		t.Fatalf("%v %v", back.Beside.Retired, err)
	}
	if got := string(back.Source); got != strings.Replace(form, row101+row102, row102+row101, 1) {
		t.Error(got)
	}
	if c, err = c.Edit(RestoreTask{101, "Meet"}); err != nil || !strings.Contains(string(c.Source), row101+"\n## Key Inputs") {
		t.Errorf("%v\n%s", err, c.Source)
	}
}

func TestTaskEditsRefused(t *testing.T) {
	t.Parallel()
	ok := task(103, "a", true, "b", "c")
	for name, x := range map[string]struct {
		edit Edit
		kind fault.Kind
	}{
		"an empty task":         {AddTask{"Help", 0, Task{}}, fault.Invalid},
		"an ID that is taken":   {AddTask{"Help", 0, task(101, "a", true, "b", "c")}, fault.Invalid},
		"no such activity":      {AddTask{"Halp", 0, ok}, fault.Conflict},
		"before none":           {AddTask{"Help", 7, ok}, fault.Conflict},
		"before another's":      {AddTask{"Meet", 101, ok}, fault.Conflict},
		"no such task":          {ChangeTask{ok, ok}, fault.Conflict},
		"moved and gone":        {MoveTask{7, "Help", 0}, fault.Conflict},
		"moved to none":         {MoveTask{101, "Halp", 0}, fault.Conflict},
		"retired and gone":      {RetireTask{ID: 7}, fault.Conflict},
		"replaced by itself":    {RetireTask{ID: 101, ReplacedBy: 101}, fault.Invalid},
		"replaced by none":      {RetireTask{ID: 101, ReplacedBy: 7}, fault.Invalid},
		"restored, not retired": {RestoreTask{ID: 101}, fault.Conflict},
		"an include":            {AddTask{"Help", 0, task(103, "[!INCLUDE [a](b.md)]", true, "b", "c")}, fault.Invalid},
		"a pipe not written":    {AddTask{"Help", 0, task(103, `a\|b`, true, "b", "c")}, fault.Invalid},
	} {
		if f := refused(t, form, x.edit); f.Kind != x.kind {
			t.Errorf("%s: %v %v", name, f.Kind, f)
		}
	}
}

// TestTwoTables edits an activity whose tasks stand in two tables.
func TestTwoTables(t *testing.T) {
	t.Parallel()
	const other = "\nAnd these:\n\n|Task Name|Task ID|(M)andatory / (O)ptional|FastTrack Role|Services|\n|-|-|-|-|-|\n"
	const row201, row202 = "|Third|201|M|SME|Edge|\n", "|Fourth|202|O|SME|Edge|\n"
	src := strings.Replace(form, row102, row102+other+row201+row202, 1)
	for _, x := range []struct {
		edit     Edit
		is, want string
	}{
		{AddTask{"Help", 201, task(7, "New", true, "SME", "Edge")}, row201, "|New|7|M|SME|Edge|\n" + row201},
		{AddTask{"Help", 0, task(7, "New", true, "SME", "Edge")}, row202, row202 + "|New|7|M|SME|Edge|\n"},
		{AddTask{"Help", 102, task(7, "New", true, "SME", "Edge")}, row102, "| 7 | New | M | SME | Edge |\n" + row102},
		{MoveTask{101, "Help", 202}, row101 + row102 + other + row201, row102 + other + row201 + "|First task|101|M|SME|Exchange|\n"},
		{StepTask{201, true}, row102 + other + row201, "| 201 | Third | M | SME | Edge |\n" + row102 + other},
		{ChangeTask{task(202, "Fourth", false, "SME", "Edge"), task(202, "Last", true, "SME", "Edge")}, row202, "|Last|202|M|SME|Edge|\n"},
		{RetireTask{ID: 201}, row201, ""},
	} {
		if strings.Count(src, x.is) != 1 {
			t.Fatalf("%q", x.is)
		}
		if diff := cmp.Diff(strings.Replace(src, x.is, x.want, 1), edited(t, src, x.edit)); diff != "" {
			t.Errorf("%#v (-want +got):\n%s", x.edit, diff)
		}
	}
}

// TestLinesThatHoldMore leaves lines alone that hold a comment or an include beside
// what was read from them.
func TestLinesThatHoldMore(t *testing.T) {
	t.Parallel()
	was := task(101, "First task", true, "SME", "Exchange")
	to := was
	to.Role = "Engineer"
	for _, row := range []string{"<!-- x --> " + row101, "<!-- x\n--> " + row101, strings.Replace(row101, "task", "task[!INCLUDE [a](b)]", 1)} {
		src := strings.Replace(form, row101, row, 1)
		for _, e := range []Edit{ChangeTask{was, to}, RetireTask{ID: 101}, MoveTask{101, "Meet", 0}} {
			if f := refused(t, src, e); f.Kind != fault.Conflict || !strings.Contains(f.Message, "change it in the Markdown") {
				t.Errorf("%#v: %v", e, f)
			}
		}
	}
	commented := strings.Replace(form, row101, row101+"<!-- between -->\n", 1)
	if got := edited(t, commented, ChangeTask{was, to}); got != strings.Replace(commented, "| SME | Exchange |", "| Engineer | Exchange |", 1) {
		t.Error(got)
	}
}
