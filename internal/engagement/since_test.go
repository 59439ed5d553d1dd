package engagement_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

func TestSinceLast(t *testing.T) {
	t.Parallel()
	state := func(s engagement.ItemState) engagement.ChangeItem { return engagement.ChangeItem{N: 1, State: &s} }
	due := func(in int) engagement.ChangeItem { return engagement.ChangeItem{N: 1, Due: new(today.Add(in))} }
	for name, c := range map[string]struct {
		before, after []engagement.Command // the checkpoint, which is closed today
		days          int                  // that pass after it
		want          engagement.Since
	}{
		"nothing":                     {},
		"resolved":                    {after: []engagement.Command{state("resolved")}, want: engagement.Since{Resolved: []int{1}}},
		"resolved before":             {before: []engagement.Command{state("resolved")}},
		"new":                         {after: []engagement.Command{finding()}, want: engagement.Since{New: []int{2}}},
		"reopened":                    {before: []engagement.Command{state("resolved")}, after: []engagement.Command{state("open")}, want: engagement.Since{Reopened: []int{1}}},
		"reopened, resolved again":    {before: []engagement.Command{state("resolved")}, after: []engagement.Command{state("open"), state("resolved")}, want: engagement.Since{Resolved: []int{1}}},
		"put off":                     {before: []engagement.Command{due(5)}, after: []engagement.Command{due(9)}, want: engagement.Since{Slipped: []int{1}}},
		"put off, then resolved":      {before: []engagement.Command{due(5)}, after: []engagement.Command{due(9), state("resolved")}, want: engagement.Since{Resolved: []int{1}}},
		"put off before":              {before: []engagement.Command{due(5), due(9)}},
		"given its first date":        {before: []engagement.Command{due(0), engagement.ChangeItem{N: 1, Due: new(day.Date{})}}, after: []engagement.Command{due(9)}},
		"put forward":                 {before: []engagement.Command{due(5)}, after: []engagement.Command{due(3)}},
		"due today":                   {before: []engagement.Command{due(2)}, days: 2},
		"due yesterday":               {before: []engagement.Command{due(2)}, days: 3, want: engagement.Since{Slipped: []int{1}}},
		"due on the checkpoint's day": {before: []engagement.Command{due(0)}, days: 1, want: engagement.Since{Slipped: []int{1}}},
		"overdue at the checkpoint":   {before: []engagement.Command{due(-1)}, days: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			d.do(engineer, finding())
			d.do(engineer, engagement.ChangeItem{N: 1, Due: new(day.Date{})})
			for _, cmd := range c.before {
				d.do(engineer, cmd)
			}
			d.now = d.now.Add(1)
			d.do(engineer, engagement.HoldCheckpoint{})
			d.do(engineer, engagement.CloseCheckpoint{N: 1})
			d.now = d.now.Add(1e6)
			for _, cmd := range c.after {
				d.do(engineer, cmd)
			}
			d.pass(c.days)
			if diff := cmp.Diff(c.want, d.e.SinceLast(d.today())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPromisesSinceLast(t *testing.T) {
	t.Parallel()
	d := begin(t)
	promise := func(in int) engagement.MakePromise {
		return engagement.MakePromise{Checkpoint: d.e.BeingHeld(), Side: "customer", Who: "Ana Ruiz", What: "Opens the port.", By: d.today().Add(in)}
	}
	check := func(when string, want engagement.Since) {
		t.Helper()
		if diff := cmp.Diff(want, d.e.SinceLast(d.today())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", when, diff)
		}
	}
	d.do(engineer, engagement.HoldCheckpoint{})
	for _, in := range []int{9, 2, 1, 3} {
		d.do(engineer, promise(in))
	}
	d.do(engineer, engagement.KeepPromise{N: 4})
	check("while it is held", engagement.Since{Kept: []int{4}})
	d.now = d.now.Add(time.Second)
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	check("at the closing", engagement.Since{})
	d.pass(3)
	check("three days later", engagement.Since{Late: []int{3, 2}})
	d.do(engineer, engagement.KeepPromise{N: 2})
	d.do(engineer, engagement.MovePromise{N: 3, By: d.today()})
	check("one kept late, one moved", engagement.Since{Kept: []int{2}})
	d.do(engineer, engagement.ReopenPromise{N: 2})
	check("kept after all it was not", engagement.Since{Late: []int{2}})
	d.do(engineer, engagement.DropPromise{N: 2, Reason: "Another way was found."})
	check("given up", engagement.Since{})
}

func TestClosingFreezesWhatIsOpen(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	d.now = d.now.Add(1e9)
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	d.do(engineer, engagement.HoldCheckpoint{})
	d.do(engineer, engagement.CloseCheckpoint{N: 2})
	check := func(estimated bool) {
		t.Helper()
		all := d.e.OpenCounts(26)
		if len(all) != 2 || all[0].Total() != 1 || all[1].Total() != 0 || all[0].Estimated != estimated || all[1].Estimated {
			t.Errorf("the counts are %+v", all)
		}
	}
	check(false)
	d.e.Checkpoints[1].Open = nil // as one from before there were counts
	check(true)
	if all := d.e.OpenCounts(1); len(all) != 1 || all[0].Checkpoint != 2 {
		t.Errorf("the last one is %+v", all)
	}
}
