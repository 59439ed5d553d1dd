package playbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"gaptrack/internal/fault"
	"gaptrack/playbooks"
)

// gaps is the catalog of the program's own playbook.
func gaps(t *testing.T, beside Beside) Catalog {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	if err != nil {
		t.Fatal(err)
	}
	return Catalog{Source: source, Beside: beside}
}

const enterprise = "Enterprise Additional Benefit Remediation"

func TestWhatKeepsACatalogFromBeingPublished(t *testing.T) {
	t.Parallel()
	roles := append([]Term{}, DefaultRoles...)
	tests := []struct {
		name   string
		beside Beside
		want   []string
	}{
		{"nothing", Beside{}, nil},
		{"all is well", Beside{
			Rules: []Rule{{enterprise, "seats >= 20000 or exception"}}, Services: DefaultServices, Roles: roles,
			Examples: []string{"12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3190, 1700"},
		}, nil},
		{"rules", Beside{Rules: []Rule{{"Enterprise Additional Benefit Remedy", "exception"}, {enterprise, "exeption"}, {enterprise, `motion is "X"`}}}, []string{
			"rules 0:0 The rule exception is for an activity that the document does not have: “Enterprise Additional Benefit Remedy”; did you mean “" + enterprise + "”?",
			"rules 1:1 “exeption” is no word of a rule; did you mean “exception”?",
			"rules 2:0 “" + enterprise + "” has a rule already.", "rules 2:11 The playbook has no motion “X”.",
		}},
		{"services", Beside{Services: append([]Term{{"Defender", []string{"MDATP", "edge"}}, {"A|B", nil}}, append(append([]Term{}, DefaultServices[:6]...), DefaultServices[7:]...)...)}, []string{
			"services 1:1 A name cannot hold a pipe or an asterisk, which the document's form uses.",
			"services 8:0 “Edge” stands twice among the services and what they are also called.",
		}},
		{"services that the document names", Beside{Services: append([]Term{{"MDATPs", nil}}, append(append([]Term{}, DefaultServices[:6]...), DefaultServices[7:]...)...)}, []string{
			"document 68:0 “MDATP” is not in the list of services; did you mean “MDATPs”?",
		}},
		{"roles", Beside{Roles: roles[1:]}, []string{"document 42:0 “FastTrack Engineer” is not in the list of roles; did you mean “FastTrack Manager”?"}},
		{"examples", Beside{Examples: []string{"12 seats, RFA, Exchange → 1", "12 seats"}}, []string{
			"examples 1:9 Behind the facts an arrow is missing, with the tasks: → 4080, 4101.",
		}},
		{"too many examples", Beside{Examples: make([]string, MaxExamples+1)}, []string{"examples 0:0 There are 201 examples; there may be 200."}},
	}
	for _, test := range tests {
		var got []string
		for _, o := range gaps(t, test.beside).Check() {
			got = append(got, fmt.Sprintf("%s %d:%d %s", o.Part, o.N, o.Column, o.Message))
		}
		if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, strings.Join(got, "\n"), strings.Join(test.want, "\n"))
		}
	}
	if got := (Catalog{Source: []byte("# T")}).Check(); len(got) == 0 || got[0].Part != InDocument || got[0].N < 1 {
		t.Errorf("a document that does not parse: %v", got)
	}
}

