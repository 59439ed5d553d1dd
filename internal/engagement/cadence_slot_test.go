package engagement_test

import (
	"fmt"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// slots writes the next days of the cadence: the day within March, and what became of
// it.
func slots(d *desk, n int) string {
	var all []string
	for _, s := range d.e.Upcoming(d.now, n) {
		words := fmt.Sprint(s.Day.Day())
		switch {
		case s.State == engagement.Cancelled:
			words += " skipped: " + s.Reason
		case s.N != 0:
			words += fmt.Sprintf(" #%d %s", s.N, s.State)
		}
		if s.N != 0 && s.State != engagement.Cancelled && s.On != s.Day {
			words += fmt.Sprintf(" on %d", s.On.Day())
		}
		all = append(all, words)
	}
	return strings.Join(all, ", ")
}

func wantSlots(t *testing.T, d *desk, want string) {
	t.Helper()
	if got := slots(d, 3); got != want {
		t.Errorf("on %s: %s\nwant %s", d.today(), got, want)
	}
}

// A cadence of Tuesdays, of which some are moved and some are skipped.
func TestExceptionsOfACadence(t *testing.T) {
	t.Parallel()
	march := func(n int) day.Date { return day.New(2026, 3, n) }
	f := facts()
	f.MeetsFrom = march(3)
	d := beginWith(t, f)
	wantSlots(t, d, "3, 10, 17")
	d.do(engineer, engagement.ScheduleCheckpoint{On: march(3), At: 600})
	d.do(engineer, engagement.ScheduleCheckpoint{On: march(12), At: 660, Slot: march(10)})
	wantKinds(t, d.do(engineer, engagement.SkipSlot{Slot: march(17), Reason: " Carnival. "}), engagement.CheckpointSkipped)
	wantSlots(t, d, "3 #1 scheduled, 10 #2 scheduled on 12, 17 skipped: Carnival.")

	d.refuses(engineer, engagement.ScheduleCheckpoint{On: march(11), At: 660, Slot: march(10)}, fault.Conflict)
	d.refuses(engineer, engagement.ScheduleCheckpoint{On: march(11), At: 660, Slot: march(11)}, fault.Invalid, "on")
	d.refuses(engineer, engagement.SkipSlot{Slot: march(17), Reason: "Again."}, fault.Conflict)
	d.refuses(engineer, engagement.SkipSlot{Slot: march(17).Add(7 * 400_000), Reason: "In eight thousand years."}, fault.Invalid)
	d.refuses(engineer, engagement.SkipSlot{Slot: march(18), Reason: "No Tuesday."}, fault.Invalid)
	d.refuses(engineer, engagement.SkipSlot{Reason: "None."}, fault.Invalid)
	d.refuses(engineer, engagement.SkipSlot{Slot: march(24)}, fault.Invalid, "reason")

	d.pass(1)
	d.do(engineer, engagement.HoldCheckpoint{N: 1})
	d.refuses(engineer, engagement.SkipSlot{Slot: march(3), Reason: "Too late."}, fault.Conflict)
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	if due := d.e.CadenceDue(); due != march(12) {
		t.Errorf("after the first one is due by %s", due)
	}
	d.pass(8) // the 11th
	wantSlots(t, d, "10 #2 scheduled on 12, 17 skipped: Carnival., 24, 31")
	d.do(engineer, engagement.MoveCheckpoint{N: 2, On: march(13), At: 600})
	d.pass(2)
	d.do(engineer, engagement.HoldCheckpoint{N: 2})
	d.do(engineer, engagement.CloseCheckpoint{N: 2})
	if due := d.e.CadenceDue(); due != march(24) {
		t.Errorf("with the 17th left out one is due by %s", due)
	}

	d.do(engineer, engagement.ScheduleCheckpoint{On: march(17), At: 600, Slot: march(17)}) // it takes place after all
	wantSlots(t, d, "17 #4 scheduled, 24, 31")
	wantKinds(t, d.do(engineer, engagement.SkipSlot{Slot: march(17), Reason: "No, it does not."}), engagement.CheckpointCancelled)
	wantSlots(t, d, "17 skipped: No, it does not., 24, 31")
	if due := d.e.CadenceDue(); due != march(24) {
		t.Errorf("with the 17th left out again one is due by %s", due)
	}
}

// Where the facts name no day the cadence counts from the last meeting: from the day
// that it stood for, so that one that is moved moves no other.
func TestAMovedMeetingMovesNoOther(t *testing.T) {
	t.Parallel()
	d := begin(t) // a Monday
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(7), At: 600})
	d.do(engineer, engagement.MoveCheckpoint{N: 1, On: today.Add(9), At: 600})
	if m := d.e.Checkpoints[1]; m.Slot != today.Add(7) || d.e.CadenceDue() != today.Add(9) {
		t.Errorf("moved: %+v, due %s", m, d.e.CadenceDue())
	}
	d.pass(9)
	d.do(engineer, engagement.HoldCheckpoint{N: 1})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	wantSlots(t, d, "16, 23, 30")

	d.pass(3) // a Saturday: one beside the cadence stands for the Monday that no other stands for
	d.do(engineer, engagement.HoldCheckpoint{})
	if m := d.e.Checkpoints[2]; !m.Slot.IsZero() {
		t.Errorf("it stands for %s", m.Slot)
	}
}

