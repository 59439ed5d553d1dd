package playbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"gaptrack/internal/day"
	"gaptrack/playbooks"
)

// ownPlaybook reads the program's own playbook with old texts replaced by new.
func ownPlaybook(t *testing.T, replace ...string) *Playbook {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	changed := string(source)
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(changed, replace[i]) {
			t.Fatalf("%q is not in the playbook", replace[i])
		}
		changed = strings.Replace(changed, replace[i], replace[i+1], 1)
	}
	p, err := Parse([]byte(changed))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	row4080 = "| 4080 | MDATP - Proxy Configuration including URL Whitelisting |M| SME | MDATP |\n"
	row4096 = "|4096|Microsoft Edge Site Discovery|O|SME|Edge|\n"
	row3209 = "| 3209 | SfB - User Migration Remediation | O | FastTrack Engineer | Skype for Business |\n"
)

func TestCompareTellsEachChangeOfTheDocument(t *testing.T) {
	t.Parallel()
	const assist, enterprise = "“Assist with Remediation Steps”", "“Enterprise Additional Benefit Remediation”"
	for name, c := range map[string]struct {
		replace []string
		kinds   []DifferenceKind
		words   string // of the first
	}{
		"nothing": {nil, nil, ""},
		"padding, wrapping and list signs": {[]string{"|4096|Microsoft Edge Site Discovery|O|", "| 4096  | Microsoft Edge Site Discovery | o |",
			"nobody is frustrated on the way.", "nobody is\nfrustrated on the way.", "- Prepare the pilot", "* Prepare the pilot"}, nil, ""},
		"a task added": {[]string{row4096, row4096 + "| 4120 | Plan passkeys | M | SME | AIP / Edge |\n"}, []DifferenceKind{TaskAdded},
			"Task 4120 “Plan passkeys” is new in " + assist + ": mandatory, SME, AIP / Edge."},
		"a task retired": {[]string{row4096, ""}, []DifferenceKind{TaskRetired},
			"Task 4096 “Microsoft Edge Site Discovery” is retired; nothing replaces it."},
		"a task renamed": {[]string{"Site Discovery", "Site Inventory"}, []DifferenceKind{TaskRenamed},
			"Task 4096 “Microsoft Edge Site Inventory” was called “Microsoft Edge Site Discovery”."},
		"a task made mandatory": {[]string{"Discovery|O|", "Discovery|M|"}, []DifferenceKind{TaskNeed},
			"Task 4096 “Microsoft Edge Site Discovery” is mandatory now; it was optional."},
		"another role": {[]string{"|M| SME |", "|M| FastTrack Engineer |"}, []DifferenceKind{TaskRole},
			"Task 4080 “MDATP - Proxy Configuration including URL Whitelisting” is for the role FastTrack Engineer now; it was for SME."},
		"other services": {[]string{"|O|SME|Edge|", "|O|SME|Edge / AIP|"}, []DifferenceKind{TaskServices},
			"Task 4096 “Microsoft Edge Site Discovery” is for Edge / AIP now; it was for Edge."},
		"a task moved": {[]string{row4080 + row4096, row4096 + row4080}, []DifferenceKind{TaskMoved},
			"Task 4096 “Microsoft Edge Site Discovery” is moved to after task 4073."},
		"a task moved to another activity": {[]string{row4096, "", row3209, row3209 + row4096}, []DifferenceKind{TaskMoved},
			"Task 4096 “Microsoft Edge Site Discovery” is moved from " + assist + " to " + enterprise + "."},
		"all of a task": {[]string{"|4096|Microsoft Edge Site Discovery|O|SME|Edge|", "|4096|Edge|M|FastTrack Engineer|AIP|"},
			[]DifferenceKind{TaskRenamed, TaskNeed, TaskRole, TaskServices}, "Task 4096 “Edge” was called “Microsoft Edge Site Discovery”."},
		"an activity renamed": {[]string{"### Assist with Remediation Steps", "### Help Remediate"}, []DifferenceKind{ActivityRenamed},
			"The activity " + assist + " is called “Help Remediate” now."},
		"an activity without tasks renamed": {[]string{"### Conduct Checkpoint Meetings", "### Hold Checkpoint Meetings"}, []DifferenceKind{ActivityRenamed},
			"The activity “Conduct Checkpoint Meetings” is called “Hold Checkpoint Meetings” now."},
		"an activity's role": {[]string{"Primary Role: **FastTrack Manager**", "Primary Role: **SME**"}, []DifferenceKind{ActivityRole},
			"Primary role of “Remediation Checklist Resolved”: “SME”; it was “FastTrack Manager”."},
		"whom an activity applies to": {[]string{"**Exchange / Skype for Business**", "**Exchange**"}, []DifferenceKind{ActivityAppliesTo},
			"Applies to of " + enterprise + ": “Exchange”; it was “Exchange / Skype for Business”."},
		"a condition": {[]string{"20,000 seats or more", "10,000 seats or more"}, []DifferenceKind{ActivityCondition}, "Condition of " + enterprise +
			": “Only for approved enterprise customers with 10,000 seats or more, or with an exception.”; it was “Only for approved enterprise customers with 20,000 seats or more, or with an exception.”."},
		"a condition and the prose around": {[]string{"20,000 seats or more", "10,000 seats or more", "Large migrations need", "Great migrations need"},
			[]DifferenceKind{ActivityCondition, ActivityProse}, ""},
		"prose":                {[]string{"where help is needed", "where it is asked for"}, []DifferenceKind{ActivityProse}, "The prose of " + assist + " is changed."},
		"a list made of prose": {[]string{"Help the customer through", "- Help the customer through"}, []DifferenceKind{ActivityProse}, ""},
		"the overview":         {[]string{"**before** anything", "before anything"}, []DifferenceKind{TextChanged}, "Overview: the text is changed."},
		"a bullet added": {[]string{"- Prepare the pilot users and groups.", "- Prepare the pilot users and groups.\n- Tell them."},
			[]DifferenceKind{LineAdded}, "Next Steps: added “Tell them.”."},
		"a bullet taken out": {[]string{"- Prepare the pilot users and groups.\n", ""}, []DifferenceKind{LineRemoved},
			"Next Steps: removed “Prepare the pilot users and groups.”."},
		"a bullet changed": {[]string{"Prepare the pilot users", "Prepare all pilot users"}, []DifferenceKind{LineChanged},
			"Next Steps: “Prepare the pilot users and groups.” became “Prepare all pilot users and groups.”."},
		"a refresh": {[]string{"| 1/31/2020 | Rosie Arrieta | Task 4096 added |", "| 2/28/2020 | Ana | Roles |\n| 1/31/2020 | Rosie Arrieta | Task 4096 added |"},
			[]DifferenceKind{LineAdded}, "Refresh Summary: added “2/28/2020, Ana: Roles”."},
		"front matter": {[]string{"ms.date: 3/25/2020", "ms.date: 4/29/2020"}, []DifferenceKind{TextChanged},
			"The playbook's ms.date is “4/29/2020”; it was “3/25/2020”."},
		"a key of the front matter": {[]string{"ms.prod: fasttrack\n", ""}, []DifferenceKind{TextChanged}, "The playbook's ms.prod is taken out; it was “fasttrack”."},
		"an include":                {[]string{"[!INCLUDE [Data Privacy](./includes/data-privacy.md)]\n", ""}, []DifferenceKind{LineRemoved}, ""},
		"the phase":                 {[]string{"Phase: **Remediate**", "Phase: **Assess**"}, []DifferenceKind{TextChanged}, "The playbook's phase is “Assess”; it was “Remediate”."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := Compare(ownPlaybook(t), ownPlaybook(t, c.replace...))
			var kinds []DifferenceKind
			for _, d := range got {
				kinds = append(kinds, d.Kind)
			}
			if diff := cmp.Diff(c.kinds, kinds, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s\n%+v", diff, got)
			}
			if c.words != "" && got[0].Words != c.words {
				t.Errorf("it says\n%s; want\n%s", got[0].Words, c.words)
			}
		})
	}
}

