package server

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// draftRoutes are the pages of the editor.
func (s *server) draftRoutes(r chi.Router) {
	s.importRoutes(r)
	s.structureRoutes(r)
	r.Get("/difference", s.visit(s.draftDifference))
	r.Get("/markdown", s.editor(s.markdown))
	r.Post("/markdown", s.editor(s.typeMarkdown))
	r.Post("/fragment", s.editor(s.changeFragment))
	r.Get("/publish", s.editor(s.publishing))
	r.Post("/publish", s.editor(s.publish))
	r.Post("/undo", s.editor(s.undoDraft))
	r.Post("/redo", s.editor(s.redoDraft))
	r.Post("/drop", s.editor(s.dropDraft))
	r.Get("/impact", s.editor(s.draftImpact))
	s.draftRulesRoutes(r)
}

// editor serves a page of the editor with the draft as it stands.
func (s *server) editor(h func(*request, *postgres.Draft) (reply, error)) http.HandlerFunc {
	return s.visit(func(r *request) (reply, error) {
		d, err := s.draft(r)
		if err != nil {
			return reply{}, err
		}
		return h(r, d)
	})
}

// draft reads the draft of the playbook that the path names, in the round trip that
// proves who asks where nothing did before. To who may not edit there is no such page.
func (s *server) draft(r *request) (*postgres.Draft, error) {
	d, err := r.visit.Draft(r.Context(), chi.URLParam(r.Request, "playbook"))
	r.met()
	if fault.KindOf(err) == fault.Forbidden {
		_, err = notFoundPage(r)
	}
	return d, err
}

// draftTabs are the pages of the editor, by the last part of their addresses.
var draftTabs = []struct{ label, part, key string }{
	{"Structure", "", "t s"},
	{"Markdown", "markdown", "t m"},
	{"Rules", "rules", "t r"},
	{"Difference", "difference", "t d"},
	{"Impact", "impact", "t i"},
	{"Import", "import", "t f"},
	{"Publish", "publish", "t p"},
}

// draftPart is the address of a page of the editor, by its last part.
func draftPart(slug, part string) string {
	if part == "" {
		return route.Draft(slug)
	}
	return route.Draft(slug, part)
}

// draftFrame makes what every page of the editor has; tab is the last part of the
// page's address.
func (s *server) draftFrame(r *request, d *postgres.Draft, tab string) page.DraftFrame {
	f := page.DraftFrame{
		Title: draftTitle(d), ReaderURL: route.Playbook(d.Slug), Head: draftHead(r, d, tab),
		Tabs: component.Tabs{Label: "Editor"}, Foot: playbookFoot(d.Slug, d.Catalog, true),
	}
	f.Page = s.layout(r, f.Title, component.Playbooks)
	if d.Waiting > 0 && tab != "import" {
		f.Notices = append(f.Notices, component.Notice{
			Title: "A newer file of this playbook waits to be merged", Text: "Nothing of it is in the draft yet.",
			Action: &component.Link{Text: "See what it changes", URL: draftPart(d.Slug, "import")},
		})
	}
	for _, t := range draftTabs {
		f.Tabs.Items = append(f.Tabs.Items, component.Tab{Label: t.label, URL: draftPart(d.Slug, t.part), Current: t.part == tab, Key: t.key})
	}
	return f
}

func draftTitle(d *postgres.Draft) string {
	if d.Edition != nil {
		return d.Edition.Playbook.Title
	}
	return d.Slug
}

// draftHead makes where a draft stands, and what can be done to all of it.
func draftHead(r *request, d *postgres.Draft, tab string) page.DraftHead {
	h := page.DraftHead{
		State: draftState(d), Undoes: d.Undoes, Redoes: d.Redoes, Begun: d.Begun,
		UndoURL: route.Draft(d.Slug, "undo"), RedoURL: route.Draft(d.Slug, "redo"), DropURL: route.Draft(d.Slug, "drop"),
		Hidden: []component.Hidden{draftVersion(d), {Name: "back", Value: draftPart(d.Slug, tab)}},
	}
	if d.Begun {
		h.At, h.By = timeIn(d.At, zoneOf(r.who)), r.visit.People().Name(d.By)
	}
	if n := len(draftProblems(d)); n > 0 && tab != "" { // the structure tells of it by itself
		h.Problems = &component.Notice{
			Tone: component.Bad, Title: "The Markdown cannot be read as it stands: " + counted(n, "problem"),
			Text: "It is kept as it was typed. Until it can be read, nothing else of the draft can be changed or published.",
		}
		if tab != "markdown" {
			h.Problems.Action = &component.Link{Text: "See the problems", URL: route.Draft(d.Slug, "markdown")}
		}
	}
	return h
}

// draftVersion is the version that a form of the editor was drawn from.
func draftVersion(d *postgres.Draft) component.Hidden {
	return component.Hidden{Name: "version", Value: fmt.Sprint(d.Version)}
}

// draftState says on what a draft stands, and what was done last.
func draftState(d *postgres.Draft) string {
	switch {
	case !d.Begun && d.Edition != nil:
		return fmt.Sprintf("No draft yet: this is edition %d. The first change begins one.", d.Edition.Number)
	case d.Edition == nil:
		return "Draft of the first edition: " + d.What
	}
	return fmt.Sprintf("Draft on edition %d: %s", d.Edition.Number, d.What)
}

// undoDraft takes the last step back.
func (s *server) undoDraft(r *request, d *postgres.Draft) (reply, error) {
	return s.stepDraft(r, d, "Taken back: "+d.Undoes, s.Store.UndoDraft)
}

// redoDraft brings back what was taken back last.
func (s *server) redoDraft(r *request, d *postgres.Draft) (reply, error) {
	return s.stepDraft(r, d, "Brought back: "+d.Redoes, s.Store.RedoDraft)
}

// draftStep is a function of the store that goes one step back or forth.
type draftStep func(ctx context.Context, slug string, seen int, by access.Actor, now time.Time) (*postgres.Draft, error)

func (s *server) stepDraft(r *request, d *postgres.Draft, text string, step draftStep) (reply, error) {
	seen, err := r.form.seen()
	if err == nil {
		_, err = step(r.Context(), d.Slug, seen, r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	return done(back(r), text+".")
}

// dropDraft throws the draft away.
func (s *server) dropDraft(r *request, d *postgres.Draft) (reply, error) {
	seen, err := r.form.seen()
	if err == nil {
		err = s.Store.DropDraft(r.Context(), d.Slug, seen, r.who)
	}
	if err != nil {
		return reply{}, err
	}
	return done(back(r), "The draft is thrown away: the playbook is as its newest edition has it.")
}
