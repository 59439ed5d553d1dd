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
	CheckpointSkipped   Kind = "checkpoint.skipped"
	CheckpointHeld      Kind = "checkpoint.held"
	CheckpointNoted     Kind = "checkpoint.noted"
	CheckpointClosed    Kind = "checkpoint.closed"
	LineAdded           Kind = "line.added"
	MinutesCorrected    Kind = "line.correction"
)

// ScheduleCheckpoint plans a meeting at a local time of the customer.
type ScheduleCheckpoint struct {
	On    day.Date
	At    day.Clock
	Later *bool     // of a time that the clocks show twice, whether the second is meant
	Until day.Clock // 0: at its usual length
	// Slot is the day of the cadence that the meeting stands for, which can be another
	// than its own. Without one it stands for its own, if that is one and free.
	Slot day.Date
}

func (ScheduleCheckpoint) action() access.Action { return access.Work }

func (c ScheduleCheckpoint) decide(d *decision) error {
	if err := d.roomForCheckpoint(); err != nil {
		return err
	}
	m := Checkpoint{On: c.On, At: c.At, Later: c.Later != nil && *c.Later, Until: c.Until, Slot: c.Slot, State: Scheduled}
	if err := d.checkTime(0, &m, c.Later); err != nil {
		return err
	}
	if m.Slot.IsZero() {
		m.Slot = d.freeSlot(m.On)
	} else if err := d.checkSlot(m.Slot); err != nil {
		return err
	}
	_, err := add(d, checkpointRecords, CheckpointScheduled, m)
	return err
}

// MoveCheckpoint gives a scheduled meeting another time. It goes on standing for
// its day of the cadence.
type MoveCheckpoint struct {
	N     int
	On    day.Date
	At    day.Clock
	Later *bool     // as in ScheduleCheckpoint
	Until day.Clock // as in ScheduleCheckpoint
}

func (MoveCheckpoint) action() access.Action { return access.Work }

func (c MoveCheckpoint) decide(d *decision) error {
	if err := d.inState(c.N, Scheduled); err != nil {
		return err
	}
	was := *d.Checkpoints[c.N]
	slot := d.slotStoodFor(c.N)
	return change(d, checkpointRecords, c.N, CheckpointMoved, func(m *Checkpoint) error {
		m.On, m.At, m.Until = c.On, c.At, c.Until
		if c.Later != nil {
			m.Later = *c.Later
		}
		if err := merge(d, checkpointRecords, c.N, m); err != nil {
			return err
		}
		if err := d.checkTime(c.N, m, c.Later); err != nil || m.sameTime(was) {
			return err
		}
		m.Sequence++
		m.Slot = slot
		return nil
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
	reason, err := skipReason(c.Reason)
	if err != nil {
		return err
	}
	return d.cancel(c.N, reason)
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
