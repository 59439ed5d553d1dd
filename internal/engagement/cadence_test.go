package engagement_test

import (
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"

	"pgregory.net/rapid"
)

func TestCadence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cadence engagement.Cadence
		days    int // after a Monday, the first of March
		words   string
	}{
		{engagement.Weekly, 7, "every week"},
		{engagement.Biweekly, 14, "every two weeks"},
		{engagement.Monthly, 35, "every month"}, // 6 April
		{engagement.EveryDays(1), 1, "every day"},
		{engagement.EveryDays(10), 10, "every 10 days"},
		{engagement.EveryDays(92), 92, "every 92 days"},
	}
	for _, test := range tests {
		if !test.cadence.Valid() {
			t.Errorf("%q is no cadence", test.cadence)
		}
		if got := test.cadence.String(); got != test.words {
			t.Errorf("%q reads %q, want %q", test.cadence, got, test.words)
		}
		if got := test.cadence.Next(today).Sub(today); got != test.days {
			t.Errorf("%q: next after %d days, want %d", test.cadence, got, test.days)
		}
	}
	for _, bad := range []engagement.Cadence{"", "days:", "days:0", "days:93", "days:007", "days:-7", "days:1.5", "weekly ", "7"} {
		if bad.Valid() {
			t.Errorf("%q is a cadence", bad)
		}
	}
}

func TestTheDaysOfACadence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cadence engagement.Cadence
		from    string
		want    string
		rhythm  string
	}{
		{engagement.Weekly, "2026-03-03", "2026-03-03 2026-03-10 2026-03-17 2026-03-24", "every week, on Tuesday"},
		{engagement.Weekly, "2026-02-24", "2026-03-03 2026-03-10 2026-03-17 2026-03-24", "every week, on Tuesday"},
		{engagement.Biweekly, "2026-02-18", "2026-03-04 2026-03-18 2026-04-01 2026-04-15", "every two weeks, on Wednesday"},
		{engagement.EveryDays(10), "2026-03-02", "2026-03-12 2026-03-22 2026-04-01 2026-04-11", "every 10 days"},
		{engagement.Monthly, "2026-03-10", "2026-03-10 2026-04-14 2026-05-12 2026-06-09", "every month, on the second Tuesday"},
		{engagement.Monthly, "2025-12-01", "2026-04-06 2026-05-04 2026-06-01 2026-07-06", "every month, on the first Monday"}, // 2 March is the day of the creation
		{engagement.Monthly, "2026-01-30", "2026-03-27 2026-04-24 2026-05-29 2026-06-26", "every month, on the last Friday"},
		{engagement.Monthly, "2026-08-31", "2026-08-31 2026-09-28 2026-10-26 2026-11-30", "every month, on the last Monday"},
		{engagement.Monthly, "2026-10-22", "2026-10-22 2026-11-26 2026-12-24 2027-01-28", "every month, on the fourth Thursday"},
		{engagement.Weekly, "", "2026-03-09 2026-03-16 2026-03-23 2026-03-30", "every week, on Monday"},
	}
	for _, test := range tests {
		f := facts()
		f.Cadence = test.cadence
		f.MeetsFrom, _ = day.Parse(test.from)
		d := beginWith(t, f)
		var got []string
		for _, s := range d.e.Upcoming(d.now, 5) {
			if s.Day.After(today) {
				got = append(got, s.Day.String())
			}
		}
		if words := strings.Join(got[:4], " "); words != test.want {
			t.Errorf("%s from %s: %s, want %s", test.cadence, test.from, words, test.want)
		}
		if got := d.e.Rhythm(); got != test.rhythm {
			t.Errorf("%s from %s reads %q, want %q", test.cadence, test.from, got, test.rhythm)
		}
		if due := d.e.CadenceDue(); due.String() != got[0] {
			t.Errorf("%s from %s: due %s", test.cadence, test.from, due)
		}
	}
}

// The days of a cadence keep their step and their weekday, whatever year it is,
// and a day before the first is none.
func TestTheDaysOfACadenceKeepTheirStep(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		cadence := draw(rt, engagement.Weekly, engagement.Biweekly, engagement.Monthly, engagement.EveryDays(rapid.IntRange(1, 92).Draw(rt, "days")))
		d := begin(t)
		d.e.Facts.Cadence = cadence
		d.e.Facts.MeetsFrom = day.New(2026, 1, 1).Add(rapid.IntRange(0, 20_000).Draw(rt, "from"))
		d.now = d.e.Facts.MeetsFrom.Add(rapid.IntRange(-40, 4_000).Draw(rt, "now")).At(720, d.e.Facts.Location())
		slots := d.e.Upcoming(d.now, 30)
		if first := slots[0].Day; first.Before(d.today()) || first.Before(d.e.Facts.MeetsFrom) {
			rt.Fatalf("on %s the first of %s from %s is %s", d.today(), cadence, d.e.Facts.MeetsFrom, first)
		}
		for i, s := range slots[1:] {
			before := slots[i].Day
			if cadence != engagement.Monthly {
				if next := before.Add(cadence.Next(today).Sub(today)); s.Day != next {
					rt.Errorf("%s: %s follows %s", cadence, s.Day, before)
				}
				continue
			}
			this, was := monthOf(s.Day), monthOf(before)
			if this != was+1 || s.Day.Weekday() != d.e.Facts.MeetsFrom.Weekday() || week(s.Day) != week(d.e.Facts.MeetsFrom) && week(d.e.Facts.MeetsFrom) != 4 {
				rt.Errorf("from %s: %s follows %s", d.e.Facts.MeetsFrom, s.Day, before)
			}
			if last := s.Day.Add(7); week(d.e.Facts.MeetsFrom) == 4 && monthOf(last) == this {
				rt.Errorf("from %s: %s is not the last of its month", d.e.Facts.MeetsFrom, s.Day)
			}
		}
	})
}

func monthOf(d day.Date) int {
	year, month := d.Month()
	return 12*year + int(month)
}

func week(d day.Date) int { return (d.Day() - 1) / 7 }

func TestProposed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		cadence engagement.Cadence
		after   int // days from today
		want    int
	}{
		{engagement.Weekly, 0, 7}, {engagement.Weekly, -6, 7}, {engagement.Weekly, 3, 7}, {engagement.Weekly, 7, 14},
		{engagement.Biweekly, -20, 14}, {engagement.Monthly, -1, 35}, {engagement.EveryDays(1), -400, 1},
		{"", 0, 1}, {"nonsense", -3, 1},
	}
	for _, test := range tests {
		d := begin(t)
		d.e.Facts.Cadence = test.cadence
		if got := d.e.Proposed(today.Add(test.after), today).Sub(today); got != test.want {
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
	if got := d.e.NextProposed(today); got != today.Add(28) { // the one in 20 days stands for the day after it
		t.Errorf("after one in 20 days: %s", got)
	}
	d.do(engineer, engagement.CancelCheckpoint{N: 2, Reason: "A holiday."})
	if got := d.e.NextProposed(today); got != today.Add(14) {
		t.Errorf("after the cancelled one: %s", got)
	}
}
