package server

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) structureRoutes(r chi.Router) {
	r.Get("/", s.visit(s.structure))
	r.Post("/", s.visit(s.editStructure))
}

// structure shows the draft's activities, tasks and bullets; the one that the query
// names is open to be edited.
func (s *server) structure(r *request) (reply, error) {
	body, err := s.structureBody(r, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// structureBody draws the page, with what was typed where a form of it was refused.
func (s *server) structureBody(r *request, errs component.Errors) (templ.Component, error) {
	d, err := s.draft(r)
	if err != nil {
		return nil, err
	}
	book, err := d.Catalog.Parse()
	if err != nil {
		return nil, err // a draft's Source parses always
	}
	e := newStructureEditor(d, book, r.form.Get("edit"))
	e.errs = errs
	if r.Method == http.MethodPost {
		e.typed = r.form.Values
	}
	v := e.view()
	v.Frame = s.draftFrame(r, d, "")
	v.Frame.Page.Width = component.Wide
	return page.Structure(v), nil
}

// editStructure makes one edit of the draft.
func (s *server) editStructure(r *request) (reply, error) {
	d, err := s.draft(r)
	if err != nil {
		return reply{}, err
	}
	act, err := structureActOf(r.form, d)
	if err != nil {
		return reply{}, err
	}
	edited, err := s.Store.EditDraft(r.Context(), d.Slug, r.form.number("version", "the version"), act.what, act.edits, r.who, r.now)
	var f *fault.Error
	switch {
	case errors.Is(err, errAsItWas):
		return done(structureURL(d.Slug, act.anchor(d.Catalog)), "Nothing was changed.")
	case errors.As(err, &f) && len(f.Clashes) > 0:
		return s.structureConflict(r, f)
	case err != nil:
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.structureBody(r, errs) })
	}
	return done(structureURL(d.Slug, act.anchor(edited.Catalog)), capital(act.what)+". It is in the draft; readers see it once it is published.")
}

// errAsItWas keeps an edit that changes nothing from being saved.
var errAsItWas = fault.New(fault.Conflict, "Nothing was changed.")

// structureAct is an edit, what it does in words, and what the page goes back to.
type structureAct struct {
	edit playbook.Edit
	what string // "task 4080 changed"
	at   structurePlace
}

func (a structureAct) edits(c playbook.Catalog) (playbook.Catalog, error) {
	made, err := c.Edit(a.edit)
	if err == nil && made.Equal(c) {
		err = errAsItWas
	}
	return made, err
}

// anchor gives where on the page the act's subject stands.
func (a structureAct) anchor(c playbook.Catalog) string {
	book, err := c.Parse()
	if err != nil {
		return ""
	}
	return a.at.id(book)
}

func structureURL(slug, anchor string) string {
	if anchor == "" {
		return route.Draft(slug)
	}
	return route.Draft(slug) + "#" + anchor
}

// structurePlace names a part of a playbook: a task, an activity or a bullet.
type structurePlace struct {
	task     int
	activity string
	section  playbook.Section
	text     string
}

// id gives the part's anchor, and "" for one that is not there.
func (p structurePlace) id(book *playbook.Playbook) string {
	switch {
	case p.task > 0:
		return "task-" + strconv.Itoa(p.task)
	case p.activity != "":
		for i, a := range book.Activities {
			if a.Name == p.activity {
				return activityID(i)
			}
		}
	case p.section != "":
		for i, text := range book.Bullets(p.section) {
			if text == p.text {
				return bulletID(p.section, i)
			}
		}
		return sectionID(p.section)
	}
	return ""
}

func activityID(i int) string { return "activity-" + strconv.Itoa(i+1) }

func sectionID(of playbook.Section) string {
	return strings.ReplaceAll(strings.ToLower(string(of)), " ", "-")
}

func bulletID(of playbook.Section, i int) string { return sectionID(of) + "-" + strconv.Itoa(i+1) }

// structureConflict shows side by side what two editors changed. The form that is
// sent from there is an edit of what stands now.
func (s *server) structureConflict(r *request, f *fault.Error) (reply, error) {
	d, err := s.draft(r)
	if err != nil {
		return reply{}, err
	}
	v := component.Conflict{
		Text:   fmt.Sprintf("%s changed the same of %s while this was open. Choose what to keep.", whoElse(r, r.visit.People(), int64(d.By)), f.Clashes[0].Noun),
		Action: r.URL.Path,
		Hidden: []component.Hidden{{Name: "version", Value: strconv.Itoa(d.Version)}},
		Cancel: component.Link{Text: "Keep theirs and go back", URL: route.Draft(d.Slug)},
	}
	v.Hidden = append(v.Hidden, besides(f, asTheyStand(f, r.form.Values))...)
	for _, c := range f.Clashes {
		v.Fields = append(v.Fields, component.ConflictField{
			Name: c.Name, Label: labelOf(c.Field), Original: component.ConflictSide{Value: c.Original, Text: c.Original},
			Theirs: component.ConflictSide{Value: c.Theirs, Text: c.Theirs}, Yours: component.ConflictSide{Value: c.Yours, Text: c.Yours},
		})
	}
	layout := s.layout(r, draftTitle(d)+": choose what to keep", component.Playbooks)
	return reply{status: http.StatusConflict, body: page.Conflict(layout, v)}, nil
}

// asTheyStand gives what was typed, with what the page was drawn from brought up to
// what stands now.
func asTheyStand(f *fault.Error, typed url.Values) url.Values {
	stands := url.Values{}
	for name, list := range typed {
		stands[name] = list
	}
	for _, c := range f.Clashes {
		stands.Set("was_"+c.Name, c.Theirs)
	}
	return stands
}

// typedOr gives what was typed into a field, or what stands.
func typedOr(typed url.Values, name, stands string) string {
	if typed.Has(name) {
		return typed.Get(name)
	}
	return cmp.Or(stands, "")
}
