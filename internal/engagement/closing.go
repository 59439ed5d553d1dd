package engagement

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// CloseCheckpoint ends a meeting and freezes its minutes. What others typed into it and
// did not send refuses that, unless it is closed Despite. Next, where it has a day,
// plans the meeting that follows; PlanNext plans the one that the cadence wants, as
// Following gives it.
type CloseCheckpoint struct {
	N        int
	People   *[]int
	Contacts *[]int
	Attended *string
	Minutes  *string
	Despite  bool
	Next     ScheduleCheckpoint
	PlanNext bool
}

func (CloseCheckpoint) action() access.Action { return access.Work }

func (c CloseCheckpoint) people() []PersonID { return peopleIn(c.People) }

func (c CloseCheckpoint) decide(d *decision) error {
	if err := (NoteCheckpoint{c.N, c.People, c.Contacts, c.Attended, c.Minutes}).decide(d); err != nil {
		return err
	}
	if others := d.unsavedByOthers(); len(others) > 0 && !c.Despite {
		return d.notSent(others)
	}
	if err := d.close(c.N); err != nil {
		return err
	}
	if next, wanted := c.following(d); wanted {
		return next.decide(d)
	}
	return nil
}

// following gives the meeting that the closing plans, and whether it plans one. One on
// another day than the cadence's is the cadence's next, moved.
func (c CloseCheckpoint) following(d *decision) (ScheduleCheckpoint, bool) {
	next, wanted := d.Following(d.Now)
	chosen := c.Next
	switch {
	case chosen.On.IsZero():
		return next, wanted && c.PlanNext
	case wanted && chosen.On == next.On && chosen.At == next.At && chosen.Later == nil:
		chosen.Later = next.Later
	}
	if wanted && chosen.Slot.IsZero() && d.freeSlot(chosen.On).IsZero() {
		chosen.Slot = next.Slot
	}
	return chosen, true
}

func (d *decision) close(n int) error {
	return change(d, checkpointRecords, n, CheckpointClosed, func(m *Checkpoint) error {
		m.State, m.ClosedAt, m.Open = Closed, d.moment(), d.openNow(d.today)
		return nil
	})
}

// slotsAhead is how many days of the cadence are looked at for the next meeting: as many
// can be skipped in a row.
const slotsAhead = 60

// Following gives the meeting that is planned when one is closed at a moment, unless
// another time is chosen: on the next day of the cadence, after today, that is neither
// taken nor skipped. There is none where one is planned that is still to come.
func (e *Engagement) Following(now time.Time) (ScheduleCheckpoint, bool) {
	if len(e.Checkpoints) >= MaxCheckpoints {
		return ScheduleCheckpoint{}, false
	}
	for _, m := range e.Checkpoints {
		if m.State == Scheduled && m.Starts(e.Facts.Location()).After(now) {
			return ScheduleCheckpoint{}, false
		}
	}
	today := e.Today(now)
	for _, s := range e.Upcoming(now, slotsAhead) {
		if s.N == 0 && s.On.After(today) {
			return ScheduleCheckpoint{On: s.On, At: s.At, Later: &s.Later, Slot: s.Day}, true
		}
	}
	return ScheduleCheckpoint{}, false
}

// Unsaved is what somebody typed into a meeting and did not send.
type Unsaved struct {
	Person PersonID
	Name   string // as a message calls them
	At     time.Time
	What   string // what it was typed for, in words: "the note on item 3"
}

// unsavedByOthers gives what the meeting's other people did not send, in the order in
// which they typed it.
func (d *decision) unsavedByOthers() []Unsaved {
	others := slices.DeleteFunc(slices.Clone(d.Unsaved), func(u Unsaved) bool { return u.Person == d.actor() })
	slices.SortStableFunc(others, func(a, b Unsaved) int { return a.At.Compare(b.At) })
	return others
}

// notSent refuses to close a meeting, and names whom it would take the words from.
func (d *decision) notSent(others []Unsaved) error {
	var all []string
	for _, u := range others {
		all = append(all, fmt.Sprintf("%s, %s, since %s", u.Name, u.What, d.clockOf(u.At)))
	}
	f := fault.New(fault.Conflict, "The checkpoint is not closed yet: others have typed what they did not send. Nothing is lost.")
	f.Fields = fault.Fields{{
		Name:    "despite",
		Message: fmt.Sprintf("Not sent yet: %s. Let them send it, or close without it.", strings.Join(all, "; ")),
	}}
	return f
}

// clockOf gives a moment by the customer's clock, with its day where that is not today.
func (d *decision) clockOf(at time.Time) string {
	local := at.In(d.Facts.Location())
	if day.Of(at, d.Facts.Location()) == d.today {
		return local.Format("15:04")
	}
	return local.Format("15:04 on " + dayWords)
}
