package sample

import (
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// everything lets a meeting resolve all that is left to resolve.
const everything = 1_000

// meet holds a checkpoint on a day: what was said and promised there is logged, so
// many of the items that are to be resolved are, and the next meeting is planned as
// the cadence wants it.
func (t *teller) meet(ago, resolved int, minutes string, done ...engagement.Command) {
	t.open(ago)
	for _, cmd := range done {
		switch c := cmd.(type) {
		case engagement.LogProgress:
			c.Checkpoint = t.meetings
			cmd = c
		case engagement.MakePromise:
			c.Checkpoint = t.meetings
			cmd = c
		}
		t.do(cmd)
	}
	for range min(resolved, len(t.rest)) {
		code := t.rest[0]
		t.rest = t.rest[1:]
		t.do(engagement.LogProgress{
			Checkpoint: t.meetings, On: t.item(code), State: string(engagement.Resolved), Note: "Verified together.",
		})
	}
	t.close(ago, minutes)
}

// open begins the meeting that was planned, moved to this day if need be.
func (t *teller) open(ago int) {
	t.reach(t.day(ago).At(t.meets, t.zone))
	switch {
	case t.planned.IsZero():
		t.meetings++
		t.do(engagement.HoldCheckpoint{})
		return
	case t.planned != t.day(ago):
		t.do(engagement.MoveCheckpoint{N: t.meetings, On: t.day(ago), At: t.meets})
	}
	t.do(engagement.HoldCheckpoint{N: t.meetings})
}

// close ends the meeting after half an hour.
func (t *teller) close(ago int, minutes string) {
	held := t.meetings
	people := []int{int(t.by.ID)}
	for _, id := range t.cast.ids(t.crew) {
		people = append(people, int(id))
	}
	t.planned = weekday(t.cadence.Next(t.day(ago)), t.today)
	t.meetings++
	t.at = t.at.Add(30 * time.Minute)
	t.do(engagement.CloseCheckpoint{
		N: held, People: &people, Contacts: &[]int{1}, Minutes: &minutes,
		Next: engagement.ScheduleCheckpoint{On: t.planned, At: t.meets},
	})
}

// weekday moves a day that is still to come off the weekend.
func weekday(d, today day.Date) day.Date {
	switch {
	case d.Before(today):
		return d
	case d.Weekday() == time.Saturday:
		return d.Add(2)
	case d.Weekday() == time.Sunday:
		return d.Add(1)
	}
	return d
}

// said is a line of a meeting on an item; a state that is empty stays.
func (t *teller) said(code string, state engagement.ItemState, note string) engagement.LogProgress {
	return engagement.LogProgress{On: t.item(code), State: string(state), Note: note}
}

// promised is what a contact, by their number, promises a meeting to do for an item
// until so many days ago.
func (t *teller) promised(contact int, code, what string, ago int) engagement.MakePromise {
	return engagement.MakePromise{On: t.item(code), Contact: contact, What: what, By: t.day(ago)}
}

// weDo is what the team promises.
func (t *teller) weDo(code, what string, ago int) engagement.MakePromise {
	return engagement.MakePromise{On: t.item(code), Side: "engineer", Who: t.cast[t.lead].Name, What: what, By: t.day(ago)}
}

// review has the customer confirm that its checklist is resolved, and attests
// the key outputs.
func (t *teller) review() {
	on := day.Of(t.at, t.zone)
	t.do(engagement.ChangeTask{
		FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: &t.contacts[0], ConfirmedOn: &on,
	})
	t.do(engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{
		1: {Met: true, Words: "Checklist resolved; the last items were verified in the checkpoint."},
		2: {Met: true, Words: "Minimum standard checked item by item with the customer."},
		3: {Met: true, Words: "Synchronization runs without errors for a week."},
		4: {Met: true, Words: "Pilot list signed by the sponsor."},
	}})
}
