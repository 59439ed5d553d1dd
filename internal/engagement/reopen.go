package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// Reopen takes an exited engagement back to Remediate, with a reason. The
// approval stays in the record as history.
type Reopen struct{ Reason string }

func (Reopen) action() access.Action { return access.Reopen }
func (Reopen) afterExit()            {}

func (c Reopen) decide(d *decision) error {
	if !d.Exited() {
		return fault.New(fault.Conflict, "This engagement has not exited, so there is nothing to reopen.")
	}
	var problems fault.Fields
	need(&problems, "reason", clean(c.Reason), MaxNote, "Say why the engagement has to be reopened.")
	if err := problems.Err(); err != nil {
		return err
	}
	if err := d.reopenTasks(); err != nil {
		return err
	}
	return change(d, factRecords, 0, Reopened, func(f *Facts) error {
		f.Phase, f.Reopened = Remediate, clean(c.Reason)
		return nil
	})
}

// reopenTasks takes back what the exit did to tasks. One that was begun is in
// progress again.
func (d *decision) reopenTasks() error {
	for _, n := range sortedKeys(d.Tasks) {
		state := NotStarted
		switch t := d.Tasks[n]; {
		case n == ExitTask:
		case t.State != NotPursued:
			continue
		case !t.StartedAt.IsZero():
			state = InProgress
		}
		if err := d.give(n, TaskReopened, state); err != nil {
			return err
		}
	}
	return nil
}
