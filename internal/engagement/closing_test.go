package engagement_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestAttendance(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.AddContact{Contact: engagement.Contact{Name: "Ana Ruiz", Side: "customer"}})
	d.do(engineer, engagement.HoldCheckpoint{})
	note := func(people, contacts []int) engagement.NoteCheckpoint {
		return engagement.NoteCheckpoint{N: 1, People: &people, Contacts: &contacts}
	}
	d.refuses(engineer, note([]int{77}, []int{2}), fault.Invalid, "contacts", "people")
	d.refuses(engineer, note([]int{-1}, nil), fault.Invalid, "people")
	d.refuses(engineer, note([]int{9}, nil), fault.Invalid, "people") // a stranger
	wantKinds(t, d.do(engineer, note([]int{6, 0, 1, 6}, []int{1, 1})), engagement.CheckpointNoted)
	if c := d.e.Checkpoints[1]; !slices.Equal(c.People, []int{1, 6}) || !slices.Equal(c.Contacts, []int{1}) {
		t.Errorf("attended: %v and %v", c.People, c.Contacts)
	}
	wantKinds(t, d.do(engineer, note([]int{1, 6}, []int{1})))
	d.do(engineer, engagement.CloseCheckpoint{N: 1, People: &[]int{3}, Contacts: &[]int{}})
	if c := d.e.Checkpoints[1]; !slices.Equal(c.People, []int{3}) || c.Contacts != nil {
		t.Errorf("closed with %v and %v", c.People, c.Contacts)
	}
}

// Two people tick who is there at a time, each on a page of their own.
func TestAttendanceMerges(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.NoteCheckpoint{N: 1, People: &[]int{1, 2, 6}})
	seen := d.e.Version
	d.do(engineer2, engagement.NoteCheckpoint{N: 1, People: &[]int{1, 2, 3}}) // ticks 3, unticks 6
	d.doSeen(engineer, engagement.NoteCheckpoint{N: 1, People: &[]int{1, 4, 6}}, seen)
	if got := d.e.Checkpoints[1].People; !slices.Equal(got, []int{1, 3, 4}) {
		t.Errorf("attended: %v", got)
	}
}

func TestWhoLeftTheTeamStillAttended(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.NoteCheckpoint{N: 1, People: &[]int{1, 6}})
	delete(d.e.Members, 6)
	events, err := d.e.Decide(engagement.NoteCheckpoint{N: 1, People: &[]int{6}}, engagement.Ask{By: engineer, Now: d.now})
	if err != nil || len(events) != 1 {
		t.Errorf("%v, %v", events, err)
	}
}

func TestClosingWaitsForWhatOthersTyped(t *testing.T) {
	t.Parallel()
	at := monday.Add(72 * time.Minute) // 11:12 in Prague
	typed := func(by engagement.PersonID, name string, at time.Time) engagement.Unsaved {
		return engagement.Unsaved{Person: by, Name: name, At: at, What: "the note on item 1"}
	}
	others := []engagement.Unsaved{typed(2, "Jan Novak", at), typed(6, "Mia Roy", at.AddDate(0, 0, -1)), typed(1, "Rosa Osei", at)}
	const whom = "Not sent yet: Mia Roy, the note on item 1, since 11:12 on 1 Mar 2026; Jan Novak, the note on item 1, since 11:12. "
	for name, c := range map[string]struct {
		unsaved []engagement.Unsaved
		despite bool
		refused string
	}{
		"of others":          {unsaved: others, refused: whom},
		"of others, despite": {unsaved: others, despite: true},
		"one's own":          {unsaved: others[2:]},
		"nothing":            {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.do(engineer, engagement.HoldCheckpoint{})
			events, err := d.e.Decide(engagement.CloseCheckpoint{N: 1, Despite: c.despite},
				engagement.Ask{By: engineer, Now: at.Add(time.Minute), Unsaved: c.unsaved})
			if c.refused == "" {
				if err != nil {
					t.Error(err)
				}
				wantKinds(t, events, engagement.CheckpointClosed)
				return
			}
			var f *fault.Error
			if !errors.As(err, &f) || f.Kind != fault.Conflict || len(f.Fields) != 1 || f.Fields[0].Name != "despite" || !strings.HasPrefix(f.Fields[0].Message, c.refused) {
				t.Errorf("refused by %+v", f)
			}
		})
	}
}