func TestCompareTellsWhatStandsBeside(t *testing.T) {
	t.Parallel()
	gone := Retired{Task: Task{ID: 2193, Name: "Plan"}, Activity: "Assist with Remediation Steps"}
	replaced := gone
	replaced.ReplacedBy = 4080
	replaced.Edition = 4
	rule := Rule{"Enterprise Additional Benefit Remediation", "seats >= 20000 or exception"}
	for name, c := range map[string]struct {
		from, to Beside
		kinds    []DifferenceKind
		words    string
	}{
		"nothing":                  {Beside{Rules: []Rule{rule}}, Beside{Rules: []Rule{rule}}, nil, ""},
		"a rule":                   {Beside{}, Beside{Rules: []Rule{rule}}, []DifferenceKind{ActivityRule}, "Rule of “Enterprise Additional Benefit Remediation”: “seats >= 20000 or exception”; it had none, and its words counted."},
		"a rule written otherwise": {Beside{Rules: []Rule{rule}}, Beside{Rules: []Rule{{rule.Activity, "(seats >= 20,000) or exception"}}}, nil, ""},
		"the default list named":   {Beside{}, Beside{Services: DefaultServices, Roles: DefaultRoles}, nil, ""},
		"a default renamed":        {Beside{}, Beside{Roles: []Term{DefaultRoles[0], {"Expert", []string{"SME"}}, DefaultRoles[2], DefaultRoles[3]}}, []DifferenceKind{TermRenamed}, "The role “SME” is called “Expert” now; it is also called SME."},
		"a rule of none":           {Beside{Rules: []Rule{{"Gone", "exception"}}}, Beside{}, []DifferenceKind{ActivityRule}, "Rule of “Gone”, which is no activity: none; it was “exception”."},
		"what replaces":            {Beside{Retired: []Retired{gone}}, Beside{Retired: []Retired{replaced}}, []DifferenceKind{TaskReplaced}, "Task 2193, which is retired: task 4080 “MDATP - Proxy Configuration including URL Whitelisting” replaces it; it was nothing."},
		"a renamed service":        {Beside{Services: []Term{{Name: "MDATP"}}}, Beside{Services: []Term{{"Defender for Endpoint", []string{"MDATP"}}}}, []DifferenceKind{TermRenamed}, "The service “MDATP” is called “Defender for Endpoint” now; it is also called MDATP."},
		"renamed back":             {Beside{Services: []Term{{"Defender for Endpoint", []string{"MDATP"}}}}, Beside{Services: []Term{{Name: "MDATP"}}}, []DifferenceKind{TermRenamed}, ""},
		"a role and its name":      {Beside{Roles: []Term{{Name: "SME"}}}, Beside{Roles: []Term{{"SME", []string{"Expert"}}, {Name: "PM"}}}, []DifferenceKind{TermAliases, TermAdded}, "The role “SME” is also called: “Expert”; it was none."},
		"an order":                 {Beside{Roles: []Term{{Name: "A"}, {Name: "B"}}}, Beside{Roles: []Term{{Name: "B"}, {Name: "A"}}}, []DifferenceKind{TermMoved}, "The role “A” is moved to after “B”."},
		"an example":               {Beside{}, Beside{Examples: []string{"12,000 seats → 4080"}}, []DifferenceKind{LineAdded}, "Scope examples: added “12,000 seats → 4080”."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := ownPlaybook(t), ownPlaybook(t)
			from.Beside, to.Beside = c.from, c.to
			if name == "what replaces" {
				from, to = ownPlaybook(t, "2193", "2194"), ownPlaybook(t, "2193", "2194")
				from.Beside, to.Beside = c.from, c.to
			}
			got := Compare(from, to)
			var kinds []DifferenceKind
			for _, d := range got {
				kinds = append(kinds, d.Kind)
			}
			if diff := cmp.Diff(c.kinds, kinds, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s\n%+v", diff, got)
			}
			if c.words != "" && got[0].Words != c.words {
				t.Errorf("it says\n%s; want\n%s", got[0].Words, c.words)
			}
		})
	}
}

