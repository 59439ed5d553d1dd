package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to checkpoints.
const (
	CheckpointScheduled Kind = "checkpoint.scheduled"
	CheckpointMoved     Kind = "checkpoint.moved"
	CheckpointCancelled Kind = "checkpoint.cancelled"
	CheckpointHeld      Kind = "checkpoint.held"
	CheckpointNoted     Kind = "checkpoint.noted"
	CheckpointClosed    Kind = "checkpoint.closed"
	LineAdded           Kind = "line.added"
	MinutesCorrected    Kind = "line.correction"
)

// ScheduleCheckpoint plans a meeting at a local time of the customer.
type ScheduleCheckpoint struct {
	On day.Date
	At day.Clock
}

func (ScheduleCheckpoint) action() access.Action { return access.Work }

func (c ScheduleCheckpoint) decide(d *decision) error {
	if err := d.roomForCheckpoint(); err != nil {
		return err
	}
	if err := d.checkSlot(c.On, c.At, 0); err != nil {
		return err
	}
	_, err := add(d, checkpointRecords, CheckpointScheduled, Checkpoint{On: c.On, At: c.At, State: Scheduled})
	return err
}

// MoveCheckpoint gives a scheduled meeting another time.
type MoveCheckpoint struct {
	N  int
	On day.Date
	At day.Clock
}

func (MoveCheckpoint) action() access.Action { return access.Work }

func (c MoveCheckpoint) decide(d *decision) error {
	if err := d.inState(c.N, Scheduled); err != nil {
		return err
	}
	was := *d.Checkpoints[c.N]
	return change(d, checkpointRecords, c.N, CheckpointMoved, func(m *Checkpoint) error {
		m.On, m.At = c.On, c.At
		if err := merge(d, checkpointRecords, c.N, m); err != nil {
			return err
		}
		if m.On != was.On || m.At != was.At {
			m.Sequence++
		}
		return d.checkSlot(m.On, m.At, c.N)
	})
}

// CancelCheckpoint skips a scheduled meeting, with a reason.
type CancelCheckpoint struct {
	N      int
	Reason string
}

func (CancelCheckpoint) action() access.Action { return access.Work }

func (c CancelCheckpoint) decide(d *decision) error {
	if err := d.inState(c.N, Scheduled); err != nil {
		return err
	}
	var problems fault.Fields
	need(&problems, "reason", clean(c.Reason), MaxNote, "Say why the meeting does not take place.")
	if err := problems.Err(); err != nil {
		return err
	}
	return d.cancel(c.N, clean(c.Reason))
}

func (d *decision) cancel(n int, why string) error {
	return change(d, checkpointRecords, n, CheckpointCancelled, func(m *Checkpoint) error {
		m.State, m.Words = Cancelled, why
		m.Sequence++
		return nil
	})
}

// inState refuses a meeting that is not there, or not in the state that is
// needed.
func (d *decision) inState(n int, want CheckpointState) error {
	m := d.Checkpoints[n]
	switch {
	case m == nil:
		return fault.New(fault.NotFound, "There is no checkpoint %d.", n)
	case m.State == Closed && want != Closed:
		return fault.New(fault.Conflict, "Checkpoint %d is closed, and its minutes never change.", n)
	case m.State != want:
		return fault.New(fault.Conflict, "Checkpoint %d is %s; this needs one that is %s.", n, m.State, want)
	}
	return nil
}

func (d *decision) roomForCheckpoint() error {
	if len(d.Checkpoints) >= MaxCheckpoints {
		return fault.New(fault.Invalid, "An engagement has %d checkpoints at most.", MaxCheckpoints)
	}
	return nil
}

// checkSlot refuses a time that cannot be met at; moved is the meeting that is
// being moved, 0 for a new one.
func (d *decision) checkSlot(on day.Date, at day.Clock, moved int) error {
	var problems fault.Fields
	checkDate(&problems, "on", on)
	switch {
	case on.IsZero():
		problems.Add("on", "Give the day of the meeting.")
	case on.Before(d.today):
		problems.Add("on", "The meeting cannot be planned for the past; the customer's date is %s.", d.today.Format(dayWords))
	}
	checkClock(&problems, "at", at)
	for n, m := range d.Checkpoints {
		if n != moved && m.State == Scheduled && m.On == on && m.At == at {
			problems.Add("on", "Checkpoint %d is planned for the same time.", n)
		}
	}
	return problems.Err()
}
