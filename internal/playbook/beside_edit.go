package playbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/fault"
)

// SetRules is an edit of the rules of activities. An empty one leaves an activity
// to what its words say. What is wrong with the one at place i is about the field
// "if_i".
type SetRules []SetRule

// SetRule sets the rule of one activity.
type SetRule struct {
	Activity string
	If       string
	Was      string // the rule that the person saw
}

func (e SetRules) edit(c Catalog) (Catalog, error) {
	p, err := c.Parse()
	if err != nil {
		return c, err
	}
	var problems fault.Fields
	var stale besideClashes
	rules := slices.Clone(c.Beside.Rules)
	for i, r := range e {
		name, now, wanted := fmt.Sprintf("if_%d", i), ruleOf(rules, r.Activity), strings.TrimSpace(r.If)
		switch {
		case wanted == now || wanted == r.Was:
			continue
		case now != r.Was:
			stale.add(name, r.Was, now, wanted)
		case wanted != "":
			p.checkRuleField(&problems, name, r.Activity, wanted)
		}
		rules = withRule(rules, Rule{r.Activity, wanted})
	}
	c.Beside.Rules = rules
	return c, cmp.Or(stale.err(), problems.Err())
}

// checkRuleField notes what is wrong with a rule as it is typed for an activity.
func (p *Playbook) checkRuleField(problems *fault.Fields, name, activity, text string) {
	if !slices.ContainsFunc(p.Activities, func(a Activity) bool { return a.Name == activity }) {
		problems.Add(name, "The playbook has no activity “%s” any more.", activity)
	}
	_, err := p.CheckRule(text)
	for _, m := range MistakesOf(err) {
		problems.Add(name, "Column %d: %s", m.Column, m.Message)
	}
}

// ruleOf gives the rule of an activity, "" for none.
func ruleOf(rules []Rule, activity string) string {
	for _, r := range rules {
		if r.Activity == activity {
			return r.If
		}
	}
	return ""
}

// withRule puts a rule in the place of the one that its activity has.
func withRule(rules []Rule, r Rule) []Rule {
	at := slices.IndexFunc(rules, func(old Rule) bool { return old.Activity == r.Activity })
	switch {
	case at < 0 && r.If != "":
		return append(rules, r)
	case at >= 0 && r.If == "":
		return slices.Delete(rules, at, at+1)
	case at >= 0:
		rules[at] = r
	}
	return rules
}

// SetServices is an edit of the list of services, as FormatTerms writes it. An
// empty one leaves the catalog to the default list.
type SetServices struct{ Text, Was string }

func (e SetServices) edit(c Catalog) (_ Catalog, err error) {
	c.Beside.Services, err = setTerms("services", c.Beside.Services, e.Text, e.Was)
	return c, err
}

// SetRoles is an edit of the list of roles, as SetServices is of the services.
type SetRoles struct{ Text, Was string }

func (e SetRoles) edit(c Catalog) (_ Catalog, err error) {
	c.Beside.Roles, err = setTerms("roles", c.Beside.Roles, e.Text, e.Was)
	return c, err
}

func setTerms(name string, now []Term, text, was string) ([]Term, error) {
	if err := seenAs(name, FormatTerms(now), text, was); err != nil {
		return now, err
	}
	terms, mistakes := ParseTerms(text)
	return terms, inLines(name, mistakes)
}

// SetExamples is an edit of the examples, one a line.
type SetExamples struct{ Text, Was string }

func (e SetExamples) edit(c Catalog) (Catalog, error) {
	if err := seenAs("examples", FormatLines(c.Beside.Examples), e.Text, e.Was); err != nil {
		return c, err
	}
	p, err := c.Parse()
	if err != nil {
		return c, err
	}
	examples, mistakes := p.ParseExamples(e.Text)
	c.Beside.Examples = examples
	return c, inLines("examples", mistakes)
}

// AddExample is an edit that adds an example behind the others.
type AddExample struct{ Text string }

func (e AddExample) edit(c Catalog) (Catalog, error) {
	text := strings.TrimSpace(e.Text)
	if slices.Contains(c.Beside.Examples, text) {
		return c, fault.New(fault.Conflict, "This example stands among the others already.")
	}
	return SetExamples{FormatLines(append(slices.Clone(c.Beside.Examples), text)), FormatLines(c.Beside.Examples)}.edit(c)
}

// seenAs refuses the edit of a text that others changed, unless they made the same
// of it.
func seenAs(name, now, text, was string) error {
	var stale besideClashes
	if FormatLines(linesOf(now)) != FormatLines(linesOf(was)) && FormatLines(linesOf(now)) != FormatLines(linesOf(text)) {
		stale.add(name, was, now, text)
	}
	return stale.err()
}

// besideClashes collects what two people changed at the same time.
type besideClashes []fault.Clash

func (b *besideClashes) add(name, original, theirs, yours string) {
	*b = append(*b, fault.Clash{Name: name, Noun: "catalog", Field: name, Original: original, Theirs: theirs, Yours: yours})
}

func (b besideClashes) err() error {
	if len(b) == 0 {
		return nil
	}
	return fault.Clashed(b...)
}
