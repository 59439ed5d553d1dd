package playbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	secondRow  = "| 102 | Second task | O | FastTrack Engineer | Exchange / Classroom/SDS |\n"
	dashes5    = "| --- | --- | --- | --- | --- |\n"
	theMeeting = "### Meet\n\nPrimary Role: **FastTrack Engineer**\nMotions: **RFA / Targeting**\nApplies To: **All Services**\n\nMeet regularly.\n\n"
	newTable   = "#### FTOP Tasks\n\n| Task ID | Task Name | (M)andatory / (O)ptional | FastTrack Role | Services |\n| --- | --- | --- | --- | --- |\n"
)

// edit is a change of the form that a person makes: old becomes new, and then
// more pairs.
type edit struct {
	name, old, new string
	more           [2]string
}

func (e edit) on(t *testing.T, src string) string {
	t.Helper()
	for _, pair := range [][2]string{{e.old, e.new}, e.more} {
		if !strings.Contains(src, pair[0]) {
			t.Fatalf("%s: no %q in\n%s", e.name, pair[0], src)
		}
		if pair[0] != "" {
			src = strings.Replace(src, pair[0], pair[1], 1)
		}
	}
	return src
}

// mergeable are changes each of another part: any two of them merge.
var mergeable = []edit{
	{name: "front matter key", old: "description: A playbook to test with.", new: "description: Another one."},
	{name: "front matter date", old: "ms.date: 3/25/2020", new: "ms.date: 4/25/2020"},
	{name: "front matter key added", old: "title: Small Playbook\n", new: "title: Small Playbook\nft.owner: me\n"},
	{name: "front matter comment", old: "ms.topic: playbook\n", new: "# The kind.\nms.topic: playbook\n"},
	{name: "include added", old: "data-privacy.md)]\n", new: "data-privacy.md)]\n\n[!INCLUDE [Questions](./includes/questions.md)]\n"},
	{name: "title", old: "# Small Playbook", new: "# Smaller Playbook"},
	{name: "phase", old: "Phase: **Remediate**", new: "Phase: **Enable**"},
	{name: "motions", old: "Motions: **RFA / Targeting**\n\n## Overview", new: "Motions: **RFA / Targeting / Other**\n\n## Overview"},
	{name: "overview", old: "Why this phase is there.", new: "Why this phase is\nthere at all."},
	{name: "overview paragraph", old: "## Overview\n\n", new: "## Overview\n\nIt starts here.\n\n"},
	{name: "objective", old: "The second objective.", new: "The second objective, renamed."},
	{name: "objective taken out", old: "- The first objective.\n", new: ""},
	{name: "objective added", old: "- The second objective", new: "- Another, first.\n- The second objective"},
	{name: "approach prose", old: "## Approach\n", new: "## Approach\n\nStep by step.\n"},
	{name: "activity renamed", old: "### Help", new: "### Help Out"},
	{name: "activity's role", old: "Primary Role: **FastTrack Engineer**", new: "Primary Role: **SME**"},
	{name: "activity's motions", old: "Motions: **RFA**\n", new: "Motions: **Targeting**\n"},
	{name: "activity's services", old: "Applies To: **Exchange / Classroom/SDS**", new: "Applies To: **All Services**"},
	{name: "activity's prose", old: "Help where help is needed.", new: "Help where they need help."},
	{name: "task renamed", old: "First task", new: `First \| task`},
	{name: "task's flag", old: "| M |", new: "|  O|"},
	{name: "task's role", old: "| SME |", new: "| FastTrack Engineer |"},
	{name: "task's services", old: "| Exchange |", new: "| Exchange / AIP |"},
	{name: "task added", old: dashes5, new: dashes5 + "| 103 | Third task | O | Architect | AIP |\n"},
	{name: "task taken out", old: secondRow, new: ""},
	{name: "activity added", old: "## Key Inputs", new: "### Plan\n\nPrimary Role: **SME**\nMotions: **RFA**\nApplies To: **Exchange**\n\nPlan it all.\n\n## Key Inputs"},
	{name: "activity taken out", old: theMeeting, new: ""},
	{name: "key input added", old: "- An input.\n", new: "- An input.\n- One more input.\n"},
	{name: "key output", old: "- An output.", new: "-   An output of the phase."},
	{name: "next step", old: "- A next step.", new: "- A next step,\n  wrapped."},
	{name: "change added", old: "| 3/25/2020 | Ann", new: "| 4/1/2020 | Cy Du | Task 103 added |\n| 3/25/2020 | Ann"},
	{name: "change reworded", old: "Playbook created", new: "The playbook was created"},
}

