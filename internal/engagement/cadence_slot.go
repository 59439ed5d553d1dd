package engagement

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// Slot is a day of the cadence with what became of it.
type Slot struct {
	Day    day.Date        // of the cadence
	N      int             // the checkpoint that stands for it, 0: none is planned
	State  CheckpointState // of that checkpoint; Cancelled: it is skipped
	Reason string          // why it is skipped
	On     day.Date        // when it is met on, or would be: the customer's
	At     day.Clock
	Later  bool // as in Checkpoint
}

// Upcoming gives the next n days of the cadence from the customer's today on, after
// those of the past of which the checkpoint is still to be held.
func (e *Engagement) Upcoming(now time.Time, n int) []Slot {
	g := e.grid()
	s := e.standings(g)
	today := e.Today(now)
	var slots []Slot
	for _, d := range slices.SortedFunc(maps.Keys(s.planned), day.Date.Compare) {
		if c := e.Checkpoints[s.planned[d]]; d.Before(today) && (c.State == Scheduled || c.State == Held) {
			slots = append(slots, e.slot(s, d))
		}
	}
	d := g.after(today.Add(-1))
	if first := g.first(e.Facts.CreatedOn); s.kept.IsZero() && d.Before(first) {
		d = first
	}
	for ; n > 0; n-- {
		slots = append(slots, e.slot(s, d))
		d = g.after(d)
	}
	return slots
}

// SlotOn gives what became of a day, and whether it is one of the cadence's.
func (e *Engagement) SlotOn(d day.Date) (Slot, bool) {
	g := e.grid()
	if !g.has(d) {
		return Slot{}, false
	}
	return e.slot(e.standings(g), d), true
}

// slot tells what became of a day of the cadence. A local time that the clocks go
// over is as much later as they skip, and of one that they show twice it is the first.
func (e *Engagement) slot(s standings, d day.Date) Slot {
	n := cmp.Or(s.planned[d], s.skips[d])
	c := e.Checkpoints[n]
	if c != nil && c.State != Cancelled {
		return Slot{Day: d, N: n, State: c.State, On: c.On, At: c.At, Later: c.Later}
	}
	zone := e.Facts.Location()
	start := d.At(e.Facts.MeetsAt, zone)
	usual := Slot{Day: d, On: day.Of(start, zone), At: day.ClockOf(start, zone)}
	if c != nil {
		usual.N, usual.State, usual.Reason = n, c.State, c.Words
	}
	return usual
}

// freeSlot gives a day where it is one of the cadence's and no checkpoint stands for
// it, else none.
func (d *decision) freeSlot(on day.Date) day.Date {
	if g := d.grid(); g.has(on) && d.standings(g).planned[on] == 0 {
		return on
	}
	return day.Date{}
}

// slotStoodFor gives the day of the cadence that a checkpoint goes on standing for
// when it is moved: the one that it names, or else its own.
func (d *decision) slotStoodFor(n int) day.Date {
	c, g := d.Checkpoints[n], d.grid()
	if c.Slot.IsZero() && g.has(c.On) && d.standings(g).planned[c.On] == n {
		return c.On
	}
	return c.Slot
}

// checkSlot refuses a day that a new checkpoint cannot stand for.
func (d *decision) checkSlot(slot day.Date) error {
	g := d.grid()
	if !g.has(slot) {
		return fault.Fields{{Name: "on", Message: slot.Format(dayWords) + " is no day of the cadence any more. Choose another."}}.Err()
	}
	if n := d.standings(g).planned[slot]; n != 0 {
		return fault.New(fault.Conflict, "Checkpoint %d stands for %s already. Move that one.", n, slot.Format(dayWords))
	}
	return nil
}

// SkipSlot leaves out a day of the cadence, with a reason. A checkpoint that is
// planned for it is cancelled; where none is, one that is cancelled keeps the reason.
// A new checkpoint that stands for the day takes it back.
type SkipSlot struct {
	Slot   day.Date
	Reason string
}

func (SkipSlot) action() access.Action { return access.Work }

func (c SkipSlot) decide(d *decision) error {
	slot, found := d.SlotOn(c.Slot)
	switch {
	case !found || c.Slot.Before(d.today):
		return fault.New(fault.Invalid, "This is no day of the cadence that is still to come. Open the checkpoints again.")
	case slot.State == Scheduled:
		return CancelCheckpoint{slot.N, c.Reason}.decide(d)
	case slot.State == Cancelled:
		return fault.New(fault.Conflict, "The checkpoint of %s is skipped already.", c.Slot.Format(dayWords))
	case slot.N != 0:
		return fault.New(fault.Conflict, "Checkpoint %d stands for %s, and is %s.", slot.N, c.Slot.Format(dayWords), slot.State)
	}
	if err := d.roomForCheckpoint(); err != nil {
		return err
	}
	reason, err := skipReason(c.Reason)
	if err != nil {
		return err
	}
	_, err = add(d, checkpointRecords, CheckpointSkipped,
		Checkpoint{On: slot.On, At: slot.At, Slot: c.Slot, State: Cancelled, Words: reason})
	return err
}

func skipReason(said string) (string, error) {
	reason := clean(said)
	var problems fault.Fields
	need(&problems, "reason", reason, MaxNote, "Say why the meeting does not take place.")
	return reason, problems.Err()
}
