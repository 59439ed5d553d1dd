package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/engagement"
)

func TestNewestFirst(t *testing.T) {
	t.Parallel()
	d := ready(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	for _, n := range []int{1, 2, 1} {
		d.do(engineer, engagement.ProposeWaiver{On: item(n), Reason: "a", Compensating: "b", ReviewOn: d.today().Add(9)})
		d.do(engineer, engagement.WithdrawWaiver{N: len(d.e.Waivers)})
	}
	for n := range 2 {
		d.do(engineer, engagement.ChangeItem{N: n + 1, State: new(engagement.Resolved)})
	}
	for n := range 2 {
		d.do(engineer, engagement.RequestExit{})
		d.do(engineer, engagement.TakeBackExit{N: n + 1})
	}
	if got := d.e.WaiversOf(item(1)); !slices.Equal(got, []int{3, 1}) {
		t.Errorf("waivers of item 1: %v", got)
	}
	if got := d.e.WaiversOf(task(4080)); len(got) > 0 {
		t.Errorf("waivers of a task that has none: %v", got)
	}
	if got := d.e.ExitRequests(); !slices.Equal(got, []int{2, 1}) {
		t.Errorf("exit requests: %v", got)
	}
}
