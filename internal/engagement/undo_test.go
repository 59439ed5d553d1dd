package engagement_test

import (
	"maps"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestUndo(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.pass(-3)
	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	before := d.e.Values()
	d.pass(3)
	opened := d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen), Notes: new("Oh.")})[0]
	d.refuses(engineer2, engagement.Undo{Seq: opened.Seq}, fault.Invalid) // another's
	undone := d.do(engineer, engagement.Undo{Seq: opened.Seq})
	wantKinds(t, undone, engagement.ItemResolved)
	if !maps.Equal(before, d.e.Values()) || undone[0].Cause == "" {
		t.Errorf("after the undo: %+v", d.e.Items[1])
	}
	d.refuses(engineer, engagement.Undo{Seq: opened.Seq}, fault.Conflict) // once
	d.do(engineer, engagement.Undo{Seq: undone[0].Seq})                   // but an undo can be undone
	if got := d.e.Items[1]; got.State != engagement.ItemOpen || got.Notes != "Oh." {
		t.Errorf("after the undo of the undo: %+v", got)
	}
}

func TestUndoOfATask(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("Change board")})
	d.pass(5)
	before := d.e.Values()
	done := d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})[0]
	d.do(engineer2, engagement.ChangeTask{FTOP: 4080, Notes: new("Mine.")})
	wantKinds(t, d.do(engineer, engagement.Undo{Seq: done.Seq}), engagement.TaskBlocked)
	before["task 4080 notes"] = "Mine."
	if !maps.Equal(before, d.e.Values()) {
		t.Errorf("after the undo: %+v", d.e.Tasks[4080])
	}
}

func TestWhatCannotBeUndone(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for _, seq := range []int{1, 2, 0, -1, 99} {
		d.refuses(engineer, engagement.Undo{Seq: seq}, fault.Invalid)
	}
	mine := d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("One.")})[0]
	d.do(engineer2, engagement.ChangeTask{FTOP: 4080, Notes: new("Two.")})
	d.refuses(engineer, engagement.Undo{Seq: mine.Seq}, fault.Conflict) // changed since

	noted := d.do(engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Three.")})[0]
	f := d.e.Facts
	f.Services = []string{"Exchange"}
	d.do(engineer, engagement.ChangeFacts{Facts: f})
	d.refuses(engineer, engagement.Undo{Seq: noted.Seq}, fault.Conflict) // out of scope now
	for _, ev := range d.do(engineer, finding()) {
		if ev.CanUndo() {
			t.Errorf("%s can be undone", ev.Kind)
		}
	}
}

// An undo that the rules would not let anybody type is refused like it.
func TestUndoKeepsTheRules(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.do(engineer, finding())
	d.do(engineer, engagement.ChangeItem{N: 1, DependsOn: &[]int{2}})
	freed := d.do(engineer, engagement.ChangeItem{N: 1, DependsOn: new([]int(nil))})[0]
	d.do(engineer2, engagement.ChangeItem{N: 2, DependsOn: &[]int{1}})
	d.refuses(engineer, engagement.Undo{Seq: freed.Seq}, fault.Invalid, "depends_on")

	d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	opened := d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen)})[0]
	d.do(engineer2, engagement.ChangeItem{N: 1, BlockedOn: new("Licences")})
	d.do(engineer2, waive(item(1), today.Add(9)))
	wantKinds(t, d.do(engineer, engagement.Undo{Seq: opened.Seq}), engagement.ItemResolved, engagement.WaiverWithdrawn)
	if got := d.e.Items[1]; !got.Blocker.IsZero() {
		t.Errorf("resolved and blocked: %+v", got)
	}
}
