package engagement

import (
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// usualLength is how long a meeting is planned to last.
const usualLength = 30 * time.Minute

// Starts gives the moment at which a meeting is planned to begin, by the customer's
// zone.
func (c Checkpoint) Starts(zone *time.Location) time.Time {
	if c.Later {
		return c.On.LastAt(c.At, zone)
	}
	return c.On.At(c.At, zone)
}

// Ends gives the moment at which a meeting is planned to end: the first after its
// start at which the clocks show its end, or at its usual length.
func (c Checkpoint) Ends(zone *time.Location) time.Time {
	if end := c.plannedEnd(zone); !end.IsZero() {
		return end
	}
	return c.Starts(zone).Add(usualLength)
}

// plannedEnd gives the first moment after the start at which the clocks show the
// planned end, the zero time where there is none.
func (c Checkpoint) plannedEnd(zone *time.Location) time.Time {
	if c.Until == 0 {
		return time.Time{}
	}
	for _, end := range c.On.Moments(c.Until, zone) {
		if end.After(c.Starts(zone)) {
			return end
		}
	}
	return time.Time{}
}

// sameTime reports whether two meetings are planned for the same time.
func (c Checkpoint) sameTime(other Checkpoint) bool {
	return c.On == other.On && c.At == other.At && c.Later == other.Later && c.Until == other.Until
}

// checkTime refuses a time that cannot be met at. What was planned before, and
// stays, may have passed; n is the meeting that is moved, 0 for a new one, and later
// what was said of a time that the clocks show twice.
func (d *decision) checkTime(n int, m *Checkpoint, later *bool) error {
	var problems fault.Fields
	checkDate(&problems, "on", m.On)
	if m.On.IsZero() {
		problems.Add("on", "Give the day of the meeting.")
	} else if m.On.Before(d.today) && !d.stays(n, m) {
		problems.Add("on", "The meeting cannot be planned for the past; the customer's date is %s.", d.today.Format(dayWords))
	}
	checkClock(&problems, "at", m.At)
	checkClock(&problems, "until", m.Until)
	if len(problems) > 0 {
		return problems.Err()
	}
	d.checkStart(&problems, n, m, later)
	d.checkEnd(&problems, m)
	for other, o := range d.Checkpoints {
		if other != n && o.State == Scheduled && o.On == m.On && o.At == m.At && o.Later == m.Later {
			problems.Add("on", "Checkpoint %d is planned for the same time.", other)
		}
	}
	return problems.Err()
}

// stays reports whether meeting n begins when it did before.
func (d *decision) stays(n int, m *Checkpoint) bool {
	was := d.Checkpoints[n]
	return was != nil && was.On == m.On && was.At == m.At && was.Later == m.Later
}

// checkStart notes a start that the clocks do not show, that they show twice when
// nobody said which is meant, or that has passed. Of a time that they show once it is
// no matter what was said.
func (d *decision) checkStart(problems *fault.Fields, n int, m *Checkpoint, later *bool) {
	moments := m.On.Moments(m.At, d.Facts.Location())
	on := m.On.Format(dayWords)
	switch {
	case len(moments) == 0:
		problems.Add("at", "The customer's clocks go forward on %s and never show %s: choose a time before or after.", on, m.At)
		return
	case len(moments) == 1:
		m.Later = false
	case later == nil && !d.stays(n, m):
		problems.Add("which", "The customer's clocks go back on %s and show %s twice: choose the first or the second.", on, m.At)
		return
	}
	if start := m.Starts(d.Facts.Location()); start.Before(d.Now.Truncate(time.Minute)) && !d.stays(n, m) {
		problems.Add("at", "The meeting cannot be planned for the past; the customer's clock shows %s.", day.ClockOf(d.Now, d.Facts.Location()))
	}
}

// checkEnd notes an end that the clocks do not show, or not after the start.
func (d *decision) checkEnd(problems *fault.Fields, m *Checkpoint) {
	zone := d.Facts.Location()
	switch {
	case m.Until == 0 || len(m.On.Moments(m.At, zone)) == 0 || !m.plannedEnd(zone).IsZero():
	case len(m.On.Moments(m.Until, zone)) == 0:
		problems.Add("until", "The customer's clocks go forward on %s and never show %s: choose another end.", m.On.Format(dayWords), m.Until)
	default:
		problems.Add("until", "The meeting would end at %s, before its start at %s: choose a later end on the same day.", m.Until, m.At)
	}
}
