package engagement_test

import (
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func waive(on engagement.Subject, review day.Date) engagement.ProposeWaiver {
	return engagement.ProposeWaiver{On: on, Reason: "The proxy is replaced in May.", Compensating: "Direct egress.", ReviewOn: review}
}

func TestWaiverNeedsFourEyes(t *testing.T) {
	t.Parallel()
	d := begin(t)
	wantKinds(t, d.do(manager, waive(task(4080), today.Add(30))), engagement.WaiverProposed)
	approve := engagement.DecideWaiver{N: 1, Approve: true}
	d.refuses(manager, approve, fault.Forbidden)
	d.refuses(manager, engagement.DecideWaiver{N: 1, Words: "No."}, fault.Forbidden)
	for _, a := range []access.Actor{engineer, sme, admin} {
		d.refuses(a, approve, fault.Forbidden)
	}
	d.refuses(stranger, approve, fault.NotFound)
	d.refuses(manager2, engagement.DecideWaiver{N: 2, Approve: true}, fault.NotFound)
	wantKinds(t, d.do(manager2, approve), engagement.WaiverApproved)
	d.refuses(manager2, approve, fault.Conflict)
	if got := d.e.TaskState(4080, today); got != engagement.Waived {
		t.Errorf("task 4080 is %s", got)
	}
}

func TestWaiverIsReturnedWithWords(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, waive(task(4080), today.Add(30)))
	d.refuses(manager, engagement.DecideWaiver{N: 1, Words: " \n"}, fault.Invalid, "words")
	d.refuses(manager, engagement.DecideWaiver{N: 1, Words: "\x00"}, fault.Invalid, "words")
	d.refuses(manager, engagement.DecideWaiver{N: 1, Approve: true, Words: "\xff"}, fault.Invalid, "words")
	wantKinds(t, d.do(manager, engagement.DecideWaiver{N: 1, Words: "Ask the network team."}), engagement.WaiverReturned)
	if w := d.e.Waivers[1]; w.State != engagement.Returned || w.Words != "Ask the network team." || w.DecidedBy != 3 {
		t.Errorf("returned: %+v", w)
	}
	d.refuses(engineer, engagement.WithdrawWaiver{N: 1}, fault.Conflict)
}

func TestWhatCanBeWaived(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	d.do(engineer, engagement.ChangeItem{N: 2, State: new(engagement.Resolved)})
	later := today.Add(30)
	for _, test := range []struct {
		cmd    engagement.ProposeWaiver
		kind   fault.Kind
		fields []string
	}{
		{waive(task(1700), later), fault.Conflict, nil},
		{waive(task(3190), later), fault.Conflict, nil},
		{waive(task(4101), later), fault.Conflict, nil}, // optional
		{waive(task(3208), later), fault.Conflict, nil}, // out of scope
		{waive(task(-1), later), fault.NotFound, nil},
		{waive(item(2), later), fault.Conflict, nil}, // resolved
		{waive(item(4080), later), fault.NotFound, nil},
		{waive(engagement.Subject{Noun: engagement.NounFacts}, later), fault.Invalid, nil},
		{waive(engagement.Subject{Noun: "moon", N: 1}, later), fault.Invalid, nil},
		{waive(task(4080), today), fault.Invalid, []string{"review_on"}},
		{waive(task(4080), day.Date{}), fault.Invalid, []string{"review_on"}},
		{waive(task(4080), day.New(1900, 1, 1)), fault.Invalid, []string{"review_on"}},
		{engagement.ProposeWaiver{On: task(4080), ReviewOn: later}, fault.Invalid, []string{"reason", "compensating"}},
		{engagement.ProposeWaiver{On: task(4080), ReviewOn: later, Reason: "\xff", Compensating: "\x00"},
			fault.Invalid, []string{"reason", "compensating"}},
	} {
		d.refuses(engineer, test.cmd, test.kind, test.fields...)
	}
	d.do(engineer, waive(item(1), later))
	d.refuses(engineer2, waive(item(1), later), fault.Conflict) // one waits
}

