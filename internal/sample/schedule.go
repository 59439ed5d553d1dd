package sample

import (
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// leaving is how many days an engagement takes from its last meeting to its
// exit.
const leaving = 6

// schedule draws the days of the meetings, and those of the exit.
func (p *plan) schedule(c chance) {
	every := p.every(p.date)
	count := c.longTail(3.5, 0.55, 1, 12)
	last := p.lastMeeting(c, every)
	if p.fate == healthy && c.likely(8) {
		p.story.began = last // it is new, and nobody has met
		return
	}
	p.held = make([]int, count)
	for i := count - 1; i >= 0; i-- {
		p.held[i] = last
		last += p.every(p.date.Add(-last))
	}
	p.blockedAt = c.IntN(count)
	p.story.began = p.held[0] + c.between(3, every)
	for i := range p.held[:count-1] {
		if c.likely(6) && p.works(p.held[i]-1) {
			p.held[i]-- // held a day later than it was planned
		}
	}
}

// every gives how many days before a meeting on a day the one before was.
func (p *plan) every(on day.Date) int {
	const quarter, month = 92, 28
	for days := range quarter {
		if p.story.cadence.Next(on.Add(-days-1)) == on {
			return days + 1
		}
	}
	return month
}

// lastMeeting draws the day of the last meeting; before an exit, if there was
// one.
func (p *plan) lastMeeting(c chance, every int) int {
	switch p.fate {
	case missed:
		late := c.between(3, 25)
		if p.story.cadence == engagement.Monthly {
			late += 7 // a month of five weeks is not over sooner
		}
		return p.workdayBefore(every + late)
	case exited:
		p.exit = c.longTail(75, 0.9, 2, 500)
		return p.workdayBefore(p.exit + leaving)
	case reopened:
		p.again = p.workday(c, 3, every-2)
		p.exit = p.again + c.between(5, 60)
		return p.workdayBefore(p.exit + leaving)
	case ready, waiting, returned:
		return p.workday(c, 3, every-2)
	}
	return p.workday(c, 2, every-2)
}

// workday draws a day from low to high on which people work; one of three days
// in a row always is.
func (p *plan) workday(c chance, low, high int) int {
	for {
		if ago := c.between(low, high); p.works(ago) {
			return ago
		}
	}
}

// workdayBefore gives the last day on which people work, up to the given one.
func (p *plan) workdayBefore(ago int) int {
	for !p.works(ago) {
		ago++
	}
	return ago
}

func (p *plan) works(ago int) bool {
	d := p.date.Add(-ago).Weekday()
	return d != time.Saturday && d != time.Sunday
}
