package server

import (
	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// pastRoutes are an engagement as it stood. There is nothing to post to.
func (s *server) pastRoutes(r chi.Router) {
	r.Get("/history/as-of", s.visit(s.asOf))
	r.Get("/history/compare", s.visit(s.compare))
	r.Get("/history/{point}", s.visit(s.past(pastOverview)))
	r.Get("/history/{point}/tasks", s.visit(s.past(pastTasks)))
	r.Get("/history/{point}/checklist", s.visit(s.past(pastChecklist)))
}

// asOf leads to how the engagement stood after a checkpoint, or at a day and a time
// of the customer's.
func (s *server) asOf(r *request) (reply, error) {
	id, err := r.engagementID()
	if err != nil {
		return reply{}, err
	}
	point, err := s.askedPoint(r, id)
	if err != nil {
		return reply{}, err
	}
	_, then, _, err := r.visit.Past(r.Context(), id, 0, point)
	r.met()
	if err != nil {
		return reply{}, err
	}
	return see(pastURL(then[0].Engagement))
}

// askedPoint reads the point that the form asks for. A day is the customer's, so
// that the engagement has to be read for it.
func (s *server) askedPoint(r *request, id engagement.ID) (postgres.Point, error) {
	if n := r.form.Get("checkpoint"); n != "" {
		return parsePoint(checkpointPoint + n)
	}
	e, _, err := r.visit.Engagement(r.Context(), id, 0)
	r.met()
	if err != nil {
		return postgres.Point{}, err
	}
	at, err := r.form.dayPoint(e.Engagement, "on", "at")
	return postgres.Point{At: at}, err
}

// past shows a page of the engagement as it stood at the point that the address
// names: who may see it, and whether the browser has it, is asked of it as it
// stands; all that is drawn is asked at that moment.
func (s *server) past(draw func(s *server, r *request, then *postgres.Past) templ.Component) handler {
	return func(r *request) (reply, error) {
		point, err := parsePoint(chi.URLParam(r.Request, "point"))
		if err != nil {
			return reply{}, err
		}
		var then []*postgres.Past
		_, err = s.engagementBy(r, func(id engagement.ID, seen int) (now *postgres.Loaded, fresh bool, err error) {
			now, then, fresh, err = r.visit.Past(r.Context(), id, seen, point)
			return now, fresh, err
		})
		if err != nil {
			return reply{}, err
		}
		back := *r
		back.now = then[0].Past.At
		return show(draw(s, &back, then[0]))
	}
}

func pastOverview(s *server, r *request, then *postgres.Past) templ.Component {
	v := r.overviewView(then.Loaded)
	v.Header.Past = pastBar(then)
	v.Page = s.pastLayout(r, then, "")
	return page.Overview(v)
}

func pastTasks(s *server, r *request, then *postgres.Past) templ.Component {
	v := r.tasksView(then.Loaded)
	v.Header.Past = pastBar(then, "tasks")
	v.Page = s.pastLayout(r, then, ": Tasks")
	v.Page.Width = component.Wide
	return page.Tasks(v)
}

func pastChecklist(s *server, r *request, then *postgres.Past) templ.Component {
	v := r.checklistView(then.Loaded)
	v.Header.Past = pastBar(then, "checklist")
	v.Page = s.pastLayout(r, then, ": Checklist")
	v.Page.Width = component.Wide
	return page.Checklist(v)
}

func (s *server) pastLayout(r *request, then *postgres.Past, what string) component.Page {
	title := then.Facts.Customer + what + ", as it stood on " + dayOf(then.Day(r.now)).Text
	return s.layout(r, title, component.Engagements)
}
