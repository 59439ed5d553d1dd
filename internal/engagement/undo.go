package engagement

import (
	"fmt"
	"slices"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// Undo takes back one change of a task or a checklist item that the same
// person made, as long as nobody changed the same since. The rules hold for it
// as for any change. Ask.Since must hold the event.
type Undo struct{ Seq int }

func (Undo) action() access.Action { return access.Work }

// undoable lists the kinds of events that a person can take back.
var undoable = []Kind{TaskChanged, TaskDone, TaskBlocked, ItemChanged, ItemResolved, ItemBlocked}

// CanUndo reports whether an event is of a kind that its author can take back.
func (ev Event) CanUndo() bool { return slices.Contains(undoable, ev.Kind) }

func (u Undo) decide(d *decision) error {
	i := slices.IndexFunc(d.Since, func(ev Event) bool { return ev.Seq == u.Seq })
	if i < 0 || d.Since[i].Actor != d.actor() || !d.Since[i].CanUndo() {
		return fault.New(fault.Invalid, "This change cannot be taken back.")
	}
	ev := d.Since[i]
	d.Cause = fmt.Sprintf("undo of %d", ev.Seq)
	if ev.Subject.Noun == NounItem {
		i, err := reverted(d, itemRecords, ev)
		if err != nil {
			return err
		}
		return d.keepItem(ev.Subject.N, i)
	}
	if err := d.workable(ev.Subject.N); err != nil {
		return err
	}
	t, err := reverted(d, taskRecords, ev)
	if err != nil {
		return err
	}
	return d.keepTask(ev.Subject.N, t)
}

// reverted gives a record as it was before an event, as long as nothing that
// the event changed was changed again.
func reverted[R any](d *decision, rs records[R], ev Event) (R, error) {
	r := rs.get(d.Engagement, ev.Subject.N)
	for _, c := range ev.Changes {
		i := slices.IndexFunc(rs.fields, func(f field[R]) bool { return f.name == c.Field })
		if i < 0 || rs.fields[i].get(&r) != c.Became {
			return r, fault.New(fault.Conflict, "It was changed again since, so it cannot be taken back.")
		}
		if err := rs.fields[i].set(&r, c.Was); err != nil {
			return r, err
		}
	}
	return r, nil
}
