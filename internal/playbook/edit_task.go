package playbook

import (
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/fault"
)

// AddTask adds a task to an activity. The task's Line is not looked at.
type AddTask struct {
	Activity string // its name
	Before   int    // the ID of the task that it goes in front of, 0 for the end
	Task     Task
}

func (e AddTask) edit(c Catalog) (Catalog, error) {
	t, err := typed(e.Task)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	if err := s.free(t.ID); err != nil {
		return Catalog{}, err
	}
	if err := s.add(e.Activity, e.Before, t, keptRow{}); err != nil {
		return Catalog{}, err
	}
	return s.close("name")
}

// free refuses an ID that a task has or had.
func (s *surgery) free(id int) error {
	var bad fault.Fields
	if a, _, ok := s.task(id); ok {
		bad.Add("id", "Task %d stands in %s already; each task has an ID of its own.", id, quoted(s.was.Activities[a].Name))
	}
	if s.retired(id) >= 0 {
		bad.Add("id", "Task %d was retired; restore it, or take another ID.", id)
	}
	return bad.Err()
}

// task finds a task by its ID: the index of its activity, and its own there.
func (s *surgery) task(id int) (activity, i int, ok bool) {
	for a, activity := range s.was.Activities {
		if i := slices.IndexFunc(activity.Tasks, func(t Task) bool { return t.ID == id }); i >= 0 {
			return a, i, true
		}
	}
	return 0, 0, false
}

// there finds a task that a person saw.
func (s *surgery) there(id int) (activity, i int, err error) {
	a, i, ok := s.task(id)
	if !ok {
		return 0, 0, fault.New(fault.Conflict, "Task %d is no longer in the draft.", id)
	}
	return a, i, nil
}

// activity finds an activity that a person saw.
func (s *surgery) activity(name string) (int, error) {
	i := slices.IndexFunc(s.was.Activities, func(a Activity) bool { return a.Name == name })
	if i < 0 {
		return 0, fault.New(fault.Conflict, "The activity %s is no longer in the draft; it may have been renamed.", quoted(name))
	}
	return i, nil
}

// add puts a task's row into an activity, in front of another or at the end.
func (s *surgery) add(activity string, before int, t Task, kept keptRow) error {
	a, err := s.activity(activity)
	if err != nil {
		return err
	}
	tasks := s.was.Activities[a].Tasks
	i := len(tasks)
	if before > 0 {
		if i = slices.IndexFunc(tasks, func(t Task) bool { return t.ID == before }); i < 0 {
			return fault.New(fault.Conflict, "Task %d no longer stands in %s.", before, quoted(activity))
		}
	}
	s.addRow(a, i, t, kept)
	want := &s.want.Activities[a].Tasks
	at := slices.IndexFunc(*want, func(t Task) bool { return i < len(tasks) && t.ID == before })
	if at < 0 {
		at = len(*want)
	}
	*want = slices.Insert(*want, at, t)
	return nil
}

// addRow writes a task's row in front of an activity's i-th task, or at the end.
func (s *surgery) addRow(a, i int, t Task, kept keptRow) {
	at, tasks := s.at.activities[a], s.was.Activities[a].Tasks
	switch {
	case i < len(tasks):
		s.insert(tasks[i].Line, at.table(tasks[i].Line).taskRow(t, kept))
	case len(at.tables) > 0:
		last := at.tables[len(at.tables)-1]
		s.insert(last.end()+1, last.taskRow(t, kept))
	case at.under > 0:
		s.addTable(s.at.activity(at.under), taskColumns, t.texts())
	default:
		s.addTable(s.at.activity(s.was.Activities[a].Line), taskColumns, t.texts(), "#### "+tasksHeading, "")
	}
}

// typed gives a task as its row will hold it, or what is wrong with it.
func typed(t Task) (Task, error) {
	var bad fault.Fields
	if t.ID < 1 || len(strconv.Itoa(t.ID)) > maxIDDigits {
		bad.Add("id", "Give the FTOP ID: a number from 1 to 999999999.")
	}
	t.Name, t.Role, t.Line = oneLine(t.Name), oneLine(t.Role), 0
	t.Services = typedNames(t.Services)
	checkCell(&bad, "name", t.Name, "what is to be done")
	checkCell(&bad, "role", t.Role, "which role does it")
	checkCell(&bad, "services", slashed(t.Services), "for which services; All Services means any")
	return t, bad.Err()
}

// typedNames gives a list of names as it is read back: none is empty, none comes
// twice, and a name that holds a slash between blanks is several.
func typedNames(names []string) []string {
	var found []string
	for _, name := range pieces(oneLine(slashed(names))) {
		if name != "" && !slices.Contains(found, name) {
			found = append(found, name)
		}
	}
	return found
}

// slashed writes a list of motions or services.
func slashed(names []string) string { return strings.Join(names, " / ") }

// texts gives a task's cells by column.
func (t Task) texts() map[string]string {
	return map[string]string{
		columnID: strconv.Itoa(t.ID), columnName: t.Name, columnFlag: flagOf(t.Mandatory),
		columnRole: t.Role, columnServices: slashed(t.Services),
	}
}

func flagOf(mandatory bool) string {
	if mandatory {
		return "M"
	}
	return "O"
}
