package playbook

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestRulesAreRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, canonical string }{
		{"seats >= 20000 or exception", "seats >= 20000 or exception"},
		{"  SEATS≥20,000  OR Exception ", "seats >= 20000 or exception"},
		{"seats > 5 and seats < 1,000,000", "seats > 5 and seats < 1000000"},
		{"seats != 0 and seats = 7", "seats != 0 and seats = 7"},
		{"a", ""},
		{`motion is "Customer  Health"`, `motion is "Customer Health"`},
		{`motion is “RFA” and service "Classroom/SDS"`, `motion is "RFA" and service "Classroom/SDS"`},
		{`service "say \"hi\" \\ bye"`, `service "say \"hi\" \\ bye"`},
		{"exception or seats > 1 and exception", "exception or seats > 1 and exception"},
		{"(exception or seats > 1) and exception", "(exception or seats > 1) and exception"},
		{"exception or (seats > 1 and exception)", "exception or seats > 1 and exception"},
		{"exception or (exception or exception)", "exception or exception or exception"},
		{"not exception and exception", "not exception and exception"},
		{"not (exception and exception)", "not (exception and exception)"},
		{"not not ((exception))", "not not exception"},
	}
	for _, test := range tests {
		x, err := ParseRule(test.text)
		if (err == nil) != (test.canonical != "") || err == nil && x.String() != test.canonical {
			t.Errorf("%s: got %v and %v, want %s", test.text, x, err, test.canonical)
		}
	}
}

func TestRulesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"", "column 1: The rule is empty; it says something like: seats >= 20000 or exception."},
		{"seat >= 20000 or exeption", "column 1: “seat” is no word of a rule; did you mean “seats”?\n" +
			"column 18: “exeption” is no word of a rule; did you mean “exception”?"},
		{"users > 5", "column 1: “users” is no word of a rule."},
		{"seats", "column 6: Compare the seats with a number, like this: seats >= 20000."},
		{"seats 20000", "column 7: Compare the seats with a number, like this: seats >= 20000."},
		{"seats >=", "column 9: A number of seats is missing here, such as 20000."},
		{"seats >= 20,00", "column 10: \"20,00\" is no number of seats; write 20000 or 20,000, with nine digits at most."},
		{"seats >= 20k or seats >= 1234567890", "column 10: \"20k\" is no number of seats; write 20000 or 20,000, with nine digits at most.\n" +
			"column 26: \"1234567890\" is no number of seats; write 20000 or 20,000, with nine digits at most."},
		{"seats !> 5", "column 7: \"!>\" is no comparison; these are: >=, >, <=, <, =, !=."},
		{"exception &", "column 11: “&” is no part of a rule."},
		{"exception exception", "column 11: Before “exception” an “or” or an “and” is missing."},
		{"exception ör exception", "column 11: “ör” is no word of a rule; did you mean “or”?"},
		{"exception or", "column 13: Something is missing here: seats, exception, motion or service."},
		{"or exception", "column 1: Before “or” something is missing: seats, exception, motion or service."},
		{"(exception", "column 1: This bracket is never closed."},
		{"exception)", "column 10: This bracket closes none."},
		{"()", "column 2: Before “)” something is missing: seats, exception, motion or service."},
		{"motion \"RFA\"", "column 8: Name the motion like this: motion is \"RFA\"."},
		{"motion is RFA", "column 11: Name the motion between quote marks: motion is \"RFA\"."},
		{"service \"\"", "column 9: A name is missing between these quote marks."},
		{"service \"Exchange", "column 9: This quote mark is never closed."},
		{"not", "column 4: Something is missing here: seats, exception, motion or service."},
		{strings.Repeat("(", 21) + "exception" + strings.Repeat(")", 21), "column 21: Brackets and nots stand 20 deep here; that is the most."},
		{strings.Repeat("not ", 400), "column 1: A rule is text of 1000 characters at most; this has 1600."},
		{"exception\xff", "column 1: A rule is text of 1000 characters at most; this has 10."},
	}
	for _, test := range tests {
		x, err := ParseRule(test.text)
		if err == nil || x != nil || err.Error() != test.want {
			t.Errorf("%s: got %v and %q, want %q", test.text, x, err, test.want)
		}
	}
}

