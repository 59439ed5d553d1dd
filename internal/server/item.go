package server

import (
	"fmt"
	"net/url"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) itemRoutes(r chi.Router) {
	r.Get("/checklist", s.visit(s.checklist))
	r.Post("/checklist", s.visit(s.addItem))
	r.Get("/checklist/new", s.visit(s.newItem))
	r.Get("/checklist/{n}", s.visit(s.item))
	r.Post("/checklist/{n}", s.visit(s.changeItem))
}

// checklist shows the part of the remediation checklist that the URL asks for.
func (s *server) checklist(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v := r.checklistView(e)
	v.Page = s.layout(r, "Checklist of "+e.Facts.Customer, component.Engagements)
	v.Page.Width = component.Wide
	return show(page.Checklist(v))
}

func (s *server) newItem(r *request) (reply, error) {
	body, err := s.newItemBody(r, r.form.Values, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// addItem adds one finding, or those of a paste; see addLines.
func (s *server) addItem(r *request) (reply, error) {
	if r.form.Has("lines") {
		return s.addLines(r)
	}
	changed, err := s.submit(r, engagement.AddItem{Item: newItemOf(r.form)})
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.newItemBody(r, r.form.Values, errs)
		})
	}
	id, n := changed.Engagement, changed.Events[0].Subject.N
	if r.form.Get("then") == "another" {
		return done(route.With(route.NewItem(id), keptForNext(r.form)), fmt.Sprintf("Item %d is added. Here is the next one.", n))
	}
	return done(route.Item(id, n), fmt.Sprintf("Item %d is added to the checklist.", n))
}

func (s *server) newItemBody(r *request, typed url.Values, errs component.Errors) (templ.Component, error) {
	e, err := s.engagement(r)
	if err != nil {
		return nil, err
	}
	v := r.newItemView(e, typed, errs)
	v.Page = s.layout(r, "New item for "+e.Facts.Customer, component.Engagements)
	return page.NewItem(v), nil
}

func (s *server) item(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	body, err := s.itemBody(r, e, n, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// changeItem changes the fields that the form has: all of them from the item's
// page, the state alone from the list.
func (s *server) changeItem(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	changed, err := s.submit(r, itemChange(r.form, n))
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			e, err := s.engagement(r)
			if err != nil {
				return nil, err
			}
			return s.itemBody(r, e, n, r.form.Values, errs)
		})
	}
	to := backOr(r, route.Item(changed.Engagement, n))
	return reply{location: to, flash: itemFlash(changed, n, to)}, nil
}

// itemFlash tells what became of an item, and offers to take it back.
func itemFlash(changed postgres.Changed, n int, back string) *flash {
	if len(changed.Events) == 0 {
		return &flash{Text: fmt.Sprintf("Item %d is as it was.", n)}
	}
	ev := changed.Events[0]
	text := fmt.Sprintf("Item %d is saved.", n)
	if state, given := ev.Became("state"); given {
		text = fmt.Sprintf("Item %d is %s.", n, state)
	}
	if ev.Kind == engagement.ItemBlocked {
		text = fmt.Sprintf("Item %d is blocked.", n)
	}
	return &flash{Text: text, Engagement: changed.Engagement, Undo: ev.Seq, Back: back}
}

// itemBody draws the page of item n, with what was typed where a form of it
// was refused.
func (s *server) itemBody(r *request, e *postgres.Loaded, n int, typed url.Values, errs component.Errors) (templ.Component, error) {
	if e.Items[n] == nil {
		return nil, fault.New(fault.NotFound, "The checklist has no item %d.", n)
	}
	v := r.itemView(e, n, typed, errs)
	v.Page = s.layout(r, fmt.Sprintf("Item %d of %s", n, e.Facts.Customer), component.Engagements)
	return page.Item(v), nil
}
