package engagement

import (
	"cmp"
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
	Later    bool      // the second of two moments that the clock shows as At on that day
	Until    day.Clock // when it is planned to end, in the customer's zone; midnight: at its usual length
	Slot     day.Date  // the day of the cadence that it stands for; none: it is beside the cadence
	State    CheckpointState
	HeldAt   time.Time
	HeldBy   PersonID
	ClosedAt time.Time
	People   []int  // those of the team who were there, by their IDs
	Contacts []int  // those of the contacts who were there, by their numbers
	Attended string // who else was there, in words
	Minutes  string
	Words    string // why it was cancelled
	Open     []int  // the items that stood in the way at its closing, in the order of Severities; none: it was closed before they were counted
	Sequence int    // how often it was moved or cancelled, as calendars count it
}

var checkpointFields = []field[Checkpoint]{
	date("on", func(c *Checkpoint) *day.Date { return &c.On }),
	number("at", func(c *Checkpoint) *day.Clock { return &c.At }),
	flag("later", func(c *Checkpoint) *bool { return &c.Later }),
	number("until", func(c *Checkpoint) *day.Clock { return &c.Until }),
	date("slot", func(c *Checkpoint) *day.Date { return &c.Slot }),
	word("state", func(c *Checkpoint) *CheckpointState { return &c.State }),
	moment("held_at", func(c *Checkpoint) *time.Time { return &c.HeldAt }),
	person("held_by", func(c *Checkpoint) *PersonID { return &c.HeldBy }),
	moment("closed_at", func(c *Checkpoint) *time.Time { return &c.ClosedAt }),
	numbers("people", func(c *Checkpoint) *[]int { return &c.People }),
	numbers("contacts", func(c *Checkpoint) *[]int { return &c.Contacts }),
	text("attended", func(c *Checkpoint) *string { return &c.Attended }),
	text("minutes", func(c *Checkpoint) *string { return &c.Minutes }),
	text("words", func(c *Checkpoint) *string { return &c.Words }),
	numbers("open", func(c *Checkpoint) *[]int { return &c.Open }),
	number("sequence", func(c *Checkpoint) *int { return &c.Sequence }),
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
		if c.State == Scheduled && (next == 0 || c.startsBefore(e.Checkpoints[next])) {
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

// startsBefore reports whether a meeting is planned for an earlier time of the
// customer than another.
func (c *Checkpoint) startsBefore(other *Checkpoint) bool {
	return cmp.Or(c.On.Compare(other.On), cmp.Compare(c.At, other.At)) < 0
}