func TestRulesAreAskedOfThePlaybook(t *testing.T) {
	t.Parallel()
	p := &Playbook{Motions: []string{"RFA"}, Beside: Beside{Services: []Term{{Name: "Entra ID", Aliases: []string{"Azure AD"}}}}}
	if _, err := p.CheckRule(`service "Azure AD" and service "Entra ID" and motion is "RFA"`); err != nil {
		t.Error(err)
	}
	_, err := p.CheckRule(`service "Entra IDs" or motion is "RFP" or service "All Services"`)
	if want := "column 9: The catalog has no service “Entra IDs”; did you mean “Entra ID”?\n" +
		"column 34: The playbook has no motion “RFP”; did you mean “RFA”?\ncolumn 51: Name one service; “All Services” is none."; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// anExpr draws what a rule can ask for, as ParseRule would give it.
func anExpr(depth int) *rapid.Generator[*Expr] {
	return rapid.Custom(func(t *rapid.T) *Expr {
		last := 6
		if depth == 0 {
			last = 3
		}
		name := rapid.SampledFrom([]string{"RFA", "Exchange", `a "b" c`, `\`, "MIP – x", "“q”"})
		switch rapid.IntRange(0, last).Draw(t, "kind") {
		case 0:
			return &Expr{Op: RuleSeats, Sign: rapid.SampledFrom([]string{">=", ">", "<=", "<", "=", "!="}).Draw(t, "sign"), Number: rapid.IntRange(0, 5).Draw(t, "number")}
		case 1:
			return &Expr{Op: RuleException}
		case 2:
			return &Expr{Op: RuleMotion, Name: name.Draw(t, "motion")}
		case 3:
			return &Expr{Op: RuleService, Name: name.Draw(t, "service")}
		case 4:
			return &Expr{Op: RuleNot, Of: []*Expr{anExpr(depth-1).Draw(t, "of")}}
		default:
			op := rapid.SampledFrom([]RuleOp{RuleOr, RuleAnd}).Draw(t, "op")
			others := anExpr(depth - 1).Filter(func(x *Expr) bool { return x.Op != op })
			return &Expr{Op: op, Of: rapid.SliceOfN(others, 2, 4).Draw(t, "of")}
		}
	})
}

// naive evaluates a rule with none of what Holds uses.
func naive(x *Expr, g Given) bool {
	holding := 0
	for _, part := range x.Of {
		if naive(part, g) {
			holding++
		}
	}
	switch x.Op {
	case RuleOr:
		return holding > 0
	case RuleAnd:
		return holding == len(x.Of)
	case RuleNot:
		return holding == 0
	case RuleException:
		return g.Exception
	case RuleMotion:
		return x.Name == g.Motion
	case RuleService:
		return g.Deploys(x.Name)
	}
	below, above := g.Seats < x.Number, g.Seats > x.Number
	return map[string]bool{">=": !below, ">": above, "<=": !above, "<": below, "=": !below && !above, "!=": below || above}[x.Sign]
}

// TestAnyRuleComesBack writes rules and reads the same back, and has both hold for
// the same.
func TestAnyRuleComesBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		want := anExpr(3).Draw(t, "rule")
		got, err := ParseRule(want.String())
		if characters(want.String()) > MaxRule {
			return
		}
		if diff := cmp.Diff(want, got, cmpopts.IgnoreFields(Expr{}, "Column")); err != nil || diff != "" {
			t.Fatalf("%s: %v\n%s", want, err, diff)
		}
		g := Given{Seats: rapid.IntRange(0, 5).Draw(t, "seats"), Exception: rapid.Bool().Draw(t, "exception"),
			Motion:  rapid.SampledFrom([]string{"RFA", `\`, "x"}).Draw(t, "motion"),
			Deploys: func(s string) bool { return strings.Contains(s, "x") }}
		if got.Holds(g) != naive(want, g) {
			t.Fatalf("%s for %+v: %v", want, g, got.Holds(g))
		}
	})
}

func FuzzParseRule(f *testing.F) {
	for _, seed := range []string{"", "seats >= 20,000 or exception", `not (motion is "RFA" and service “Exchange”)`, "seats ≥ 1 and (exeption", `service "\`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		x, err := ParseRule(text)
		last := 1
		for _, m := range MistakesOf(err) {
			if m.Column < last || m.Column > characters(text)+1 || m.Message == "" {
				t.Fatalf("%q: %+v", text, m)
			}
			last = m.Column
		}
		if (x == nil) != (len(MistakesOf(err)) > 0) {
			t.Fatalf("%q: %v and %v", text, x, err)
		}
		if x == nil || characters(x.String()) > MaxRule {
			return
		}
		again, err := ParseRule(x.String())
		if err != nil || again.String() != x.String() {
			t.Fatalf("%q: %q, then %v and %v", text, x, again, err)
		}
	})
}

func TestRuleIsTheConditionOfItsActivity(t *testing.T) {
	t.Parallel()
	source := []byte(changed(t, "Help where help is needed.", "Only with 500 seats or more."))
	name := parsed(t, string(source)).Activities[0].Name
	tests := []struct{ rule, want string }{
		{"", "seats >= 500"},
		{"exception", "exception"},
		{"exeption", "<nil>"},
	}
	for _, test := range tests {
		c := Catalog{Source: source, Beside: Beside{Rules: []Rule{{"Gone", "exception"}, {name, test.rule}}}}
		if test.rule == "" {
			c.Beside.Rules = c.Beside.Rules[:1]
		}
		p, err := c.Parse()
		if err != nil {
			t.Fatal(err)
		}
		got := "<nil>"
		if x := p.Activities[0].Condition.Expr(); x != nil {
			got = x.String()
		}
		if got != test.want || p.Activities[0].Condition.IsZero() {
			t.Errorf("%s: %s, want %s", test.rule, got, test.want)
		}
	}
}

func TestNearest(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{"exchange": "Exchange", "Exchnage": "Exchange", "Exch": "", "": "", "AIP": "AIP", "API": "AIP", "ör": "or"} {
		if got := nearest(word, []string{"Exchange", "AIP", "or"}); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}
