package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// HoldCheckpoint opens a scheduled meeting; with N 0, one that starts now
// without having been scheduled.
type HoldCheckpoint struct{ N int }

func (HoldCheckpoint) action() access.Action { return access.Work }

func (c HoldCheckpoint) decide(d *decision) error {
	if n := d.BeingHeld(); n != 0 {
		return fault.New(fault.Conflict, "Checkpoint %d is being held. Close it before the next one is opened.", n)
	}
	n := c.N
	if n == 0 {
		if err := d.roomForCheckpoint(); err != nil {
			return err
		}
		n = checkpointRecords.next(d.Engagement)
	} else if err := d.inState(n, Scheduled); err != nil {
		return err
	}
	return change(d, checkpointRecords, n, CheckpointHeld, func(m *Checkpoint) error {
		if m.State == "" {
			local := d.Now.In(d.Facts.Location())
			m.On, m.At = d.today, day.Clock(local.Hour()*60+local.Minute())
		}
		m.State, m.HeldAt, m.HeldBy = Held, d.moment(), d.actor()
		return nil
	})
}

// NoteCheckpoint keeps the attendance and the minutes of a meeting while it is
// being held.
type NoteCheckpoint struct {
	N        int
	Attended *string
	Minutes  *string
}

func (NoteCheckpoint) action() access.Action { return access.Work }

func (c NoteCheckpoint) decide(d *decision) error {
	if err := d.inState(c.N, Held); err != nil {
		return err
	}
	return change(d, checkpointRecords, c.N, CheckpointNoted, func(m *Checkpoint) error {
		setText(&m.Attended, c.Attended)
		setText(&m.Minutes, c.Minutes)
		if err := merge(d, checkpointRecords, c.N, m); err != nil {
			return err
		}
		return m.check()
	})
}

func (m Checkpoint) check() error {
	var problems fault.Fields
	checkText(&problems, "attended", m.Attended, MaxNote)
	checkText(&problems, "minutes", m.Minutes, MaxMinutes)
	return problems.Err()
}

// CloseCheckpoint ends a meeting and freezes its minutes. Next, where it has a
// day, schedules the one that follows.
type CloseCheckpoint struct {
	N        int
	Attended *string
	Minutes  *string
	Next     ScheduleCheckpoint
}

func (CloseCheckpoint) action() access.Action { return access.Work }

func (c CloseCheckpoint) decide(d *decision) error {
	if err := (NoteCheckpoint{c.N, c.Attended, c.Minutes}).decide(d); err != nil {
		return err
	}
	if err := d.close(c.N); err != nil || c.Next.On.IsZero() {
		return err
	}
	return c.Next.decide(d)
}

func (d *decision) close(n int) error {
	return change(d, checkpointRecords, n, CheckpointClosed, func(m *Checkpoint) error {
		m.State, m.ClosedAt, m.Open = Closed, d.moment(), d.openNow(d.today)
		return nil
	})
}

// CorrectMinutes adds a correction to a closed checkpoint, whose minutes
// themselves never change. It becomes a line about the checkpoint.
type CorrectMinutes struct {
	N    int
	Note string
}

func (CorrectMinutes) action() access.Action { return access.Work }

func (c CorrectMinutes) decide(d *decision) error {
	if err := d.inState(c.N, Closed); err != nil {
		return err
	}
	note := clean(c.Note)
	var problems fault.Fields
	need(&problems, "note", note, MaxNote, "Write what the minutes should have said.")
	if err := problems.Err(); err != nil {
		return err
	}
	_, err := add(d, lineRecords, MinutesCorrected, Line{
		Checkpoint: c.N, Noun: NounCheckpoint, N: c.N, Note: note,
		By: d.actor(), At: d.moment(),
	})
	return err
}
