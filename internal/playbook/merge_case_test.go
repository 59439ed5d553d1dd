package playbook

import (
	"fmt"
	"strings"
	"testing"

	"gaptrack/internal/fault"

	"github.com/google/go-cmp/cmp"
)

// TestMergeKeepsAdditions keeps what both added at the same place, ours first,
// what a bullet would swallow in front of it, and changes of the refresh summary
// by their dates.
func TestMergeKeepsAdditions(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ old, ours, theirs, want string }{
		{"- An input.\n", "- An input.\n- Mine.\n", "- An input.\n- Yours.\n", "- An input.\n- Mine.\n- Yours.\n"},
		{"- An input.\n", "- An input.\n\n- Mine.\n", "- An input.\n- Yours.\n", "- An input.\n\n- Mine.\n- Yours.\n"},
		{"- An input.\n", "- An input.\n- Same.\n", "- An input.\n- Same.\n- Yours.\n", "- An input.\n- Same.\n- Yours.\n"},
		{"- An input.\n", "- Mine.\n- An input.\n", "  Words first.\n\n- An input.\n", "  Words first.\n\n- Mine.\n- An input.\n"},
		{"- An input.\n", "  Words first.\n\n- An input.\n", "- Yours.\n- An input.\n", "  Words first.\n\n- Yours.\n- An input.\n"},
		{secondRow, secondRow + "| 103 | Mine | O | SME | AIP |\n", secondRow + "|104|Yours|O|SME|AIP|\n",
			secondRow + "| 103 | Mine | O | SME | AIP |\n|104|Yours|O|SME|AIP|\n"},
		{"Meet regularly.\n", "Meet regularly.\n\nMine.\n", "Meet regularly.\n\nYours.\n", "Meet regularly.\n\nMine.\n\nYours.\n"},
		{"| 3/25/2020 | Ann", "| 4/1/2020 | Me | A |\n| 3/25/2020 | Ann", "| 5/1/2020 | You | B |\n| 3/25/2020 | Ann",
			"| 5/1/2020 | You | B |\n| 4/1/2020 | Me | A |\n| 3/25/2020 | Ann"},
	} {
		m := mergedOf(t, form, changed(t, c.old, c.ours), changed(t, c.old, c.theirs), nil)
		if diff := cmp.Diff(changed(t, c.old, c.want), string(m.Source)); diff != "" || len(m.Conflicts) > 0 {
			t.Errorf("%q: %+v (-want +got):\n%s", c.ours, m.Conflicts, diff)
		}
	}
}

// TestMergeOfTables merges rows into a table whose columns the other side put
// in another order.
func TestMergeOfTables(t *testing.T) {
	t.Parallel()
	const header, row = "| Date | Who Changed | What Changed |", "| 2/1/2020 | Bo Ek | Playbook created |"
	theirs := strings.NewReplacer(header, "| Who Changed | Date | What Changed |",
		row, "|Bo Ek|2/1/2020|Playbook created|", "| 3/25/2020 | Ann Lee |", "|Ann Lee|3/25/2020|").Replace(form)
	ours := changed(t, row, "| 2/1/2020 | Bo Ek | Created |\n| 1/1/2020 | Cy | An idea |")
	m := mergedOf(t, form, ours, theirs, nil)
	want := strings.Replace(theirs, "|Bo Ek|2/1/2020|Playbook created|", "|Bo Ek|2/1/2020| Created |\n| Cy | 1/1/2020 | An idea |", 1)
	if diff := cmp.Diff(want, string(m.Source)); diff != "" || len(m.Conflicts) > 0 {
		t.Errorf("%+v (-want +got):\n%s", m.Conflicts, diff)
	}
}

// TestMergeOfTheFile merges what is true of a file as a whole.
func TestMergeOfTheFile(t *testing.T) {
	t.Parallel()
	crlf := "\uFEFF" + strings.ReplaceAll(form, "\n", "\r\n")
	open := strings.TrimSuffix(changed(t, "An input", "The input"), "\n")
	m := mergedOf(t, form, open, crlf, nil)
	want := strings.Replace(strings.TrimSuffix(crlf, "\r\n"), "An input", "The input", 1)
	if string(m.Source) != want || len(m.Conflicts) > 0 {
		t.Errorf("%+v: %s", m.Conflicts, cmp.Diff(want, string(m.Source)))
	}
}

// TestMergeOfWraps lets words win over wraps.
func TestMergeOfWraps(t *testing.T) {
	t.Parallel()
	wrapped, reworded := changed(t, "Help where help is needed.", "Help where\nhelp is needed."), changed(t, "Help where", "Help only where")
	for _, sides := range [][2]string{{wrapped, reworded}, {reworded, wrapped}} {
		if m := mergedOf(t, form, sides[0], sides[1], nil); string(m.Source) != reworded || len(m.Conflicts) > 0 {
			t.Errorf("%+v: %s", m.Conflicts, m.Source)
		}
	}
}

