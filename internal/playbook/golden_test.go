package playbook

import (
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/playbooks"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// addressTechnicalGaps gives the playbook that comes with the program.
func addressTechnicalGaps(t *testing.T) *Playbook {
	t.Helper()
	src, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	return parsed(t, string(src))
}

// same compares what is got with what is wanted, lines aside.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	opts := cmp.Options{
		cmpopts.IgnoreFields(Task{}, "Line"), cmpopts.IgnoreFields(Activity{}, "Line", "Prose"),
		cmpopts.IgnoreFields(Include{}, "Line"), cmpopts.IgnoreFields(Entry{}, "Line"), cmpopts.EquateEmpty(),
	}
	if diff := cmp.Diff(want, got, opts, cmp.Comparer(func(a, b day.Date) bool { return a == b })); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestAddressTechnicalGaps(t *testing.T) {
	t.Parallel()
	p := addressTechnicalGaps(t)
	same(t, "title", p.Title, "Address Technical Gaps")
	same(t, "phase", p.Phase, "Remediate")
	same(t, "motions", p.Motions, goldenMotions)
	same(t, "date", p.Dated, day.New(2020, 3, 25))
	same(t, "includes", p.Includes, []Include{
		{Label: "Questions and Feedback", Path: "./includes/questions-and-feedback.md"},
		{Label: "Data Privacy", Path: "./includes/data-privacy.md"},
	})
	if audience, _ := p.Entry("ft.audience"); audience != "internal" {
		t.Errorf("audience %q", audience)
	}
	same(t, "activities", p.Activities, goldenActivities())
	same(t, "changes", p.RefreshSummary, goldenChanges)
	for _, a := range p.Activities {
		if a.Prose == "" {
			t.Errorf("%s has no prose", a.Name)
		}
	}
}

func TestAddressTechnicalGapsLists(t *testing.T) {
	t.Parallel()
	p := addressTechnicalGaps(t)
	for name, list := range map[string]struct {
		got  []string
		want []string // a word of each item
	}{
		"objectives":  {p.Objectives, []string{"deficiency", "minimum standard", "synchronization"}},
		"key inputs":  {p.KeyInputs, []string{"technical assessment", "(partner, MCS, Premier)"}},
		"key outputs": {p.KeyOutputs, []string{"Enable", "exceeds", "set up and running", "Pilot users"}},
		"next steps":  {p.NextSteps, []string{"pilot users", "[Enable Services](enable-enable-services.md) process, which"}},
	} {
		if !slices.EqualFunc(list.got, list.want, strings.Contains) {
			t.Errorf("%s: %q, want in turn %q", name, list.got, list.want)
		}
	}
}

func TestAddressTechnicalGapsWarnings(t *testing.T) {
	t.Parallel()
	p := addressTechnicalGaps(t)
	if len(p.Warnings) != 1 || p.Warnings[0].Line != p.Activities[2].Tasks[2].Line ||
		!strings.HasPrefix(p.Warnings[0].Message, "Task 3358 ") {
		t.Errorf("warnings %v, want one, of task 3358 at its line", p.Warnings)
	}
}

func TestIncludedFragmentsExist(t *testing.T) {
	t.Parallel()
	for _, i := range addressTechnicalGaps(t).Includes {
		if text, err := playbooks.FS.ReadFile(i.File()); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", i.File(), len(text), err)
		}
	}
}
