package server

import (
	"fmt"
	"net/url"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) contactRoutes(r chi.Router) {
	r.Get("/contacts", s.visit(s.contacts))
	r.Post("/contacts", s.visit(s.addContact))
	r.Post("/contacts/{n}", s.visit(s.changeContact))
}

// contacts lists an engagement's contacts; the one that the query's edit names is
// shown as a form.
func (s *server) contacts(r *request) (reply, error) {
	body, err := s.contactsBody(r, r.form.number("edit", "the contact"), nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// contactsBody draws the contacts with what was typed of contact edited, 0 for a new
// one.
func (s *server) contactsBody(r *request, edited int, typed url.Values, errs component.Errors) (templ.Component, error) {
	e, err := s.engagement(r)
	if err != nil {
		return nil, err
	}
	v := r.contactsView(e, edited, typed, errs)
	v.Page = s.layout(r, "Contacts of "+e.Facts.Customer, component.Engagements)
	return page.Contacts(v), nil
}

func (s *server) addContact(r *request) (reply, error) {
	f := r.form
	cmd := engagement.AddContact{Contact: engagement.Contact{
		Name: f.Get("name"), Side: engagement.Side(f.Get("side")), Title: f.Get("title"), Email: f.Get("email"), Wants: f.yes("wants"),
	}}
	return s.actOnContact(r, 0, cmd, fmt.Sprintf("%s is a contact now.", f.Get("name")))
}

// changeContact changes a contact, or only whether they are still asked.
func (s *server) changeContact(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	f := r.form
	cmd := engagement.ChangeContact{N: n, Name: f.text("name"), Title: f.text("title"), Email: f.text("email"),
		Side: optional(f, "side", word[engagement.Side](f)), Gone: optional(f, "gone", f.yes)}
	if f.Has("name") { // a box that is not ticked is not sent
		cmd.Wants = new(f.yes("wants"))
	}
	return s.actOnContact(r, n, cmd, "The contact is changed.")
}

// actOnContact sends the command, and shows the contacts with what was typed when it
// is refused.
func (s *server) actOnContact(r *request, n int, cmd engagement.Command, told string) (reply, error) {
	changed, err := s.submit(r, cmd)
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.contactsBody(r, n, r.form.Values, errs)
		})
	}
	return done(route.Contacts(changed.Engagement), told)
}
