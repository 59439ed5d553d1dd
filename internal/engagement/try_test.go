package engagement_test

import (
	"maps"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestTryLeavesEverythingAsItIs(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, finding())
	before, version := d.e.Values(), d.e.Version
	for _, cmd := range []engagement.Command{
		engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}, engagement.HoldCheckpoint{},
		engagement.ScheduleCheckpoint{On: d.today().Add(1), At: 600}, engagement.ProposeWaiver{On: item(1), Reason: "a", Compensating: "b", ReviewOn: d.today().Add(9)},
		engagement.ChangeFacts{Facts: facts()}, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{1: {}}},
		engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)}, engagement.AskException{Reason: "a"}, engagement.ChangeMembers{},
	} {
		if err := d.e.Try(cmd, engineer, d.now); err != nil {
			t.Errorf("%T: %v", cmd, err)
		}
		if d.e.Version != version || !maps.Equal(before, d.e.Values()) {
			t.Fatalf("%T, only tried, changed the engagement", cmd)
		}
	}
}

func TestTryGivesTheRefusal(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.RequestExit{})
	approve := engagement.DecideExit{N: 1, Approve: true}.ShownBy(d.e, d.today())
	for name, err := range map[string]error{
		"by an engineer":        d.e.Try(approve, engineer, d.now),
		"to reopen before exit": d.e.Try(engagement.Reopen{Reason: "why"}, manager, d.now),
	} {
		if fault.KindOf(err) == fault.Internal {
			t.Errorf("%s: got %v, want a fault", name, err)
		}
	}
	if err := d.e.Try(approve, manager, d.now); err != nil {
		t.Errorf("a manager who did not ask: %v", err)
	}
}
