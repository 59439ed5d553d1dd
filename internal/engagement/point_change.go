package engagement

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// AddPoint puts a point on the agenda of the next checkpoint, or of the one that is
// being held. On may be zero.
type AddPoint struct {
	What string
	On   Subject
}

func (AddPoint) action() access.Action { return access.Work }

func (c AddPoint) decide(d *decision) error {
	if len(d.Points) >= MaxPoints {
		return fault.Fields{{Name: "what", Message: "An engagement has " + Thousands(MaxPoints) + " points at most."}}.Err()
	}
	var problems fault.Fields
	need(&problems, "what", clean(c.What), MaxNote, "Say what is to be spoken of.")
	if err := problems.Err(); err != nil {
		return err
	}
	if err := d.speaksOf(c.On); err != nil {
		return err
	}
	_, err := add(d, pointRecords, PointAdded, Point{
		What: clean(c.What), Noun: c.On.Noun, N: c.On.N, State: PointOpen, AddedBy: d.actor(), AddedAt: d.moment(),
	})
	return err
}

// SettlePoint gives a point its state, with words: how it was settled, why it is
// parked or why it was dropped, which has to be said. PointOpen has it spoken of
// again.
type SettlePoint struct {
	N     int
	State PointState
	Words string
}

func (SettlePoint) action() access.Action { return access.Work }

// pointKinds are what happens to a point that gets a state.
var pointKinds = map[PointState]Kind{
	PointOpen: PointReopened, PointIsParked: PointParked, PointIsSettled: PointSettled, PointIsDropped: PointDropped,
}

func (c SettlePoint) decide(d *decision) error {
	c.Words = clean(c.Words)
	if err := c.check(d.Points[c.N]); err != nil {
		return err
	}
	return change(d, pointRecords, c.N, pointKinds[c.State], func(p *Point) error {
		p.State, p.Words, p.Checkpoint, p.EndedAt = c.State, c.Words, d.BeingHeld(), time.Time{}
		if p.Over() {
			p.EndedAt = d.moment()
		}
		return nil
	})
}

// check refuses what cannot become of a point.
func (c SettlePoint) check(p *Point) error {
	var problems fault.Fields
	switch _, known := pointKinds[c.State]; {
	case p == nil:
		return fault.New(fault.NotFound, "There is no point %d.", c.N)
	case !known:
		problems.Add("state", "Choose what becomes of the point.")
	case p.State == c.State:
		return fault.New(fault.Conflict, "Point %d is %s already.", c.N, p.State)
	case c.State == PointIsDropped && c.Words == "":
		problems.Add("words", "Say why it is not to be spoken of any more.")
	}
	checkText(&problems, "words", c.Words, MaxNote)
	return problems.Err()
}

// speaksOf refuses what is neither nothing, a task of the playbook nor an item.
func (d *decision) speaksOf(on Subject) error {
	_, known := d.scoped(on.N)
	switch {
	case on == Subject{}, on.Noun == NounTask && known, on.Noun == NounItem && d.Items[on.N] != nil:
		return nil
	case on.Noun == NounTask:
		return noTask(on.N)
	case on.Noun == NounItem:
		return noItem(on.N)
	}
	return fault.New(fault.Invalid, "A checkpoint speaks of tasks and checklist items.")
}
