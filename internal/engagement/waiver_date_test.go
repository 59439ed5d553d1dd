package engagement_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// waiverZones are places on both sides of the date line, and one between: at noon
// in UTC it is tomorrow in Apia, and in Los Angeles the day has just begun.
var waiverZones = []string{"Pacific/Apia", "America/Los_Angeles", "Europe/Prague"}

// waived gives an engagement in a zone of which a manager has accepted the risk of
// item 1 until a review so many days later, on day 0 of the customer.
func waived(t *testing.T, zone string, review int) (d *desk, day0 day.Date) {
	t.Helper()
	f := facts()
	f.Zone = zone
	d = beginWith(t, f)
	day0 = d.today()
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), day0.Add(review)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	return d, day0
}

// leave takes an engagement with one item whose risk is accepted out of Remediate.
func leave(d *desk) {
	d.makeReady()
	d.do(engineer, engagement.RequestExit{})
	d.do(manager2, engagement.DecideExit{N: 1, Approve: true})
}

// told lapses the engagement, at a moment, and says what that told.
func told(d *desk, at time.Time) string {
	d.now = at
	var all []string
	for _, ev := range d.do(access.System, engagement.Lapse{}) {
		word := strings.TrimPrefix(string(ev.Kind), "waiver.")
		if ev.Kind == engagement.WaiverWarned {
			word += fmt.Sprint(" ", d.e.Waivers[ev.Subject.N].Warned)
		}
		if ev.Actor != 0 {
			word += " by somebody"
		}
		all = append(all, word)
	}
	return strings.Join(all, ", ")
}

// TestDatesOfAWaiver lets every day from the approval to the day after the review
// pass, one by one: on each, the first thing that happens is told, at the second at
// which the customer's day begins and not before, once.
func TestDatesOfAWaiver(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		review int
		want   map[int]string // by days before the review
	}{
		{40, map[int]string{14: "warned 14", 3: "warned 3", 0: "lapsed"}},
		{15, map[int]string{14: "warned 14", 3: "warned 3", 0: "lapsed"}},
		{14, map[int]string{3: "warned 3", 0: "lapsed"}}, // who approved it read the date
		{4, map[int]string{3: "warned 3", 0: "lapsed"}},
		{3, map[int]string{2: "warned 3", 0: "lapsed"}},
		{2, map[int]string{1: "warned 3", 0: "lapsed"}},
		{1, map[int]string{0: "lapsed"}},
	} {
		for _, zone := range waiverZones {
			for _, exits := range []bool{false, true} {
				t.Run(fmt.Sprint(test.review, " ", zone, " ", exits), func(t *testing.T) {
					t.Parallel()
					d, day0 := waived(t, zone, test.review)
					if exits {
						leave(d)
					}
					before := d.e.Readiness(day0)
					for n := 1; n <= test.review+1; n++ {
						dawn := day0.Add(n).At(0, d.e.Facts.Location())
						if got := told(d, dawn.Add(-time.Second)); got != "" {
							t.Errorf("at the end of the day, %d days before the review: %q", test.review-n+1, got)
						}
						if got, want := told(d, dawn), test.want[test.review-n]; got != want {
							t.Errorf("%d days before the review: %q, want %q", test.review-n, got, want)
						}
					}
					if w := d.e.Waivers[1]; w.State != engagement.Approved || w.LapsedOn != w.ReviewOn {
						t.Errorf("after its review: %+v", w)
					}
					if exits && (!d.e.Exited() || !slices.EqualFunc(before, d.e.Readiness(day0), sameCondition)) {
						t.Error("a date has changed what was approved")
					}
					if got := engagement.Differences(d.replay(), d.e, 1); len(got) > 0 {
						t.Errorf("the replay differs: %v", got)
					}
				})
			}
		}
	}
}

func sameCondition(a, b engagement.Condition) bool {
	return a.Key == b.Key && a.Met == b.Met && a.Why == b.Why
}

// TestDatesToldLate asks for the first time when several dates have passed: the
// nearest is told, and what came before it is not.
func TestDatesToldLate(t *testing.T) {
	t.Parallel()
	for late, want := range map[int]string{-15: "", -14: "warned 14", -4: "warned 14", -3: "warned 3", -1: "warned 3", 0: "lapsed", 500: "lapsed"} {
		d, day0 := waived(t, "Europe/Prague", 40)
		at := day0.Add(40+late).At(15*60, d.e.Facts.Location())
		if got := told(d, at); got != want {
			t.Errorf("%d days after the review: %q, want %q", late, got, want)
		}
		if got := told(d, at.Add(time.Hour)); got != "" {
			t.Errorf("%d days after the review, once again: %q", late, got)
		}
	}
}

