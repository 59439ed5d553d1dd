package server

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// taskView makes the page of a task, with what was typed laid over what stands.
func (r *request) taskView(e *postgres.Loaded, ftop int, typed url.Values, errs component.Errors) (page.TaskView, error) {
	s, activity, err := r.findTask(e, ftop)
	if err != nil {
		return page.TaskView{}, err
	}
	t, today := e.Task(ftop), e.Today(r.now)
	on := engagement.Subject{Noun: engagement.NounTask, N: ftop}
	v := page.TaskView{
		Header: r.header(e, tasksTab), Title: fmt.Sprintf("%d %s", s.ID, s.Name), State: taskBadge(e.TaskState(ftop, today)),
		Up: component.Link{Text: "All tasks", URL: route.Tasks(e.ID)}, History: historyOf(e.ID, on),
		Prescribed: prescribed(s, activity), Playbook: component.Link{Text: "Read it there", URL: route.EditionTask(e.Edition.Slug, e.Edition.Number, ftop)},
		Ask:   component.Link{Text: "Questions and feedback", URL: route.AskAboutEdition(e.Edition.Slug, e.Edition.Number, ftop)},
		Scope: r.taskScope(e, s, typed, errs), Items: taskItems(e, ftop), Said: said(e, on), Notes: t.Notes, Errors: errs,
		Remark: remarkNotice(e, on),
	}
	if !s.In {
		v.State = component.State("Not in scope")
	}
	if s.In && !e.Exited() {
		v.Change = r.taskForm(e, ftop, t, typed, errs)
	}
	v.Progress = r.progressList(e, t, e.TaskState(ftop, today), v.Change != nil)
	if s.Waivable() {
		v.Waivers = new(r.waiverPanel(e, on, typed, errs))
	}
	return v, nil
}

// findTask gives a task of the playbook with its place in the scope.
func (r *request) findTask(e *postgres.Loaded, ftop int) (engagement.Scoped, string, error) {
	for _, s := range e.Scope(e.Today(r.now)) {
		if s.ID == ftop {
			_, a, _ := e.PlaybookTask(ftop)
			return s, a.PrimaryRole, nil
		}
	}
	return engagement.Scoped{}, "", fault.New(fault.NotFound, "The playbook of this engagement has no task %d.", ftop)
}

// prescribed lists what the playbook says of a task.
func prescribed(s engagement.Scoped, lead string) component.DefinitionList {
	return component.DefinitionList{
		{Term: "FTOP task", Text: strconv.Itoa(s.ID)},
		{Term: "Need", Text: need(s.Task)},
		{Term: "Role", Text: s.Role},
		{Term: "Services", Text: strings.Join(s.Services, ", ")},
		{Term: "Activity", Text: s.Activity},
		{Term: "Led by", Text: lead},
	}
}

// progressList tells how far a task has come: all of it or, beside the form,
// what the form does not hold.
func (r *request) progressList(e *postgres.Loaded, t engagement.Task, state engagement.TaskState, beside bool) component.DefinitionList {
	today := e.Today(r.now)
	l := component.DefinitionList{{Term: "State", Detail: taskBadge(state)}, {Term: "Due", Detail: taskDue(t, state, today)}}
	add := func(holds bool, term, text string) {
		if holds {
			l = append(l, component.Definition{Term: term, Text: text})
		}
	}
	add(t.Owner != 0 && !beside, "Owner", nameOf(e, t.Owner))
	add(!t.Blocker.IsZero() && !beside, "Blocked on", blockerWords(t.Blocker))
	add(!t.Blocker.IsZero(), "Blocked since", blockedSince(e.Engagement, t.Blocker, today))
	if !t.StartedAt.IsZero() {
		l = append(l, component.Definition{Term: "Started", Detail: timeOf(t.StartedAt, e.Engagement)})
	}
	add(t.State == engagement.Done, "Done by", byOn(e, t.DoneBy, t.DoneOn))
	add(t.ConfirmedBy != "", "Confirmed by the customer", t.ConfirmedBy+", "+dayOf(t.ConfirmedOn).Text)
	return l
}

// taskForm makes the form of a task in scope, as it was typed.
func (r *request) taskForm(e *postgres.Loaded, ftop int, t engagement.Task, typed url.Values, errs component.Errors) *page.TaskForm {
	v := over(taskValues(t), typed)
	hidden := []component.Hidden{drawnFrom(e, typed)}
	if typed.Get("back") != "" {
		hidden = append(hidden, component.Hidden{Name: "back", Value: typed.Get("back")})
	}
	f := &page.TaskForm{
		Form:   component.Form{Action: route.Task(e.ID, ftop), Draft: "task", Hidden: hidden},
		Fields: taskFields(e, ftop, v, errs),
	}
	if ftop == engagement.ExitTask {
		f.Note = r.whyNot(e, engagement.ChangeTask{FTOP: ftop, State: new(engagement.Done)})
		f.Exit = &component.Link{Text: "Go to the exit", URL: route.Exit(e.ID)}
	}
	return f
}

// taskScope says why a task is in scope or not, and offers to change that by
// hand.
func (r *request) taskScope(e *postgres.Loaded, s engagement.Scoped, typed url.Values, errs component.Errors) page.TaskScope {
	v := page.TaskScope{In: s.In, Why: s.Why()}
	if s.PulledIn != "" {
		v.PulledIn = "Pulled in by hand: " + s.PulledIn
	}
	if e.Exited() || s.In && s.PulledIn == "" {
		return v
	}
	v.Form = &component.Form{Action: route.TaskScope(e.ID, s.ID), Hidden: []component.Hidden{drawnFrom(e, typed)}}
	if s.In {
		v.PutBack = &component.Button{Text: "Put it back out of scope", Confirm: "Put task " + strconv.Itoa(s.ID) + " out of scope? What was logged is kept."}
		return v
	}
	v.Reason = &component.TextArea{Name: "reason", Label: "Why it is needed all the same", Rows: 2, Required: true, MaxLength: engagement.MaxNote,
		Value: typed.Get("reason"), Error: errs.For("reason")}
	return v
}

// taskItems lists the checklist items that belong to a task.
func taskItems(e *postgres.Loaded, ftop int) []page.TaskItem {
	var items []page.TaskItem
	for _, n := range slices.Sorted(maps.Keys(e.Items)) {
		if i := e.Items[n]; i.FTOP == ftop {
			items = append(items, page.TaskItem{
				Item:     subjectLink(e.Engagement, engagement.Subject{Noun: engagement.NounItem, N: n}),
				Severity: component.Severity(string(i.Severity)), State: component.State(capital(i.State)),
			})
		}
	}
	return items
}
