package playbook

import "gaptrack/internal/fault"

// StepTask moves a task one place up or down. From the end of an activity it goes
// to the neighbour.
type StepTask struct {
	ID int
	Up bool
}

func (e StepTask) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	a, i, err := s.there(e.ID)
	if err != nil {
		return Catalog{}, err
	}
	tasks := s.was.Activities[a].Tasks
	to := MoveTask{ID: e.ID, Activity: s.was.Activities[a].Name}
	switch {
	case e.Up && i > 0:
		to.Before = tasks[i-1].ID
	case e.Up && a > 0:
		to.Activity = s.was.Activities[a-1].Name
	case !e.Up && i+2 < len(tasks):
		to.Before = tasks[i+2].ID
	case !e.Up && i+2 == len(tasks):
	case !e.Up && a+1 < len(s.was.Activities):
		to.Activity = s.was.Activities[a+1].Name
		if next := s.was.Activities[a+1].Tasks; len(next) > 0 {
			to.Before = next[0].ID
		}
	default:
		return Catalog{}, edge(e.Up)
	}
	return c.Edit(to)
}

// edge refuses a step beyond the first or the last place.
func edge(up bool) error {
	if up {
		return fault.New(fault.Conflict, "It stands first already.")
	}
	return fault.New(fault.Conflict, "It stands last already.")
}

// StepActivity moves an activity one place up or down.
type StepActivity struct {
	Name string
	Up   bool
}

func (e StepActivity) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.activity(e.Name)
	if err != nil {
		return Catalog{}, err
	}
	before, ok := stepped(each(s.was.Activities, func(a Activity) string { return a.Name }), i, e.Up)
	if !ok {
		return Catalog{}, edge(e.Up)
	}
	return c.Edit(MoveActivity{e.Name, before})
}

// stepped gives the name in front of which the i-th goes when it moves one place,
// "" for the end.
func stepped(names []string, i int, up bool) (before string, ok bool) {
	switch {
	case up && i > 0:
		return names[i-1], true
	case !up && i+2 < len(names):
		return names[i+2], true
	}
	return "", !up && i+2 == len(names)
}

// StepBullet moves a bullet one place up or down.
type StepBullet struct {
	Section Section
	Text    string
	Up      bool
}

func (e StepBullet) edit(c Catalog) (Catalog, error) {
	s, err := c.openList(e.Section)
	if err != nil {
		return Catalog{}, err
	}
	i, err := s.find(e.Text)
	if err != nil {
		return Catalog{}, err
	}
	before, ok := stepped(s.items, i, e.Up)
	if !ok {
		return Catalog{}, edge(e.Up)
	}
	return c.Edit(MoveBullet{e.Section, e.Text, before})
}