func TestWaiverLapsesOnItsReviewDate(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(2)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	for days, want := range []bool{true, true, false, false} {
		if got := d.e.Closed(1, today.Add(days)); got != want {
			t.Errorf("after %d days the item counts as closed: %v, want %v", days, got, want)
		}
	}
}

func TestWaivedTaskMeetsItsCondition(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.NotStarted)})
	d.do(engineer, waive(task(4080), today.Add(2)))
	d.refuses(engineer, engagement.RequestExit{}, fault.Conflict) // a proposal alone waives nothing
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	if c := d.e.Readiness(today)[1]; !c.Met || c.Why != "1 of 2 done, 1 waived." {
		t.Errorf("mandatory tasks: %+v", c)
	}
	if s := d.e.Summarize(d.now); s.MandatoryDone != 2 || s.Unmet != 0 {
		t.Errorf("summary: %+v", s)
	}
	d.do(engineer, engagement.RequestExit{})
	d.pass(2)
	wantKinds(t, d.do(sme, engagement.ChangeTask{FTOP: 4101, Notes: new("x")}), engagement.TaskChanged, engagement.ExitWithdrawn)
}

func TestWaiverIsNotApprovedTooLate(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, waive(task(4080), today.Add(2)))
	d.pass(2)
	d.refuses(manager, engagement.DecideWaiver{N: 1, Approve: true}, fault.Conflict)
	d.do(manager, engagement.DecideWaiver{N: 1, Words: "Propose it again."})
}

func TestWaiverEndsWhenItsSubjectIsDone(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(30)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, waive(item(1), today.Add(60)))
	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}),
		engagement.ItemResolved, engagement.WaiverEnded, engagement.WaiverWithdrawn)

	d.do(engineer, waive(task(4080), today.Add(30)))
	d.do(manager, engagement.DecideWaiver{N: 3, Approve: true})
	wantKinds(t, d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)}),
		engagement.TaskDone, engagement.WaiverEnded)
	if got := d.e.TaskState(4080, today); got != engagement.Done {
		t.Errorf("task 4080 is %s", got)
	}
}

func TestApprovalReplacesTheWaiverBefore(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, review := range []int{60, 30} { // the later decision holds, though it ends sooner
		d.do(engineer, waive(task(4080), today.Add(review)))
		d.do(manager, engagement.DecideWaiver{N: len(d.e.Waivers), Approve: true})
	}
	if got := d.e.LiveWaiver(task(4080), today); got != d.e.Waivers[2] || d.e.Waivers[1].State != engagement.Ended {
		t.Errorf("holds: %+v; first: %+v", got, d.e.Waivers[1])
	}
	if got := d.e.TaskState(4080, today.Add(30)); got != engagement.NotStarted {
		t.Errorf("after the review date task 4080 is %s", got)
	}
}

func TestWithdrawWaiver(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, waive(task(4080), today.Add(30)))
	wantKinds(t, d.do(engineer2, engagement.WithdrawWaiver{N: 1}), engagement.WaiverWithdrawn)
	d.refuses(manager, engagement.DecideWaiver{N: 1, Approve: true}, fault.Conflict)
	d.do(engineer, waive(task(4080), today.Add(30)))
	d.do(manager, engagement.DecideWaiver{N: 2, Approve: true, Words: "Until May."})
	wantKinds(t, d.do(engineer, engagement.WithdrawWaiver{N: 2}), engagement.WaiverEnded)
	d.refuses(engineer, engagement.WithdrawWaiver{N: 2}, fault.Conflict)
	d.refuses(engineer, engagement.WithdrawWaiver{N: 3}, fault.NotFound)
	if got := d.e.TaskState(4080, today); got != engagement.NotStarted {
		t.Errorf("task 4080 is %s", got)
	}
}