func TestClosingPlansTheNext(t *testing.T) {
	t.Parallel()
	at := func(in int, at day.Clock) engagement.ScheduleCheckpoint {
		return engagement.ScheduleCheckpoint{On: today.Add(in), At: at}
	}
	plan := func(next engagement.ScheduleCheckpoint) engagement.CloseCheckpoint {
		return engagement.CloseCheckpoint{N: 1, PlanNext: true, Next: next}
	}
	skip := engagement.SkipSlot{Slot: today.Add(7), Reason: "A holiday."}
	none := engagement.ScheduleCheckpoint{}
	for name, c := range map[string]struct {
		before []engagement.Command
		close  engagement.CloseCheckpoint
		on     int // when the next one is, 0 for none
		at     day.Clock
		slot   int // the day of the cadence that it stands for, 0 for none
	}{
		"none":                       {close: engagement.CloseCheckpoint{N: 1}},
		"as the cadence has":         {close: plan(none), on: 7, at: 600, slot: 7},
		"as chosen, on its day":      {close: plan(at(7, 540)), on: 7, at: 540, slot: 7},
		"as chosen, on another day":  {close: plan(at(3, 540)), on: 3, at: 540, slot: 7},
		"as chosen, a week later":    {close: plan(at(14, 600)), on: 14, at: 600, slot: 14},
		"planned already":            {before: []engagement.Command{at(3, 540)}, close: plan(none)},
		"planned, and another":       {before: []engagement.Command{at(3, 540)}, close: plan(at(4, 540)), on: 4, at: 540},
		"the next one skipped":       {before: []engagement.Command{skip}, close: plan(none), on: 14, at: 600, slot: 14},
		"skipped, and as chosen":     {before: []engagement.Command{skip}, close: plan(at(9, 600)), on: 9, at: 600, slot: 14},
		"one of the past never held": {before: []engagement.Command{at(0, 720)}, close: plan(none), on: 7, at: 600, slot: 7},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.do(engineer, engagement.HoldCheckpoint{})
			for _, cmd := range c.before {
				d.do(engineer, cmd)
			}
			d.now = d.now.Add(5 * time.Hour)
			events := d.do(engineer, c.close)
			if c.on == 0 {
				wantKinds(t, events, engagement.CheckpointClosed)
				return
			}
			wantKinds(t, events, engagement.CheckpointClosed, engagement.CheckpointScheduled)
			var slot day.Date
			if c.slot != 0 {
				slot = today.Add(c.slot)
			}
			if next := d.e.Checkpoints[events[1].Subject.N]; next.On != today.Add(c.on) || next.At != c.at || next.Slot != slot {
				t.Errorf("the next one is %+v", next)
			}
		})
	}
}

// Of a time that the clocks show twice or never, the closing plans one all the same.
func TestClosingPlansTheNextAtAClockChange(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		held time.Time // a week before the clocks in Prague change, at night
		at   day.Clock
	}{
		"shown twice": {time.Date(2026, 10, 18, 9, 0, 0, 0, time.UTC), 150},
		"never shown": {time.Date(2026, 3, 22, 9, 0, 0, 0, time.UTC), 210},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := facts()
			f.MeetsAt = 150
			d := beginWith(t, f)
			d.now = c.held
			d.do(engineer, engagement.HoldCheckpoint{})
			next, _ := d.e.Following(d.now)
			d.do(engineer, engagement.CloseCheckpoint{N: 1, Next: engagement.ScheduleCheckpoint{On: next.On, At: next.At}})
			if m := d.e.Checkpoints[2]; m.On != d.today().Add(7) || m.At != c.at || m.Later {
				t.Errorf("the next one is %+v", m)
			}
		})
	}
}
