package playbook

import "slices"

// MoveTask moves a task within its activity or to another. Its row stays as it is
// written where the other table has the same columns.
type MoveTask struct {
	ID       int
	Activity string // the name of the one that it goes to
	Before   int    // the ID of the task that it goes in front of, 0 for the end
}

func (e MoveTask) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	a, i, err := s.there(e.ID)
	if err != nil {
		return Catalog{}, err
	}
	if e.Before == e.ID || s.stays(a, i, e) {
		return c, nil
	}
	t := s.was.Activities[a].Tasks[i]
	s.takeOut(a, i)
	kept := keptRow{s.text(t.Line), s.at.activities[a].table(t.Line).columns(taskColumns)}
	if err := s.add(e.Activity, e.Before, t, kept); err != nil {
		return Catalog{}, err
	}
	return s.close("activity")
}

// stays reports whether a task stands already where it is to go.
func (s *surgery) stays(a, i int, e MoveTask) bool {
	tasks := s.was.Activities[a].Tasks
	if s.was.Activities[a].Name != e.Activity {
		return false
	}
	if i+1 == len(tasks) {
		return e.Before == 0
	}
	return tasks[i+1].ID == e.Before
}

// takeOut takes a task's row out.
func (s *surgery) takeOut(a, i int) {
	num := s.was.Activities[a].Tasks[i].Line
	s.cuts = append(s.cuts, cut{first: num, next: num + 1})
	s.want.Activities[a].Tasks = slices.Delete(s.want.Activities[a].Tasks, i, i+1)
}
