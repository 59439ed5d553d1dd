package engagement

import (
	"cmp"
	"slices"
	"strconv"

	"gaptrack/internal/day"
)

// TaskSort is what a list of tasks is sorted by. The zero TaskSort is the
// playbook's order.
type TaskSort string

// The sorts. Equals stay in the playbook's order.
const (
	TasksByDue   TaskSort = "due"
	TasksByState TaskSort = "state"
)

// Need says whether the playbook asks for a task always, or where it helps.
// The zero Need is either.
type Need string

// The needs.
const (
	NeedMandatory Need = "mandatory"
	NeedOptional  Need = "optional"
)

// TaskQuery says which tasks in scope a list shows, in which order. Zero fields
// leave nothing out.
type TaskQuery struct {
	Text       string // in the FTOP ID, name, notes or blocker, in any case
	State      TaskState
	Need       Need
	Owner      PersonID
	Unowned    bool // nobody's alone
	Sort       TaskSort
	Descending bool
}

// ListedTask is a task in scope with what a list tells of it on a day.
type ListedTask struct {
	Scoped
	Task
	State   TaskState // a live waiver counted in
	Overdue int       // days since its due date, while it is open
}

// StatesByPress lists the states of a task, the one that presses most first.
var StatesByPress = []TaskState{Blocked, InProgress, NotStarted, Waived, Done, NotPursued}

// ListTasks gives the tasks in scope that a query asks for, on a day of the
// customer.
func (e *Engagement) ListTasks(q TaskQuery, today day.Date) []ListedTask {
	var list []ListedTask
	for _, s := range e.Scope(today) {
		if !s.In {
			continue
		}
		if t := e.listedTask(s, today); q.takes(t) {
			list = append(list, t)
		}
	}
	slices.SortStableFunc(list, func(a, b ListedTask) int {
		order := q.Sort.compare(a, b)
		if q.Descending {
			order = -order
		}
		return order
	})
	return list
}

// listedTask gives a task with what lists tell of it.
func (e *Engagement) listedTask(s Scoped, today day.Date) ListedTask {
	t := ListedTask{Scoped: s, Task: e.Task(s.ID), State: e.TaskState(s.ID, today)}
	if !t.State.Over() {
		t.Overdue = Overdue(t.Due, today)
	}
	return t
}

func (q TaskQuery) takes(t ListedTask) bool {
	return either(q.State, t.State) && either(q.Owner, t.Owner) && (!q.Unowned || t.Owner == 0) &&
		(q.Need == "" || t.Mandatory == (q.Need == NeedMandatory)) &&
		mentions(q.Text, strconv.Itoa(t.ID), t.Name, t.Notes, t.Blocker.On)
}

func (s TaskSort) compare(a, b ListedTask) int {
	switch s {
	case TasksByDue:
		return compareDue(a.Due, b.Due)
	case TasksByState:
		return cmp.Compare(slices.Index(StatesByPress, a.State), slices.Index(StatesByPress, b.State))
	}
	return 0
}