func TestEditsOfWhatStandsBeside(t *testing.T) {
	t.Parallel()
	c := gaps(t, Beside{Rules: []Rule{{enterprise, "exception"}}, Services: []Term{{Name: "Exchange"}}, Examples: []string{"12 seats, RFA, Exchange → 1"}})
	tests := []struct {
		name string
		edit Edit
		kind fault.Kind
		want string // the faults, or what stands after
	}{
		{"a rule", SetRules{{enterprise, " seats > 5 ", "exception"}}, 0, enterprise + ": seats > 5"},
		{"a rule is taken away", SetRules{{enterprise, "", "exception"}}, 0, ""},
		{"another activity's rule", SetRules{{"Conduct Checkpoint Meetings", "exception", ""}}, 0, enterprise + ": exception\nConduct Checkpoint Meetings: exception"},
		{"a rule that others changed, untouched", SetRules{{enterprise, "", ""}}, 0, enterprise + ": exception"},
		{"a rule that others changed alike", SetRules{{enterprise, "exception", ""}}, 0, enterprise + ": exception"},
		{"a rule that others changed", SetRules{{"Gone", "", ""}, {enterprise, "seats > 5", ""}}, fault.Conflict, "if_1:  / exception / seats > 5"},
		{"a rule that cannot be", SetRules{{enterprise, `seat > 5 or motion is "X"`, "exception"}}, fault.Invalid, "if_0: Column 1: “seat” is no word of a rule; did you mean “seats”?\n" +
			"if_0: Column 23: The playbook has no motion “X”."},
		{"a rule of no activity", SetRules{{"Gone", `motion is "X"`, ""}}, fault.Invalid,
			"if_0: The playbook has no activity “Gone” any more.\nif_0: Column 11: The playbook has no motion “X”."},
		{"services", SetServices{"Entra ID = Azure AD\r\nExchange", "Exchange"}, 0, enterprise + ": exception\nEntra ID = Azure AD\nExchange"},
		{"services, stale", SetServices{"Entra ID", ""}, fault.Conflict, "services:  / Exchange / Entra ID"},
		{"services that cannot be", SetServices{"Exchange\nexchange", "Exchange"}, fault.Invalid, "services: Line 2, column 1: “exchange” stands twice in this list."},
		{"roles", SetRoles{"SME", ""}, 0, enterprise + ": exception\nExchange\nSME"},
		{"examples", SetExamples{"1 seat, RFA, Exchange → nothing\n", "12 seats, RFA, Exchange → 1"}, 0, enterprise + ": exception\nExchange\n1 seat, RFA, Exchange → nothing"},
		{"one more example", AddExample{" 1 seat, RFA, Exchange → nothing "}, 0,
			enterprise + ": exception\nExchange\n12 seats, RFA, Exchange → 1\n1 seat, RFA, Exchange → nothing"},
		{"an example that is there", AddExample{"12 seats, RFA, Exchange → 1"}, fault.Conflict, ""},
		{"an example that cannot be read", AddExample{"12 seats"}, fault.Invalid,
			"examples: Line 2, column 9: Behind the facts an arrow is missing, with the tasks: → 4080, 4101."},
		{"examples that cannot be", SetExamples{"\n1 seat, RFA, Exchange", "12 seats, RFA, Exchange → 1"}, fault.Invalid,
			"examples: Line 2, column 22: Behind the facts an arrow is missing, with the tasks: → 4080, 4101."},
	}
	for _, test := range tests {
		got, err := c.Edit(test.edit)
		if text := editWords(got, err); text != test.want || err != nil && fault.KindOf(err) != test.kind {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, text, test.want)
		}
	}
	if got := c.Beside.Rules[0].If; got != "exception" {
		t.Errorf("the catalog itself changed: %s", got)
	}
}

// editWords gives what came of an edit of gaps: the faults, else what stands beside
// and is not as it was.
func editWords(c Catalog, err error) string {
	var f *fault.Error
	var lines []string
	if errors.As(err, &f) {
		for _, field := range f.Fields {
			lines = append(lines, field.Name+": "+field.Message)
		}
		for _, clash := range f.Clashes {
			lines = append(lines, clash.Name+": "+clash.Original+" / "+clash.Theirs+" / "+clash.Yours)
		}
		return strings.Join(lines, "\n")
	}
	for _, r := range c.Beside.Rules {
		lines = append(lines, r.Activity+": "+r.If)
	}
	if text := FormatTerms(c.Beside.Services); text != "Exchange" || len(c.Beside.Roles) > 0 {
		lines = append(lines, text)
	}
	for _, r := range c.Beside.Roles {
		lines = append(lines, r.String())
	}
	if e := c.Beside.Examples; len(e) != 1 || e[0] != "12 seats, RFA, Exchange → 1" {
		lines = append(append(lines, FormatTerms(c.Beside.Services)), e...)
	}
	return strings.Join(lines, "\n")
}
