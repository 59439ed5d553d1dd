package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// overviewRoutes are an engagement's own page and what is changed from it: its
// facts, its exceptions, its key inputs and outputs.
func (s *server) overviewRoutes(r chi.Router) {
	r.Get("/", s.visit(s.overview))
	r.Get("/facts", s.visit(s.factsForm))
	r.Post("/facts", s.visit(s.changeFacts))
	r.Get("/inputs", s.visit(s.attestForm(engagement.NounInput)))
	r.Post("/inputs", s.visit(s.attest(engagement.NounInput)))
	r.Get("/outputs", s.visit(s.attestForm(engagement.NounOutput)))
	r.Post("/outputs", s.visit(s.attest(engagement.NounOutput)))
	r.Get("/exceptions", s.visit(s.exceptions))
	r.Post("/exceptions", s.visit(s.askException))
	r.Post("/exceptions/{exception}/decide", s.visit(s.decideException))
	r.Post("/exceptions/{exception}/end", s.visit(s.endException))
}

// overview shows how an engagement stands.
func (s *server) overview(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v := r.overviewView(e)
	v.Page = s.layout(r, e.Facts.Customer, component.Engagements)
	return show(page.Overview(v))
}
