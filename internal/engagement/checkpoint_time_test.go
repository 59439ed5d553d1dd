package engagement_test

import (
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"

	"pgregory.net/rapid"
)

// at is an engagement of a customer in a zone, at a moment there.
func at(t teller, zone, now string) *desk {
	t.Helper()
	f := facts()
	f.Zone = zone
	d := beginWith(t, f)
	d.now = local(t, d, now)
	return d
}

func local(t teller, d *desk, s string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", s, d.e.Facts.Location())
	if err != nil {
		t.Fatalf("%v", err)
	}
	return moment
}

func TestTimesAtTheClockChanges(t *testing.T) {
	t.Parallel()
	tests := []struct {
		zone, now string
		on        day.Date
		at, until day.Clock
		later     *bool
		field     string // that is wrong, or
		from, to  string // the moments that it means
	}{
		// Clocks go forward.
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 119, from: "00:59", to: "01:29"},
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 120, field: "at"},
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 179, later: new(true), field: "at"},
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 180, from: "01:00", to: "01:30"},
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 90, until: 150, field: "until"},
		{zone: "Europe/Prague", on: day.New(2026, 3, 29), at: 90, until: 210, from: "00:30", to: "01:30"},
		{zone: "America/New_York", on: day.New(2026, 3, 8), at: 150, field: "at"},
		{zone: "America/New_York", on: day.New(2026, 3, 8), at: 180, from: "07:00", to: "07:30"},
		{zone: "Australia/Sydney", on: day.New(2026, 10, 4), at: 150, field: "at"},
		{zone: "Australia/Sydney", on: day.New(2026, 10, 4), at: 600, until: 615, from: "23:00", to: "23:15"},
		// Clocks go back.
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 150, field: "which"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 150, later: new(false), from: "00:30", to: "01:00"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 150, later: new(true), from: "01:30", to: "02:00"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 150, until: 170, later: new(true), from: "01:30", to: "01:50"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 170, until: 130, later: new(false), from: "00:50", to: "01:10"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 170, until: 130, later: new(true), field: "until"},
		{zone: "Europe/Prague", on: day.New(2026, 10, 25), at: 180, later: new(true), from: "02:00", to: "02:30"},
		{zone: "America/New_York", on: day.New(2026, 11, 1), at: 90, field: "which"},
		{zone: "America/New_York", on: day.New(2026, 11, 1), at: 90, later: new(true), from: "06:30", to: "07:00"},
		{zone: "Australia/Sydney", on: day.New(2026, 4, 5), at: 150, field: "which"},
		{zone: "Australia/Sydney", on: day.New(2026, 4, 5), at: 150, later: new(false), from: "15:30", to: "16:00"},
		// Never changed, thirteen hours before Greenwich.
		{zone: "Pacific/Tongatapu", on: day.New(2026, 10, 25), at: 150, from: "13:30", to: "14:00"},
		{zone: "Pacific/Tongatapu", on: day.New(2026, 3, 29), at: 150, later: new(true), from: "13:30", to: "14:00"},
		{zone: "Pacific/Apia", on: day.New(2026, 3, 29), at: 0, until: 1439, from: "11:00", to: "10:59"},
		{zone: "Pacific/Apia", on: day.New(2026, 3, 29), at: 600, until: 600, field: "until"},
		{zone: "Pacific/Apia", on: day.New(2026, 3, 29), at: 600, until: 1440, field: "until"},
		{zone: "Pacific/Apia", on: day.New(2026, 3, 29), at: 600, until: 599, field: "until"},
		// The past, by the moment.
		{zone: "Pacific/Tongatapu", now: "2026-05-05 09:30", on: day.New(2026, 5, 5), at: 569, field: "at"},
		{zone: "Pacific/Tongatapu", now: "2026-05-05 09:30", on: day.New(2026, 5, 5), at: 570, from: "20:30", to: "21:00"},
		{zone: "Pacific/Tongatapu", now: "2026-05-05 09:30", on: day.New(2026, 5, 4), at: 1439, field: "on"},
		{zone: "America/New_York", now: "2026-11-01 03:00", on: day.New(2026, 11, 1), at: 90, later: new(true), field: "at"},
	}
	for _, test := range tests {
		if test.now == "" {
			test.now = "2026-03-02 09:00"
		}
		d := at(t, test.zone, test.now)
		cmd := engagement.ScheduleCheckpoint{On: test.on, At: test.at, Later: test.later, Until: test.until}
		if test.field != "" {
			d.refuses(engineer, cmd, fault.Invalid, test.field)
			continue
		}
		d.do(engineer, cmd)
		m := d.e.Checkpoints[1]
		zone := d.e.Facts.Location()
		if from, to := m.Starts(zone).UTC().Format("15:04"), m.Ends(zone).UTC().Format("15:04"); from != test.from || to != test.to {
			t.Errorf("%s %s–%s in %s: %s–%s UTC, want %s–%s", test.on, test.at, test.until, test.zone, from, to, test.from, test.to)
		}
	}
}

