package playbook

import (
	"slices"
	"strconv"
	"strings"
)

// The columns of an activity's table of tasks.
const (
	columnID       = "Task ID"
	columnName     = "Task Name"
	columnFlag     = "(M)andatory / (O)ptional"
	columnRole     = "FastTrack Role"
	columnServices = "Services"
)

var taskColumns = []string{columnID, columnName, columnFlag, columnRole, columnServices}

// MaxTasks is the most tasks that a playbook may have.
const MaxTasks = 5000

// maxIDDigits keeps task IDs within 32 bits; the playbooks' have four digits.
const maxIDDigits = 9

// tasks reads the table under an activity's tasks heading, and gives the
// lines beside it.
func (p *parser) tasks(a *Activity, b block) (rest []line) {
	tables, rest := p.tables(b.lines)
	p.at.tasks(b.heading, tables)
	for _, t := range tables {
		for _, r := range p.records(t, taskColumns) {
			a.Tasks = append(a.Tasks, p.task(r, a))
		}
	}
	if len(a.Tasks) == 0 {
		p.warnings.add(b.num, "The activity %s has a tasks heading and no tasks below it.", quoted(a.Name))
	}
	return rest
}

// task reads one row.
func (p *parser) task(r record, a *Activity) Task {
	t := Task{Name: p.filled(r, columnName), Role: p.filled(r, columnRole), Line: r.num}
	if id, ok := r.cell(columnID); ok {
		t.ID = p.taskID(r.num, id)
	}
	if flag, ok := r.cell(columnFlag); ok {
		t.Mandatory = p.mandatory(r.num, flag)
	}
	if list := p.filled(r, columnServices); list != "" {
		t.Services = p.names(r.num, "service", list)
	}
	if out := outsideOf(t.Services, a.AppliesTo); len(out) > 0 {
		p.warnings.add(r.num, "Task %d names services outside of its activity's Applies To (%s): %s.",
			t.ID, strings.Join(a.AppliesTo, " / "), strings.Join(out, " / "))
	}
	return t
}

// taskID reads a task's ID, which is a number and comes once in a playbook.
func (p *parser) taskID(num int, text string) int {
	if !digits(text) || len(text) > maxIDDigits || strings.Trim(text, "0") == "" {
		p.problems.add(num, "The task ID %s is not a number from 1 to 999999999.", quoted(text))
		return 0
	}
	id, _ := strconv.Atoi(text) // cannot fail: nine digits at most
	if first, twice := p.taskAt[id]; twice {
		p.problems.add(num, "The task ID %d stands at line %d already; each task has an ID of its own.", id, first)
		return id
	}
	p.taskAt[id] = num
	if len(p.taskAt) == MaxTasks+1 {
		p.problems.add(num, "This is task %d of the playbook, which may have %d at most.", len(p.taskAt), MaxTasks)
	}
	return id
}

// mandatory reads the flag: M or O, or the words that they stand for.
func (p *parser) mandatory(num int, flag string) bool {
	switch strings.ToLower(flag) {
	case "m", "mandatory", "(m)andatory":
		return true
	case "o", "optional", "(o)ptional":
		return false
	}
	p.problems.add(num, "The flag %s is neither M (mandatory) nor O (optional).", quoted(flag))
	return false
}

// outsideOf gives the services of a task that its activity does not apply to.
func outsideOf(services, appliesTo []string) []string {
	if slices.Contains(appliesTo, AllServices) || len(appliesTo) == 0 {
		return nil
	}
	var out []string
	for _, s := range services {
		if s != AllServices && !slices.Contains(appliesTo, s) {
			out = append(out, s)
		}
	}
	return out
}
