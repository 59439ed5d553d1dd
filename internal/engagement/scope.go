package engagement

import (
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/playbook"
)

// The tasks that the rules themselves know (playbook, Remediation Checklist
// Resolved).
const (
	ReviewTask = 3190 // the customer reviews and resolves the checklist
	ExitTask   = 1700 // Remediate Exit, done by its approval alone
)

// Scoped is a task of the playbook, with whether it is in an engagement's
// scope; Why tells why.
type Scoped struct {
	playbook.Task
	Activity string
	In       bool
	PulledIn string            // the reason for which a person pulled it in, if one did
	Retired  *playbook.Retired // of a task that the playbook no longer has; nil where it does

	of   *playbook.Activity
	asks *scopeAsks
}

// scopeAsks is what the scope depends on besides the playbook.
type scopeAsks struct {
	Facts
	exception bool
	book      *playbook.Playbook
	deployed  []string // the services by the names that the catalog has now
}

func newScopeAsks(p *playbook.Playbook, f Facts, exception bool) *scopeAsks {
	return &scopeAsks{f, exception, p, p.ServiceNames(f.Services)}
}

// Waivable reports whether a waiver can ever stand for the task: it is mandatory
// and in scope, and not one on which the exit itself stands.
func (s Scoped) Waivable() bool {
	return s.In && s.Mandatory && s.ID != ReviewTask && s.ID != ExitTask
}

// Why says in a sentence why the playbook has the task in scope, or out.
func (s Scoped) Why() string {
	if s.Retired != nil {
		return retiredWords(s.Retired)
	}
	if s.asks == nil {
		return ""
	}
	if by := s.asks.exclude(s.of); by != nothing {
		return s.asks.words(s.of, by)
	}
	return s.asks.servicesWords(s.Task.Services)
}

// Scope tells of every task of the playbook, in its order, whether it is in
// the engagement's scope on the given day; then of those that the playbook no longer
// has and something was logged on.
func (e *Engagement) Scope(today day.Date) []Scoped {
	scope := ScopeOf(e.Edition.Playbook, e.Facts, e.ExceptionHolds(today))
	scope = append(scope, e.retired(scope)...)
	for i := range scope {
		if t := e.Tasks[scope[i].ID]; t != nil && t.PulledIn != "" && !scope[i].In {
			scope[i].In, scope[i].PulledIn = true, t.PulledIn
		}
	}
	return scope
}

// ScopeOf tells what would be in scope for these facts: a task is, when its
// activity carries the motion, the activity's condition holds, and both the
// activity's Applies To and the task's own services meet the engagement's, by any
// of their names (domain, What is in scope). Roles and services go by the names
// that the catalog has now.
func ScopeOf(p *playbook.Playbook, f Facts, exception bool) []Scoped {
	asks := newScopeAsks(p, f, exception)
	scope := make([]Scoped, 0, 16)
	for i := range p.Activities {
		a := &p.Activities[i]
		in := asks.exclude(a) == nothing
		for _, t := range a.Tasks {
			t.Role, t.Services = p.Role(t.Role), p.ServiceNames(t.Services)
			scope = append(scope, Scoped{Task: t, Activity: a.Name, In: in && asks.meets(t.Services), of: a, asks: asks})
		}
	}
	return scope
}

// exclusion is what keeps an activity out of an engagement's scope.
type exclusion int

const (
	nothing exclusion = iota
	byMotion
	byCondition
	byServices
)

func (s *scopeAsks) exclude(a *playbook.Activity) exclusion {
	switch {
	case !slices.Contains(a.Motions, s.Motion):
		return byMotion
	case !s.holds(a.Condition):
		return byCondition
	case !s.meets(a.AppliesTo):
		return byServices
	}
	return nothing
}

// words says why an activity is not for an engagement.
func (s *scopeAsks) words(a *playbook.Activity, by exclusion) string {
	switch by {
	case byMotion:
		return fmt.Sprintf("“%s” is for %s; this engagement's motion is %s.", a.Name, strings.Join(a.Motions, " / "), s.Motion)
	case byCondition:
		return s.conditionWords(a.Condition)
	}
	return fmt.Sprintf("“%s” applies to %s, and %s being deployed.", a.Name, strings.Join(s.book.ServiceNames(a.AppliesTo), " / "), none(a.AppliesTo))
}

// holds reports whether an activity's condition does. One that nobody can tell
// but a person never holds: its tasks can be pulled in, with a reason.
func (s *scopeAsks) holds(c playbook.Condition) bool {
	if c.IsZero() {
		return true
	}
	x := c.Expr()
	return x != nil && x.Holds(s.given())
}

// given is what rules are asked about.
func (s *scopeAsks) given() playbook.Given {
	return playbook.Given{Seats: s.Seats, Exception: s.exception, Motion: s.Motion, Deploys: s.deploys}
}

// deploys reports whether a service is being deployed, by any of its names.
func (s *scopeAsks) deploys(service string) bool {
	return slices.Contains(s.deployed, s.book.Service(service))
}

// meets reports whether what a table names meets what is deployed.
func (s *scopeAsks) meets(named []string) bool {
	return slices.ContainsFunc(named, func(n string) bool { return n == playbook.AllServices || s.deploys(n) })
}

// servicesWords says why a task's services meet what is deployed, or do not.
func (s *scopeAsks) servicesWords(named []string) string {
	if slices.Contains(named, playbook.AllServices) {
		return "In scope for every service."
	}
	var both []string
	for _, n := range named {
		if s.deploys(n) {
			both = append(both, s.book.Service(n))
		}
	}
	if len(both) == 0 {
		return fmt.Sprintf("It is for %s, and %s being deployed.", strings.Join(named, " / "), none(named))
	}
	return fmt.Sprintf("In scope because %s being deployed.", are(both))
}

func none(of []string) string {
	if len(of) == 1 {
		return "that is not"
	}
	return "none of these is"
}

// are lists what a sentence is about, with its verb: "Exchange and AIP are".
func are(list []string) string {
	if len(list) == 1 {
		return list[0] + " is"
	}
	return readOut(list) + " are"
}

// readOut lists names as a sentence does: "Exchange, Edge and AIP".
func readOut(list []string) string {
	if last := len(list) - 1; last > 0 {
		return strings.Join(list[:last], ", ") + " and " + list[last]
	}
	return strings.Join(list, "")
}

// Thousands writes a number with commas: 12,000.
func Thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// scoped gives one task's place in the scope.
func (d *decision) scoped(ftop int) (Scoped, bool) {
	s := find(d.Scope(d.today), ftop)
	return s, s.ID != 0
}
