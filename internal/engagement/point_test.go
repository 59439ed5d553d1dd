package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestPoints(t *testing.T) {
	t.Parallel()
	d := begin(t)
	wantKinds(t, d.do(sme, engagement.AddPoint{What: "Freeze in December"}), engagement.PointAdded)
	d.do(sme, engagement.AddPoint{What: "Proxy", On: task(4080)})
	d.do(sme, engagement.AddPoint{What: "Lunch"})
	d.refuses(sme, engagement.AddPoint{What: " "}, fault.Invalid, "what")
	d.refuses(sme, engagement.AddPoint{What: "Task", On: task(7)}, fault.NotFound)
	d.refuses(sme, engagement.AddPoint{What: "Item", On: item(7)}, fault.NotFound)

	wantKinds(t, d.do(sme, engagement.SettlePoint{N: 2, State: engagement.PointIsParked}), engagement.PointParked)
	d.do(engineer, engagement.HoldCheckpoint{})
	if got := d.e.OpenPoints(); !slices.Equal(got, []int{2, 1, 3}) {
		t.Errorf("open: %v", got)
	}
	d.refuses(sme, engagement.SettlePoint{N: 3, State: engagement.PointIsDropped}, fault.Invalid, "words")
	d.refuses(sme, engagement.SettlePoint{N: 3, State: "eaten"}, fault.Invalid, "state")
	d.refuses(sme, engagement.SettlePoint{N: 9, State: engagement.PointOpen}, fault.NotFound)
	d.refuses(sme, engagement.SettlePoint{N: 1, State: engagement.PointOpen}, fault.Conflict)
	wantKinds(t, d.do(sme, engagement.SettlePoint{N: 3, State: engagement.PointIsDropped, Words: "Eaten."}), engagement.PointDropped, engagement.LineAdded)
	wantKinds(t, d.do(sme, engagement.SettlePoint{N: 1, State: engagement.PointIsSettled, Words: "From the 14th on."}), engagement.PointSettled, engagement.LineAdded)
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	if got := d.e.OpenPoints(); !slices.Equal(got, []int{2}) {
		t.Errorf("carried over: %v", got)
	}
	if p := d.e.Points[1]; p.Checkpoint != 1 || p.EndedAt.IsZero() || p.Words != "From the 14th on." {
		t.Errorf("settled: %+v", p)
	}
	wantKinds(t, d.do(sme, engagement.SettlePoint{N: 1, State: engagement.PointOpen}), engagement.PointReopened)
	if p := d.e.Points[1]; p.Over() || !p.EndedAt.IsZero() {
		t.Errorf("reopened: %+v", p)
	}
}
