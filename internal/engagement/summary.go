package engagement

import (
	"time"

	"gaptrack/internal/day"
)

// Summary is what lists show, sort and filter by, kept beside the facts and
// never counted on reading. It is true from the moment that it was made until
// StaleAt, when a date passes that changes it or that an event has to tell of (see
// Lapse); that moment has passed where none tells of it yet. Of an engagement that
// exited it is what was true on the day of the exit.
type Summary struct {
	MandatoryDone  int // done or waived, ExitTask aside
	MandatoryTotal int
	Open           map[Severity]int // checklist items that stand in the way
	ItemsTotal     int
	ItemsClosed    int // resolved, or accepted as risks
	Blockers       int // see OpenBlockers
	BlockedSince   day.Date
	Overdue        int // open tasks in scope, and items
	OverdueSince   day.Date
	LastHeld       day.Date
	NextOn         day.Date
	NextAt         time.Time // the moment of NextOn's meeting
	NextN          int
	Unmet          int // conditions of the exit that do not hold
	Exit           RequestState
	ExitOn         day.Date
	Exited         bool
	Attention      []Attention // most pressing first
	StaleAt        time.Time   // zero where no date will change it
}

// Summarize makes the summary of an engagement at a moment.
func (e *Engagement) Summarize(now time.Time) Summary {
	today := e.StandsOn(now)
	s := Summary{Open: map[Severity]int{}, Exited: e.Exited(), LastHeld: e.LastHeld(), Unmet: len(e.Readiness(today).Unmet())}
	e.sumTasks(&s, today)
	e.sumItems(&s, today)
	e.sumBlockers(&s, today)
	if n := e.NextScheduled(); n != 0 && !s.Exited {
		c := e.Checkpoints[n]
		s.NextN, s.NextOn, s.NextAt = n, c.On, c.Starts(e.Facts.Location())
	}
	if x := e.Exits[e.LastExit()]; x != nil {
		s.Exit, s.ExitOn = x.State, x.RequestedOn
		if !x.DecidedOn.IsZero() {
			s.ExitOn = x.DecidedOn
		}
	}
	if s.Exited {
		s.Attention = e.attentionAfterExit(today, e.Today(now))
		s.StaleAt = e.dawn(e.nextWaiverDate(e.Today(now)))
		return s
	}
	s.Attention = e.attention(s, today)
	s.StaleAt = e.staleAt(today)
	return s
}

// StandsOn gives the customer's day as of which the engagement is told of at a
// moment: today or, once it has exited, the day on which that was approved.
func (e *Engagement) StandsOn(now time.Time) day.Date {
	if x := e.Exits[e.LastExit()]; x != nil && e.Exited() {
		return x.DecidedOn
	}
	return e.Today(now)
}

func (e *Engagement) sumTasks(s *Summary, today day.Date) {
	for _, task := range e.Scope(today) {
		if !task.In {
			continue
		}
		state, t := e.TaskState(task.ID, today), e.Task(task.ID)
		if task.Mandatory && task.ID != ExitTask {
			s.MandatoryTotal++
			if state.Over() {
				s.MandatoryDone++
			}
		}
		if !state.Over() {
			s.late(t.Due, today)
		}
	}
}

func (e *Engagement) sumItems(s *Summary, today day.Date) {
	s.ItemsTotal = len(e.Items)
	for n, i := range e.Items {
		if e.Closed(n, today) {
			s.ItemsClosed++
			continue
		}
		s.Open[i.Severity]++
		s.late(i.Due, today)
	}
}

func (e *Engagement) sumBlockers(s *Summary, today day.Date) {
	open := e.OpenBlockers(today)
	if s.Blockers = len(open); s.Blockers > 0 {
		s.BlockedSince = open[0].Since
	}
}

// late counts what is overdue.
func (s *Summary) late(due, today day.Date) {
	if Overdue(due, today) > 0 {
		s.Overdue++
		s.OverdueSince = earliest(s.OverdueSince, due)
	}
}

func earliest(a, b day.Date) day.Date {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}

// dawn gives the moment at which a day begins for the customer, none for none.
func (e *Engagement) dawn(d day.Date) time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return d.At(0, e.Facts.Location())
}

// staleAt gives the moment at which the first date passes that changes a
// summary made today, or that Lapse has to tell of.
func (e *Engagement) staleAt(today day.Date) time.Time {
	var first day.Date
	note := func(d day.Date) {
		if d.After(today) {
			first = earliest(first, d)
		}
	}
	note(e.CadenceDue().Add(1))
	for _, i := range e.Items {
		note(i.Due.Add(1))
		note(e.staleFrom(i.Blocker))
	}
	for _, t := range e.Tasks {
		note(t.Due.Add(1))
		note(e.staleFrom(t.Blocker))
	}
	for _, w := range e.Waivers {
		if w.Live(today) {
			note(w.ReviewOn.Add(-endingDays))
		}
	}
	for _, x := range e.Exceptions {
		if x.Live(today) {
			note(x.EndsOn.Add(-endingDays))
			note(x.EndsOn.Add(1))
		}
	}
	return e.dawn(earliest(first, e.nextWaiverDate(today)))
}
