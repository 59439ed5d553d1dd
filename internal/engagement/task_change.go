package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to tasks.
const (
	TaskChanged  Kind = "task.changed"
	TaskDone     Kind = "task.done"
	TaskBlocked  Kind = "task.blocked"
	TaskPulledIn Kind = "task.pulled in"
	TaskPutBack  Kind = "task.put back"
	TaskClosed   Kind = "task.not pursued"
	TaskExited   Kind = "task.exit approved"
	TaskReopened Kind = "task.reopened"
)

// ChangeTask logs progress on a task in scope. Fields that are nil stay.
type ChangeTask struct {
	FTOP          int
	State         *TaskState
	Owner         *PersonID
	Due           *day.Date
	Notes         *string
	BlockedKind   *BlockerKind
	BlockedOn     *string
	BlockedLifter *string // who can lift it
	ConfirmedBy   *string
	ConfirmedOn   *day.Date
}

func (ChangeTask) action() access.Action { return access.Work }

func (c ChangeTask) people() []PersonID { return named(c.Owner) }

func (c ChangeTask) decide(d *decision) error {
	if err := d.workable(c.FTOP); err != nil {
		return err
	}
	was := d.Task(c.FTOP)
	if c.FTOP == ExitTask && c.State != nil && *c.State != was.Logged() {
		return fault.New(fault.Conflict,
			"Task %d is done by the approval of the Remediate Exit, on the exit page, and not by hand.", ExitTask)
	}
	next, err := c.apply(d, was)
	if err != nil {
		return err
	}
	return d.keepTask(c.FTOP, next)
}

// workable refuses a task that is not the engagement's to work on.
func (d *decision) workable(ftop int) error {
	s, known := d.scoped(ftop)
	switch {
	case !known:
		return noTask(ftop)
	case !s.In:
		return fault.New(fault.Conflict, "Task %d is not in scope. %s Pull it in, with a reason, to log progress on it.", ftop, s.Why())
	}
	return nil
}

// keepTask checks a task as somebody would have it, and keeps it.
func (d *decision) keepTask(ftop int, next Task) error {
	if err := next.check(d, ftop); err != nil {
		return err
	}
	was := d.Task(ftop)
	next.settle(d, ftop)
	err := change(d, taskRecords, ftop, taskKind(was, next), func(t *Task) error { *t = next; return nil })
	if err != nil || next.State != Done || was.State == Done {
		return err
	}
	return d.endWaivers(Subject{NounTask, ftop}, "the task was done")
}

// apply gives the task as the command would have it.
func (c ChangeTask) apply(d *decision, was Task) (Task, error) {
	next := was
	set(&next.State, c.State)
	set(&next.Owner, c.Owner)
	set(&next.Due, c.Due)
	setText(&next.Notes, c.Notes)
	set(&next.Blocker.Kind, c.BlockedKind)
	setText(&next.Blocker.On, c.BlockedOn)
	setText(&next.Blocker.Lifter, c.BlockedLifter)
	setText(&next.ConfirmedBy, c.ConfirmedBy)
	set(&next.ConfirmedOn, c.ConfirmedOn)
	if err := merge(d, taskRecords, c.FTOP, &next); err != nil {
		return next, err
	}
	if next.Owner == was.Owner {
		return next, nil
	}
	return next, d.worker("owner", next.Owner)
}

func taskKind(was, next Task) Kind {
	switch {
	case next.State == Done && was.State != Done:
		return TaskDone
	case next.State == Blocked && was.State != Blocked:
		return TaskBlocked
	}
	return TaskChanged
}

// PullIn puts a task into the scope that the rules leave out, with a reason.
// An empty reason puts it back out, and keeps what was logged.
type PullIn struct {
	FTOP   int
	Reason string
}

func (PullIn) action() access.Action { return access.Work }

func (c PullIn) decide(d *decision) error {
	s, known := d.scoped(c.FTOP)
	reason := clean(c.Reason)
	var problems fault.Fields
	checkText(&problems, "reason", reason, MaxNote)
	switch {
	case !known:
		return noTask(c.FTOP)
	case s.In && s.PulledIn == "":
		return fault.New(fault.Conflict, "Task %d is in scope already. %s", c.FTOP, s.Why())
	case reason == "" && s.PulledIn == "":
		problems.Add("reason", "Say why this task is needed although it is not in scope.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	kind := TaskPulledIn
	if reason == "" {
		kind = TaskPutBack
	}
	return change(d, taskRecords, c.FTOP, kind, func(t *Task) error {
		t.PulledIn = reason
		return merge(d, taskRecords, c.FTOP, t)
	})
}

func noTask(ftop int) error {
	return fault.New(fault.NotFound, "The playbook of this engagement has no task %d.", ftop)
}
