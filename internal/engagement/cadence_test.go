package engagement_test

import (
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

func TestCadence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cadence engagement.Cadence
		days    int
		words   string
	}{
		{engagement.Weekly, 7, "every week"},
		{engagement.Biweekly, 14, "every two weeks"},
		{engagement.Monthly, 28, "every four weeks"},
		{engagement.EveryDays(1), 1, "every day"},
		{engagement.EveryDays(10), 10, "every 10 days"},
		{engagement.EveryDays(92), 92, "every 92 days"},
	}
	for _, test := range tests {
		if got := test.cadence.Days(); got != test.days {
			t.Errorf("%q: %d days, want %d", test.cadence, got, test.days)
		}
		if got := test.cadence.String(); got != test.words {
			t.Errorf("%q reads %q, want %q", test.cadence, got, test.words)
		}
		if got := test.cadence.Next(today).Sub(today); got != test.days {
			t.Errorf("%q: next after %d days", test.cadence, got)
		}
	}
	for _, bad := range []engagement.Cadence{"", "days:", "days:007", "days:-7", "days:1.5", "weekly ", "7"} {
		if bad.Days() != 0 {
			t.Errorf("%q is a cadence of %d days", bad, bad.Days())
		}
	}
}

func TestProposed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cadence engagement.Cadence
		after   int // days from today
		want    int
	}{
		{engagement.Weekly, 0, 7}, {engagement.Weekly, -6, 1}, {engagement.Weekly, -7, 7}, {engagement.Weekly, -8, 6},
		{engagement.Weekly, 3, 10}, {engagement.Biweekly, -20, 8}, {engagement.Monthly, -1, 27}, {engagement.EveryDays(1), -400, 1},
		{"", 0, 1}, {"nonsense", -3, 1},
	}
	for _, test := range tests {
		e := engagement.New(1, edition())
		e.Facts.Cadence = test.cadence
		if got := e.Proposed(today.Add(test.after), today).Sub(today); got != test.want {
			t.Errorf("%q after day %d: proposed for day %d, want %d", test.cadence, test.after, got, test.want)
		}
	}
	e := begin(t).e
	if got := e.Proposed(day.Date{}, today); got != today.Add(7) {
		t.Errorf("after none: %s", got)
	}
}

func TestCadenceKept(t *testing.T) {
	t.Parallel()
	d := begin(t) // weekly, and no checkpoint was held
	for after, want := range map[int]bool{0: true, 7: true, 8: false} {
		if got := d.e.CadenceKept(today.Add(after)); got != want {
			t.Errorf("%d days after it began: kept %v", after, got)
		}
	}
}

func TestNextProposedFollowsTheLastThatIsPlanned(t *testing.T) {
	t.Parallel()
	d := begin(t)
	if got := d.e.NextProposed(today); got != today.Add(7) {
		t.Errorf("of the first: %s", got)
	}
	for _, after := range []int{9, 20, 3} {
		d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(after), At: 600})
	}
	if got := d.e.NextProposed(today); got != today.Add(27) {
		t.Errorf("after one in 20 days: %s", got)
	}
	d.do(engineer, engagement.CancelCheckpoint{N: 2, Reason: "A holiday."})
	if got := d.e.NextProposed(today); got != today.Add(16) {
		t.Errorf("after the cancelled one: %s", got)
	}
}
