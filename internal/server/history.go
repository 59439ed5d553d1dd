package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// historyRoutes are what is remembered of an engagement, and the way to take
// the last change back.
func (s *server) historyRoutes(r chi.Router) {
	r.Get("/history", s.visit(s.history))
	r.Get("/history.csv", s.visit(s.export(csvFile)))
	r.Get("/history.jsonl", s.visit(s.export(jsonLines)))
	s.pastRoutes(r)
	r.Post("/undo", s.visit(s.undo))
}

// history shows a page of events, newest first.
func (s *server) history(r *request) (reply, error) {
	var list historyList
	var events postgres.HistoryPage
	e, err := s.engagementBy(r, func(id engagement.ID, seen int) (e *postgres.Loaded, fresh bool, err error) {
		list = newHistoryList(id, r.form.Values)
		e, events, fresh, err = r.visit.History(r.Context(), id, list.query(), seen)
		return e, fresh, err
	})
	if err != nil {
		return reply{}, err
	}
	v := list.view(e, events, e.Today(r.now))
	v.Header = r.header(e, historyTab)
	v.Page = s.layout(r, e.Facts.Customer+": History", component.Engagements)
	return show(page.History(v))
}
