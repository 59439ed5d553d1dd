package postgres

import (
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// TestJourney takes an engagement from its first checkpoint to its exit and
// back, past every kind of record, and proves it.
func TestJourney(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	item := engagement.Subject{Noun: engagement.NounItem, N: 1}
	today := day.New(2026, 11, 23)

	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.ScheduleCheckpoint{On: today, At: 11 * 60})
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{N: 1})
	o.do(t, id, o.engineer, engagement.LogProgress{Checkpoint: 1, On: item, Note: "ticket filed", State: "in progress", BlockedOn: new("change board")})
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1, Attended: new("Kari"), Minutes: new("Agreed."),
		Next: engagement.ScheduleCheckpoint{On: today.Add(7), At: 11 * 60}})
	o.do(t, id, o.engineer, engagement.ProposeWaiver{On: item, Reason: "r", Compensating: "c", ReviewOn: today.Add(30)})
	o.do(t, id, o.manager, engagement.DecideWaiver{N: 1, Approve: true})
	o.do(t, id, o.engineer, engagement.AskException{Reason: "a big partner", EndsOn: today.Add(60)})
	o.do(t, id, o.manager, engagement.DecideException{N: 1, Approve: true})
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.RequestExit{Note: "ready"})
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Words: "one more look"})
	o.do(t, id, o.engineer, engagement.RequestExit{Note: "looked"})
	o.do(t, id, o.manager, engagement.DecideExit{N: 2, Approve: true})

	exited := o.get(t, id)
	if l := exited.Lines[1]; l == nil || l.State != "in progress" || l.By != engagement.PersonID(o.engineer.ID) {
		t.Errorf("line %+v", l)
	}
	if x := exited.Exits[2]; !exited.Exited() || x.State != engagement.Approved || x.StoodOn == "" || exited.Checkpoints[2].State != engagement.Cancelled {
		t.Errorf("exit %+v", x)
	}
	if got := exited.Tasks[4101].State; got != engagement.NotPursued {
		t.Errorf("the open optional task is %q", got)
	}
	o.do(t, id, o.manager, engagement.Reopen{Reason: "a new finding"})
	if again := o.get(t, id); again.Exited() || again.Facts.Reopened != "a new finding" {
		t.Errorf("reopened: %+v", again.Facts)
	}
	o.verified(t)
}
