package server

import (
	"fmt"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/signin"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) peopleRoutes(r chi.Router) {
	r.Get(route.People, s.page(only(access.Administer, s.people)))
	r.Post(route.People, s.page(only(access.Administer, s.addPerson)))
	r.Post(route.People+"/{person}/disable", s.page(only(access.Administer, s.disablePerson)))
}

// people lists everybody, with the form to add somebody.
func (s *server) people(r *request) (reply, error) {
	body, err := s.peoplePage(r, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// peoplePage draws the page with what was typed.
func (s *server) peoplePage(r *request, errs component.Errors) (templ.Component, error) {
	all, err := s.Store.ListPeople(r.Context())
	if err != nil {
		return nil, err
	}
	v := peopleView(all, r.who, r.form.Values, errs, r.now)
	v.Page = s.layout(r, "People", component.Admin)
	return page.People(v), nil
}

// addPerson adds somebody who can sign in by password.
func (s *server) addPerson(r *request) (reply, error) {
	joins, err := joining(r.form)
	if err == nil {
		_, err = s.Store.AddPerson(r.Context(), joins)
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.peoplePage(r, errs) })
	}
	return done(route.People, fmt.Sprintf("%s can sign in as %s.", joins.Name, joins.Email))
}

// joining reads the form of somebody who joins, and gives every problem of it.
func joining(f form) (postgres.NewPerson, error) {
	joins := postgres.NewPerson{
		Email: f.Get("email"), Name: f.Get("name"), Role: access.Role(f.Get("role")), Team: f.Get("team"), Zone: f.Get("time_zone"),
	}
	hash, err := signin.Hash(f.Get("password"))
	joins.PasswordHash = hash
	return joins, fault.Join(joins.Check(), err)
}

// disablePerson takes somebody's access away.
func (s *server) disablePerson(r *request) (reply, error) {
	id, err := r.number("person")
	if err != nil {
		return reply{}, err
	}
	if err := s.Store.DisablePerson(r.Context(), engagement.PersonID(id), r.who, r.now); err != nil {
		return reply{}, err
	}
	return done(route.People, "Their access is taken away. What they did stays in the records.")
}
