package playbook

import (
	"fmt"
	"strings"
	"testing"

	"gaptrack/internal/day"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// TestAnyPlaybookComesBack writes a playbook as unevenly as people do, and
// reads the same one back.
func TestAnyPlaybookComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := drawPlaybook(t)
		src := (&writer{T: t}).playbook(want)
		got, err := Parse([]byte(src))
		if err != nil {
			t.Fatalf("%v\n%s", err, src)
		}
		opts := cmp.Options{
			cmpopts.IgnoreFields(Task{}, "Line"), cmpopts.IgnoreFields(Activity{}, "Line", "Prose"),
			cmpopts.IgnoreFields(Playbook{}, "Warnings", "FrontMatter"), cmpopts.EquateEmpty(),
			cmp.Comparer(func(a, b day.Date) bool { return a == b }),
		}
		if diff := cmp.Diff(want, got, opts); diff != "" {
			t.Fatalf("(-want +got):\n%s\n%s", diff, src)
		}
	})
}

var (
	word     = rapid.StringMatching(`[A-Zçé][a-zç]{1,6}([&/–+][A-Z][a-z]{1,4})?`)
	cellText = rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.OneOf(word, rapid.Just("|"), rapid.Just("-"), rapid.Just("**b**")), 1, 4).Draw(t, "words"), " ")
	})
	name  = rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "name"), " ") })
	names = rapid.SliceOfNDistinct(name, 1, 4, rapid.ID[string])
	items = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		return name.Draw(t, "start") + rapid.SampledFrom([]string{"", " [link](a.md) end.", " **bold** and `code`."}).Draw(t, "end")
	}), 1, 4)
	date = rapid.Custom(func(t *rapid.T) day.Date { return day.New(2020, 1, rapid.IntRange(1, 2000).Draw(t, "day")) })
)

func drawPlaybook(t *rapid.T) *Playbook {
	p := &Playbook{
		Title: name.Draw(t, "title"), Phase: name.Draw(t, "phase"), Motions: names.Draw(t, "motions"),
		Overview: name.Draw(t, "overview"), Objectives: items.Draw(t, "objectives"), KeyInputs: items.Draw(t, "inputs"),
		KeyOutputs: items.Draw(t, "outputs"), NextSteps: items.Draw(t, "steps"), Dated: date.Draw(t, "dated"),
	}
	id := 0
	for i := range rapid.IntRange(0, 3).Draw(t, "activities") {
		a := Activity{
			Name: fmt.Sprintf("Step %d", i), PrimaryRole: name.Draw(t, "role"),
			Motions: names.Draw(t, "motions"), AppliesTo: names.Draw(t, "services"),
		}
		if n := rapid.IntRange(0, 999_999).Draw(t, "seats"); n > 500_000 {
			a.Condition = Condition{fmt.Sprintf("Only for customers with %d,%03d seats or more.", n/1000, n%1000), n, false, true, nil}
		}
		for range rapid.IntRange(0, 4).Draw(t, "tasks") {
			id += rapid.IntRange(1, 5000).Draw(t, "step")
			a.Tasks = append(a.Tasks, Task{
				ID: id, Name: cellText.Draw(t, "task"), Mandatory: rapid.Bool().Draw(t, "mandatory"),
				Role: name.Draw(t, "role"), Services: names.Draw(t, "services"),
			})
		}
		p.Activities = append(p.Activities, a)
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		p.RefreshSummary = append(p.RefreshSummary, Refresh{date.Draw(t, "date"), name.Draw(t, "who"), cellText.Draw(t, "what")})
	}
	return p
}
