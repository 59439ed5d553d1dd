package engagement_test

import (
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"

	"github.com/google/go-cmp/cmp"
)

func TestSummary(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, severity := range []engagement.Severity{engagement.Critical, engagement.High, engagement.High, engagement.Low, engagement.Low} {
		add := finding()
		add.Severity, add.Due, add.Blocker.On = severity, today.Add(2), "Licences"
		d.do(engineer, add)
	}
	d.do(engineer, waive(item(1), today.Add(60)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, engagement.ChangeItem{N: 4, State: new(engagement.Resolved)})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(9), At: 600})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(4), At: 600})
	d.pass(3)
	d.do(sme, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Blocked), BlockedOn: new("x"), Due: new(today)})
	d.do(sme, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done), Due: new(today)})
	d.do(engineer, engagement.PullIn{FTOP: 3998, Reason: "Wanted."})
	d.do(engineer, engagement.ChangeTask{FTOP: 3998, Due: new(today.Add(1))})
	d.do(engineer, engagement.PullIn{FTOP: 3998}) // what is out of scope is not late

	got := d.e.Summarize(d.now)
	got.Attention = nil
	want := engagement.Summary{
		MandatoryDone: 1, MandatoryTotal: 2,
		Open:       map[engagement.Severity]int{engagement.High: 2, engagement.Low: 1},
		ItemsTotal: 5, ItemsClosed: 2,
		Blockers: 4, BlockedSince: today, Overdue: 4, OverdueSince: today,
		NextOn: today.Add(4), NextAt: time.Date(2026, 3, 6, 9, 0, 0, 0, time.UTC), NextN: 2,
		Unmet: 5, StaleAt: today.Add(8).At(0, d.e.Facts.Location()),
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b day.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestSummaryOfAnExit(t *testing.T) {
	t.Parallel()
	d := exited(t)
	then := d.e.Summarize(d.now)
	if !then.Exited || then.Exit != engagement.Approved || then.ExitOn != today || then.Unmet != 0 ||
		!then.StaleAt.Equal(today.Add(16).At(0, d.e.Facts.Location())) || then.NextN != 0 || then.ItemsClosed != 1 || then.Blockers != 0 {
		t.Errorf("exited: %+v", then)
	}
	d.pass(400) // the accepted risk's review date has passed; that is called out, and the record stands
	then.Attention = []engagement.Attention{{Kind: engagement.LeaveLapsed, Since: today.Add(30), Count: 1, On: item(1)}}
	then.StaleAt = today.Add(30).At(0, d.e.Facts.Location()) // no event tells of it yet
	if diff := cmp.Diff(then, d.e.Summarize(d.now), cmp.Comparer(func(a, b day.Date) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

// The summary of an engagement with an exception changes when the exception's
// end comes near, and on the day after its last.
func TestSummaryIsStaleWhenAnExceptionEnds(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Cadence = engagement.EveryDays(92)
	d := beginWith(t, f)
	d.do(engineer, engagement.AskException{Reason: "Merger.", EndsOn: today.Add(30)})
	d.do(manager, engagement.DecideException{N: 1, Approve: true})
	for _, day := range []int{9, 31, 93} {
		stale := d.e.Summarize(d.now).StaleAt
		if want := today.Add(day).At(0, d.e.Facts.Location()); !stale.Equal(want) {
			t.Errorf("stale at %s, want %s", stale, want)
		}
		d.now = stale
	}
	if got := d.e.Summarize(d.now).StaleAt; !got.IsZero() {
		t.Errorf("stale at %s, want never", got)
	}
}

func TestTodayIsTheCustomersDate(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC)
	for zone, want := range map[string]day.Date{
		"Pacific/Auckland": today.Add(1), "Pacific/Apia": today.Add(1), "Europe/Prague": today.Add(1),
		"UTC": today, "America/Los_Angeles": today, "No/Such": today, "": today,
	} {
		e := engagement.New(1, edition())
		e.Facts.Zone = zone
		if got := e.Today(late); got != want {
			t.Errorf("%q: today is %s, want %s", zone, got, want)
		}
	}
}
