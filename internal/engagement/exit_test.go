package engagement_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// unmet gives the keys of the conditions that do not hold.
func unmet(d *desk) []engagement.ConditionKey {
	var keys []engagement.ConditionKey
	for _, c := range d.e.Readiness(d.today()).Unmet() {
		keys = append(keys, c.Key)
	}
	return keys
}

func TestEachConditionStopsTheExit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		by    access.Actor
		cmd   engagement.Command
		want  []engagement.ConditionKey
		words string
	}{
		{engineer, engagement.Attest{Noun: engagement.NounInput, Answers: map[int]engagement.Answer{2: {}}},
			[]engagement.ConditionKey{engagement.InputsConfirmed}, "1 of 2 confirmed (key input 2)."},
		{engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)},
			[]engagement.ConditionKey{engagement.TasksDone}, "1 of 2 done (task 4080)."},
		{engineer, finding(), []engagement.ConditionKey{engagement.ChecklistResolved}, "0 of 1 items resolved (checklist item 1)."},
		{engineer, engagement.ChangeTask{FTOP: 3190, State: new(engagement.NotStarted)},
			[]engagement.ConditionKey{engagement.TasksDone, engagement.ReviewConfirmed}, "when (task 3190)."},
		{engineer, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{1: {Words: "No."}, 4: {}}},
			[]engagement.ConditionKey{engagement.OutputsAttested}, "2 of 4 attested (key output 1, key output 4)."},
	}
	for _, test := range tests {
		t.Run(string(test.want[0]), func(t *testing.T) {
			t.Parallel()
			d := ready(t)
			if r := d.e.Readiness(today); !r.Met() || r.Sentence() != "Ready to exit: every condition is met" {
				t.Fatalf("not ready: %+v", r)
			}
			d.do(engineer, engagement.RequestExit{})
			events := d.do(test.by, test.cmd)
			if !slices.Contains(kinds(events), engagement.ExitWithdrawn) || d.e.WaitingExit() != 0 {
				t.Errorf("the request was not withdrawn: %v", kinds(events))
			}
			if got := unmet(d); !slices.Equal(got, test.want) {
				t.Errorf("unmet: %v, want %v", got, test.want)
			}
			if x := d.e.Exits[1]; x.State != engagement.Withdrawn || !strings.HasSuffix(x.Words, test.words) {
				t.Errorf("withdrawn with %q", x.Words)
			}
			f := d.refuses(engineer, engagement.RequestExit{}, fault.Conflict)
			if !strings.HasSuffix(f.Message, test.words) {
				t.Errorf("refused with %q", f.Message)
			}
		})
	}
}

func TestRequestExit(t *testing.T) {
	t.Parallel()
	begin(t).refuses(engineer, engagement.RequestExit{}, fault.Conflict)
	d := ready(t)
	d.refuses(sme, engagement.RequestExit{}, fault.Forbidden)
	d.refuses(engineer, engagement.RequestExit{Note: "\x00"}, fault.Invalid, "note")
	wantKinds(t, d.do(engineer, engagement.RequestExit{Note: " Please. "}), engagement.ExitRequested)
	d.refuses(manager, engagement.RequestExit{}, fault.Conflict)

	d.refuses(engineer2, engagement.TakeBackExit{N: 1}, fault.Forbidden)
	d.refuses(engineer, engagement.TakeBackExit{N: 2}, fault.NotFound)
	wantKinds(t, d.do(engineer, engagement.TakeBackExit{N: 1}), engagement.ExitWithdrawn)
	d.refuses(engineer, engagement.TakeBackExit{N: 1}, fault.Conflict)
	d.refuses(manager, engagement.DecideExit{N: 1, Approve: true}, fault.Conflict)
}

func TestWhoDecidesAnExit(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                          string
		reviewer, requester, approver access.Actor
		want                          fault.Kind
	}{
		{"another manager", engineer, engineer, manager, 0},
		{"a manager who is not the engagement's", manager, engineer, manager2, 0},
		{"the requester", engineer, manager, manager, fault.Forbidden},
		{"who confirmed the review", manager, engineer, manager, fault.Forbidden},
		{"an engineer", engineer2, engineer2, engineer, fault.Forbidden},
		{"an SME", engineer, engineer, sme, fault.Forbidden},
		{"an admin", engineer, engineer, admin, fault.Forbidden},
		{"a manager of another team", engineer, engineer, stranger, fault.NotFound},
		{"a date that passes", engineer, engineer, access.System, fault.Unauthenticated},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.makeReady()
			d.do(engineer, engagement.ChangeTask{FTOP: 3190, State: new(engagement.InProgress)})
			d.do(test.reviewer, reviewed("Ana Ruiz", today))
			d.do(test.requester, engagement.RequestExit{})
			approve := engagement.DecideExit{N: 1, Approve: true}
			if test.want == 0 {
				d.do(test.approver, approve)
				return
			}
			d.refuses(test.approver, approve, test.want)
		})
	}
}