func TestATimeIsRefusedInWords(t *testing.T) {
	t.Parallel()
	d := at(t, "Europe/Prague", "2026-03-10 14:05")
	for want, c := range map[string]engagement.ScheduleCheckpoint{
		"The customer's clocks go forward on 29 Mar 2026 and never show 02:30: choose a time before or after.": {On: day.New(2026, 3, 29), At: 150},
		"The customer's clocks go back on 25 Oct 2026 and show 02:30 twice: choose the first or the second.":   {On: day.New(2026, 10, 25), At: 150},
		"The meeting cannot be planned for the past; the customer's clock shows 14:05.":                        {On: day.New(2026, 3, 10), At: 800},
		"The meeting cannot be planned for the past; the customer's date is 10 Mar 2026.":                      {On: day.New(2026, 3, 9), At: 800},
		"The meeting would end at 09:00, before its start at 10:00: choose a later end on the same day.":       {On: day.New(2026, 3, 12), At: 600, Until: 540},
		"The customer's clocks go forward on 29 Mar 2026 and never show 02:00: choose another end.":            {On: day.New(2026, 3, 29), At: 60, Until: 120},
	} {
		_, err := d.try(engineer, c, 0)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%+v: %v, want %q", c, err, want)
		}
	}
}

// What was planned and has passed may stay when another part of it is changed, and
// a moved time that is shown twice keeps what was chosen.
func TestWhatIsPlannedMayStay(t *testing.T) {
	t.Parallel()
	d := at(t, "Europe/Prague", "2026-10-24 12:00")
	d.do(engineer, engagement.ScheduleCheckpoint{On: day.New(2026, 10, 25), At: 150, Later: new(true)})
	d.do(engineer, engagement.MoveCheckpoint{N: 1, On: day.New(2026, 10, 25), At: 150, Until: 175})
	if m := d.e.Checkpoints[1]; !m.Later || m.Until != 175 || m.Sequence != 1 {
		t.Errorf("its end was moved: %+v", m)
	}
	d.now = local(t, d, "2026-10-27 12:00")
	d.do(engineer, engagement.MoveCheckpoint{N: 1, On: day.New(2026, 10, 25), At: 150, Until: 176})
	d.refuses(engineer, engagement.MoveCheckpoint{N: 1, On: day.New(2026, 10, 25), At: 151}, fault.Invalid, "on")
	d.do(engineer, engagement.MoveCheckpoint{N: 1, On: day.New(2026, 10, 28), At: 150})
	if m := d.e.Checkpoints[1]; m.Later || m.Sequence != 3 {
		t.Errorf("on a day on which the clocks show it once: %+v", m)
	}
}

func TestTheFirstOfOneDayIsNext(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, at := range []day.Clock{900, 660, 1000} {
		d.do(engineer, engagement.ScheduleCheckpoint{On: today, At: at})
	}
	if got := d.e.NextScheduled(); got != 2 {
		t.Errorf("next is checkpoint %d", got)
	}
}

// Every time that is accepted is one that the customer's clocks show, ahead, and
// ends after it starts; and every day of a cadence gives such a time.
func TestAcceptedTimesAreOnTheClock(t *testing.T) {
	t.Parallel()
	zones := []string{"Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Pacific/Tongatapu", "Pacific/Apia", "Africa/Cairo"}
	rapid.Check(t, func(rt *rapid.T) {
		d := at(t, rapid.SampledFrom(zones).Draw(rt, "zone"), "2026-03-02 09:00")
		zone := d.e.Facts.Location()
		cmd := engagement.ScheduleCheckpoint{
			On: today.Add(rapid.IntRange(-1, 300).Draw(rt, "day")), At: day.Clock(rapid.IntRange(-1, 1440).Draw(rt, "at")),
			Until: day.Clock(rapid.IntRange(0, 1440).Draw(rt, "until")), Later: maybe(rt, true, false),
		}
		if _, end := cmd.On.At(0, zone).ZoneBounds(); rapid.Bool().Draw(rt, "at a change") && !end.IsZero() {
			cmd.On, cmd.At = day.Of(end, zone), day.Clock(rapid.IntRange(0, 240).Draw(rt, "near"))
		}
		if _, err := d.try(engineer, cmd, 0); err == nil {
			m := d.e.Checkpoints[1]
			start, end := m.Starts(zone), m.Ends(zone)
			if start.Before(d.now) || !end.After(start) || day.Of(start, zone) != cmd.On || day.ClockOf(start, zone) != cmd.At {
				rt.Errorf("%+v in %s: from %s to %s", cmd, zone, start, end)
			}
			if cmd.Until != 0 && day.ClockOf(end, zone) != cmd.Until {
				rt.Errorf("%+v in %s: to %s", cmd, zone, end)
			}
		}
		d.e.Facts.MeetsAt, d.e.Facts.Cadence = day.Clock(rapid.IntRange(0, 1439).Draw(rt, "usual")), engagement.EveryDays(1)
		clear(d.e.Checkpoints)
		for _, s := range d.e.Upcoming(d.now, 240)[1:] {
			cmd := engagement.ScheduleCheckpoint{On: s.On, At: s.At, Later: new(s.Later), Slot: s.Day}
			if _, err := d.e.Decide(cmd, engagement.Ask{By: engineer, Now: d.now}); err != nil {
				rt.Fatalf("%s is not accepted: %v", s.Day, err)
			}
			if usual := len(s.Day.Moments(d.e.Facts.MeetsAt, zone)) > 0; usual && s.At != d.e.Facts.MeetsAt {
				rt.Errorf("%s in %s is at %s, want %s", s.Day, zone, s.At, d.e.Facts.MeetsAt)
			}
		}
	})
}
