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
// scope and why.
type Scoped struct {
	playbook.Task
	Activity string
	In       bool
	PulledIn string // the reason for which a person pulled it in, if one did
	Why      string // a sentence, for tasks in and out
}

// Waivable reports whether a waiver can ever stand for the task: it is mandatory
// and in scope, and not one on which the exit itself stands.
func (s Scoped) Waivable() bool {
	return s.In && s.Mandatory && s.ID != ReviewTask && s.ID != ExitTask
}

// Scope tells of every task of the playbook, in its order, whether it is in
// the engagement's scope on the given day.
func (e *Engagement) Scope(today day.Date) []Scoped {
	scope := ScopeOf(e.Edition.Playbook, e.Facts, e.ExceptionHolds(today))
	for i := range scope {
		if t := e.Tasks[scope[i].ID]; t != nil && t.PulledIn != "" && !scope[i].In {
			scope[i].In, scope[i].PulledIn = true, t.PulledIn
		}
	}
	return scope
}

// ScopeOf tells what would be in scope for these facts: a task is, when its
// activity carries the motion, the activity's condition holds, and both the
// activity's Applies To and the task's own services meet the engagement's
// (domain, What is in scope).
func ScopeOf(p *playbook.Playbook, f Facts, exception bool) []Scoped {
	var scope []Scoped
	for _, a := range p.Activities {
		out := activityExcludes(a, f, exception)
		for _, t := range a.Tasks {
			s := Scoped{Task: t, Activity: a.Name, Why: out}
			if out == "" {
				s.In, s.Why = meets(t.Services, f.Services)
			}
			scope = append(scope, s)
		}
	}
	return scope
}

// activityExcludes says why an activity is not for an engagement, or nothing.
func activityExcludes(a playbook.Activity, f Facts, exception bool) string {
	if !slices.Contains(a.Motions, f.Motion) {
		return fmt.Sprintf("“%s” is for %s; this engagement's motion is %s.", a.Name, strings.Join(a.Motions, " / "), f.Motion)
	}
	if why := conditionExcludes(a.Condition, f.Seats, exception); why != "" {
		return why
	}
	if in, _ := meets(a.AppliesTo, f.Services); !in {
		return fmt.Sprintf("“%s” applies to %s, and %s being deployed.", a.Name, strings.Join(a.AppliesTo, " / "), none(a.AppliesTo))
	}
	return ""
}

// conditionExcludes says why an activity's condition does not hold, or
// nothing. A condition that was not understood never holds: its tasks can be
// pulled in, with a reason.
func conditionExcludes(c playbook.Condition, seats int, exception bool) string {
	switch {
	case c.IsZero():
		return ""
	case !c.Understood:
		return "Its condition has to be judged by a person: " + c.Text
	case seats >= c.MinSeats && c.MinSeats > 0, c.Exception && exception:
		return ""
	case c.Exception:
		return fmt.Sprintf("It needs %s seats or more, or an approved exception; the customer has %s seats and no exception.",
			Thousands(c.MinSeats), Thousands(seats))
	}
	return fmt.Sprintf("It needs %s seats or more; the customer has %s.", Thousands(c.MinSeats), Thousands(seats))
}

// meets reports whether what a table names meets what is deployed, and why.
func meets(named, deployed []string) (bool, string) {
	if slices.Contains(named, playbook.AllServices) {
		return true, "In scope for every service."
	}
	var both []string
	for _, s := range named {
		if slices.Contains(deployed, s) {
			both = append(both, s)
		}
	}
	if len(both) == 0 {
		return false, fmt.Sprintf("It is for %s, and %s being deployed.", strings.Join(named, " / "), none(named))
	}
	return true, fmt.Sprintf("In scope because %s being deployed.", are(both))
}

func none(of []string) string {
	if len(of) == 1 {
		return "that is not"
	}
	return "none of these is"
}

// are lists what a sentence is about, with its verb: "Exchange and AIP are".
func are(list []string) string {
	last := len(list) - 1
	if last == 0 {
		return list[0] + " is"
	}
	return strings.Join(list[:last], ", ") + " and " + list[last] + " are"
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
	for _, s := range d.Scope(d.today) {
		if s.ID == ftop {
			return s, true
		}
	}
	return Scoped{}, false
}
