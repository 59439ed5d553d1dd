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
