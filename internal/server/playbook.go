package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) playbookRoutes(r chi.Router) {
	r.Get(route.Playbooks, s.page(s.playbooks))
	r.Get(route.Playbooks+"/{playbook}", s.page(s.playbook))
	s.differenceRoutes(r)
	r.Route(route.Playbooks+"/{playbook}/draft", s.draftRoutes)
}

// playbooks lists the playbooks.
func (s *server) playbooks(r *request) (reply, error) {
	all, err := s.Store.Playbooks(r.Context())
	if err != nil {
		return reply{}, err
	}
	v := playbookListView(all)
	v.Page = s.layout(r, "Playbooks", component.Playbooks)
	return show(page.Playbooks(v))
}

// playbook shows the newest edition of a playbook to its readers.
func (s *server) playbook(r *request) (reply, error) {
	edition, err := s.Store.Edition(r.Context(), chi.URLParam(r.Request, "playbook"), 0)
	if err != nil {
		return reply{}, err
	}
	v := playbookView(edition)
	v.Page = s.layout(r, edition.Playbook.Title, component.Playbooks)
	return show(page.Playbook(v))
}
