package engagement_test

import (
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestExceptionOpensTheEnterpriseStep(t *testing.T) {
	t.Parallel()
	d := begin(t)
	last := today.Add(10)
	d.do(engineer, engagement.AskException{Reason: "Merger in June.", EndsOn: last})
	if scoped(t, d.e, today, 3208).In {
		t.Error("3208 is in scope before the exception was approved")
	}
	wantKinds(t, d.do(manager, engagement.DecideException{N: 1, Approve: true}), engagement.ExceptionApproved)
	for on, want := range map[day.Date]bool{today: true, last: true, last.Add(1): false} {
		if got := scoped(t, d.e, on, 3208).In; got != want {
			t.Errorf("3208 in scope on %s: %v, want %v", on, got, want)
		}
	}
	wantKinds(t, d.do(engineer, engagement.EndException{N: 1}), engagement.ExceptionEnded)
	if scoped(t, d.e, today, 3208).In {
		t.Error("3208 is in scope after the exception was ended")
	}
}

func TestExceptionNeedsFourEyes(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(manager, engagement.AskException{Reason: "Merger in June."})
	d.refuses(engineer, engagement.AskException{Reason: "And another."}, fault.Conflict)
	d.refuses(manager, engagement.DecideException{N: 1, Approve: true}, fault.Forbidden)
	d.refuses(engineer, engagement.DecideException{N: 1, Approve: true}, fault.Forbidden)
	d.refuses(admin, engagement.DecideException{N: 1, Approve: true}, fault.Forbidden)
	d.refuses(manager2, engagement.DecideException{N: 1}, fault.Invalid, "words")
	d.refuses(manager2, engagement.DecideException{N: 0, Approve: true}, fault.NotFound)
	wantKinds(t, d.do(manager2, engagement.DecideException{N: 1, Words: "Show the contract."}), engagement.ExceptionReturned)
	d.refuses(manager2, engagement.DecideException{N: 1, Approve: true}, fault.Conflict)
	d.refuses(engineer, engagement.EndException{N: 1}, fault.Conflict)
	d.refuses(engineer, engagement.EndException{N: -1}, fault.NotFound)
}

func TestExceptionIsChecked(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.refuses(engineer, engagement.AskException{Reason: " "}, fault.Invalid, "reason")
	d.refuses(engineer, engagement.AskException{Reason: "a\x00"}, fault.Invalid, "reason")
	d.refuses(engineer, engagement.AskException{Reason: "Merger.", EndsOn: today.Add(-1)}, fault.Invalid, "ends_on")
	d.refuses(engineer, engagement.AskException{Reason: "Merger.", EndsOn: day.New(9000, 1, 1)}, fault.Invalid, "ends_on")
	d.do(engineer, engagement.AskException{Reason: "Merger.", EndsOn: today})
	d.pass(1)
	d.refuses(manager, engagement.DecideException{N: 1, Approve: true}, fault.Conflict)
	wantKinds(t, d.do(engineer, engagement.EndException{N: 1}), engagement.ExceptionWithdrawn)
	if got := d.e.Exceptions[1].State; got != engagement.Withdrawn {
		t.Errorf("taken back: %s", got)
	}
}
