package postgres

import (
	"fmt"
	"slices"
	"testing"

	"gaptrack/internal/engagement"
)

// trail gives the numbers of the events that the exit's page tells of.
func (o *office) trail(t *testing.T, id engagement.ID, after, seen int) []int {
	t.Helper()
	_, trail, _, err := o.visit(t, o.manager).Exit(t.Context(), id, after, seen)
	must(t, err)
	return seqs(HistoryPage{Events: trail.Events})
}

func wantTrail(t *testing.T, what string, got []int, from, to int) {
	t.Helper()
	var want []int
	for n := from; n <= to; n++ {
		want = append(want, n)
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s: events %v, want %v", what, got, want)
	}
}

func TestTrailOfAnExit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	note := func() {
		o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4101, Notes: new(fmt.Sprint(o.get(t, id).Version))})
	}
	o.ready(t, id)
	wantTrail(t, "not requested", o.trail(t, id, 0, 0), 1, 0)
	first := o.do(t, id, o.engineer, engagement.RequestExit{}).Version
	note()
	wantTrail(t, "requested once", o.trail(t, id, 0, 0), 1, 0)
	wantTrail(t, "requested once, seen then", o.trail(t, id, first, 0), first+1, first+1)
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Words: "Not yet."})
	note()
	wantTrail(t, "returned", o.trail(t, id, 0, 0), 1, 0)
	second := o.do(t, id, o.engineer, engagement.RequestExit{}).Version
	wantTrail(t, "requested again", o.trail(t, id, 0, 0), first+1, second)
	wantTrail(t, "requested again, seen lately", o.trail(t, id, second, 0), first+1, second)
	wantTrail(t, "requested again, seen long ago", o.trail(t, id, first-1, 0), first, second)
	wantTrail(t, "the same as the browser has", o.trail(t, id, 0, second), 1, 0)
	o.do(t, id, o.engineer, engagement.TakeBackExit{N: 2})
	third := o.do(t, id, o.engineer, engagement.RequestExit{}).Version
	wantTrail(t, "requested a third time", o.trail(t, id, 0, 0), second+1, third)
}

// The trail ends at its limit with the newest, and says so.
func TestTrailOfAnExitEnds(t *testing.T) {
	t.Parallel()
	for _, more := range []int{0, 1} {
		trail := Trail{Events: make([]engagement.Event, mostTrail+more)}
		trail.Events[len(trail.Events)-1].Seq = 7
		trail.cut()
		if len(trail.Events) != mostTrail || trail.Events[mostTrail-1].Seq != 7 || trail.More != (more == 1) {
			t.Errorf("%d events are left, more %v", len(trail.Events), trail.More)
		}
	}
}

func TestReturnedRequestCountsItsRemarks(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.RequestExit{})
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Remarks: []engagement.Remark{
		{Noun: engagement.NounOutput, N: 4, Words: "Who?"}, {Noun: engagement.NounTask, N: 3190, Words: "When?"},
	}})
	rows := o.work(t, o.engineer).Returned.Rows
	if len(rows) != 1 || rows[0].Remarks != 2 || rows[0].Words != "" {
		t.Errorf("returned: %+v", rows)
	}
	o.verified(t)
}