func TestReturnedExit(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(manager, engagement.RequestExit{})
	d.refuses(manager, engagement.DecideExit{N: 1, Words: "Not yet."}, fault.Forbidden) // takes it back instead
	d.refuses(manager2, engagement.DecideExit{N: 1}, fault.Invalid, "words")
	d.refuses(manager2, engagement.DecideExit{N: 9, Words: "x"}, fault.NotFound)
	wantKinds(t, d.do(manager2, engagement.DecideExit{N: 1, Words: "Attach the report."}), engagement.ExitReturned)
	if x := d.e.Exits[1]; x.State != engagement.Returned || x.Words != "Attach the report." || x.Readiness != "" || d.e.Exited() {
		t.Errorf("returned: %+v", x)
	}
	d.do(engineer, engagement.RequestExit{Note: "Attached."})
	d.do(manager2, engagement.DecideExit{N: 2, Approve: true})
}

func TestWhoConfirmedTheReviewMayReturnTheExit(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 3190, State: new(engagement.InProgress)})
	d.do(manager, reviewed("Ana Ruiz", today))
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 1, Words: "I saw more since."})
}

// exited gives an engagement that a manager let go, with open ends of all kinds.
func exited(t *testing.T) *desk {
	t.Helper()
	d := ready(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Blocked), BlockedOn: new("Licences")})
	d.do(engineer, engagement.PullIn{FTOP: 3998, Reason: "Wanted."})
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.NoteCheckpoint{N: 1, Minutes: new("Halfway.")})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(7)})
	d.do(engineer, engagement.AskException{Reason: "Merger."})
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(30)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, waive(item(1), today.Add(60)))
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 1, Approve: true, Words: "Well done."})
	return d
}

func TestApprovalIsAllOrNothing(t *testing.T) {
	t.Parallel()
	d := exited(t)
	e := d.e
	if !e.Exited() || e.Tasks[1700].State != engagement.Done || e.Tasks[1700].DoneBy != 3 {
		t.Errorf("phase %s, task 1700 %+v", e.Facts.Phase, e.Tasks[1700])
	}
	if e.Tasks[4101].State != engagement.NotPursued || e.Tasks[3998].State != engagement.NotPursued {
		t.Errorf("optional tasks: %q, %q", e.Tasks[4101].State, e.Tasks[3998].State)
	}
	if len(e.OpenOptional(today)) != 0 || e.Tasks[3208] != nil {
		t.Errorf("open optional: %v, out of scope: %v", e.OpenOptional(today), e.Tasks[3208])
	}
	if e.Checkpoints[1].State != engagement.Closed || e.Checkpoints[2].State != engagement.Cancelled {
		t.Errorf("meetings: %s, %s", e.Checkpoints[1].State, e.Checkpoints[2].State)
	}
	if e.Waivers[1].State != engagement.Approved || e.Waivers[2].State != engagement.Withdrawn || e.Exceptions[1].State != engagement.Withdrawn {
		t.Errorf("requests: %s, %s, %s", e.Waivers[1].State, e.Waivers[2].State, e.Exceptions[1].State)
	}
}

func TestApprovalKeepsWhatWasApproved(t *testing.T) {
	t.Parallel()
	d := exited(t)
	x := d.e.Exits[1]
	r, err := x.Conditions()
	if err != nil || len(r) != 5 || !r.Met() || r[2].Why != "0 of 1 items resolved, 1 accepted as a risk." {
		t.Errorf("conditions: %+v, %v", r, err)
	}
	stood := slices.IndexFunc(d.events, func(ev engagement.Event) bool { return ev.Hash.String() == x.StoodOn })
	if stood < 0 || d.events[stood].Kind != engagement.ExitRequested || d.events[stood+1].Kind != engagement.ExitApproved {
		t.Errorf("the approval stood on event %d", stood)
	}
	if r, err := (engagement.ExitRequest{}).Conditions(); r != nil || err != nil {
		t.Errorf("conditions of a request that waits: %v, %v", r, err)
	}
	if _, err := (engagement.ExitRequest{Readiness: "{"}).Conditions(); err == nil {
		t.Error("broken conditions were read")
	}
}

