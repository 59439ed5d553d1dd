package playbook

import (
	"strconv"
	"strings"
)

// RuleOp is what an Expr says.
type RuleOp string

// All that a rule can say.
const (
	RuleOr        RuleOp = "or"
	RuleAnd       RuleOp = "and"
	RuleNot       RuleOp = "not"
	RuleSeats     RuleOp = "seats"     // the number of seats compares with a number
	RuleException RuleOp = "exception" // an approved exception holds
	RuleMotion    RuleOp = "motion"    // the engagement's motion is the one named
	RuleService   RuleOp = "service"   // the service named is being deployed
)

// Expr is what a rule asks for, such as "seats >= 20000 or exception". ParseRule
// reads one; an Expr never changes after.
type Expr struct {
	Op     RuleOp
	Of     []*Expr // what RuleOr and RuleAnd join, two at least; the one thing that RuleNot turns around
	Sign   string  // of RuleSeats: one of signs
	Number int     // of RuleSeats
	Name   string  // of RuleMotion and RuleService
	Column int     // where its number or name, or else its word, was typed; 0 for nowhere
}

// The signs by which seats compare with a number.
var signs = map[string]func(a, b int) bool{
	">=": func(a, b int) bool { return a >= b },
	">":  func(a, b int) bool { return a > b },
	"<=": func(a, b int) bool { return a <= b },
	"<":  func(a, b int) bool { return a < b },
	"=":  func(a, b int) bool { return a == b },
	"!=": func(a, b int) bool { return a != b },
}

// Given is what a rule is asked about.
type Given struct {
	Seats     int
	Exception bool // one is approved, and holds
	Motion    string
	Deploys   func(service string) bool // by any of its names
}

// Holds reports whether the rule does for what is given.
func (x *Expr) Holds(g Given) bool {
	switch x.Op {
	case RuleOr:
		return anyOf(x.Of, g, true)
	case RuleAnd:
		return !anyOf(x.Of, g, false)
	case RuleNot:
		return !x.Of[0].Holds(g)
	case RuleSeats:
		return signs[x.Sign](g.Seats, x.Number)
	case RuleException:
		return g.Exception
	case RuleMotion:
		return g.Motion == x.Name
	case RuleService:
		return g.Deploys(x.Name)
	}
	return false
}

// anyOf reports whether for one of them at least the answer is as asked.
func anyOf(all []*Expr, g Given, answer bool) bool {
	for _, x := range all {
		if x.Holds(g) == answer {
			return true
		}
	}
	return false
}

// Each calls f with the expression and every one inside of it, from left to
// right.
func (x *Expr) Each(f func(*Expr)) {
	f(x)
	for _, part := range x.Of {
		part.Each(f)
	}
}

// Mentions reports whether a part of the rule says this.
func (x *Expr) Mentions(op RuleOp) (found bool) {
	x.Each(func(part *Expr) { found = found || part.Op == op })
	return found
}

// quotes writes a name as rules have it, between quote marks.
var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, `“`, `\“`, `”`, `\”`, `„`, `\„`)

// String gives the rule as ParseRule reads it: small words, one blank between
// them, brackets only where they are needed.
func (x *Expr) String() string {
	switch x.Op {
	case RuleSeats:
		return "seats " + x.Sign + " " + strconv.Itoa(x.Number)
	case RuleMotion:
		return `motion is "` + quotes.Replace(x.Name) + `"`
	case RuleService:
		return `service "` + quotes.Replace(x.Name) + `"`
	case RuleException:
		return string(RuleException)
	case RuleNot:
		return "not " + x.Of[0].within(RuleNot)
	}
	parts := make([]string, len(x.Of))
	for i, part := range x.Of {
		parts[i] = part.within(x.Op)
	}
	return strings.Join(parts, " "+string(x.Op)+" ")
}

// binding orders what rules join by how closely it does.
var binding = map[RuleOp]int{RuleOr: 1, RuleAnd: 2, RuleNot: 3}

// within writes a part of what op joins, in brackets where it would come apart.
func (x *Expr) within(op RuleOp) string {
	if by := binding[x.Op]; by > 0 && by < binding[op] {
		return "(" + x.String() + ")"
	}
	return x.String()
}
