package playbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestMergeLeavesOneSideAlone merges any two documents of which one is the base,
// part by part: what comes out is the other, byte for byte. So do two that are
// the same.
func TestMergeLeavesOneSideAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawCatalog(t)
		other := retyped(t, base)
		for name, sides := range map[string][2]Catalog{"ours": {other, base}, "theirs": {base, other}, "both": {other, other}} {
			m := new(merger).catalog(base, sides[0], sides[1])
			if diff := cmp.Diff(string(other.Source), string(m.Source)); diff != "" || len(m.Conflicts) > 0 {
				t.Fatalf("%s: conflicts %+v (-want +got):\n%s", name, m.Conflicts, diff)
			}
			if diff := cmp.Diff(other.Includes, m.Includes); diff != "" {
				t.Fatalf("%s: fragments (-want +got):\n%s", name, diff)
			}
		}
	})
}

// TestMergeOfAnything merges any two changes: it parses, what one side alone
// added or took out is added or taken out, and choices settle every conflict.
func TestMergeOfAnything(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		base := drawCatalog(t)
		ours, theirs := retyped(t, base), retyped(t, base)
		m := mergedAny(t, base, ours, theirs, nil)
		back := mergedAny(t, base, theirs, ours, nil)
		if (len(m.Conflicts) == 0) != (len(back.Conflicts) == 0) {
			t.Fatalf("conflicts %+v, the other way %+v", m.Conflicts, back.Conflicts)
		}
		if len(m.Conflicts) == 0 {
			nothingLost(t, base, ours, theirs, m.Catalog)
		}
		choices := map[string]Choice{}
		for rounds := 0; m.Open() > 0; rounds++ {
			if rounds == 4 {
				t.Fatalf("still open: %+v", m.Conflicts)
			}
			for _, c := range m.Conflicts {
				if c.Choice == "" {
					choices[c.Key] = rapid.SampledFrom([]Choice{Ours, Theirs}).Draw(t, "choice")
				}
			}
			m = mergedAny(t, base, ours, theirs, choices)
		}
	})
}

func mergedAny(t *rapid.T, base, ours, theirs Catalog, choices map[string]Choice) Merged {
	m, err := Merge(base, ours, theirs, choices)
	if err == nil {
		_, err = m.Parse()
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, m.Source)
	}
	keys := each(m.Conflicts, func(c Conflict) string { return c.Key })
	if slices.Sort(keys); len(slices.Compact(keys)) != len(m.Conflicts) {
		t.Fatalf("a key comes twice: %+v", m.Conflicts)
	}
	return m
}

// nothingLost checks a merge without conflicts by its tasks and bullets.
func nothingLost(t *rapid.T, base, ours, theirs, merged Catalog) {
	was, mine, yours, got := said(base), said(ours), said(theirs), said(merged)
	for _, side := range []map[string]int{was, mine, yours} {
		for what := range side {
			b, o, th := was[what], mine[what], yours[what]
			if want := o + th - b; o != th && (o == b || th == b) && got[what] != want {
				t.Fatalf("%d times %q, want %d: %d in the base, %d in ours, %d in theirs\n%s", got[what], what, want, b, o, th, merged.Source)
			}
		}
	}
}

// said counts what a catalog says, part by part.
func said(c Catalog) map[string]int {
	p, _ := c.Parse()
	found := map[string]int{}
	for name, list := range map[string][]string{"objective": p.Objectives, "input": p.KeyInputs, "output": p.KeyOutputs, "step": p.NextSteps} {
		for _, item := range list {
			found[name+": "+unwrapped(item)]++
		}
	}
	for _, a := range p.Activities {
		found["activity: "+a.Name]++
		for _, task := range a.Tasks {
			found["task: "+strconv.Itoa(task.ID)]++
		}
	}
	return found
}

func drawCatalog(t *rapid.T) Catalog {
	p := drawPlaybook(t)
	return Catalog{
		Source:   []byte((&writer{T: t}).playbook(p)),
		Includes: map[string]string{"a.md": "One.\n\nTwo.\n\nThree.\n", "b.md": ""},
	}
}

// someWord is a word of prose, a name or a cell.
var someWord = regexp.MustCompile(`\pL+`)

// retyped gives a catalog after a few changes of its lines, which parse.
func retyped(t *rapid.T, c Catalog) Catalog {
	for range rapid.IntRange(1, 8).Draw(t, "edits") {
		lines := endedLines(string(c.Source))
		i := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
		switch rapid.IntRange(0, 4).Draw(t, "how") {
		case 0:
			lines = slices.Delete(lines, i, i+1)
		case 1:
			lines = slices.Insert(lines, i, "- "+name.Draw(t, "words")+"\n")
		case 2:
			j := rapid.IntRange(max(0, i-4), min(len(lines)-1, i+4)).Draw(t, "with")
			lines[i], lines[j] = lines[j], lines[i]
		case 3:
			lines = slices.Insert(lines, i, rapid.SampledFrom([]string{"\n", "Words.\n", "## Sub\n", "```\n\n# code\n```\n", "<!-- a\n\nb -->\n"}).Draw(t, "text"))
		default:
			lines[i] = someWord.ReplaceAllString(lines[i], rapid.SampledFrom([]string{"$0", "$0$0", "New $0", "SME"}).Draw(t, "word"))
		}
		if _, err := Parse([]byte(strings.Join(lines, ""))); err == nil {
			c.Source = []byte(strings.Join(lines, ""))
		}
	}
	c.Includes = map[string]string{"a.md": rapid.SampledFrom([]string{"One.\n\nTwo.\n\nThree.\n", "Two.\n", "\n\nOne.\n\nTwo."}).Draw(t, "a"), "c.md": ""}
	return c
}
