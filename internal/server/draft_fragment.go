package server

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// fragmentForms are the shared fragments that the draft's document names, each to be
// edited; the one that was refused is as it was typed.
func fragmentForms(r *request, d *postgres.Draft, errs component.Errors) []page.FragmentForm {
	book, err := d.Parse()
	if err != nil {
		return nil
	}
	var forms []page.FragmentForm
	seen := map[string]bool{}
	for n, i := range book.Includes {
		file := i.File()
		if seen[file] {
			continue
		}
		seen[file] = true
		text := playbook.Catalog{Source: []byte(d.Includes[file])}.Text()
		form := page.FragmentForm{
			File: file, Was: text, Action: route.Draft(d.Slug, "fragment"), Version: draftVersion(d), Title: i.Label + " (" + file + ")",
			Text:   component.TextArea{ID: "fragment-" + blankZero(n+1), Name: "text", Label: "Text of " + i.Label, Value: text, Rows: 8, HideLabel: true},
			Button: component.Button{Text: "Save the fragment", About: i.Label},
		}
		if text == "" {
			form.Text.Hint = "This fragment has no text yet: readers do not see it."
		}
		if d.Typed != nil {
			form.Button.ID, form.Button.DisabledReason = form.Text.ID+"-save", "Mend the problems of the Markdown first."
		}
		if len(errs) > 0 && r.form.Get("file") == file {
			form.Text.Value, form.Text.Error, form.Was, form.Open = r.form.Get("text"), errs.For("text"), r.form.Get("was"), true
		}
		forms = append(forms, form)
	}
	return forms
}

// changeFragment saves the text of a shared fragment.
func (s *server) changeFragment(r *request, d *postgres.Draft) (reply, error) {
	edit := playbook.ChangeFragment{File: r.form.Get("file"), Was: r.form.Get("was"), Text: r.form.Get("text")}
	seen, err := r.form.seen()
	if err == nil {
		err = r.form.err()
	}
	if err == nil {
		_, err = s.Store.EditDraft(r.Context(), d.Slug, seen, "fragment "+edit.File+" edited",
			func(c playbook.Catalog) (playbook.Catalog, error) { return c.Edit(edit) }, r.who, r.now)
	}
	var f *fault.Error
	if errors.As(err, &f) && len(f.Clashes) > 0 {
		return s.fragmentClash(r, d, f.Clashes[0])
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			v := s.markdownView(r, d, nil)
			v.Fragments = fragmentForms(r, d, errs)
			for _, form := range v.Fragments {
				if form.Text.Error != "" {
					v.Errors.Items = append(v.Errors.Items, component.Link{Text: form.Text.Error, URL: "#" + form.Text.ID})
				}
			}
			return page.Markdown(v), nil
		})
	}
	return done(route.Draft(d.Slug, "markdown"), "The fragment is saved in the draft.")
}

// fragmentClash asks what to keep of a fragment that two people changed. What is
// chosen is an edit of what stands now.
func (s *server) fragmentClash(r *request, d *postgres.Draft, c fault.Clash) (reply, error) {
	c.By, c.At = int64(d.By), d.At
	side := func(text string) component.ConflictSide { return component.ConflictSide{Value: text, Text: text} }
	v := component.Conflict{
		Text: whoTyped(r, c), Action: route.Draft(d.Slug, "fragment"),
		Hidden: []component.Hidden{draftVersion(d), {Name: "file", Value: c.Noun}, {Name: "was", Value: c.Theirs}},
		Fields: []component.ConflictField{{Name: c.Name, Label: c.Noun, Original: side(c.Original), Theirs: side(c.Theirs), Yours: side(c.Yours)}},
		Cancel: component.Link{Text: "Keep theirs and go back", URL: route.Draft(d.Slug, "markdown")},
	}
	layout := s.layout(r, draftTitle(d)+": choose what to keep", component.Playbooks)
	return reply{status: http.StatusConflict, body: page.Conflict(layout, v)}, nil
}
