package server

import (
	"fmt"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// draftRoutes are the pages of the editor.
func (s *server) draftRoutes(r chi.Router) {
	r.Get("/difference", s.page(editorsOnly(s.draftDifference)))
	s.structureRoutes(r)
}

// editorsOnly serves a handler to who may edit the playbooks; to others there is no
// such page.
func editorsOnly(h handler) handler {
	return func(r *request) (reply, error) {
		if access.May(r.who, access.EditPlaybooks) != nil {
			return notFoundPage(r)
		}
		return h(r)
	}
}

// draft reads the draft of the playbook that the path names.
func (s *server) draft(r *request) (*postgres.Draft, error) {
	return s.Store.Draft(r.Context(), chi.URLParam(r.Request, "playbook"), r.who)
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

// draftFrame makes what every page of the editor has; tab is the last part of the
// page's address.
func (s *server) draftFrame(r *request, d *postgres.Draft, tab string) page.DraftFrame {
	f := page.DraftFrame{
		Title: s.draftTitle(d), ReaderURL: route.Playbook(d.Slug), State: s.draftState(r, d),
		Tabs: component.Tabs{Label: "Editor"}, Foot: playbookFoot(d.Slug, d.Catalog, true),
	}
	f.Page = s.layout(r, f.Title, component.Playbooks)
	for _, t := range draftTabs {
		url := route.Draft(d.Slug)
		if t.part != "" {
			url = route.Draft(d.Slug, t.part)
		}
		f.Tabs.Items = append(f.Tabs.Items, component.Tab{Label: t.label, URL: url, Current: t.part == tab, Key: t.key})
	}
	return f
}

func (s *server) draftTitle(d *postgres.Draft) string {
	if d.Edition != nil {
		return d.Edition.Playbook.Title
	}
	return d.Slug
}

// draftState says where a draft stands.
func (s *server) draftState(r *request, d *postgres.Draft) string {
	switch {
	case !d.Begun && d.Edition != nil:
		return fmt.Sprintf("No draft yet: this is edition %d. The first change begins one.", d.Edition.Number)
	case d.Edition == nil:
		return "Draft of the first edition: " + d.What
	}
	return fmt.Sprintf("Draft on edition %d: %s", d.Edition.Number, d.What)
}
