package engagement

import (
	"fmt"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// LogProgress is what a meeting that is being held says of one task or
// checklist item. A state that it gives is given at once, by the rules of
// ChangeTask or ChangeItem; an empty State leaves it.
type LogProgress struct {
	Checkpoint int
	On         Subject
	Note       string
	State      string
	BlockedOn  *string
}

func (LogProgress) action() access.Action { return access.Work }

func (c LogProgress) decide(d *decision) error {
	if err := d.inState(c.Checkpoint, Held); err != nil {
		return err
	}
	note := clean(c.Note)
	var problems fault.Fields
	if checkText(&problems, "note", note, MaxNote); note == "" && c.State == "" {
		problems.Add("note", "Write what was said, or give a new state.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	d.Cause = fmt.Sprintf("checkpoint %d", c.Checkpoint)
	state, err := c.give(d)
	if err != nil {
		return err
	}
	if note == "" && state == "" {
		return nil // nothing was said and nothing changed
	}
	_, err = add(d, lineRecords, LineAdded, Line{
		Checkpoint: c.Checkpoint, Noun: c.On.Noun, N: c.On.N, State: state, Note: note,
		By: d.actor(), At: d.moment(),
	})
	return err
}

// give gives the task or item its new state, and tells which, if it is one.
func (c LogProgress) give(d *decision) (string, error) {
	before := len(d.events)
	var cmd Command
	switch c.On.Noun {
	case NounItem:
		cmd = ChangeItem{N: c.On.N, State: given[ItemState](c.State), BlockedOn: c.BlockedOn}
	case NounTask:
		cmd = ChangeTask{FTOP: c.On.N, State: given[TaskState](c.State), BlockedOn: c.BlockedOn}
	default:
		return "", fault.New(fault.Invalid, "A checkpoint speaks of tasks and checklist items.")
	}
	if err := cmd.decide(d); err != nil {
		return "", err
	}
	if len(d.events) == before {
		return "", nil
	}
	return c.State, nil
}

// given points at a state, or at nothing where none was given.
func given[S ~string](state string) *S {
	if state == "" {
		return nil
	}
	return new(S(state))
}