func TestCompareOfARetiredTaskAndItsReturn(t *testing.T) {
	t.Parallel()
	whole, less := ownPlaybook(t), ownPlaybook(t, row4096, "")
	less.Beside.Retired = []Retired{{Task: Task{ID: 4096}, ReplacedBy: 4080}}
	there, back := Compare(whole, less), Compare(less, whole)
	if len(there) != 1 || there[0].Kind != TaskRetired || !strings.Contains(there[0].Words, "; task 4080 “MDATP - Proxy") {
		t.Errorf("retired: %+v", there)
	}
	if len(back) != 1 || back[0].Kind != TaskRestored || !strings.Contains(back[0].Words, "is back in") {
		t.Errorf("restored: %+v", back)
	}
}

func TestCompareIncludes(t *testing.T) {
	t.Parallel()
	got := CompareIncludes(map[string]string{"a": "x y", "b": "x", "c": "x"}, map[string]string{"a": "x\ny", "b": "y", "d": "x"})
	var words []string
	for _, d := range got {
		words = append(words, d.Words)
	}
	want := []string{"The text of the shared fragment b is changed.", "The shared fragment c is gone.", "The shared fragment d is there now."}
	if diff := cmp.Diff(want, words); diff != "" {
		t.Error(diff)
	}
}

