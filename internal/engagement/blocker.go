package engagement

import (
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// BlockerKind says what sort of thing stands in the way.
type BlockerKind string

// BlockerKinds lists what can block a task or a checklist item.
var BlockerKinds = []BlockerKind{
	"Customer change board", "Network", "Identity", "Licence", "People", "Partner", "Product", "Other",
}

// Blocker is what stands in the way of a task or a checklist item. It has a
// cause or it is none.
type Blocker struct {
	Kind   BlockerKind
	On     string   // the cause, in words
	Lifter string   // who can lift it
	Since  day.Date // the customer's date
}

// IsZero reports whether nothing stands in the way.
func (b Blocker) IsZero() bool { return b.On == "" }

// check notes what is wrong with a blocker that somebody typed.
func (b Blocker) check(problems *fault.Fields, today day.Date) {
	checkText(problems, "blocked_on", b.On, MaxNote)
	checkText(problems, "blocked_lifter", b.Lifter, MaxName)
	if b.Kind != "" && !slices.Contains(BlockerKinds, b.Kind) {
		problems.Add("blocked_kind", "Choose one of the kinds in the list.")
	}
	checkDate(problems, "blocked_since", b.Since)
	if b.Since.After(today) {
		problems.Add("blocked_since", "A blocker cannot begin in the future.")
	}
}

// OpenBlocker is a blocker with the task or item that it stands in the way of.
type OpenBlocker struct {
	Subject
	Blocker
}

// OpenBlockers gives what stands in the way of tasks in scope and of items that
// are not closed, longest first.
func (e *Engagement) OpenBlockers(today day.Date) []OpenBlocker {
	var open []OpenBlocker
	for _, s := range e.Scope(today) {
		if s.In && e.TaskState(s.ID, today) == Blocked {
			open = append(open, OpenBlocker{Subject{NounTask, s.ID}, e.Task(s.ID).Blocker})
		}
	}
	for _, n := range sortedKeys(e.Items) {
		if b := e.Items[n].Blocker; !b.IsZero() && !e.Closed(n, today) {
			open = append(open, OpenBlocker{Subject{NounItem, n}, b})
		}
	}
	slices.SortStableFunc(open, func(a, b OpenBlocker) int { return a.Since.Compare(b.Since) })
	return open
}

// Stale reports whether a blocker is older than two cadences: two checkpoints after
// the day on which it began should have lifted it.
func (e *Engagement) Stale(b Blocker, today day.Date) bool {
	return !b.IsZero() && !b.Since.IsZero() && !today.Before(e.staleFrom(b))
}

// staleFrom gives the day from which on a blocker is older than two cadences.
func (e *Engagement) staleFrom(b Blocker) day.Date {
	c := e.Facts.Cadence
	return c.Next(c.Next(b.Since)).Add(1)
}

// staleBlockers counts what has stood in the way for longer than two cadences.
func (e *Engagement) staleBlockers(today day.Date) int {
	n := 0
	for _, b := range e.OpenBlockers(today) {
		if e.Stale(b.Blocker, today) {
			n++
		}
	}
	return n
}

// settled fills in the kind and the day of a blocker, and clears what no
// longer blocks.
func (b Blocker) settled(today day.Date) Blocker {
	if b.IsZero() {
		return Blocker{}
	}
	if b.Kind == "" {
		b.Kind = "Other"
	}
	if b.Since.IsZero() {
		b.Since = today
	}
	return b
}

func blockerFields[R any](at func(*R) *Blocker) []field[R] {
	return []field[R]{
		word("blocked_kind", func(r *R) *BlockerKind { return &at(r).Kind }),
		text("blocked_on", func(r *R) *string { return &at(r).On }),
		text("blocked_lifter", func(r *R) *string { return &at(r).Lifter }),
		date("blocked_since", func(r *R) *day.Date { return &at(r).Since }),
	}
}
