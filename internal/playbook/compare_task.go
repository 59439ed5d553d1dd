package playbook

import (
	"fmt"
	"slices"
	"strconv"
)

// activityMarks is what an activity is known by when its name is not the same: its
// tasks' IDs, else its words. They are sorted.
func activityMarks(a Activity) []string {
	if len(a.Tasks) == 0 {
		return sortedWords(a.Name + " " + a.Prose)
	}
	var marks []string
	for _, t := range a.Tasks {
		marks = append(marks, "#"+strconv.Itoa(t.ID))
	}
	slices.Sort(marks)
	return marks
}

// taskPlace is a task with the activity that it stands in.
type taskPlace struct {
	*Task
	activity int // its index
	at       int // the task's own index in it
}

// taskMatch finds a task on either side by its ID, and what became of its activity.
type taskMatch struct {
	from, to        map[int]taskPlace
	became          []int // of the activities; as of MatchBullets
	retired, former map[int]Retired
}

func newTaskMatch(from, to *Playbook, became []int) *taskMatch {
	return &taskMatch{from: placesOf(from), to: placesOf(to), became: became, retired: retiredOf(to), former: retiredOf(from)}
}

func placesOf(p *Playbook) map[int]taskPlace {
	places := map[int]taskPlace{}
	for i := range p.Activities {
		for j := range p.Activities[i].Tasks {
			t := &p.Activities[i].Tasks[j]
			places[t.ID] = taskPlace{t, i, j}
		}
	}
	return places
}

func retiredOf(p *Playbook) map[int]Retired {
	all := map[int]Retired{}
	for _, r := range p.Beside.Retired {
		all[r.ID] = r
	}
	return all
}

// tasks compares the tasks of an activity with those of the one that it became;
// nil for none: those that it had and are gone, then those that it has.
func (c *comparison) tasks(t *taskMatch, from, to *Activity) {
	if from != nil {
		for i := range from.Tasks {
			if _, stays := t.to[from.Tasks[i].ID]; !stays {
				c.retiredTask(t, from, &from.Tasks[i])
			}
		}
	}
	if to == nil {
		return
	}
	moved := t.movedWithin(to)
	for j := range to.Tasks {
		task := &to.Tasks[j]
		was, known := t.from[task.ID]
		if !known {
			c.newTask(t, to, task)
			continue
		}
		c.task(to, was.Task, task)
		c.movedTask(t, to, was, j, moved[j])
	}
}

// movedWithin tells which tasks of an activity changed their places among those
// that stayed in it.
func (t *taskMatch) movedWithin(a *Activity) []bool {
	places := make([]int, len(a.Tasks))
	for i, task := range a.Tasks {
		places[i] = -1
		if was, known := t.from[task.ID]; known && t.became[was.activity] == t.to[task.ID].activity {
			places[i] = was.at
		}
	}
	return movedOf(places)
}

func (c *comparison) movedTask(t *taskMatch, to *Activity, was taskPlace, at int, within bool) {
	task := &to.Tasks[at]
	d := Difference{Kind: TaskMoved, Section: to.Name, Task: task.ID, Subject: subjectOf(task)}
	switch {
	case t.became[was.activity] != t.to[task.ID].activity:
		d.Was, d.Became = c.from.Activities[was.activity].Name, to.Name
		c.add(d, "%s is moved from %s to %s.", taskCalled(task), called(d.Was), called(d.Became))
	case within:
		c.add(d, "%s is moved %s.", taskCalled(task), place(at, func() string { return subjectInside(&to.Tasks[at-1]) }))
	}
}

// newTask tells of a task that was not there.
func (c *comparison) newTask(t *taskMatch, a *Activity, task *Task) {
	d := Difference{Kind: TaskAdded, Section: a.Name, Task: task.ID, Subject: subjectOf(task), Became: taskWords(task)}
	what := "is new"
	if _, back := t.former[task.ID]; back {
		d.Kind, what = TaskRestored, "is back"
	}
	c.add(d, "%s %s in %s: %s.", taskCalled(task), what, called(a.Name), taskWords(task))
}

// retiredTask tells of a task that is there no more.
func (c *comparison) retiredTask(t *taskMatch, a *Activity, task *Task) {
	d := Difference{Kind: TaskRetired, Section: a.Name, Task: task.ID, Subject: subjectOf(task), Was: taskWords(task)}
	if by := t.retired[task.ID].ReplacedBy; by != 0 {
		d.Became = t.nameOf(by)
		c.add(d, "%s is retired; %s replaces it.", taskCalled(task), t.nameOf(by))
		return
	}
	c.add(d, "%s is retired; nothing replaces it.", taskCalled(task))
}

// nameOf names a task by its ID.
func (t *taskMatch) nameOf(id int) string {
	if task, there := t.to[id]; there {
		return subjectInside(task.Task) + " " + called(task.Name)
	}
	return fmt.Sprintf("task %d", id)
}

// task compares what one row says with what it became.
func (c *comparison) task(a *Activity, from, to *Task) {
	d := Difference{Section: a.Name, Task: to.ID, Subject: subjectOf(to)}
	field := func(kind DifferenceKind, was, became, format string, args ...any) {
		if was != became {
			d.Kind, d.Was, d.Became = kind, was, became
			c.add(d, "%s "+format+".", append([]any{taskCalled(to)}, args...)...)
		}
	}
	field(TaskRenamed, from.Name, to.Name, "was called %s", called(from.Name))
	field(TaskNeed, need(from), need(to), "is %s now; it was %s", need(to), need(from))
	field(TaskRole, from.Role, to.Role, "is for the role %s now; it was for %s", to.Role, from.Role)
	field(TaskServices, listed(from.Services), listed(to.Services), "is for %s now; it was for %s", listed(to.Services), listed(from.Services))
}

func need(t *Task) string {
	if t.Mandatory {
		return "mandatory"
	}
	return "optional"
}

func subjectOf(t *Task) string     { return fmt.Sprintf("Task %d", t.ID) }
func subjectInside(t *Task) string { return fmt.Sprintf("task %d", t.ID) }
func taskCalled(t *Task) string    { return subjectOf(t) + " " + called(t.Name) }

// taskWords tells what a row says besides its number and name.
func taskWords(t *Task) string {
	return fmt.Sprintf("%s, %s, %s", need(t), t.Role, listed(t.Services))
}
