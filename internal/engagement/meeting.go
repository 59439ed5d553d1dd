package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// HoldCheckpoint opens a scheduled meeting; with N 0, one that starts now
// without having been scheduled. Who opens it is there.
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
			m.On, m.At, m.Slot = d.today, day.ClockOf(d.Now, d.Facts.Location()), d.freeSlot(d.today)
		}
		m.State, m.HeldAt, m.HeldBy, m.People = Held, d.moment(), d.actor(), []int{int(d.actor())}
		return nil
	})
}

// NoteCheckpoint keeps the attendance and the minutes of a meeting while it is
// being held. What is nil stays.
type NoteCheckpoint struct {
	N        int
	People   *[]int // of the team, by their IDs
	Contacts *[]int // by their numbers
	Attended *string
	Minutes  *string
}

func (NoteCheckpoint) action() access.Action { return access.Work }

func (c NoteCheckpoint) people() []PersonID { return peopleIn(c.People) }

func peopleIn(list *[]int) []PersonID {
	if list == nil {
		return nil
	}
	var all []PersonID
	for _, n := range *list {
		all = append(all, PersonID(n))
	}
	return all
}

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
		return fault.Join(m.check(), c.attend(d, m))
	})
}

func (m Checkpoint) check() error {
	var problems fault.Fields
	checkText(&problems, "attended", m.Attended, MaxNote)
	checkText(&problems, "minutes", m.Minutes, MaxMinutes)
	return problems.Err()
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
