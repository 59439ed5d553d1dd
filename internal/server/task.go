package server

import (
	"fmt"
	"net/url"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) taskRoutes(r chi.Router) {
	r.Get("/tasks", s.visit(s.tasks))
	r.Get("/tasks/{ftop}", s.visit(s.task))
	r.Post("/tasks/{ftop}", s.visit(s.changeTask))
	r.Post("/tasks/{ftop}/scope", s.visit(s.pullTask))
}

// tasks lists the playbook's tasks, those in scope by activity, as the URL asks
// for them.
func (s *server) tasks(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v := r.tasksView(e)
	v.Page = s.layout(r, "Tasks of "+e.Facts.Customer, component.Engagements)
	v.Page.Width = component.Wide
	return show(page.Tasks(v))
}

func (s *server) task(r *request) (reply, error) {
	ftop, err := r.number("ftop")
	if err != nil {
		return reply{}, err
	}
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	body, err := s.taskBody(r, e, ftop, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// changeTask changes the fields that the form has: all of them from the task's
// page, the state alone from the list.
func (s *server) changeTask(r *request) (reply, error) {
	ftop, err := r.number("ftop")
	if err != nil {
		return reply{}, err
	}
	return s.actOnTask(r, ftop, taskChange(r.form, ftop))
}

// pullTask pulls a task into the scope or, without a reason, puts it back.
func (s *server) pullTask(r *request) (reply, error) {
	ftop, err := r.number("ftop")
	if err != nil {
		return reply{}, err
	}
	return s.actOnTask(r, ftop, engagement.PullIn{FTOP: ftop, Reason: r.form.Get("reason")})
}

// actOnTask sends the command, and shows the task with what was typed when it
// is refused.
func (s *server) actOnTask(r *request, ftop int, cmd engagement.Command) (reply, error) {
	changed, err := s.submit(r, cmd)
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			e, err := s.engagement(r)
			if err != nil {
				return nil, err
			}
			return s.taskBody(r, e, ftop, r.form.Values, errs)
		})
	}
	to := backOr(r, route.Task(changed.Engagement, ftop))
	return reply{location: to, flash: taskFlash(changed, ftop, to)}, nil
}

// taskFlash tells what became of a task, and offers to take it back where that
// can be done.
func taskFlash(changed postgres.Changed, ftop int, back string) *flash {
	if len(changed.Events) == 0 {
		return &flash{Text: fmt.Sprintf("Task %d is as it was.", ftop)}
	}
	ev := changed.Events[0]
	told := &flash{Text: fmt.Sprintf("Task %d is saved.", ftop)}
	state, given := ev.Became("state")
	switch {
	case ev.Kind == engagement.TaskPulledIn:
		told.Text = fmt.Sprintf("Task %d is in scope now.", ftop)
	case ev.Kind == engagement.TaskPutBack:
		told.Text = fmt.Sprintf("Task %d is out of scope again. What was logged is kept.", ftop)
	case given && state != "":
		told.Text = fmt.Sprintf("Task %d is %s.", ftop, state)
	}
	if ev.CanUndo() {
		told.Engagement, told.Undo, told.Back = changed.Engagement, ev.Seq, back
	}
	return told
}

// taskBody draws the page of a task, with what was typed where a form of it
// was refused.
func (s *server) taskBody(r *request, e *postgres.Loaded, ftop int, typed url.Values, errs component.Errors) (templ.Component, error) {
	v, err := r.taskView(e, ftop, typed, errs)
	if err != nil {
		return nil, err
	}
	v.Page = s.layout(r, fmt.Sprintf("Task %d of %s", ftop, e.Facts.Customer), component.Engagements)
	return page.Task(v), nil
}
