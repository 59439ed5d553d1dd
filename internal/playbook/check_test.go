package playbook

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckJSON(t *testing.T) {
	t.Parallel()
	src := strings.NewReplacer("- An input.", "- An <input> & [link](a.md)\n  wrapped.", "- A next step.", "", "First task", `First \| task`,
		"Meet regularly.", "Only with 9 seats\nor more.").Replace(form)
	got, err := parsed(t, src).CheckJSON()
	if err != nil {
		t.Fatal(err)
	}
	var compacted strings.Builder
	for line := range strings.Lines(string(got)) {
		compacted.WriteString(strings.TrimSpace(line))
	}
	want := `{"title": "Small Playbook","phase": "Remediate","motions": ["RFA","Targeting"],` +
		`"objectives": ["The first objective.","The second objective."],"activities": [` +
		`{"name": "Help","primary_role": "FastTrack Engineer","motions": ["RFA"],"applies_to": ["Exchange","Classroom/SDS"],"condition": "","tasks": [` +
		`{"id": 101,"name": "First | task","mandatory": true,"role": "SME","services": ["Exchange"],"line": 38},` +
		`{"id": 102,"name": "Second task","mandatory": false,"role": "FastTrack Engineer","services": ["Exchange","Classroom/SDS"],"line": 39}]},` +
		`{"name": "Meet","primary_role": "FastTrack Engineer","motions": ["RFA","Targeting"],"applies_to": ["All Services"],` +
		`"condition": "Only with 9 seats or more.","tasks": []}],` +
		`"key_inputs": ["An <input> & [link](a.md) wrapped."],"key_outputs": ["An output."],"next_steps": [],` +
		`"refresh_summary": [{"date": "2020-03-25","who": "Ann Lee","what": "Second task added"},{"date": "2020-02-01","who": "Bo Ek","what": "Playbook created"}],` +
		`"front_matter": {"title": "Small Playbook","description": "A playbook to test with.","ms.date": "2020-03-25","ms.topic": "playbook"},` +
		`"includes": ["./includes/data-privacy.md"],"warnings": [{"line": 59,"message": "Nothing stands under the heading “## Next Steps”."}]}`
	if diff := cmp.Diff(want, compacted.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCheckJSONOfNothing(t *testing.T) {
	t.Parallel()
	got, err := (&Playbook{}).CheckJSON()
	if err != nil || !json.Valid(got) || strings.Contains(string(got), "null") {
		t.Errorf("got %s, %v; want empty lists", got, err)
	}
}
