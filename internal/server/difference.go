package server

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// theDraft is how an address calls the draft of a playbook.
const theDraft = "draft"

// differenceRoutes are what differs between two editions of a playbook. There is
// nothing to post to.
func (s *server) differenceRoutes(r chi.Router) {
	r.Get(route.Playbooks+"/{playbook}/difference", s.visit(s.difference))
	r.Get(route.Playbooks+"/{playbook}/difference.patch", s.visit(s.differenceFile))
}

// difference shows what differs between two editions: what the address leaves out
// is the newest one, and the one before it. The draft has a page of its own.
func (s *server) difference(r *request) (reply, error) {
	slug := chi.URLParam(r.Request, "playbook")
	if from, to := r.form.Get("from"), r.form.Get("to"); from == theDraft || to == theDraft {
		if from == theDraft {
			from = strings.TrimSuffix(to, theDraft)
		}
		return see(route.DraftDifference(slug, from))
	}
	c, err := s.comparedEditions(r)
	if err != nil {
		return reply{}, err
	}
	d := &difference{slug: slug, from: editionSide(r, c.From), to: editionSide(r, c.To)}
	d.newest, d.draft = c.Newest, access.May(r.who, access.EditPlaybooks) == nil
	v := page.DifferencePage{
		Page: s.layout(r, c.To.Playbook.Title+": What differs", component.Playbooks),
		Up:   component.Link{Text: c.To.Playbook.Title, URL: route.Playbook(slug)},
		View: d.view(r.form.number("skip", "the place")), Foot: playbookFoot(slug, c.To.Catalog, true),
	}
	v.Page.Width = component.Wide
	return show(page.Difference(v))
}

func (s *server) comparedEditions(r *request) (*postgres.Compared, error) {
	from, err := editionNumber(r.form.Get("from"))
	if err != nil {
		return nil, err
	}
	to, err := editionNumber(r.form.Get("to"))
	if err != nil {
		return nil, err
	}
	c, err := r.visit.Compared(r.Context(), chi.URLParam(r.Request, "playbook"), from, to)
	r.met()
	return c, err
}

// editionNumber reads an edition's number, 0 where none is given. What is no number
// names no edition.
func editionNumber(text string) (int, error) {
	n, err := strconv.ParseInt(cmp.Or(text, "0"), 10, 32)
	if err != nil || n < 0 {
		return 0, fault.New(fault.NotFound, "There is no such playbook, or it has no such edition.")
	}
	return int(n), nil
}

// draftDifference shows what the draft changes, from the edition that it stands on
// or another.
func (s *server) draftDifference(r *request) (reply, error) {
	draft, err := s.draft(r)
	if err != nil {
		return reply{}, err
	}
	d, err := s.draftCompared(r, draft)
	if err != nil {
		return reply{}, err
	}
	v := page.DraftDifferencePage{Frame: s.draftFrame(r, draft, "difference"), View: d.view(r.form.number("skip", "the place"))}
	v.Frame.Page.Width = component.Wide
	return show(page.DraftDifference(v))
}

// draftCompared compares a draft with the edition that the address names.
func (s *server) draftCompared(r *request, draft *postgres.Draft) (*difference, error) {
	from, err := editionNumber(r.form.Get("from"))
	if err != nil {
		return nil, err
	}
	edition := draft.Edition
	if from != 0 && (edition == nil || from != edition.Number) {
		if edition, err = s.Store.Edition(r.Context(), draft.Slug, from); err != nil {
			return nil, err
		}
	}
	to, err := draftSide(r, draft)
	if err != nil {
		return nil, err
	}
	d := &difference{slug: draft.Slug, from: editionSide(r, edition), to: to, draft: true}
	if draft.Edition != nil {
		d.newest = draft.Edition.Number
	}
	return d, nil
}

// differenceFile gives the difference of the texts as a patch.
func (s *server) differenceFile(r *request) (reply, error) {
	d, err := s.differenceForFile(r)
	if err != nil {
		return reply{}, err
	}
	if d.from == nil {
		return reply{}, fault.New(fault.NotFound, "There is no edition before the first.")
	}
	name := d.slug + ".md"
	patch := playbook.Unified(d.from.name+"/"+name, d.to.name+"/"+name, d.hunks())
	return give(file{kind: "text/x-diff; charset=utf-8", name: d.slug + "-" + d.from.name + "-" + d.to.name + ".patch", body: []byte(patch)})
}

func (s *server) differenceForFile(r *request) (*difference, error) {
	slug := chi.URLParam(r.Request, "playbook")
	if r.form.Get("to") != theDraft {
		c, err := s.comparedEditions(r)
		if err != nil {
			return nil, err
		}
		return &difference{slug: slug, from: editionSide(r, c.From), to: editionSide(r, c.To)}, nil
	}
	draft, err := s.draft(r)
	if err != nil {
		return nil, err
	}
	return s.draftCompared(r, draft)
}
