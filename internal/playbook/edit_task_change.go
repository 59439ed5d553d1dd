package playbook

import (
	"fmt"
	"strings"
	"unicode"

	"gaptrack/internal/fault"
)

// ChangeTask changes what a task's row says. Its ID stays, because progress is
// kept by it. Was is the task as the person saw it: a field that others changed
// since is merged when this edit leaves it alone, and else a Conflict that gives
// all three.
type ChangeTask struct{ Was, Task Task }

func (e ChangeTask) edit(c Catalog) (Catalog, error) {
	e.Task.ID = e.Was.ID
	yours, err := typed(e.Task)
	if err != nil {
		return Catalog{}, err
	}
	s, err := c.open()
	if err != nil {
		return Catalog{}, err
	}
	a, i, err := s.there(e.Was.ID)
	if err != nil {
		return Catalog{}, err
	}
	now := s.was.Activities[a].Tasks[i]
	t, err := merge(fmt.Sprintf("task %d", now.ID), taskFields, e.Was, now, yours)
	if err != nil {
		return Catalog{}, err
	}
	s.want.Activities[a].Tasks[i] = t
	s.changeRow(s.at.activities[a].table(now.Line), now, t)
	return s.close("name")
}

var taskFields = []field[Task]{
	{"name", func(t *Task) string { return t.Name }, func(t *Task, s string) { t.Name = s }},
	{"mandatory", func(t *Task) string { return flagWord(t.Mandatory) }, func(t *Task, s string) { t.Mandatory = s == "mandatory" }},
	{"role", func(t *Task) string { return t.Role }, func(t *Task, s string) { t.Role = s }},
	{"services", func(t *Task) string { return slashed(t.Services) }, func(t *Task, s string) { t.Services = typedNames([]string{s}) }},
}

func flagWord(mandatory bool) string {
	if mandatory {
		return "mandatory"
	}
	return "optional"
}

// changeRow writes the cells of a task's row that change, and no other.
func (s *surgery) changeRow(t table, now, want Task) {
	r, columns := readRow(s.text(now.Line)), t.inColumns()
	is, to := now.texts(), want.texts()
	for i, column := range t.columns(taskColumns) {
		if is[column] == to[column] {
			continue
		}
		text := to[column]
		if column == columnFlag {
			text = flagLike(unescaped(r.cells[i]), want.Mandatory)
		}
		r.set(i, text, columns)
	}
	if text := r.String(); text != s.text(now.Line) {
		s.replace(span{now.Line, now.Line}, text)
	}
}

// flagLike gives a flag in the style of another: M, m, Mandatory, mandatory.
func flagLike(other string, mandatory bool) string {
	text := flagOf(mandatory)
	if len(other) > 1 {
		text = strings.ToUpper(text) + flagWord(mandatory)[1:]
	}
	if unicode.IsLower(rune(other[0])) {
		text = strings.ToLower(text)
	}
	return text
}

// field is one thing that a record R says, as text.
type field[R any] struct {
	name string // as forms name it
	get  func(*R) string
	set  func(*R, string)
}

// merge gives a record as it should become: a field stays as it is now unless the
// person changed it from what was. One that both changed is a Conflict.
func merge[R any](noun string, fields []field[R], was, now, yours R) (R, error) {
	made := now
	conflict := fault.Clashed()
	for _, f := range fields {
		clash := fault.Clash{Name: f.name, Noun: noun, Field: f.name, Original: f.get(&was), Theirs: f.get(&now), Yours: f.get(&yours)}
		switch {
		case clash.Yours == clash.Theirs:
		case clash.Yours == clash.Original:
			conflict.Kept = append(conflict.Kept, clash)
		case clash.Theirs == clash.Original:
			f.set(&made, clash.Yours)
		default:
			conflict.Clashes = append(conflict.Clashes, clash)
		}
	}
	if len(conflict.Clashes) > 0 {
		return now, conflict
	}
	return made, nil
}
