package engagement_test

import (
	"fmt"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// wantBecause wants the newest request withdrawn by something, in its record and in
// its event.
func wantBecause(t *testing.T, d *desk, want string) {
	t.Helper()
	x, last := d.e.Exits[d.e.LastExit()], d.events[len(d.events)-1]
	if x.State != engagement.Withdrawn || x.Because != want || last.Kind != engagement.ExitWithdrawn || last.Cause != want {
		t.Errorf("%s because of %q, event %s by %q; want %q", x.State, x.Because, last.Kind, last.Cause, want)
	}
}

func TestWithdrawnByAChange(t *testing.T) {
	t.Parallel()
	tests := map[string]engagement.Command{
		"a task":       engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)},
		"a new item":   finding(),
		"an item":      engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen)},
		"a checkpoint": engagement.LogProgress{Checkpoint: 1, On: item(1), State: "open", Note: "It came back."},
		"a waiver":     engagement.WithdrawWaiver{N: 1},
	}
	for name, cmd := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := asked(t)
			d.do(engineer, engagement.HoldCheckpoint{})
			before := d.e.Version
			events := d.do(engineer, cmd)
			did := events[0]
			for _, ev := range events {
				if ev.Subject == item(1) {
					did = ev
				}
			}
			if did.Seq <= before {
				t.Fatalf("events %v", kinds(events))
			}
			wantBecause(t, d, fmt.Sprintf("change %d", did.Seq))
			if first := events[0]; name == "a checkpoint" && first.Cause != "checkpoint 1" {
				t.Errorf("the change itself is caused by %q", first.Cause)
			}
		})
	}
}

func TestWithdrawnByAWaiverThatLapsed(t *testing.T) {
	t.Parallel()
	d := asked(t)
	d.pass(20)
	d.do(access.System, engagement.Lapse{})
	wantBecause(t, d, "waiver 1")
}

// A change that comes between the review and the sweep is not what did it.
func TestWithdrawnByAWaiverBeforeAnybodyNoticed(t *testing.T) {
	t.Parallel()
	d := asked(t)
	d.pass(20)
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, Notes: new("By the way.")})
	wantBecause(t, d, "waiver 1")
}

// A waiver that had lapsed before the request was made did nothing to it.
func TestNotWithdrawnByAWaiverOfLongAgo(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(5)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.pass(6)
	d.do(engineer, waive(item(1), d.today().Add(30)))
	d.do(manager, engagement.DecideWaiver{N: 2, Approve: true})
	d.do(engineer, engagement.RequestExit{})
	d.do(engineer, engagement.WithdrawWaiver{N: 2})
	wantBecause(t, d, fmt.Sprintf("change %d", d.e.Version-1))
}
