package server

import (
	"net/url"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// factsForm shows the form of the facts. With a query it is drawn as the query
// says, so that the scope shows without a script; to the script it gives the
// scope alone.
func (s *server) factsForm(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	if r.partial() {
		return show(page.Scope(r.factsScope(e)))
	}
	typed := r.form.Values
	if len(typed) == 0 {
		typed = factsValues(e.Engagement)
	}
	body, err := s.factsPage(r, e, typed, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// changeFacts saves the facts or, from the form that says so, the team.
func (s *server) changeFacts(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	var cmd engagement.Command = engagement.ChangeFacts{Facts: r.form.facts(e.Facts)}
	told := "The facts are saved. The scope follows from them."
	if r.form.Has("team") {
		cmd, told = engagement.ChangeMembers{Members: r.form.people("members")}, "The team is saved."
	}
	if _, err := s.submit(r, cmd); err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.factsPage(r, e, r.form.Values, errs)
		})
	}
	return done(route.Engagement(e.ID), told)
}

// factsPage draws both forms, as they stand or as one of them was typed.
func (s *server) factsPage(r *request, e *postgres.Loaded, typed url.Values, errs component.Errors) (templ.Component, error) {
	people := r.visit.People()
	v := r.factsView(e, people.Active(), typed, errs)
	v.Page = s.layout(r, e.Facts.Customer+": facts", component.Engagements)
	return page.Facts(v), nil
}
