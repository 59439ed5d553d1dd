package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// LogProgress is what a meeting that is being held says of one task or
// checklist item. A state that it gives is given at once, by the rules of
// ChangeTask or ChangeItem; an empty State leaves it.
type LogProgress struct {
	Checkpoint    int
	On            Subject
	Note          string
	State         string
	BlockedKind   *BlockerKind
	BlockedOn     *string
	BlockedLifter *string
}

func (LogProgress) action() access.Action { return access.Work }

func (c LogProgress) decide(d *decision) error {
	if err := d.inState(c.Checkpoint, Held); err != nil {
		return err
	}
	note := clean(c.Note)
	var problems fault.Fields
	if checkText(&problems, "note", note, MaxNote); note == "" && c.State == "" && c.BlockedOn == nil {
		problems.Add("note", "Write what was said, give a new state, or say what stands in the way.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	d.spokenOf, d.note = c.On, note
	switch c.On.Noun {
	case NounItem:
		return ChangeItem{
			N: c.On.N, State: given[ItemState](c.State), BlockedKind: c.BlockedKind, BlockedOn: c.BlockedOn, BlockedLifter: c.BlockedLifter,
		}.decide(d)
	case NounTask:
		return ChangeTask{
			FTOP: c.On.N, State: given[TaskState](c.State), BlockedKind: c.BlockedKind, BlockedOn: c.BlockedOn, BlockedLifter: c.BlockedLifter,
		}.decide(d)
	}
	return fault.New(fault.Invalid, "A checkpoint speaks of tasks and checklist items.")
}

// given points at a state, or at nothing where none was given.
func given[S ~string](state string) *S {
	if state == "" {
		return nil
	}
	return new(S(state))
}
