package playbook_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/playbooks"
)

func gapsCatalog(t *testing.T) playbook.Catalog {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	return playbook.Catalog{Source: source}
}

func publication(before *playbook.Playbook) playbook.Publication {
	return playbook.Publication{Number: 4, On: day.New(2026, 11, 25), Who: "Ada Min", Summary: "Task 4096 | retired", Before: before}
}

func TestPublishChangesTwoLines(t *testing.T) {
	t.Parallel()
	c := gapsCatalog(t)
	made, err := c.Publish(publication(nil))
	if err != nil {
		t.Fatal(err)
	}
	want := bytes.Replace(c.Source, []byte("ms.date: 3/25/2020"), []byte("ms.date: 11/25/2026"), 1)
	const top = "| 1/31/2020 | Rosie Arrieta | Task 4096 added |"
	want = bytes.Replace(want, []byte(top), []byte("| 11/25/2026 | Ada Min | Task 4096 \\| retired |\n"+top), 1)
	if !bytes.Equal(made.Source, want) {
		t.Errorf("published is\n%s", made.Source)
	}
	if !made.Beside.IsZero() {
		t.Errorf("beside it is %+v", made.Beside)
	}
}

func TestPublishDatesWhatIsDated(t *testing.T) {
	t.Parallel()
	const written = "ms.date: 3/25/2020"
	for as, want := range map[string]string{
		`ms.date: "3/25/2020" # of the file`: `ms.date: "11/25/2026" # of the file`,
		`ms.date:   03/25/2020   `:           `ms.date:   11/25/2026   `,
		"ms.prod: x":                         "ms.prod: x",
	} {
		c := gapsCatalog(t)
		c.Source = bytes.Replace(c.Source, []byte("ms.prod: fasttrack\n"), nil, 1)
		c.Source = bytes.Replace(c.Source, []byte(written), []byte(as), 1)
		made, err := c.Publish(publication(nil))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(made.Source), "\n"+want+"\n") {
			t.Errorf("%q did not become %q:\n%.400s", as, want, made.Source)
		}
	}
}

// TestPublishRetires: what the edition before had stays known, whoever took it
// out and however.
func TestPublishRetires(t *testing.T) {
	t.Parallel()
	c := gapsCatalog(t)
	before, err := c.Parse()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{"|4096|Microsoft Edge Site Discovery|O|SME|Edge|\n", "| 3998 | MIP – Verify Pre-Requisites   | O | SME | AIP |\n"} {
		c.Source = bytes.Replace(c.Source, []byte(row), nil, 1)
	}
	c.Beside.Retired = []playbook.Retired{
		{Task: playbook.Task{ID: 12, Name: "Long gone"}, Activity: "Another", Edition: 2},
		{Task: playbook.Task{ID: 3998, Name: "MIP"}, Activity: "Assist with Remediation Steps", ReplacedBy: 4080},
		{Task: playbook.Task{ID: 4080, Name: "Back again"}, Activity: "Assist with Remediation Steps", Edition: 3},
	}
	now, err := c.Parse()
	if err != nil {
		t.Fatal(err)
	}
	if lost := now.Unretired(before); len(lost) != 1 || lost[0].ID != 4096 {
		t.Errorf("not retired by name: %+v", lost)
	}
	made, err := c.Publish(publication(before))
	if err != nil {
		t.Fatal(err)
	}
	got := made.Beside.Retired
	if len(got) != 3 || got[0].ID != 12 || got[0].Edition != 2 || got[1].ID != 3998 || got[1].Edition != 4 || got[1].ReplacedBy != 4080 {
		t.Fatalf("retired are %+v", got)
	}
	edge := got[2]
	if edge.ID != 4096 || edge.Edition != 4 || edge.Name != "Microsoft Edge Site Discovery" || edge.Activity != "Assist with Remediation Steps" || edge.Services[0] != "Edge" {
		t.Errorf("4096 is kept as %+v", edge)
	}
}

func TestPublishAsksForItsSummary(t *testing.T) {
	t.Parallel()
	c := gapsCatalog(t)
	for _, summary := range []string{"", " \n ", strings.Repeat("x", 1<<20)} {
		p := publication(nil)
		p.Summary = summary
		_, err := c.Publish(p)
		var f *fault.Error
		if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != "summary" {
			t.Errorf("summary of %d characters: %v", len(summary), err)
		}
	}
}
