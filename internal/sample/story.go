package sample

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// story is one engagement of the demo: its facts, who works on it, and what
// happened.
type story struct {
	customer string
	seats    int
	motion   string
	services []string
	zone     string
	cadence  engagement.Cadence
	meets    day.Clock
	began    int // days ago
	lead     string
	manager  string
	crew     []string
	contacts []string // at the customer; the first is the one who confirms
	tell     func(*teller)
}

// stories is the portfolio. The big one comes first, since it takes longest.
var stories = []story{
	padma, harbour, vellacott, nordlys, brannoc, tamarack, quillon, baudelle, ostrava, mirepoix, calder, ikaroa,
}

// told tells the story to its end, and then lets the dates pass that lie
// between its last command and now.
func (s story) told(c cast, w write, now time.Time) error {
	t := newTeller(s, c, w, now)
	t.inputs()
	s.tell(t)
	return t.until(now)
}

// until lets the dates pass between the last command and now, and gives what
// went wrong in the story.
func (t *teller) until(now time.Time) error {
	t.pass(now)
	t.send(engagement.Lapse{}, access.System, now)
	return t.err
}

func (s story) facts(c cast) engagement.Facts {
	return engagement.Facts{
		Customer: s.customer, Seats: s.seats, Motion: s.motion, Services: s.services,
		Manager: engagement.PersonID(c[s.manager].ID), Cadence: s.cadence, MeetsAt: s.meets, Zone: s.zone,
	}
}

// clock gives a time of day.
func clock(hour, minute int) day.Clock { return day.Clock(hour*60 + minute) }