// TestCompareFindsADifferenceWhereThereIsOne compares random playbooks with a
// reading of its own, and with themselves.
func TestCompareFindsADifferenceWhereThereIsOne(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		from := drawPlaybook(t)
		to := drawChanged(t, from)
		opts := cmp.Options{
			cmpopts.IgnoreFields(Task{}, "Line"), cmpopts.IgnoreFields(Activity{}, "Line"), cmpopts.IgnoreFields(Include{}, "Line"),
			cmpopts.IgnoreFields(Playbook{}, "Warnings", "Dated", "Description"), cmpopts.EquateEmpty(), cmpopts.EquateComparable(day.Date{}),
		}
		same := cmp.Equal(from, to, opts)
		for _, found := range [][]Difference{Compare(from, to), Compare(to, from)} {
			if same != (len(found) == 0) {
				t.Fatalf("the same: %v, differences: %+v\n%s", same, found, cmp.Diff(from, to, opts))
			}
			for _, d := range found {
				if d.Kind == "" || d.Words == "" || !strings.HasSuffix(d.Words, ".") {
					t.Fatalf("%+v", d)
				}
			}
		}
	})
}

// drawChanged gives a copy of a playbook with some of its parts changed, or none.
func drawChanged(t *rapid.T, p *Playbook) *Playbook {
	next := *p
	next.Activities = slices.Clone(p.Activities)
	for i := range next.Activities {
		next.Activities[i].Tasks = slices.Clone(next.Activities[i].Tasks)
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		rapid.SampledFrom([]func(*rapid.T, *Playbook){
			func(t *rapid.T, p *Playbook) { p.Title = name.Draw(t, "title") },
			func(t *rapid.T, p *Playbook) { p.KeyOutputs = rapid.Permutation(p.KeyOutputs).Draw(t, "outputs") },
			func(t *rapid.T, p *Playbook) { p.KeyInputs = items.Draw(t, "inputs") },
			func(t *rapid.T, p *Playbook) { p.Activities = rapid.Permutation(p.Activities).Draw(t, "activities") },
			changeActivity,
		}).Draw(t, "change")(t, &next)
	}
	return &next
}

func changeActivity(t *rapid.T, p *Playbook) {
	if len(p.Activities) == 0 {
		return
	}
	a := &p.Activities[rapid.IntRange(0, len(p.Activities)-1).Draw(t, "activity")]
	b := &p.Activities[rapid.IntRange(0, len(p.Activities)-1).Draw(t, "other")]
	switch rapid.IntRange(0, 5).Draw(t, "what") {
	case 0:
		a.Name = fmt.Sprintf("Other step %d", len(a.Name))
	case 1:
		a.Tasks = rapid.Permutation(a.Tasks).Draw(t, "tasks")
	case 2:
		a.AppliesTo = names.Draw(t, "services")
	case 3:
		a.Prose = name.Draw(t, "prose")
	default:
		if n := len(a.Tasks); n > 0 && a != b {
			b.Tasks = append(slices.Clip(b.Tasks), a.Tasks[n-1])
			a.Tasks = a.Tasks[:n-1]
		}
	}
}

// TestCompareOfTheLargestIsQuick compares playbooks of five thousand tasks of
// which each is changed.
func TestCompareOfTheLargestIsQuick(t *testing.T) {
	t.Parallel()
	book := func(role string) *Playbook {
		p := &Playbook{Title: "A"}
		for i := range 50 {
			a := Activity{Name: fmt.Sprintf("%s %d", role, i)}
			for j := range 100 {
				a.Tasks = append(a.Tasks, Task{ID: 1 + i*100 + j, Name: "Verify", Role: role})
			}
			p.Activities = append(p.Activities, a)
		}
		return p
	}
	if got := Compare(book("SME"), book("PM")); len(got) != 5000+50 {
		t.Errorf("%d differences", len(got))
	}
}
