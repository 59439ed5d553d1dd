package server

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// importRoutes are the files that come in over a playbook.
func (s *server) importRoutes(r chi.Router) {
	r.Get("/import", s.visit(s.showImports))
	r.Post("/import", s.visit(s.importFile))
	r.Post("/import/{import}/take", s.visit(s.takeImport))
	r.Post("/import/{import}/leave", s.visit(s.leaveImport))
}

// imports reads what came in over the playbook that the path names, in the round
// trip that proves who asks. To who may not edit there is no such page.
func (s *server) imports(r *request) (*postgres.Imports, error) {
	all, err := r.visit.Imports(r.Context(), chi.URLParam(r.Request, "playbook"))
	r.met()
	if fault.KindOf(err) == fault.Forbidden {
		_, err = notFoundPage(r)
	}
	return all, err
}

// showImports shows what waits to be merged, with its conflicts, and takes more.
func (s *server) showImports(r *request) (reply, error) {
	all, err := s.imports(r)
	if err != nil {
		return reply{}, err
	}
	v, err := s.importView(r, all, nil)
	if err != nil {
		return reply{}, err
	}
	return show(page.Import(v))
}

// importView makes the page; refused says why what was sent was not taken.
func (s *server) importView(r *request, all *postgres.Imports, refused error) (page.ImportView, error) {
	d := all.Draft
	v := page.ImportView{Frame: s.draftFrame(r, d, "import"), Upload: overUpload(r, d), Empty: component.Empty{
		Title: "No file has come in over this playbook",
		Text:  "A new month's file is merged with what was changed here since the file before it. What both changed is settled side by side, and the result is the draft: nothing is published by itself.",
	}}
	v.Frame.Page.Width = component.Wide
	for _, w := range all.Waiting {
		file, err := waitingView(r, d, w)
		if err != nil {
			return v, err
		}
		v.Waiting = append(v.Waiting, file)
	}
	for _, p := range all.Past {
		v.Past = append(v.Past, pastImport(r, p))
	}
	if f := conflictOf(refused); f != nil {
		v.Notice = &component.Notice{Tone: component.Warn, Text: f.Message}
	}
	return v, nil
}

// importFile takes a file that is to be merged.
func (s *server) importFile(r *request) (reply, error) {
	all, err := s.imports(r)
	if err != nil {
		return reply{}, err
	}
	u, err := uploadOf(r)
	if err == nil {
		_, err = s.Store.ImportFile(r.Context(), all.Draft.Slug, u.name, u.source, u.includes, r.who, r.now)
	}
	switch fault.KindOf(err) {
	case fault.Invalid, fault.Conflict:
		return s.importRefused(r, all, u, err)
	}
	if err != nil {
		return reply{}, err
	}
	return done(route.Draft(all.Draft.Slug, "import"), u.name+" came in. See what it changes, and merge it into the draft.")
}

// importRefused draws the page with what was sent, and what is wrong with it.
func (s *server) importRefused(r *request, all *postgres.Imports, u upload, why error) (reply, error) {
	v, err := s.importView(r, all, why)
	if err != nil {
		return reply{}, err
	}
	u.refused(&v.Upload, why)
	status := http.StatusUnprocessableEntity
	if fault.KindOf(why) == fault.Conflict {
		status = http.StatusConflict
	}
	return reply{status: status, body: page.Import(v)}, nil
}

// settlesField leads the key of a conflict in the name of its field.
const settlesField = "choice:"

// importChoices reads how conflicts are settled.
func importChoices(f form) map[string]playbook.Choice {
	choices := map[string]playbook.Choice{}
	for name := range f.Values {
		if key, found := strings.CutPrefix(name, settlesField); found {
			choices[key] = playbook.Choice(f.Get(name))
		}
	}
	return choices
}

// takeImport merges a file into the draft.
func (s *server) takeImport(r *request) (reply, error) {
	all, number, err := s.theImport(r)
	if err != nil {
		return reply{}, err
	}
	slug, seen := all.Draft.Slug, r.form.number("version", "the version")
	taken, err := s.Store.TakeImport(r.Context(), slug, number, seen, importChoices(r.form), r.who, r.now)
	if fault.KindOf(err) == fault.Conflict {
		again, readErr := s.imports(r)
		if readErr != nil {
			return reply{}, readErr
		}
		v, viewErr := s.importView(r, again, err)
		return conflicting(page.Import(v), viewErr)
	}
	if err != nil {
		return reply{}, err
	}
	if taken.Version == all.Draft.Version {
		return done(route.Draft(slug, "import"), "The file is noted as taken in. It changed nothing.")
	}
	return done(route.Draft(slug, "difference"), "The file is merged into the draft. Readers see it once it is published.")
}

// leaveImport leaves a file aside.
func (s *server) leaveImport(r *request) (reply, error) {
	all, number, err := s.theImport(r)
	if err == nil {
		err = s.Store.LeaveImport(r.Context(), all.Draft.Slug, number, r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	return done(route.Draft(all.Draft.Slug, "import"), "The file is left aside.")
}

// theImport reads what came in, and the number of the file that the path names.
func (s *server) theImport(r *request) (*postgres.Imports, int, error) {
	number, err := r.number("import")
	if err != nil {
		return nil, 0, err
	}
	all, err := s.imports(r)
	return all, number, err
}
