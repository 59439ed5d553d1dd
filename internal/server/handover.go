package server

import (
	"fmt"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// handoverRoutes are what the team of the next phase is given, as a page and as a
// file.
func (s *server) handoverRoutes(r chi.Router) {
	r.Get("/handover", s.visit(s.handover))
	r.Get("/handover.md", s.visit(s.handoverFile))
}

func (s *server) handover(r *request) (reply, error) {
	_, v, err := s.handoverPage(r)
	if err != nil {
		return reply{}, err
	}
	return show(page.Handover(v))
}

// handoverFile gives the same as Markdown.
func (s *server) handoverFile(r *request) (reply, error) {
	e, v, err := s.handoverPage(r)
	if err != nil {
		return reply{}, err
	}
	name := fmt.Sprintf("Hand-over of %s.md", brief(e.Facts.Customer, mostWords))
	return give(file{name: name, kind: "text/markdown; charset=utf-8", body: handoverMarkdown(v)})
}

func (s *server) handoverPage(r *request) (*postgres.Loaded, page.HandoverView, error) {
	e, err := s.engagement(r)
	if err != nil {
		return nil, page.HandoverView{}, err
	}
	v, err := r.handoverView(e)
	v.Page = s.layout(r, e.Facts.Customer+": Hand-over to Enable", component.Engagements)
	return e, v, err
}