// Two meetings on one day of the cadence: the first stands for it, and goes on doing so.
func TestTheSecondOfOneDayIsBesideTheCadence(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(7), At: 600})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(7), At: 900})
	d.do(engineer, engagement.MoveCheckpoint{N: 2, On: today.Add(8), At: 900})
	if one, two := d.e.Checkpoints[1].Slot, d.e.Checkpoints[2].Slot; one != today.Add(7) || !two.IsZero() {
		t.Errorf("they stand for %s and %s", one, two)
	}
	d.do(engineer, engagement.CancelCheckpoint{N: 2, Reason: "One is enough."})
	wantSlots(t, d, "9 #1 scheduled, 16, 23")
}

// The cadence keeps its local time over the changes of the clocks.
func TestACadenceKeepsItsLocalTime(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		zone, now, want string
		meets           day.Clock
	}{
		{"Europe/Prague", "2026-03-16 09:00", "22 10:00 09:00Z, 29 10:00 08:00Z, 5 10:00 08:00Z", 600},
		{"Europe/Prague", "2026-03-16 09:00", "22 02:30 01:30Z, 29 03:30 01:30Z, 5 02:30 00:30Z", 150},
		{"Europe/Prague", "2026-10-12 09:00", "18 02:30 00:30Z, 25 02:30 00:30Z, 1 02:30 01:30Z", 150},
		{"America/New_York", "2026-02-23 09:00", "1 02:30 07:30Z, 8 03:30 07:30Z, 15 02:30 06:30Z", 150},
		{"America/New_York", "2026-10-19 09:00", "25 01:30 05:30Z, 1 01:30 05:30Z, 8 01:30 06:30Z", 90},
		{"Australia/Sydney", "2026-03-23 09:00", "29 02:30 15:30Z, 5 02:30 15:30Z, 12 02:30 16:30Z", 150},
		{"Australia/Sydney", "2026-09-21 09:00", "27 02:30 16:30Z, 4 03:30 16:30Z, 11 02:30 15:30Z", 150},
		{"Pacific/Tongatapu", "2026-03-16 09:00", "22 02:30 13:30Z, 29 02:30 13:30Z, 5 02:30 13:30Z", 150},
		{"Pacific/Apia", "2026-09-21 09:00", "27 00:00 11:00Z, 4 00:00 11:00Z, 11 00:00 11:00Z", 0},
	} {
		d := at(t, test.zone, test.now)
		d.e.Facts.MeetsFrom, d.e.Facts.MeetsAt = day.New(2026, 1, 4), test.meets // Sundays
		d.e.Facts.CreatedOn = d.e.Facts.MeetsFrom
		var got []string
		for _, s := range d.e.Upcoming(d.now, 3) {
			start := engagement.Checkpoint{On: s.On, At: s.At, Later: s.Later}.Starts(d.e.Facts.Location())
			got = append(got, fmt.Sprintf("%d %s %s", s.On.Day(), s.At, start.UTC().Format("15:04Z")))
		}
		if words := strings.Join(got, ", "); words != test.want {
			t.Errorf("%s at %s: %s\nwant %s", test.zone, test.meets, words, test.want)
		}
	}
}
