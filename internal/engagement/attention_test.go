package engagement_test

import (
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// looks gives the sentences of what needs attention now.
func looks(d *desk) []string {
	var all []string
	for _, a := range d.e.Summarize(d.now).Attention {
		all = append(all, a.Sentence(d.today()))
	}
	return all
}

func TestAttentionSentences(t *testing.T) {
	t.Parallel()
	tests := []struct {
		kind  engagement.AttentionKind
		since int
		count int
		want  string
	}{
		{engagement.CadenceMissed, -23, 0, "No checkpoint for 23 days"},
		{engagement.CadenceMissed, -1, 0, "No checkpoint for 1 day"},
		{engagement.StandsBlocked, -41, 2, "2 blocked, longest for 41 days"},
		{engagement.StandsBlocked, -41, 1, "1 blocked for 41 days"},
		{engagement.StandsBlocked, 0, 1, "1 blocked since today"},
		{engagement.ItemsOverdue, -1, 1, "1 overdue by 1 day"},
		{engagement.ItemsOverdue, -9, 3, "3 overdue, longest by 9 days"},
		{engagement.LeaveEnding, 21, 0, "Waiver or exception ends in 21 days"},
		{engagement.LeaveEnding, 1, 0, "Waiver or exception ends in 1 day"},
		{engagement.LeaveEnding, 0, 0, "Waiver or exception ends today"},
		{engagement.LeaveLapsed, -3, 1, "A waiver lapsed 3 days ago; the exit stood on it"},
		{engagement.LeaveLapsed, 0, 2, "2 waivers lapsed, the first today; the exit stood on them"},
		{engagement.ExitCameBack, 0, 0, "Exit returned today"},
		{engagement.ExitCameBack, -2, 0, "Exit returned 2 days ago"},
		{engagement.ExitWaiting, 0, 0, "Exit waits for a manager since today"},
		{engagement.ExitWaiting, -3, 0, "Exit waits for a manager for 3 days"},
		{engagement.ReadyToExit, 0, 0, "Ready to exit, not requested yet"},
	}
	for _, test := range tests {
		a := engagement.Attention{Kind: test.kind, Since: today.Add(test.since), Count: test.count}
		if got := a.Sentence(today); got != test.want {
			t.Errorf("%s since day %d: %q, want %q", test.kind, test.since, got, test.want)
		}
	}
}

func TestAttentionComesMostPressingFirst(t *testing.T) {
	t.Parallel()
	d := begin(t)
	add := finding()
	add.Due, add.Blocker.On = today, "Licences"
	d.do(engineer, add)
	d.do(engineer, engagement.AskException{Reason: "Merger.", EndsOn: today.Add(20)})
	d.do(manager, engagement.DecideException{N: 1, Approve: true})
	d.pass(8)
	want := []string{
		"No checkpoint for 8 days", "1 blocked for 8 days", "1 overdue by 8 days", "Seat exception ends in 12 days",
	}
	if got := looks(d); !slices.Equal(got, want) {
		t.Errorf("attention %q, want %q", got, want)
	}
}

func TestCadenceIsMissedTheDayAfter(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for days, want := range map[int]int{7: 0, 8: 1} {
		if got := len(d.e.Summarize(monday.AddDate(0, 0, days)).Attention); got != want {
			t.Errorf("after %d days: %d reasons, want %d", days, got, want)
		}
	}
	d.pass(8)
	d.do(engineer, engagement.HoldCheckpoint{})
	if got := looks(d); len(got) != 1 {
		t.Errorf("while the meeting is held: %q", got)
	}
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	if got := looks(d); got != nil {
		t.Errorf("after the meeting: %q", got)
	}
}

func TestAttentionToTheExit(t *testing.T) {
	t.Parallel()
	d := ready(t)
	for _, step := range []struct {
		by   access.Actor
		cmd  engagement.Command
		want string
	}{
		{access.System, engagement.Lapse{}, "Ready to exit, not requested yet"},
		{engineer, engagement.RequestExit{}, "Exit waits for a manager since today"},
		{manager, engagement.DecideExit{N: 1, Words: "Attach the report."}, "Exit returned today"},
	} {
		d.do(step.by, step.cmd)
		if got := looks(d); len(got) == 0 || got[0] != step.want {
			t.Errorf("after %T: %q, want %q", step.cmd, got, step.want)
		}
	}
	d.do(engineer, engagement.RequestExit{})
	d.do(manager, engagement.DecideExit{N: 2, Approve: true})
	d.pass(400)
	if got := looks(d); got != nil {
		t.Errorf("after the exit: %q", got)
	}
}

// A leave that another outlasts ends nothing.
func TestOnlyTheLastLeaveEnds(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for n, ends := range []int{10, 40} {
		d.do(engineer, engagement.AskException{Reason: "Merger.", EndsOn: today.Add(ends)})
		d.do(manager, engagement.DecideException{N: n + 1, Approve: true})
	}
	if got := looks(d); got != nil {
		t.Errorf("with an exception for 40 days: %q", got)
	}
	d.pass(19)
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	if got := looks(d); !slices.Equal(got, []string{"Seat exception ends in 21 days"}) {
		t.Errorf("21 days before: %q", got)
	}
	d.do(engineer, engagement.AskException{Reason: "For good."})
	d.do(manager, engagement.DecideException{N: 3, Approve: true})
	if got := looks(d); got != nil {
		t.Errorf("with an exception for good: %q", got)
	}
}

func TestDueTodayIsNotOverdueWhereTheCustomerIs(t *testing.T) {
	t.Parallel()
	due := today.Add(1)                        // Tuesday
	for zone, want := range map[string]string{ // the moment at which Tuesday ends there
		"Pacific/Apia":        "2026-03-03T11:00:00Z",
		"Pacific/Auckland":    "2026-03-03T11:00:00Z",
		"Europe/Prague":       "2026-03-03T23:00:00Z",
		"America/Los_Angeles": "2026-03-04T08:00:00Z",
	} {
		f := facts()
		f.Zone = zone
		d := beginWith(t, f)
		add := finding()
		add.Due = due
		d.do(engineer, add)
		end, err := time.Parse(time.RFC3339, want)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.e.Summarize(end.Add(-time.Second)).Overdue; got != 0 {
			t.Errorf("%s: overdue on its day", zone)
		}
		if got := d.e.Summarize(end).Overdue; got != 1 {
			t.Errorf("%s: not overdue at %s", zone, want)
		}
		if got := d.e.Summarize(d.now).StaleAt; !got.Equal(end) {
			t.Errorf("%s: the summary is stale at %s, want %s", zone, got, want)
		}
	}
}
