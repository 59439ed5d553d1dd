package engagement

import (
	"time"

	"gaptrack/internal/day"
)

// CheckpointState is where a meeting stands.
type CheckpointState string

// The states of a checkpoint.
const (
	Scheduled CheckpointState = "scheduled"
	Held      CheckpointState = "being held"
	Closed    CheckpointState = "closed" // its minutes never change
	Cancelled CheckpointState = "cancelled"
)

// Checkpoint is a meeting with the customer to review progress (playbook,
// Conduct Checkpoint Meetings).
type Checkpoint struct {
	On       day.Date  // in the customer's zone
	At       day.Clock // in the customer's zone
	State    CheckpointState
	HeldAt   time.Time
	HeldBy   PersonID
	ClosedAt time.Time
	Attended string // who was there
	Minutes  string
	Words    string // why it was cancelled
}

var checkpointFields = []field[Checkpoint]{
	date("on", func(c *Checkpoint) *day.Date { return &c.On }),
	number("at", func(c *Checkpoint) *day.Clock { return &c.At }),
	word("state", func(c *Checkpoint) *CheckpointState { return &c.State }),
	moment("held_at", func(c *Checkpoint) *time.Time { return &c.HeldAt }),
	number("held_by", func(c *Checkpoint) *PersonID { return &c.HeldBy }),
	moment("closed_at", func(c *Checkpoint) *time.Time { return &c.ClosedAt }),
	text("attended", func(c *Checkpoint) *string { return &c.Attended }),
	text("minutes", func(c *Checkpoint) *string { return &c.Minutes }),
	text("words", func(c *Checkpoint) *string { return &c.Words }),
}

// Line is what a checkpoint said about one task or checklist item: progress,
// and the state that it was given there. Lines are part of the minutes. A line
// about the checkpoint itself corrects its minutes after they were closed.
type Line struct {
	Checkpoint int
	Noun       Noun
	N          int
	State      string // the state that the meeting gave it, empty where it gave none
	Note       string
	By         PersonID
	At         time.Time
}

var lineFields = []field[Line]{
	number("checkpoint", func(l *Line) *int { return &l.Checkpoint }),
	word("noun", func(l *Line) *Noun { return &l.Noun }),
	number("n", func(l *Line) *int { return &l.N }),
	word("state", func(l *Line) *string { return &l.State }),
	text("note", func(l *Line) *string { return &l.Note }),
	number("by", func(l *Line) *PersonID { return &l.By }),
	moment("at", func(l *Line) *time.Time { return &l.At }),
}

// LastHeld gives the customer's date of the newest checkpoint that was closed,
// or none.
func (e *Engagement) LastHeld() day.Date {
	var last day.Date
	zone := e.Facts.Location()
	for _, c := range e.Checkpoints {
		if held := day.Of(c.HeldAt, zone); c.State == Closed && held.After(last) {
			last = held
		}
	}
	return last
}

// NextScheduled gives the number of the next checkpoint that is scheduled, or 0.
func (e *Engagement) NextScheduled() int {
	next := 0
	for _, n := range sortedKeys(e.Checkpoints) {
		c := e.Checkpoints[n]
		if c.State == Scheduled && (next == 0 || c.On.Before(e.Checkpoints[next].On)) {
			next = n
		}
	}
	return next
}

// BeingHeld gives the number of the checkpoint that is open now, or 0.
func (e *Engagement) BeingHeld() int {
	for n, c := range e.Checkpoints {
		if c.State == Held {
			return n
		}
	}
	return 0
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
