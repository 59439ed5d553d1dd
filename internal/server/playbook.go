package server

import (
	"math"
	"strconv"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) playbookRoutes(r chi.Router) {
	r.Get(route.Playbooks, s.visit(s.playbooks))
	r.Get(route.Playbooks+"/{playbook}", s.visit(s.playbook))
	r.Get(route.Playbooks+"/{playbook}/editions", s.visit(s.editions))
	r.Get(route.Playbooks+"/{playbook}/editions/{edition}", s.visit(s.edition))
	r.Get(route.ImportPlaybook, s.page(only(access.EditPlaybooks, s.newPlaybook)))
	r.Post(route.ImportPlaybook, s.page(only(access.EditPlaybooks, s.importPlaybook)))
	s.differenceRoutes(r)
	r.Route(route.Playbooks+"/{playbook}/moves", s.movesRoutes)
	r.Route(route.Playbooks+"/{playbook}/draft", s.draftRoutes)
}

// playbooks lists the playbooks.
func (s *server) playbooks(r *request) (reply, error) {
	all, err := r.visit.Playbooks(r.Context())
	r.met()
	if err != nil {
		return reply{}, err
	}
	v := playbookListView(all)
	if access.May(r.who, access.EditPlaybooks) == nil {
		v.Import = component.ButtonLink{Text: "Import a playbook", URL: route.ImportPlaybook}
	}
	v.Page = s.layout(r, "Playbooks", component.Playbooks)
	return show(page.Playbooks(v))
}

// playbook shows the newest edition of a playbook to its readers.
func (s *server) playbook(r *request) (reply, error) { return s.readEdition(r, 0) }

// edition shows the edition that the path names.
func (s *server) edition(r *request) (reply, error) {
	number, err := r.number("edition")
	if err != nil {
		return reply{}, err
	}
	return s.readEdition(r, number)
}

// readEdition shows an edition of the playbook that the path names; 0 is the newest.
func (s *server) readEdition(r *request, number int) (reply, error) {
	e, newest, err := r.visit.Edition(r.Context(), chi.URLParam(r.Request, "playbook"), number)
	r.met()
	if err != nil {
		return reply{}, err
	}
	v := playbookView(reading{e, newest, r.visit.People(), r.who})
	v.Page = s.layout(r, v.Header.Title, component.Playbooks)
	return show(page.Playbook(v))
}

// editions lists the editions of a playbook.
func (s *server) editions(r *request) (reply, error) {
	slug := chi.URLParam(r.Request, "playbook")
	below, err := strconv.ParseInt(r.form.Get(fromField), 10, 32)
	if err != nil || below < 0 || below > math.MaxInt32 {
		below = 0 // what is no place is the beginning
	}
	all, err := r.visit.Editions(r.Context(), slug, int(below))
	r.met()
	if err != nil {
		return reply{}, err
	}
	v := editionListView(editionReading{slug: slug, below: int(below), all: all, people: r.visit.People(), who: r.who})
	v.Page = s.layout(r, v.Header.Title, component.Playbooks)
	return show(page.Editions(v))
}

// editionReading is a page of a playbook's editions, and who reads it where.
type editionReading struct {
	slug   string
	below  int // the editions of this number and above are on the pages before; 0 for none
	all    postgres.EditionPage
	people *postgres.Directory
	who    access.Actor
}
