package engagement_test

import (
	"testing"

	"gaptrack/internal/engagement"

	"github.com/google/go-cmp/cmp"
)

func TestOpenBlockers(t *testing.T) {
	t.Parallel()
	d := begin(t)
	block := func(n int) engagement.ChangeItem { return engagement.ChangeItem{N: n, BlockedOn: new("A licence")} }
	for n := range 3 {
		d.do(engineer, finding())
		d.do(engineer, block(n+1))
		d.pass(1)
	}
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("A proxy")})
	d.do(engineer, waive(item(1), d.today().Add(9)))
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	d.do(engineer, engagement.ChangeItem{N: 2, State: new(engagement.Resolved)})
	var got []engagement.Subject
	for _, b := range d.e.OpenBlockers(d.today()) {
		got = append(got, b.Subject)
	}
	if diff := cmp.Diff([]engagement.Subject{item(3), task(4080)}, got); diff != "" {
		t.Error(diff)
	}
	if s := d.e.Summarize(d.now); s.Blockers != 2 || s.BlockedSince != today.Add(2) {
		t.Errorf("the summary counts %d since %s", s.Blockers, s.BlockedSince)
	}
}

// A blocker is called out once two checkpoints should have lifted it.
func TestStaleBlockers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		cadence engagement.Cadence
		days    int // the last on which it is not
	}{
		{engagement.Weekly, 14}, {engagement.Biweekly, 28}, {engagement.EveryDays(10), 20}, {engagement.Monthly, 63}, // 4 May
	} {
		f := facts()
		f.Cadence = test.cadence
		d := beginWith(t, f)
		d.do(engineer, finding())
		d.do(engineer, engagement.ChangeItem{N: 1, BlockedOn: new("A licence")})
		b := d.e.Items[1].Blocker
		if last := today.Add(test.days); d.e.Stale(b, last) || !d.e.Stale(b, last.Add(1)) || d.e.Stale(engagement.Blocker{}, last.Add(99)) {
			t.Errorf("%s: after %d days %v, and after one more %v", test.cadence, test.days, d.e.Stale(b, last), d.e.Stale(b, last.Add(1)))
		}
	}

	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	d.do(engineer, engagement.ChangeItem{N: 1, BlockedOn: new("A licence")})
	said := func() string {
		for _, a := range d.e.Summarize(d.now).Attention {
			if a.Kind == engagement.StandsBlocked {
				return a.Sentence(d.today())
			}
		}
		return ""
	}
	d.pass(14)
	if got := said(); got != "1 blocked for 14 days" {
		t.Errorf("after two weeks: %q", got)
	}
	d.pass(1)
	if got := said(); got != "1 blocked for 15 days, more than two cadences" {
		t.Errorf("a day later: %q", got)
	}
	d.do(engineer, engagement.ChangeItem{N: 2, BlockedOn: new("A proxy")})
	if got := said(); got != "2 blocked, longest for 15 days, 1 for more than two cadences" {
		t.Errorf("with another: %q", got)
	}
}
