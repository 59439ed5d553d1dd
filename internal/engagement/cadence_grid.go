package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
)

// grid is the days of a cadence, its first on from.
type grid struct {
	every Cadence
	from  day.Date
}

// grid gives the days of the engagement's cadence. They count from the day that
// the facts name, which no meeting changes; where they name none, from the last
// checkpoint (the day of the cadence that it stood for) or from the creation.
func (e *Engagement) grid() grid { return e.gridFrom(Closed, Held) }

// gridFrom is grid where the checkpoints in some states count.
func (e *Engagement) gridFrom(states ...CheckpointState) grid {
	g := grid{e.Facts.Cadence, e.Facts.MeetsFrom}
	if !g.from.IsZero() {
		return g
	}
	g.from = e.Facts.CreatedOn
	var last time.Time
	for _, c := range e.Checkpoints {
		if slices.Contains(states, c.State) && c.HeldAt.After(last) {
			if last, g.from = c.HeldAt, c.Slot; g.from.IsZero() {
				g.from = day.Of(c.HeldAt, e.Facts.Location())
			}
		}
	}
	return g
}

// first gives the first day on which a checkpoint is asked of an engagement that
// began on a day: not that very day, unless the facts name it.
func (g grid) first(began day.Date) day.Date {
	if g.from.After(began) {
		return g.from
	}
	return g.after(began)
}

// after gives the first day of the cadence after d.
func (g grid) after(d day.Date) day.Date {
	if d.Before(g.from) {
		return g.from
	}
	if g.every == Monthly {
		if this := g.inMonth(d, 0); this.After(d) {
			return this
		}
		return g.inMonth(d, 1)
	}
	n := max(1, g.every.days())
	return g.from.Add((d.Sub(g.from)/n + 1) * n)
}

// has reports whether a day is one of the cadence's, of the years that dates can be of.
func (g grid) has(d day.Date) bool { return datable(d) && g.after(d.Add(-1)) == d }

// nearest gives the day of the cadence that lies nearest to d, of two the earlier, and
// none where d lies long before the first.
func (g grid) nearest(d day.Date) day.Date {
	next := g.after(d)
	if next == g.from {
		if 2*next.Sub(d) > g.after(next).Sub(next) {
			return day.Date{}
		}
		return next
	}
	before := g.upTo(d)
	if next.Sub(d) < d.Sub(before) {
		return next
	}
	return before
}

// upTo gives the last day of the cadence that is not after d, which is not before
// the first.
func (g grid) upTo(d day.Date) day.Date {
	if g.every == Monthly {
		if this := g.inMonth(d, 0); !this.After(d) {
			return this
		}
		return g.inMonth(d, -1)
	}
	n := max(1, g.every.days())
	return g.from.Add(d.Sub(g.from) / n * n)
}

// inMonth gives the weekday of the cadence in the month that lies so many after
// d's. Where a month has no fifth one it is the fourth, the last.
func (g grid) inMonth(d day.Date, months int) day.Date {
	year, month := d.Month()
	first := day.New(year, month+time.Month(months), 1)
	to := int(g.from.Weekday()-first.Weekday()+7) % 7
	found := first.Add(to + 7*weekOf(g.from))
	if _, m := found.Month(); m != time.Month((int(month)-1+months+12)%12+1) {
		return found.Add(-7)
	}
	return found
}

// weekOf counts how many of the same weekday lie before a day in its month.
func weekOf(d day.Date) int { return (d.Day() - 1) / 7 }

// standings are what became of the cadence's days.
type standings struct {
	planned map[day.Date]int  // the checkpoint that stands for a day, and was not cancelled
	named   map[day.Date]bool // it is certain that it stands for it; see slotOf
	skips   map[day.Date]int  // the last that was cancelled of a day
	kept    day.Date          // the last day for which one was closed
}

func (s standings) taken(d day.Date) bool { return s.planned[d] != 0 || s.skips[d] != 0 }

func (s standings) skipped(d day.Date) bool { return s.planned[d] == 0 && s.skips[d] != 0 }

// standings finds the checkpoints of the cadence's days: those that name their day
// first, then by the day nearest to theirs. One of which the day is taken is
// beside the cadence.
func (e *Engagement) standings(g grid) standings {
	s := standings{planned: map[day.Date]int{}, named: map[day.Date]bool{}, skips: map[day.Date]int{}}
	numbers := sortedKeys(e.Checkpoints)
	for _, named := range []bool{true, false} {
		for _, n := range numbers {
			c := e.Checkpoints[n]
			slot, exact := e.slotOf(g, c)
			switch {
			case exact != named || slot.IsZero():
			case c.State == Cancelled && exact:
				s.skips[slot] = n
			case c.State != Cancelled && s.planned[slot] == 0:
				s.planned[slot], s.named[slot] = n, exact
			}
			if c.State == Closed {
				s.kept = latest(s.kept, slot)
			}
		}
	}
	return s
}

// slotOf gives the day of the cadence that a checkpoint stands for, and whether
// that is certain: it is kept, or the very day.
func (e *Engagement) slotOf(g grid, c *Checkpoint) (slot day.Date, exact bool) {
	if g.has(c.Slot) {
		return c.Slot, true
	}
	on := c.On
	if !c.HeldAt.IsZero() {
		on = day.Of(c.HeldAt, e.Facts.Location())
	}
	return g.nearest(on), g.has(on)
}
