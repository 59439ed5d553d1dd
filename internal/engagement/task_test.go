package engagement_test

import (
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestChangeTask(t *testing.T) {
	t.Parallel()
	d := begin(t)
	wantKinds(t, d.do(sme, engagement.ChangeTask{
		FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new(" Change board\r\nmeets Friday "),
	}), engagement.TaskBlocked)
	got := *d.e.Tasks[4080]
	want := engagement.Blocker{Kind: "Other", On: "Change board\nmeets Friday", Since: today}
	if got.Blocker != want || got.StartedAt != monday {
		t.Errorf("blocked: %+v", got)
	}
	d.pass(3)
	d.do(sme, engagement.ChangeTask{FTOP: 4080, BlockedKind: new(engagement.BlockerKind("Network"))})
	if got := d.e.Tasks[4080].Blocker; got.Since != today || got.Kind != "Network" {
		t.Errorf("blocked for another kind of reason: %+v", got)
	}
	wantKinds(t, d.do(sme, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)}), engagement.TaskDone)
	if got := *d.e.Tasks[4080]; !got.Blocker.IsZero() || got.DoneBy != 6 || got.DoneOn != today.Add(3) || got.StartedAt != monday {
		t.Errorf("done: %+v", got)
	}
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done), Notes: new("Checked.")})
	if got := d.e.Tasks[4080].DoneBy; got != 6 {
		t.Errorf("a note made person %d the doer", got)
	}
	wantKinds(t, d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.NotStarted)}), engagement.TaskChanged)
	if got := *d.e.Tasks[4080]; got.DoneBy != 0 || !got.DoneOn.IsZero() {
		t.Errorf("opened again: %+v", got)
	}
}

func TestChangeTaskIsChecked(t *testing.T) {
	t.Parallel()
	far := day.New(2226, 3, 2)
	tests := []struct {
		name   string
		cmd    engagement.ChangeTask
		kind   fault.Kind
		fields []string
	}{
		{"unknown", engagement.ChangeTask{FTOP: 1}, fault.NotFound, nil},
		{"below nothing", engagement.ChangeTask{FTOP: -4080}, fault.NotFound, nil},
		{"out of scope", engagement.ChangeTask{FTOP: 3208, State: new(engagement.Done)}, fault.Conflict, nil},
		{"the exit by hand", engagement.ChangeTask{FTOP: 1700, State: new(engagement.Done)}, fault.Conflict, nil},
		{"the exit blocked", engagement.ChangeTask{FTOP: 1700, State: new(engagement.Blocked), BlockedOn: new("x")}, fault.Conflict, nil},
		{"waived by hand", engagement.ChangeTask{FTOP: 4080, State: new(engagement.Waived)}, fault.Invalid, []string{"state"}},
		{"not pursued by hand", engagement.ChangeTask{FTOP: 4101, State: new(engagement.NotPursued)}, fault.Invalid, []string{"state"}},
		{"no such state", engagement.ChangeTask{FTOP: 4080, State: new(engagement.TaskState("finished"))}, fault.Invalid, []string{"state"}},
		{"blocked without a cause", engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new(" ")},
			fault.Invalid, []string{"blocked_on"}},
		{"blocked by no kind of thing", engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("x"),
			BlockedKind: new(engagement.BlockerKind("Weather"))}, fault.Invalid, []string{"blocked_kind"}},
		{"a date that cannot be meant", engagement.ChangeTask{FTOP: 4080, Due: new(far)}, fault.Invalid, []string{"due"}},
		{"nobody's", engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(-3))}, fault.Invalid, []string{"owner"}},
		{"reviewed by nobody, never", engagement.ChangeTask{FTOP: 3190, State: new(engagement.Done)},
			fault.Invalid, []string{"confirmed_by", "confirmed_on"}},
		{"reviewed tomorrow", reviewed("Ana Ruiz", today.Add(1)), fault.Invalid, []string{"confirmed_on"}},
		{"reviewed last century", reviewed("Ana Ruiz", day.New(1926, 3, 2)), fault.Invalid, []string{"confirmed_on"}},
		{"reviewed by blanks", reviewed("  ", today), fault.Invalid, []string{"confirmed_by"}},
		{"several at once", engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), Due: new(far), Notes: new("\x00")},
			fault.Invalid, []string{"due", "notes", "blocked_on"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			begin(t).refuses(engineer, test.cmd, test.kind, test.fields...)
		})
	}
}

func TestExitTaskTakesEverythingButAState(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{
		FTOP: 1700, State: new(engagement.NotStarted), Owner: new(engagement.PersonID(3)), Due: new(today.Add(9)), Notes: new("Soon."),
	})
	if got := *d.e.Tasks[1700]; got.Owner != 3 || got.Notes != "Soon." {
		t.Errorf("task 1700: %+v", got)
	}
}

func TestReviewKeepsWhoAndWhen(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, reviewed("Ana Ruiz", today.Add(-1)))
	if got := *d.e.Tasks[3190]; got.ConfirmedBy != "Ana Ruiz" || got.ConfirmedOn != today.Add(-1) || got.DoneBy != 1 {
		t.Errorf("reviewed: %+v", got)
	}
	d.do(engineer, engagement.ChangeTask{FTOP: 3190, State: new(engagement.InProgress)})
	if got := *d.e.Tasks[3190]; got.ConfirmedBy != "" || !got.ConfirmedOn.IsZero() {
		t.Errorf("no longer reviewed: %+v", got)
	}
}

func TestOnlyTheReviewIsConfirmed(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{
		FTOP: 4080, State: new(engagement.Done), ConfirmedBy: new("\xff"), ConfirmedOn: new(day.New(99999, 1, 1)),
	})
	if got := *d.e.Tasks[4080]; got.ConfirmedBy != "" || !got.ConfirmedOn.IsZero() {
		t.Errorf("task 4080 was confirmed: %+v", got)
	}
}

func TestOwnerSeesTheEngagement(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.refuses(engineer, engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(stranger.ID))}, fault.Invalid, "owner")
	d.do(engineer, engagement.ChangeMembers{Members: []engagement.PersonID{engagement.PersonID(engineer.ID), engagement.PersonID(stranger.ID)}})
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(stranger.ID))})
}
