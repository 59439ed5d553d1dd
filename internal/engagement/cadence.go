package engagement

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/day"
)

// Cadence is how often checkpoints are held: "weekly", "biweekly", "monthly",
// or "days:N" for every N days.
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

// Days gives the days between checkpoints; a month counts 28, so that the
// weekday stays. It is 0 for what is no cadence, or not written as EveryDays
// writes it.
func (c Cadence) Days() int {
	switch c {
	case Weekly:
		return 7
	case Biweekly:
		return 14
	case Monthly:
		return 28
	}
	rest, _ := strings.CutPrefix(string(c), "days:")
	n, err := strconv.Atoi(rest)
	if err != nil || n < 1 || n > maxCadenceDays || c != EveryDays(n) {
		return 0
	}
	return n
}

// Next gives the day of the checkpoint that follows one on d.
func (c Cadence) Next(d day.Date) day.Date { return d.Add(c.Days()) }

// String gives the cadence in words: "every week".
func (c Cadence) String() string {
	switch c {
	case Weekly:
		return "every week"
	case Biweekly:
		return "every two weeks"
	case Monthly:
		return "every four weeks"
	}
	if c.Days() == 1 {
		return "every day"
	}
	return fmt.Sprintf("every %d days", c.Days())
}

// Proposed gives the day on which the cadence wants the checkpoint after one
// on the given day, or after today where there was none; never before
// tomorrow.
func (e *Engagement) Proposed(after, today day.Date) day.Date {
	if after.IsZero() {
		after = today
	}
	every := max(1, e.Facts.Cadence.Days())
	missed := max(0, today.Sub(after)/every)
	return after.Add((missed + 1) * every)
}

// CadenceDue gives the day by which the next checkpoint has to be held: one
// cadence after the last, or after the engagement began.
func (e *Engagement) CadenceDue() day.Date {
	last := e.LastHeld()
	if last.IsZero() {
		last = e.Facts.CreatedOn
	}
	return e.Facts.Cadence.Next(last)
}

// CadenceKept reports whether the cadence is kept on a day: no checkpoint is
// due, or it is today.
func (e *Engagement) CadenceKept(today day.Date) bool { return !today.After(e.CadenceDue()) }

// NextProposed gives the day that the cadence proposes for a new checkpoint:
// one cadence after the last that is scheduled or was held.
func (e *Engagement) NextProposed(today day.Date) day.Date {
	last := e.LastHeld()
	for _, c := range e.Checkpoints {
		if c.State == Scheduled {
			last = latest(last, c.On)
		}
	}
	return e.Proposed(last, today)
}
