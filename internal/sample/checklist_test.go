package sample

import (
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
)

func TestFindings(t *testing.T) {
	t.Parallel()
	all, err := findings()
	if err != nil {
		t.Fatal(err)
	}
	want(t, "findings", len(all), 243)
	book := edition(t).Playbook
	placed := map[string]bool{}
	for _, f := range all {
		for _, code := range f.dependsOn {
			if !placed[code] {
				t.Errorf("%s comes before %s, on which it depends", f.code, code)
			}
		}
		if placed[f.code] {
			t.Errorf("%s comes twice", f.code)
		}
		placed[f.code] = true
		if !slices.Contains(engagement.DefaultServices(), f.service) || !slices.Contains(engagement.Severities, f.severity) ||
			!slices.Contains(engagement.Sides, f.side) || f.days < 1 || !known(book, f.ftop) {
			t.Errorf("%+v is not in the words of the field", f)
		}
	}
}

func known(book *playbook.Playbook, ftop int) bool {
	return ftop == 0 || slices.ContainsFunc(book.Activities, func(a playbook.Activity) bool {
		return slices.ContainsFunc(a.Tasks, func(task playbook.Task) bool { return task.ID == ftop })
	})
}

func TestFindingsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	row := func(days, ftop string) []string {
		return []string{"AIP/MIP", "AIP-01", "Off", "On", "High", "Customer", days, ftop, ""}
	}
	f, err := readFinding(row("3", "3998"))
	if err != nil || f.service != "AIP" || f.side != "customer" || f.ftop != 3998 {
		t.Errorf("%+v, %v", f, err)
	}
	for _, bad := range [][]string{row("soon", ""), row("3", "MIP")} {
		if _, err := readFinding(bad); err == nil {
			t.Errorf("%s was read", strings.Join(bad, ","))
		}
	}
	if _, err := inOrder([]finding{{code: "A", dependsOn: []string{"B"}}, {code: "B", dependsOn: []string{"A"}}}); err == nil {
		t.Error("a circle was put in order")
	}
}
