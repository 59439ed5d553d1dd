package playbook

import (
	"errors"
	"slices"
)

// applyRules makes the rules the conditions of the activities that they name. One
// that cannot be read opens its activity to nobody: a person has to judge.
func (p *Playbook) applyRules() {
	for _, r := range p.Beside.Rules {
		at := slices.IndexFunc(p.Activities, func(a Activity) bool { return a.Name == r.Activity })
		if at < 0 {
			continue
		}
		c := &p.Activities[at].Condition
		x, err := ParseRule(r.If)
		if c.Rule = x; err == nil {
			continue
		}
		if c.Understood = false; c.Text == "" {
			c.Text = r.If
		}
	}
}

// CheckRule reads a rule and asks the playbook for the motions and services that it
// names. The error is Mistakes.
func (p *Playbook) CheckRule(text string) (*Expr, error) {
	x, m := readRule(text)
	if x != nil {
		p.checkNames(x, &m)
	}
	if err := m.err(); err != nil {
		return nil, err
	}
	return x, nil
}

// checkNames notes the motions and services of a rule that the playbook lacks.
func (p *Playbook) checkNames(x *Expr, m *Mistakes) {
	services := p.Services()
	x.Each(func(part *Expr) {
		width := characters(part.Name) + 2
		switch {
		case part.Op == RuleMotion && !slices.Contains(p.Motions, part.Name):
			m.add(part.Column, width, "The playbook has no motion “%s”%s", part.Name, perhaps(part.Name, p.Motions))
		case part.Op == RuleService && part.Name == AllServices:
			m.add(part.Column, width, "Name one service; “%s” is none.", AllServices)
		case part.Op == RuleService && !Known(services, part.Name):
			m.add(part.Column, width, "The catalog has no service “%s”%s", part.Name, perhaps(part.Name, Names(services)))
		}
	})
}

// MistakesOf gives the mistakes that an error of this package is, else none.
func MistakesOf(err error) Mistakes {
	var m Mistakes
	errors.As(err, &m)
	return m
}
