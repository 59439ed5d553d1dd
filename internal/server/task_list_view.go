package server

import (
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// tasksView makes the list of tasks: by activity in the playbook's order, in
// one table where another sort is asked for.
func (r *request) tasksView(e *postgres.Loaded) page.TasksView {
	today, l := e.Today(r.now), listState{tasksURL(e.Engagement), r.form.Values}
	in := e.ListTasks(taskQuery(l), today)
	v := page.TasksView{Header: r.header(e, tasksTab), Columns: taskListColumns(l), Out: r.outOfScope(e), ReadOnly: e.ReadOnly()}
	v.Filters, v.Controls, v.Search = taskFilters(e, l)
	if key, _ := l.sorting(); key == string(engagement.TasksByDue) || key == string(engagement.TasksByState) {
		v.Groups = []page.TaskGroup{{Rows: r.taskRows(e, in, l, today)}}
	} else {
		v.Groups = r.taskGroupViews(e, in, l, today)
	}
	if len(in) == 0 && len(v.Filters.Chips) > 0 {
		v.Groups = nil
		v.Nothing = &component.Empty{Title: "No task matches these filters", Text: "Take a filter away to see more.",
			Action: component.Link{Text: "Clear all filters", URL: v.Filters.ClearURL}}
	}
	return v
}

// taskGroupViews gives every activity its tasks. With filters, those without a
// match are left out.
func (r *request) taskGroupViews(e *postgres.Loaded, in []engagement.ListedTask, l listState, today day.Date) []page.TaskGroup {
	filtered := len(in) < inScope(e.Engagement, today)
	var groups []page.TaskGroup
	for _, a := range e.Edition.Playbook.Activities {
		var own []engagement.ListedTask
		for _, t := range in {
			if t.Activity == a.Name {
				own = append(own, t)
			}
		}
		if filtered && len(own) == 0 {
			continue
		}
		g := activityGroup(a)
		g.Rows = r.taskRows(e, own, l, today)
		switch {
		case len(a.Tasks) == 0:
			g.Facts = append(g.Facts, "This activity has no tasks of its own.")
		case len(own) == 0:
			g.Facts = append(g.Facts, "None of its tasks is in scope; each says why below.")
		}
		groups = append(groups, g)
	}
	if left := ofNoActivity(e, in); len(left) > 0 {
		groups = append(groups, page.TaskGroup{Title: "No longer in the playbook", Rows: r.taskRows(e, left, l, today)})
	}
	return groups
}

// ofNoActivity gives the tasks that were kept in scope when the playbook gave up
// their activity.
func ofNoActivity(e *postgres.Loaded, in []engagement.ListedTask) []engagement.ListedTask {
	var left []engagement.ListedTask
	for _, t := range in {
		if !slices.ContainsFunc(e.Edition.Playbook.Activities, func(a playbook.Activity) bool { return a.Name == t.Activity }) {
			left = append(left, t)
		}
	}
	return left
}

func inScope(e *engagement.Engagement, today day.Date) int {
	n := 0
	for _, s := range e.Scope(today) {
		if s.In {
			n++
		}
	}
	return n
}

// activityGroup heads the tasks of an activity with what the playbook says of
// it.
func activityGroup(a playbook.Activity) page.TaskGroup {
	g := page.TaskGroup{Title: a.Name, Facts: []string{
		strings.Join([]string{a.PrimaryRole, strings.Join(a.Motions, " / "), strings.Join(a.AppliesTo, " / ")}, " · "),
	}}
	if !a.Condition.IsZero() {
		g.Facts = append(g.Facts, plainMarkdown(a.Condition.Text))
	}
	return g
}

func taskListColumns(l listState) []component.Column {
	task := component.Column{Label: "Task", SortURL: l.url("sort", "")}
	if l.values.Get("sort") == "" {
		task.Sorted = component.Ascending
	}
	return []component.Column{
		task, {Label: "Need"}, {Label: "Role"}, l.column("State", "state"), {Label: "Owner"}, l.column("Due", "due"),
	}
}

func (r *request) taskRows(e *postgres.Loaded, tasks []engagement.ListedTask, l listState, today day.Date) []page.TaskRow {
	rows := make([]page.TaskRow, len(tasks))
	for i, t := range tasks {
		rows[i] = r.taskRow(e, t, l, today)
	}
	return rows
}

func (r *request) taskRow(e *postgres.Loaded, t engagement.ListedTask, l listState, today day.Date) page.TaskRow {
	id := strconv.Itoa(t.ID)
	row := page.TaskRow{
		ID: id, Name: t.Name, URL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounTask, N: t.ID}), Need: need(t.Scoped.Task), Role: t.Role,
		Services: strings.Join(t.Services, ", "), State: taskBadge(t.State), Owner: "Nobody", Due: dueIn(t.Due, t.Overdue),
		PulledIn: pulledInWhy(t.Scoped), Waived: t.State == engagement.Waived,
	}
	if t.Owner != 0 {
		row.Owner = nameOf(e, t.Owner)
	}
	if t.State == engagement.Blocked {
		row.Blocked = strings.TrimSuffix(t.Blocker.On, ".") + ", since " + since(t.Blocker.Since, today)
	}
	switch {
	case t.ID == engagement.ExitTask:
		row.Note = "Done by the exit's approval"
	case !e.ReadOnly():
		row.Change = stateForm(e, t, l)
	}
	return row
}

// pulledInWhy words the reason for which a person pulled the task in.
func pulledInWhy(s engagement.Scoped) string {
	if s.PulledIn == "" {
		return ""
	}
	return "Pulled in: " + s.PulledIn
}

// taskStateOptions are the states of a task to choose from, drawn for each one
// that is chosen.
var taskStateOptions = stateOptions(engagement.TaskStates)

// stateForm makes the quick change of a task's state in its row.
func stateForm(e *postgres.Loaded, t engagement.ListedTask, l listState) *component.QuickState {
	return &component.QuickState{
		Action: route.Task(e.ID, t.ID), Version: strconv.Itoa(e.Version), Back: route.With(l.path, l.values),
		About: "task " + strconv.Itoa(t.ID), Tone: taskBadge(t.State).Tone, Options: taskStateOptions[t.Logged()],
	}
}

func taskBadge(s engagement.TaskState) component.Badge { return component.State(capital(s)) }

// taskDue shows a due date, late while the task is open.
func taskDue(t engagement.Task, state engagement.TaskState, today day.Date) component.Day {
	if state.Over() {
		return dayOf(t.Due)
	}
	return dueIn(t.Due, engagement.Overdue(t.Due, today))
}

// dueIn shows a due date, late where days have passed since.
func dueIn(due day.Date, overdue int) component.Day {
	d := dayOf(due)
	d.Late = overdue > 0
	return d
}

// outOfScope lists the tasks that are not in scope, each with its reason.
func (r *request) outOfScope(e *postgres.Loaded) []page.OutTask {
	var all []page.OutTask
	for _, s := range e.Scope(e.Today(r.now)) {
		if s.In {
			continue
		}
		t := scopeTask(s)
		out := page.OutTask{Task: subjectLink(e.Engagement, engagement.Subject{Noun: engagement.NounTask, N: s.ID}),
			Need: t.Need, Services: t.Services, Activity: s.Activity, Why: s.Why()}
		if state := e.Task(s.ID).Logged(); state != engagement.NotStarted {
			out.Logged = "What was logged is kept: " + string(state) + "."
		}
		all = append(all, out)
	}
	return all
}
