package playbook

import (
	"slices"

	"gaptrack/internal/fault"
)

// RetireTask takes a task out of the playbook. It stands beside the document from
// then on, because engagements may have worked on it.
type RetireTask struct {
	ID          int
	ReplacedBy  int  // the ID of the task that stands in for it, 0 for none
	Unpublished bool // no edition has the task: nothing of it needs to stay
}

func (e RetireTask) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	a, i, err := s.there(e.ID)
	if err != nil {
		return Catalog{}, err
	}
	if err := s.checkReplaced(e); err != nil {
		return Catalog{}, err
	}
	s.takeOut(a, i)
	if !e.Unpublished {
		t := s.was.Activities[a].Tasks[i]
		t.Line = 0
		s.catalog.Beside.Retired = append(s.catalog.Beside.Retired, Retired{Task: t, Activity: s.was.Activities[a].Name, ReplacedBy: e.ReplacedBy})
	}
	return s.close("replaced_by")
}

// checkReplaced checks who stands in for whom.
func (s *surgery) checkReplaced(e RetireTask) error {
	var bad fault.Fields
	if _, _, ok := s.task(e.ReplacedBy); e.ReplacedBy != 0 && (!ok || e.ReplacedBy == e.ID) {
		bad.Add("replaced_by", "Task %d is no other task of this playbook; choose one, or none.", e.ReplacedBy)
	}
	for _, r := range s.catalog.Beside.Retired {
		if e.Unpublished && r.ReplacedBy == e.ID {
			return fault.New(fault.Conflict, "Task %d stands in for task %d, which was retired; restore that one first.", e.ID, r.ID)
		}
	}
	return bad.Err()
}

// RestoreTask puts a retired task back, at the end of an activity.
type RestoreTask struct {
	ID       int
	Activity string // "" for the one that it belonged to
}

func (e RestoreTask) edit(c Catalog) (Catalog, error) {
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	i := s.retired(e.ID)
	if i < 0 {
		return Catalog{}, fault.New(fault.Conflict, "Task %d is no longer among the retired ones.", e.ID)
	}
	r := s.catalog.Beside.Retired[i]
	if e.Activity == "" {
		e.Activity = r.Activity
	}
	if err := s.add(e.Activity, 0, r.Task, keptRow{}); err != nil {
		return Catalog{}, err
	}
	s.catalog.Beside.Retired = slices.Delete(s.catalog.Beside.Retired, i, i+1)
	return s.close("activity")
}

// retired gives the index of a retired task, -1 when there is none of the ID.
func (s *surgery) retired(id int) int {
	return slices.IndexFunc(s.catalog.Beside.Retired, func(r Retired) bool { return r.ID == id })
}
