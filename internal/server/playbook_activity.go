package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/playbook"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// playbookActivity makes a step of the approach, the nth from 1.
func (r reading) playbookActivity(n int, a playbook.Activity) page.PlaybookActivity {
	v := page.PlaybookActivity{
		ID: fmt.Sprintf("activity-%d", n), Name: a.Name, Prose: proseOf(a.Prose),
		Facts: component.DefinitionList{
			{Term: "Primary role", Text: a.PrimaryRole},
			{Term: "Motions", Text: strings.Join(a.Motions, ", ")},
			{Term: "Applies to", Text: strings.Join(a.AppliesTo, ", ")},
		},
		Condition: playbookCondition(a.Condition),
		Table:     component.Table{Caption: "Tasks of " + a.Name, Columns: playbookTaskColumns},
		Retired:   r.retired("", func(t playbook.Retired) bool { return t.Activity == a.Name }),
	}
	for _, t := range a.Tasks {
		v.Tasks = append(v.Tasks, page.PlaybookTask{
			Anchor: taskAnchor(t.ID), ID: strconv.Itoa(t.ID), Name: t.Name, Need: need(t), Role: t.Role, Services: strings.Join(t.Services, ", "),
			Ask: r.askAbout(t.ID),
		})
	}
	return v
}

// askAbout leads to the form for a question about the edition that is read.
func (r reading) askAbout(task int) string {
	if r.Number == r.newest {
		return route.AskAbout(r.Slug, task)
	}
	return route.AskAboutEdition(r.Slug, r.Number, task)
}

// taskAnchor names a task's row on the page; see route.EditionTask.
func taskAnchor(id int) string { return fmt.Sprintf("task-%d", id) }

// playbookCondition shows a condition in its words, and as the rule that counts; nil
// for none.
func playbookCondition(c playbook.Condition) *page.PlaybookCondition {
	if c.IsZero() {
		return nil
	}
	v := &page.PlaybookCondition{Words: plainMarkdown(c.Text)}
	if x := c.Expr(); x != nil {
		v.Rule = x.String()
	} else {
		v.Note = "No rule says it: whoever works on an engagement judges whether it holds."
	}
	return v
}

var playbookTaskColumns = []component.Column{{Label: "Task"}, {Label: "Need"}, {Label: "Role"}, {Label: "Services"}, {Label: "Ask", Hidden: true}}

// retired makes the table of the retired tasks that are asked for, nil for none.
// Each tells its activity where they are of several.
func (r reading) retired(of string, which func(playbook.Retired) bool) *page.RetiredTasks {
	v := &page.RetiredTasks{Table: component.Table{Caption: "Retired tasks", Columns: []component.Column{{Label: "Task"}, {Label: "Retired in"}, {Label: "Replaced by"}}}}
	if of != "" {
		v.Table.Columns = slices.Insert(v.Table.Columns, 1, component.Column{Label: "Activity"})
	}
	for _, t := range r.Playbook.Beside.Retired {
		if which(t) {
			v.Rows = append(v.Rows, retiredTask(t, of != ""))
		}
	}
	if len(v.Rows) == 0 {
		return nil
	}
	v.Summary = counted(len(v.Rows), "retired task") + of
	return v
}

func retiredTask(t playbook.Retired, ofSeveral bool) page.RetiredTask {
	row := page.RetiredTask{Anchor: taskAnchor(t.ID), ID: strconv.Itoa(t.ID), Name: t.Name, Since: fmt.Sprintf("Edition %d", t.Edition)}
	if ofSeveral {
		row.Activity = t.Activity
	}
	if t.ReplacedBy != 0 {
		row.ReplacedBy = &component.Link{Text: fmt.Sprintf("Task %d", t.ReplacedBy), URL: "#" + taskAnchor(t.ReplacedBy)}
	}
	return row
}

// retiredElsewhere are the retired tasks of activities that are no more.
func (r reading) retiredElsewhere() *page.RetiredTasks {
	return r.retired(" of activities that are no more", func(t playbook.Retired) bool {
		return !slices.ContainsFunc(r.Playbook.Activities, func(a playbook.Activity) bool { return a.Name == t.Activity })
	})
}

// playbookTerms list the services and roles that go by other names too.
func playbookTerms(lists ...[]playbook.Term) []page.PlaybookTerm {
	var all []page.PlaybookTerm
	for _, t := range slices.Concat(lists...) {
		if len(t.Aliases) > 0 {
			all = append(all, page.PlaybookTerm{Name: t.Name, Also: "also " + strings.Join(t.Aliases, ", ")})
		}
	}
	return all
}