// moving are changes that stand in each other's way as texts, and not as parts.
var moving = []edit{
	{name: "tasks swapped", old: "| 101 | First task | M | SME | Exchange |\n" + secondRow, new: secondRow + "| 101 | First task | M | SME | Exchange |\n"},
	{name: "task moved", old: secondRow, new: "", more: [2]string{"Meet regularly.\n", "Meet regularly.\n\n" + newTable + secondRow}},
	{name: "task moved to a new activity", old: secondRow, new: "", more: [2]string{theMeeting,
		"### Plan\n\nPrimary Role: **SME**\nMotions: **RFA**\nApplies To: **All Services**\n\n" + newTable + secondRow + "\n" + theMeeting}},
	{name: "activities swapped", old: theMeeting, new: "", more: [2]string{"### Help\n", theMeeting + "### Help\n"}},
	{name: "objectives swapped", old: "- The first objective.\n- The second objective.\n", new: "- The second objective.\n- The first objective.\n"},
}

// mergedOf merges changes of the form.
func mergedOf(t *testing.T, base, ours, theirs string, choices map[string]Choice) Merged {
	t.Helper()
	m, err := Merge(Catalog{Source: []byte(base)}, Catalog{Source: []byte(ours)}, Catalog{Source: []byte(theirs)}, choices)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Parse(); err != nil {
		t.Errorf("merged, it does not parse: %v\n%s", err, m.Source)
	}
	return m
}

// TestMergeOfEveryPair merges every two changes of different parts into the form
// that has both, byte for byte, whatever ends its lines.
func TestMergeOfEveryPair(t *testing.T) {
	t.Parallel()
	for _, ending := range []string{"\n", "\r\n", "\r"} {
		ended := func(s string) string { return strings.ReplaceAll(s, "\n", ending) }
		for i, ours := range mergeable {
			for j, theirs := range mergeable {
				if i == j || ending != "\n" && j != (i+1)%len(mergeable) {
					continue
				}
				want := ended(ours.on(t, theirs.on(t, form)))
				m := mergedOf(t, ended(form), ended(ours.on(t, form)), ended(theirs.on(t, form)), nil)
				if diff := cmp.Diff(want, string(m.Source)); diff != "" || len(m.Conflicts) > 0 {
					t.Fatalf("%s, and theirs %s: %+v (-want +got):\n%s", ours.name, theirs.name, m.Conflicts, diff)
				}
			}
		}
	}
}

// TestMergeOfMoves merges a move with every other change.
func TestMergeOfMoves(t *testing.T) {
	t.Parallel()
	for _, move := range moving {
		for _, other := range mergeable {
			moved, changed := move.on(t, form), other.on(t, form)
			m := mergedOf(t, form, moved, changed, nil)
			back := mergedOf(t, form, changed, moved, nil)
			name := fmt.Sprintf("%s, and theirs %s", move.name, other.name)
			if other.name == "task taken out" && strings.HasPrefix(move.name, "task moved") {
				if m.Open() != 1 || m.Conflicts[0].Theirs != "" || back.Open() != 1 {
					t.Errorf("%s: %+v", name, m.Conflicts)
				}
				continue
			}
			if other.name == "activity taken out" && move.name == "task moved" || other.name == "activity added" && move.name == "task moved to a new activity" {
				if m.Open() == 0 || back.Open() == 0 {
					t.Errorf("%s: %+v, and the other way %+v", name, m.Conflicts, back.Conflicts)
				}
				continue
			}
			if len(m.Conflicts)+len(back.Conflicts) > 0 || string(m.Source) != string(back.Source) {
				t.Errorf("%s: %+v, and the other way %+v:\n%s", name, m.Conflicts, back.Conflicts, cmp.Diff(string(m.Source), string(back.Source)))
			}
			hasBoth(t, name, moved, changed, string(m.Source))
		}
	}
}

