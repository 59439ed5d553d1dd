package server

import (
	"maps"

	"github.com/go-chi/chi/v5"

	"gaptrack/web/component"
	"gaptrack/web/page"
)

// historyRoutes are what is remembered of an engagement, and the way to take
// the last change back.
func (s *server) historyRoutes(r chi.Router) {
	r.Get("/history", s.page(s.history))
	r.Post("/undo", s.page(s.undo))
}

// history shows a page of events, newest first.
func (s *server) history(r *request) (reply, error) {
	e, err := s.open(r)
	if err != nil {
		return reply{}, err
	}
	list := newHistoryList(e.ID, r.form.Values)
	events, err := s.Store.History(r.Context(), e.ID, r.who, list.query())
	if err != nil {
		return reply{}, err
	}
	maps.Copy(e.People, events.People)
	v := list.view(e, events)
	v.Header = r.header(e, historyTab)
	v.Page = s.layout(r, e.Facts.Customer+": History", component.Engagements)
	return show(page.History(v))
}
