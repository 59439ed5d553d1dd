package postgres

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// waiveItem has the risk of a new checklist item accepted until a day.
func (o *office) waiveItem(t *testing.T, id engagement.ID, until day.Date) {
	t.Helper()
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	l := o.get(t, id)
	o.do(t, id, o.engineer, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: len(l.Items)},
		Reason: "It is retired.", Compensating: "A manual check.", ReviewOn: until})
	o.do(t, id, o.manager, engagement.DecideWaiver{N: len(l.Waivers) + 1, Approve: true})
}

// newest gives the kinds of an engagement's events after a version.
func (o *office) newest(t *testing.T, id engagement.ID, after int) string {
	t.Helper()
	_, page, _, err := o.visit(t, o.admin).History(t.Context(), id, HistoryQuery{}, 0)
	must(t, err)
	var kinds []string
	for _, ev := range slices.Backward(page.Events) {
		if ev.Seq > after {
			kinds = append(kinds, fmt.Sprintf("%s by %d", ev.Kind, ev.Actor))
		}
	}
	return strings.Join(kinds, ", ")
}

// sweepAt sweeps at a moment, twice: the second time there is nothing left.
func (o *office) sweepAt(t *testing.T, at time.Time) {
	t.Helper()
	for range 2 {
		_, err := o.Sweep(t.Context(), at)
		must(t, err)
	}
}

// TestSweepTellsTheDatesOfWaivers moves the clock over the dates of three customers:
// one has exited, one waits for the exit, and one works on.
func TestSweepTellsTheDatesOfWaivers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		zone        string
		asks, exits bool
		lapse       string
	}{
		{"Pacific/Apia", true, true, "waiver.lapsed by 0"},
		{"America/Los_Angeles", true, false, "waiver.lapsed by 0, exit.withdrawn by 0"},
		{"Europe/Prague", false, false, "waiver.lapsed by 0"},
	} {
		t.Run(test.zone, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.in(t, test.zone)
			o.ready(t, id)
			review := day.New(2026, 12, 24)
			o.waiveItem(t, id, review)
			if test.asks {
				o.do(t, id, o.engineer, engagement.RequestExit{})
			}
			if test.exits {
				o.do(t, id, o.other, engagement.DecideExit{N: 1, Approve: true})
			}
			for _, date := range []struct {
				ahead int
				tells string
			}{{14, "waiver.warned by 0"}, {3, "waiver.warned by 0"}, {0, test.lapse}} {
				dawn := review.Add(-date.ahead).At(0, engagement.Facts{Zone: test.zone}.Location())
				o.sweepAt(t, dawn.Add(-time.Minute))
				version := o.get(t, id).Version
				o.sweepAt(t, dawn)
				if got := o.newest(t, id, version); got != date.tells {
					t.Errorf("%d days before: %q, want %q", date.ahead, got, date.tells)
				}
			}
			l := o.get(t, id)
			if w := l.Waivers[1]; w.LapsedOn != review || w.Warned != 3 || w.State != engagement.Approved {
				t.Errorf("after its review: %+v", w)
			}
			if l.Exited() != test.exits || test.exits && l.sum.Attention[0].Kind != engagement.LeaveLapsed {
				t.Errorf("exited %v, %+v", l.Exited(), l.sum.Attention)
			}
			o.verified(t)
		})
	}
}

// TestSweepComesLate lets a change come between the date and the sweep: what it says
// of the date is not lost.
func TestSweepComesLate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.waiveItem(t, id, day.New(2026, 12, 24))
	after := time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC)
	done, err := o.Change(t.Context(), id, engagement.AddItem{Item: someItem()}, o.engineer, 0, after)
	must(t, err)
	o.sweepAt(t, after.Add(time.Minute))
	if got := o.newest(t, id, done.Version); got != "waiver.lapsed by 0" {
		t.Errorf("it told %q", got)
	}
	o.verified(t)
}

// TestSweepsAtOnce has programs sweep beside each other: each date is told once.
func TestSweepsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.waiveItem(t, id, day.New(2026, 12, 24))
	version := o.get(t, id).Version
	errs := make(chan error)
	for range 6 {
		go func() {
			_, err := o.Change(t.Context(), id, engagement.Lapse{}, access.System, 0, time.Date(2026, 12, 24, 12, 0, 0, 0, time.UTC))
			errs <- err
		}()
	}
	for range 6 {
		must(t, <-errs)
	}
	if got := o.newest(t, id, version); got != "waiver.lapsed by 0" {
		t.Errorf("they told %q", got)
	}
}
