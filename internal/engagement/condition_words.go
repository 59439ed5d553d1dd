package engagement

import (
	"fmt"
	"strings"

	"gaptrack/internal/playbook"
)

// conditionWords says why a condition does not hold.
func (s *scopeAsks) conditionWords(c playbook.Condition) string {
	x := c.Expr()
	if x == nil {
		return "Its condition has to be judged by a person: " + c.Text
	}
	return fmt.Sprintf("It needs %s; %s.", RuleWords(x), s.standing(x))
}

// RuleWords says in words what a rule asks for: "20,000 seats or more, or an approved
// exception".
func RuleWords(x *playbook.Expr) string {
	switch x.Op {
	case playbook.RuleSeats:
		return fmt.Sprintf(seatWords[x.Sign], Thousands(x.Number))
	case playbook.RuleException:
		return "an approved exception"
	case playbook.RuleMotion:
		return "the motion " + x.Name
	case playbook.RuleService:
		return x.Name + " being deployed"
	case playbook.RuleNot:
		return notWords(x.Of[0])
	}
	parts := make([]string, len(x.Of))
	for i, part := range x.Of {
		if parts[i] = RuleWords(part); part.Op == playbook.RuleOr || part.Op == playbook.RuleAnd {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	last := len(parts) - 1
	if x.Op == playbook.RuleAnd {
		return strings.Join(parts[:last], ", ") + " and " + parts[last]
	}
	return strings.Join(parts[:last], ", ") + ", or " + parts[last]
}

// seatWords are the comparisons of a number of seats.
var seatWords = map[string]string{
	">=": "%s seats or more", ">": "more than %s seats", "<=": "%s seats or fewer", "<": "fewer than %s seats",
	"=": "exactly %s seats", "!=": "any number of seats but %s",
}

// notWords says what must not be.
func notWords(x *playbook.Expr) string {
	switch x.Op {
	case playbook.RuleException:
		return "no approved exception"
	case playbook.RuleMotion:
		return "another motion than " + x.Name
	case playbook.RuleService:
		return x.Name + " not being deployed"
	}
	return "not (" + RuleWords(x) + ")"
}

// standing says how the engagement stands to all that a rule asks about.
func (s *scopeAsks) standing(x *playbook.Expr) string {
	var has, more []string
	if x.Mentions(playbook.RuleSeats) {
		has = append(has, Thousands(s.Seats)+" seats")
	}
	if x.Mentions(playbook.RuleException) {
		has = append(has, exceptionWords(s.exception))
	}
	if x.Mentions(playbook.RuleMotion) {
		more = append(more, "the motion is "+s.Motion)
	}
	more = append(more, s.deploying(x)...)
	if len(has) == 1 && x.Op == playbook.RuleSeats {
		return "the customer has " + Thousands(s.Seats)
	}
	if len(has) > 0 {
		more = append([]string{"the customer has " + strings.Join(has, " and ")}, more...)
	}
	return strings.Join(more, ", ")
}

func exceptionWords(holds bool) string {
	if holds {
		return "an approved exception"
	}
	return "no exception"
}

// deploying says of each service that a rule names whether it is being deployed.
func (s *scopeAsks) deploying(x *playbook.Expr) []string {
	var words []string
	told := map[string]bool{}
	x.Each(func(part *playbook.Expr) {
		if part.Op != playbook.RuleService || told[part.Name] {
			return
		}
		told[part.Name] = true
		if s.deploys(part.Name) {
			words = append(words, part.Name+" is being deployed")
		} else {
			words = append(words, part.Name+" is not being deployed")
		}
	})
	return words
}