func TestExitedIsReadOnly(t *testing.T) {
	t.Parallel()
	d := exited(t)
	before := d.e.Values()
	for _, cmd := range []engagement.Command{
		engagement.Create{Facts: facts()}, engagement.ChangeFacts{Facts: facts()}, engagement.ChangeMembers{},
		engagement.ChangeTask{FTOP: 4080}, engagement.PullIn{FTOP: 3208, Reason: "x"}, finding(), engagement.ChangeItem{N: 1},
		waive(item(1), today.Add(3)), engagement.DecideWaiver{N: 1}, engagement.WithdrawWaiver{N: 1},
		engagement.AskException{Reason: "x"}, engagement.DecideException{N: 1}, engagement.EndException{N: 1},
		engagement.Attest{Noun: engagement.NounInput}, engagement.ScheduleCheckpoint{}, engagement.MoveCheckpoint{N: 1},
		engagement.CancelCheckpoint{N: 1}, engagement.HoldCheckpoint{}, engagement.NoteCheckpoint{N: 1},
		engagement.LogProgress{Checkpoint: 1}, engagement.CloseCheckpoint{N: 1}, engagement.CorrectMinutes{N: 1, Note: "x"},
		engagement.RequestExit{}, engagement.TakeBackExit{N: 1}, engagement.DecideExit{N: 1}, engagement.Undo{Seq: 4},
	} {
		f := d.refuses(manager, cmd, fault.Conflict)
		if _, late := cmd.(engagement.DecideExit); !late && !strings.Contains(f.Message, "reopen") {
			t.Errorf("%T: %s", cmd, f.Message)
		}
	}
	wantKinds(t, d.do(access.System, engagement.Lapse{}))
	if !maps.Equal(before, d.e.Values()) {
		t.Error("the record changed")
	}
}

func TestReopen(t *testing.T) {
	t.Parallel()
	ready(t).refuses(manager, engagement.Reopen{Reason: "x"}, fault.Conflict)
	d := exited(t)
	d.refuses(engineer, engagement.Reopen{Reason: "x"}, fault.Forbidden)
	d.refuses(admin, engagement.Reopen{Reason: "x"}, fault.Forbidden)
	d.refuses(manager, engagement.Reopen{Reason: "\n"}, fault.Invalid, "reason")
	d.pass(40)
	d.do(manager, engagement.Reopen{Reason: "The risk came true."})
	if d.e.Exited() || d.e.Facts.Reopened != "The risk came true." || d.e.Exits[1].State != engagement.Approved {
		t.Errorf("reopened: %+v", d.e.Facts)
	}
	for ftop, want := range map[int]engagement.TaskState{
		1700: engagement.NotStarted, 4101: engagement.InProgress, 3998: engagement.NotStarted, 4080: engagement.Done,
	} {
		if got := d.e.Tasks[ftop].State; got != want {
			t.Errorf("task %d is %q, want %q", ftop, got, want)
		}
	}
	if got := unmet(d); !slices.Equal(got, []engagement.ConditionKey{engagement.ChecklistResolved}) {
		t.Errorf("unmet after the waiver lapsed: %v", got)
	}
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 2, Approve: true})
	if d.e.Facts.Reopened != "" || !d.e.Exited() {
		t.Errorf("exited again: %+v", d.e.Facts)
	}
}

func TestLapseWithdrawsWhatNoLongerHolds(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(5)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, engagement.RequestExit{})
	d.pass(4)
	wantKinds(t, d.do(access.System, engagement.Lapse{}), engagement.WaiverWarned)
	d.pass(1)
	d.refuses(manager, engagement.DecideExit{N: 1, Approve: true}, fault.Conflict) // before anything noticed
	events := d.do(access.System, engagement.Lapse{})
	wantKinds(t, events, engagement.WaiverLapsed, engagement.ExitWithdrawn)
	if events[1].Actor != 0 || d.e.WaitingExit() != 0 {
		t.Errorf("withdrawn by %d", events[1].Actor)
	}
}
