package engagement

import (
	"fmt"
	"slices"

	"gaptrack/internal/playbook"
)

// retired lists the tasks with a record that the playbook, whose tasks are given, no
// longer has, by ID: what was logged on them stays to be seen. They are out of
// scope, unless somebody pulled them in.
func (e *Engagement) retired(scope []Scoped) []Scoped {
	here := 0
	for i := range scope {
		if e.Tasks[scope[i].ID] != nil {
			here++
		}
	}
	if here == len(e.Tasks) {
		return nil
	}
	known := make(map[int]bool, len(scope))
	for i := range scope {
		known[scope[i].ID] = true
	}
	var all []Scoped
	for _, n := range sortedKeys(e.Tasks) {
		if !known[n] && *e.Tasks[n] != (Task{}) {
			r := e.Edition.Retired(n)
			all = append(all, Scoped{Task: r.Task, Activity: r.Activity, Retired: &r})
		}
	}
	return all
}

// Retired tells of a task that the edition does not have. Of one that it never
// heard of the ID alone is known.
func (ed *Edition) Retired(ftop int) playbook.Retired {
	all := ed.Playbook.Beside.Retired
	if i := slices.IndexFunc(all, func(r playbook.Retired) bool { return r.ID == ftop }); i >= 0 {
		return all[i]
	}
	return playbook.Retired{Task: playbook.Task{ID: ftop}}
}

// retiredWords says of a task that is not in the playbook why.
func retiredWords(r *playbook.Retired) string {
	why := "The playbook retired it"
	switch {
	case r.Name == "":
		return "The playbook of this engagement does not have it; what was logged on it is kept."
	case r.Edition > 0:
		why = fmt.Sprintf("Edition %d of the playbook retired it", r.Edition)
	}
	if r.ReplacedBy > 0 {
		why += fmt.Sprintf("; task %d stands in for it", r.ReplacedBy)
	}
	return why + "."
}
