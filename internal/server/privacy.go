package server

import (
	"errors"
	"fmt"
	"strings"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) privacyRoutes(r chi.Router) {
	r.Get(route.Privacy, s.page(only(access.Administer, s.privacy)))
	r.Post(route.SetRetention, s.page(only(access.Administer, s.setRetention)))
	r.Get(route.PersonPrivacy, s.page(only(access.Administer, s.personPrivacy)))
	r.Post(route.ExportPersonal, s.page(only(access.Administer, s.exportPersonal)))
	r.Post(route.ErasePersonal, s.page(only(access.Administer, s.erasePersonal)))
}

// privacy shows what is held of people, for how long, and whom another retention
// would concern.
func (s *server) privacy(r *request) (reply, error) {
	body, err := s.privacyPage(r, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// privacyPage draws the page with what was typed. Days that are no retention are
// told beside the field, and nothing is tried.
func (s *server) privacyPage(r *request, errs component.Errors) (templ.Component, error) {
	var tried *engagement.Retention
	if r.form.Get("days") != "" && len(errs) == 0 {
		days, err := retentionOf(r.form)
		var invalid *fault.Error
		if errors.As(err, &invalid) {
			errs = component.Errors(invalid.Fields)
		} else {
			tried = &days
		}
	}
	p, err := s.Store.Privacy(r.Context(), tried, r.who, r.now)
	if err != nil {
		return nil, err
	}
	v := privacyView(p, r.form, errs, zoneOf(r.who))
	v.Page = s.layout(r, "Data privacy", component.Admin)
	return page.Privacy(v), nil
}

// retentionOf reads how many days contacts are to be kept.
func retentionOf(f form) (engagement.Retention, error) {
	days := engagement.Retention(f.number("days", "the days"))
	return days, fault.Join(f.err(), days.Check())
}

// setRetention sets how long contacts are kept.
func (s *server) setRetention(r *request) (reply, error) {
	days, err := retentionOf(r.form)
	if err == nil {
		err = s.Store.SetRetention(r.Context(), days, r.who, r.now)
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.privacyPage(r, errs) })
	}
	if days == 0 {
		return done(route.Privacy, "Contacts are kept as long as their engagement.")
	}
	return done(route.Privacy, fmt.Sprintf("Contacts are made anonymous %s after the exit. The first of them go within a minute.", counted(int(days), "day")))
}

// personPrivacy shows where a person is named.
func (s *server) personPrivacy(r *request) (reply, error) {
	if r.form.Get("name") == "" {
		return see(route.Privacy)
	}
	return s.personPage(r, nil)
}

// personPage draws what is found of the name that was typed; what cannot be looked
// for is told beside it.
func (s *server) personPage(r *request, errs component.Errors) (reply, error) {
	found, err := s.Store.Mentions(r.Context(), strings.TrimSpace(r.form.Get("name")), r.who)
	draw := func(errs component.Errors) (templ.Component, error) {
		v := personPrivacyView(found, r.form, errs, r.who, zoneOf(r.who))
		v.Page = s.layout(r, "A person's data", component.Admin)
		return page.PersonPrivacy(v), nil
	}
	if err != nil {
		return s.refuse(r, err, draw)
	}
	body, err := draw(errs)
	if err == nil && len(errs) > 0 {
		return refused(body)
	}
	return reply{body: body}, err
}

// exportPersonal gives what is held of a person as a file.
func (s *server) exportPersonal(r *request) (reply, error) {
	id := r.form.person("person")
	var data postgres.PersonData
	err := r.form.err()
	switch {
	case err != nil:
	case id != 0:
		data, err = s.Store.PersonData(r.Context(), id, r.who, r.now)
	default:
		data, err = s.Store.ContactData(r.Context(), strings.TrimSpace(r.form.Get("name")), r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	body, err := personalJSON(data, r.now)
	if err != nil {
		return reply{}, err
	}
	return give(file{kind: "application/json; charset=utf-8", name: "personal-data.json", body: body})
}

// eraseSteps is how many steps of an erasure are taken while its administrator waits:
// two are enough where few engagements name the person, and one to see that all is
// done.
const eraseSteps = 3

// erasePersonal erases a person whose name was typed once more. The first engagements
// are done at once, the others by the keeper.
func (s *server) erasePersonal(r *request) (reply, error) {
	id, name := r.form.person("person"), strings.TrimSpace(r.form.Get("name"))
	if err := r.form.err(); err != nil {
		return reply{}, err
	}
	if !strings.EqualFold(strings.TrimSpace(r.form.Get("confirm")), name) {
		return s.personPage(r, component.Errors{{Name: confirmField(id), Message: "Type the name as it stands above, to show that it is this person who is meant."}})
	}
	var err error
	if id != 0 {
		err = s.Store.ErasePerson(r.Context(), id, r.who, r.now)
	} else {
		err = s.Store.EraseContact(r.Context(), name, r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	more, err := s.Store.Erase(r.Context(), r.now, eraseSteps)
	if err != nil {
		s.Log.Error("erase", "error", err) // it is asked for, and the keeper takes it on
	}
	if more || err != nil {
		return done(route.Privacy, "The erasure has begun, and goes on by itself. Below is how far it has come.")
	}
	return done(route.Privacy, "The person's data was erased.")
}
