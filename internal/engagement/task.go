package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// TaskState is how far a task has come. Waived is never kept: it is what a
// live waiver makes of a task that is not done; see Engagement.TaskState.
type TaskState string

// The states, in the order in which choices show them.
const (
	NotStarted TaskState = "not started"
	InProgress TaskState = "in progress"
	Blocked    TaskState = "blocked"
	Done       TaskState = "done"
	Waived     TaskState = "waived"
	NotPursued TaskState = "not pursued" // an optional task left open at the exit
)

// TaskStates lists the states that a person can give a task.
var TaskStates = []TaskState{NotStarted, InProgress, Blocked, Done}

// Over reports whether nothing more is to be done for a task in this state.
func (s TaskState) Over() bool { return s == Done || s == Waived || s == NotPursued }

// Task is an engagement's progress on one FTOP task of its playbook. It is
// kept whether or not the task is in scope, so that nothing logged is lost.
type Task struct {
	State       TaskState // empty is NotStarted
	Owner       PersonID
	Due         day.Date
	Notes       string
	Blocker     Blocker // set while State is Blocked
	DoneBy      PersonID
	DoneOn      day.Date
	ConfirmedBy string   // of ReviewTask: who at the customer confirmed
	ConfirmedOn day.Date // of ReviewTask: when they did
	PulledIn    string   // the reason for which it was pulled into the scope
	StartedAt   time.Time
}

var taskFields = slices.Concat([]field[Task]{
	word("state", func(t *Task) *TaskState { return &t.State }),
	person("owner", func(t *Task) *PersonID { return &t.Owner }),
	date("due", func(t *Task) *day.Date { return &t.Due }),
	text("notes", func(t *Task) *string { return &t.Notes }),
	person("done_by", func(t *Task) *PersonID { return &t.DoneBy }),
	date("done_on", func(t *Task) *day.Date { return &t.DoneOn }),
	text("confirmed_by", func(t *Task) *string { return &t.ConfirmedBy }),
	date("confirmed_on", func(t *Task) *day.Date { return &t.ConfirmedOn }),
	text("pulled_in", func(t *Task) *string { return &t.PulledIn }),
	moment("started_at", func(t *Task) *time.Time { return &t.StartedAt }),
}, blockerFields(func(t *Task) *Blocker { return &t.Blocker }))

// Task gives what was logged on a task, the zero Task where nothing was.
func (e *Engagement) Task(ftop int) Task { return taskRecords.get(e, ftop) }

// TaskState gives a task's state on a day, a live waiver counted in.
func (e *Engagement) TaskState(ftop int, today day.Date) TaskState {
	t := e.Task(ftop)
	if t.State != Done && e.LiveWaiver(Subject{NounTask, ftop}, today) != nil {
		return Waived
	}
	return t.Logged()
}

// Logged gives the state that was logged, a waiver aside.
func (t Task) Logged() TaskState {
	if t.State == "" {
		return NotStarted
	}
	return t.State
}

// settle makes what follows from a task's state so: since when it is blocked,
// when it was begun, who did it and when.
func (t *Task) settle(d *decision, ftop int) {
	if t.State != Blocked {
		t.Blocker = Blocker{}
	}
	t.Blocker = t.Blocker.settled(d.today)
	begun := t.State == InProgress || t.State == Blocked || t.State == Done
	if begun && t.StartedAt.IsZero() {
		t.StartedAt = d.moment()
	}
	switch {
	case t.State != Done:
		t.DoneBy, t.DoneOn = 0, day.Date{}
	case t.DoneOn.IsZero():
		t.DoneBy, t.DoneOn = d.actor(), d.today
	}
	if t.State != Done || ftop != ReviewTask {
		t.ConfirmedBy, t.ConfirmedOn = "", day.Date{}
	}
}

// check gives every problem of a task as it would be kept.
func (t Task) check(d *decision, ftop int) error {
	var problems fault.Fields
	if !slices.Contains(TaskStates, t.Logged()) {
		problems.Add("state", "Choose one of the states in the list.")
	}
	checkDate(&problems, "due", t.Due)
	checkText(&problems, "notes", t.Notes, MaxNote)
	if t.State == Blocked {
		if t.Blocker.IsZero() {
			problems.Add("blocked_on", "Say what the task is blocked on.")
		}
		t.Blocker.check(&problems, d.today)
	}
	if ftop == ReviewTask && t.State == Done {
		t.checkReview(&problems, d.today)
	}
	return problems.Err()
}

// checkReview notes what is missing of the customer's confirmation.
func (t Task) checkReview(problems *fault.Fields, today day.Date) {
	need(problems, "confirmed_by", t.ConfirmedBy, MaxName, "Name the person at the customer who confirmed the review.")
	switch {
	case t.ConfirmedOn.IsZero():
		problems.Add("confirmed_on", "Give the date on which the customer confirmed the review.")
	case t.ConfirmedOn.After(today):
		problems.Add("confirmed_on", "The review cannot be confirmed in the future; the customer's date is %s.", today.Format(dayWords))
	default:
		checkDate(problems, "confirmed_on", t.ConfirmedOn)
	}
}