// hasBoth checks a merged document by its lines: each line that a side added is
// there, each that a side took out is not, unless it was changed by cell.
func hasBoth(t *testing.T, name, ours, theirs, merged string) {
	t.Helper()
	count := func(s string) map[string]int {
		n := map[string]int{}
		for _, l := range strings.Split(s, "\n") {
			n[l]++
		}
		return n
	}
	was, mine, yours, got := count(form), count(ours), count(theirs), count(merged)
	for _, side := range []map[string]int{mine, yours} {
		for l := range side {
			want := mine[l] + yours[l] - was[l]
			if l != "" && got[l] != want {
				t.Errorf("%s: %d times %q, want %d\n%s", name, got[l], l, want, merged)
			}
		}
	}
}

// TestMergeOfTheSame has both sides change the same: once alike, once not.
func TestMergeOfTheSame(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, ours, theirs string }{
		{"Front matter: ms.date", "ms.date: 3/25/2020", "ms.date: 4/1/2020", "ms.date: 5/1/2020"},
		{"Front matter: ft.owner", "title: Small Playbook\n", "title: Small Playbook\nft.owner: a\n", "title: Small Playbook\nft.owner: b\n"},
		{"Title", "# Small Playbook", "# A", "# B"},
		{"Phase", "Phase: **Remediate**", "Phase: **A**", "Phase: **B**"},
		{"Overview", "Why this phase is there.", "Why it is there.", "Why this phase is here."},
		{"Objectives", "The first objective.", "The very first objective.", "The first objective of all."},
		{"Objectives", "- The first objective.\n", "- The first one.\n", ""},
		{"name", "### Help", "### Assist", "### Support"},
		{"Help: Primary Role", "Primary Role: **FastTrack Engineer**\nMotions: **RFA**", "Primary Role: **A**\nMotions: **RFA**", "Primary Role: **B**\nMotions: **RFA**"},
		{"Help", "Help where help is needed.", "Help where it is needed.", "Help if help is needed."},
		{"Task 101: Task Name", "First task", "First step", "Task one"},
		{"Task 101: Mandatory or optional", "| M |", "| O |", "| Optional |"},
		{"Task 101: Services", "| Exchange |\n", "| AIP |\n", "| Edge |\n"},
		{"Task 102", secondRow, "", strings.Replace(secondRow, "Second", "Other", 1)},
		{"Task 103: Task Name", secondRow, secondRow + "| 103 | A | O | SME | AIP |\n", secondRow + "| 103 | B | O | SME | AIP |\n"},
		{"Meet", theMeeting, "", strings.Replace(theMeeting, "regularly", "weekly", 1)},
		{"Refresh Summary: What Changed", "Playbook created", "Created", "Made"},
		{"Objectives: order", "- The first objective.\n- The second objective.\n",
			"- The second objective.\n- The first objective.\n- A third.\n", "- A fourth.\n- The second objective.\n- The first objective.\n"},
	} {
		ours, theirs := changed(t, c.old, c.ours), changed(t, c.old, c.theirs)
		if same := mergedOf(t, form, ours, ours, nil); string(same.Source) != ours || len(same.Conflicts) > 0 {
			t.Errorf("%s: alike, it became %s", c.name, same.Source)
		}
		if strings.HasSuffix(c.name, "order") {
			continue // both moved alike, so there is none
		}
		m := mergedOf(t, form, ours, theirs, nil)
		if m.Open() != 1 || !strings.Contains(c.name, m.Conflicts[0].Name) && !strings.Contains(m.Conflicts[0].Name, c.name) {
			t.Errorf("%s: conflicts %+v\n%s", c.name, m.Conflicts, m.Source)
			continue
		}
		for choice, want := range map[Choice]string{Ours: ours, Theirs: theirs} {
			m := mergedOf(t, form, ours, theirs, map[string]Choice{m.Conflicts[0].Key: choice})
			if m.Open() != 0 || string(m.Source) != want {
				t.Errorf("%s: %s, still %d open: %s", c.name, choice, m.Open(), cmp.Diff(want, string(m.Source)))
			}
		}
	}
}