// TestMergeOfWhatDoesNotParse is one conflict, of the document as a whole.
func TestMergeOfWhatDoesNotParse(t *testing.T) {
	t.Parallel()
	twice := "| 103 | Mine | O | SME | AIP |\n"
	for name, sides := range map[string][2]string{
		"ours":   {"# Nothing", changed(t, "An input", "The input")},
		"theirs": {changed(t, "An input", "The input"), "# Nothing"},
		"merged": {changed(t, "### Help", "### Plan"), changed(t, "### Meet", "### Plan")},
	} {
		for choice, want := range map[Choice]string{"": sides[0], Ours: sides[0], Theirs: sides[1]} {
			m, err := Merge(Catalog{Source: []byte(form)}, Catalog{Source: []byte(sides[0])}, Catalog{Source: []byte(sides[1])}, map[string]Choice{"document": choice})
			if err != nil || string(m.Source) != want || len(m.Conflicts) != 1 || m.Conflicts[0].Key != "document" {
				t.Errorf("%s, %q: %+v %v", name, choice, m.Conflicts, err)
			}
		}
	}
	m := mergedOf(t, form, changed(t, secondRow, secondRow+twice), changed(t, "Meet regularly.\n", "Meet regularly.\n\n"+newTable+twice), nil)
	if len(m.Conflicts) != 1 || m.Conflicts[0].Ours != "Help" || m.Conflicts[0].Theirs != "Meet" {
		t.Errorf("one task in two activities: %+v", m.Conflicts)
	}
}

func TestMergeRefusesWhatIsTooLarge(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("All of it matters. ", MaxSize/40)
	ours, theirs := changed(t, "## Overview\n", "## Overview\n\n"+long+"\n"), changed(t, "## Approach\n", "## Approach\n\n"+long+long[:len(long)/9]+"\n")
	_, err := Merge(Catalog{Source: []byte(form)}, Catalog{Source: []byte(ours)}, Catalog{Source: []byte(theirs)}, nil)
	if fault.KindOf(err) != fault.TooLarge {
		t.Errorf("got %v", err)
	}
}

// TestMergeOfBeside has what stands beside the document follow it.
func TestMergeOfBeside(t *testing.T) {
	t.Parallel()
	base := Catalog{Source: []byte(form), Includes: map[string]string{"a.md": "One.\n\nTwo.\n"}, Beside: Beside{
		Rules:    []Rule{{"Help", "seats >= 10"}, {"Meet", "exception"}},
		Services: []Term{{Name: "Azure AD"}, {Name: "MDATP"}}, Examples: []string{"a → 1", "b → 2"},
	}}
	ours := Catalog{Source: []byte(changed(t, secondRow, "")), Includes: map[string]string{"a.md": "One.\n\nMine.\n\nTwo.\n"}, Beside: Beside{
		Rules:    []Rule{{"Help", "seats >= 20"}, {"Meet", "exception"}},
		Retired:  []Retired{{Task: Task{ID: 102}, Activity: "Help"}},
		Services: []Term{{Name: "Entra ID", Aliases: []string{"Azure AD"}}, {Name: "MDATP"}}, Examples: []string{"a → 1", "b → 2", "c → 3"},
	}}
	theirs := Catalog{Source: []byte(strings.Replace(changed(t, "### Help", "### Assist"), theMeeting, "", 1)), Includes: map[string]string{"a.md": "One.\n\nTwo, too.\n"}, Beside: Beside{
		Rules:    []Rule{{"Assist", "seats >= 10"}},
		Services: []Term{{Name: "Azure AD"}, {Name: "MDATP", Aliases: []string{"Defender"}}}, Examples: []string{"b → 2"},
	}}
	m, err := Merge(base, ours, theirs, nil)
	want := Beside{
		Rules: []Rule{{"Assist", "seats >= 20"}}, Retired: ours.Beside.Retired,
		Services: []Term{ours.Beside.Services[0], theirs.Beside.Services[1]}, Examples: []string{"b → 2", "c → 3"},
	}
	if diff := cmp.Diff(want, m.Beside); err != nil || diff != "" || len(m.Conflicts) > 0 {
		t.Errorf("%v %+v (-want +got):\n%s", err, m.Conflicts, diff)
	}
	if got := m.Includes["a.md"]; got != "One.\n\nMine.\n\nTwo, too.\n" {
		t.Errorf("fragment %q", got)
	}
	if m, _ := Merge(base, theirs, ours, map[string]Choice{}); len(m.Beside.Rules) != 1 || m.Beside.Rules[0].If != "seats >= 20" {
		t.Errorf("the other way: %+v", m.Beside.Rules)
	}
	again := ours
	again.Source = []byte(changed(t, "Second task", "Second step")) // it stands again
	if m, _ := Merge(base, ours, again, map[string]Choice{"Approach/activity Help/tasks/table 1/task 102": Theirs}); m.Open() != 0 || len(m.Beside.Retired) != 0 {
		t.Errorf("a task that stands is retired: %+v, %+v", m.Beside.Retired, m.Conflicts)
	}
}

// TestMergeOfALargePlaybook merges 5,000 tasks, of which each side moves and
// changes half, in time in proportion to them: in seconds, not minutes.
func TestMergeOfALargePlaybook(t *testing.T) {
	t.Parallel()
	rows := func(from int, name string) string {
		var b strings.Builder
		for id := from; id < from+2450; id++ {
			fmt.Fprintf(&b, "| %d | %s %d | O | SME | AIP |\n", id, name, id)
		}
		return b.String()
	}
	with := func(help, meeting string) string {
		return strings.Replace(changed(t, secondRow, secondRow+help), "Meet regularly.\n", "Meet regularly.\n\n"+newTable+meeting, 1)
	}
	base := with(rows(1000, "A"), rows(5000, "B"))
	ours, theirs := with(rows(5000, "B"), rows(1000, "A")), with(rows(1000, "New"), rows(5000, "B"))
	m := mergedOf(t, base, ours, theirs, nil)
	if want := with(rows(5000, "B"), rows(1000, "New")); string(m.Source) != want || len(m.Conflicts) > 0 {
		t.Errorf("%d conflicts, %d bytes of %d", len(m.Conflicts), len(m.Source), len(want))
	}
}