// TestDatesThatEverythingElseOvertook are of waivers of which nothing is to be told.
func TestDatesThatEverythingElseOvertook(t *testing.T) {
	t.Parallel()
	for name, overtake := range map[string]func(*desk){
		"resolved":  func(d *desk) { d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}) },
		"withdrawn": func(d *desk) { d.do(engineer, engagement.WithdrawWaiver{N: 1}) },
	} {
		d, day0 := waived(t, "Europe/Prague", 40)
		overtake(d)
		if got := told(d, day0.Add(99).At(0, time.UTC)); got != "" {
			t.Errorf("%s: %q", name, got)
		}
	}
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, waive(item(1), today.Add(10))) // nobody decided
	d.do(engineer, waive(task(4080), today.Add(10)))
	d.do(manager, engagement.DecideWaiver{N: 2, Words: "Not that."})
	if got := told(d, monday.AddDate(0, 0, 99)); got != "" {
		t.Errorf("never approved: %q", got)
	}
}

// TestANewWaiverAfterTheOld tells of the one that holds alone.
func TestANewWaiverAfterTheOld(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{17: "", 20: "", 46: "warned 14", 57: "warned 3", 60: "lapsed"} {
		d, day0 := waived(t, "Europe/Prague", 20)
		if got := told(d, monday.AddDate(0, 0, 6)); got != "warned 14" {
			t.Errorf("the first: %q", got)
		}
		d.do(engineer, waive(item(1), day0.Add(60)))
		d.do(manager, engagement.DecideWaiver{N: 2, Approve: true})
		if got := told(d, monday.AddDate(0, 0, n)); got != want {
			t.Errorf("day %d: %q, want %q", n, got, want)
		}
	}
}

func TestLapsedWaiverCannotBeEnded(t *testing.T) {
	t.Parallel()
	d, _ := waived(t, "Europe/Prague", 5)
	d.pass(5)
	f := d.refuses(engineer, engagement.WithdrawWaiver{N: 1}, fault.Conflict) // before an event tells
	if want := "This waiver lapsed on its review date, 7 Mar 2026; there is nothing left to end."; f.Message != want {
		t.Errorf("refused with %q", f.Message)
	}
	d.do(access.System, engagement.Lapse{})
	d.refuses(engineer, engagement.WithdrawWaiver{N: 1}, fault.Conflict)
	d.do(engineer, engagement.ChangeFacts{Facts: func() engagement.Facts { f := d.e.Facts; f.Zone = "America/Los_Angeles"; return f }()})
	d.now = d.now.Add(-2 * time.Hour) // it is the day before again, and that it lapsed is told
	d.refuses(engineer, engagement.WithdrawWaiver{N: 1}, fault.Conflict)
	d.do(engineer, waive(item(1), d.today().Add(30)))
	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)}),
		engagement.ItemResolved, engagement.WaiverEnded, engagement.WaiverWithdrawn)
}

func TestToReview(t *testing.T) {
	t.Parallel()
	w := engagement.Waiver{State: engagement.Approved, ReviewOn: today}
	for days, want := range map[int]bool{-22: false, -21: true, 0: true, 30: true, 31: false} {
		if got := w.ToReview(today.Add(days)); got != want {
			t.Errorf("%d days after its review: %v, want %v", days, got, want)
		}
	}
	if w.State = engagement.Ended; w.ToReview(today) {
		t.Error("one that has ended is to be looked at")
	}
}

func TestAttentionNamesTheWaiver(t *testing.T) {
	t.Parallel()
	d, _ := waived(t, "Europe/Prague", 5)
	d.do(engineer, finding())
	d.do(engineer, waive(item(2), today.Add(5)))
	d.do(manager, engagement.DecideWaiver{N: 2, Approve: true})
	if got := looks(d); !slices.Equal(got, []string{"Waiver of item 1 ends in 5 days"}) {
		t.Errorf("before: %q", got)
	}
	d.do(engineer, engagement.ChangeItem{N: 2, State: new(engagement.Resolved)})
	leave(d)
	d.pass(6)
	if got := looks(d); !slices.Equal(got, []string{"Waiver of item 1 lapsed 1 day ago; the exit stood on it"}) {
		t.Errorf("after the exit: %q", got)
	}
}
