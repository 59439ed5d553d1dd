package engagement

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/day"
)

// Cadence is how often checkpoints are held: "weekly", "biweekly", "monthly"
// (on the same weekday of the month), or "days:N" for every N days.
type Cadence string

// The cadences that have a name.
const (
	Weekly   Cadence = "weekly"
	Biweekly Cadence = "biweekly"
	Monthly  Cadence = "monthly"
)

// maxCadenceDays is the longest stretch between checkpoints, a quarter.
const maxCadenceDays = 92

// EveryDays gives the cadence of a checkpoint every n days.
func EveryDays(n int) Cadence { return Cadence(fmt.Sprintf("days:%d", n)) }

// Valid reports whether it is a cadence, written as EveryDays writes it.
func (c Cadence) Valid() bool { return c == Monthly || c.days() > 0 }

// days gives the days between checkpoints: 0 for Monthly, whose months differ, and for
// what is no cadence.
func (c Cadence) days() int {
	switch c {
	case Weekly:
		return 7
	case Biweekly:
		return 14
	}
	rest, _ := strings.CutPrefix(string(c), "days:")
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 || n > maxCadenceDays || c != EveryDays(n) {
		return 0
	}
	return n
}

// Next gives the day of the checkpoint that follows one on d, where the cadence
// counts from d.
func (c Cadence) Next(d day.Date) day.Date { return grid{c, d}.after(d) }

// String gives the cadence in words: "every week".
func (c Cadence) String() string {
	switch c {
	case Weekly:
		return "every week"
	case Biweekly:
		return "every two weeks"
	case Monthly:
		return "every month"
	}
	if c.days() == 1 {
		return "every day"
	}
	return fmt.Sprintf("every %d days", c.days())
}

// counted says which of a month's weekdays a day is: a fifth is the last.
var counted = [...]string{"first", "second", "third", "fourth", "last"}

// Rhythm gives the cadence with its day, as it counts today: "every month, on the
// second Tuesday".
func (e *Engagement) Rhythm() string {
	g := e.grid()
	switch c := e.Facts.Cadence; c {
	case Weekly, Biweekly:
		return fmt.Sprintf("%s, on %s", c, g.from.Format("Monday"))
	case Monthly:
		return fmt.Sprintf("%s, on the %s %s", c, counted[weekOf(g.from)], g.from.Format("Monday"))
	default:
		return c.String()
	}
}

// CadenceDue gives the day by which the next checkpoint has to be held: of the
// cadence's days after the one that was kept last the first that is not skipped or,
// where it was moved, that day. One that is being held keeps nothing yet.
func (e *Engagement) CadenceDue() day.Date {
	g := e.gridFrom(Closed)
	s := e.standings(g)
	d := g.first(e.Facts.CreatedOn)
	if !s.kept.IsZero() {
		d = g.after(s.kept)
	}
	for s.skipped(d) {
		d = g.after(d)
	}
	if m := e.Checkpoints[s.planned[d]]; m != nil && m.State == Scheduled && s.named[d] {
		return m.On
	}
	return d
}

// CadenceKept reports whether the cadence is kept on a day: no checkpoint is
// due, or it is today.
func (e *Engagement) CadenceKept(today day.Date) bool { return !today.After(e.CadenceDue()) }

// Proposed gives the day on which the cadence wants the checkpoint after one
// on the given day, or after today where that is later: the first for which none is
// planned, and that is not skipped.
func (e *Engagement) Proposed(after, today day.Date) day.Date {
	g := e.grid()
	s := e.standings(g)
	d := g.after(latest(after, today))
	for s.taken(d) {
		d = g.after(d)
	}
	return d
}

// NextProposed gives the day that the cadence proposes for a new checkpoint: after
// the last that is scheduled or was held.
func (e *Engagement) NextProposed(today day.Date) day.Date {
	last := e.LastHeld()
	for _, c := range e.Checkpoints {
		if c.State == Scheduled {
			last = latest(last, c.On)
		}
	}
	return e.Proposed(last, today)
}
