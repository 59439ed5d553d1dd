package engagement_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

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
	chosen := engagement.ScheduleCheckpoint{On: today.Add(3), At: 540}
	for name, c := range map[string]struct {
		before []engagement.Command
		close  engagement.CloseCheckpoint
		want   engagement.ScheduleCheckpoint // the zero one for none
	}{
		"none":               {},
		"as the cadence has": {close: engagement.CloseCheckpoint{PlanNext: true}, want: engagement.ScheduleCheckpoint{On: today.Add(7), At: 600}},
		"as chosen":          {close: engagement.CloseCheckpoint{PlanNext: true, Next: chosen}, want: chosen},
		"planned already":    {before: []engagement.Command{chosen}, close: engagement.CloseCheckpoint{PlanNext: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.do(engineer, engagement.HoldCheckpoint{})
			for _, cmd := range c.before {
				d.do(engineer, cmd)
			}
			c.close.N = 1
			events := d.do(engineer, c.close)
			if c.want == (engagement.ScheduleCheckpoint{}) {
				wantKinds(t, events, engagement.CheckpointClosed)
				return
			}
			wantKinds(t, events, engagement.CheckpointClosed, engagement.CheckpointScheduled)
			if next := d.e.Checkpoints[2]; next.On != c.want.On || next.At != c.want.At {
				t.Errorf("the next one is %+v", next)
			}
		})
	}
}
