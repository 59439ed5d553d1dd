package server

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// moveRoutes are the page of what a newer edition of its playbook changes for an
// engagement, and the moves from there.
func (s *server) moveRoutes(r chi.Router) {
	r.Get("/edition", s.visit(s.movePreview))
	r.Post("/edition", s.visit(s.moveOne))
	r.Post("/edition/back", s.visit(s.moveBack))
}

// moved reads an engagement with its last move.
func (s *server) moved(r *request) (e *postgres.Loaded, last *engagement.Event, err error) {
	e, err = s.engagementBy(r, func(id engagement.ID, seen int) (l *postgres.Loaded, fresh bool, err error) {
		l, last, fresh, err = r.visit.Moved(r.Context(), id, seen)
		return l, fresh, err
	})
	return e, last, err
}

// movePreview shows what the newest edition changes for an engagement.
func (s *server) movePreview(r *request) (reply, error) {
	e, last, err := s.moved(r)
	if err != nil {
		return reply{}, err
	}
	v, err := s.moveView(r, e, last)
	if err != nil {
		return reply{}, err
	}
	return show(page.Move(v))
}

// moveOne moves the engagement to the edition that was shown.
func (s *server) moveOne(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	to, err := s.shownEdition(r, e)
	if err != nil {
		return s.refuseMove(r, err)
	}
	cmd := engagement.Move{To: to.Edition, Choices: moveChoices(r)}
	if _, err := s.submit(r, cmd); err != nil {
		return s.refuseMove(r, err)
	}
	return done(route.MoveEngagement(e.ID), fmt.Sprintf("This engagement runs on edition %d now. Nothing that was logged is lost.", to.Number))
}

// shownEdition gives the newest edition, as long as it is the one that was shown.
func (s *server) shownEdition(r *request, e *postgres.Loaded) (*postgres.Edition, error) {
	to, err := s.Store.EditionOf(r.Context(), e.Newest.ID)
	if err != nil {
		return nil, err
	}
	if r.form.number("edition", "the edition") != to.Number {
		return nil, fault.New(fault.Conflict, "Edition %d came out while you were reading. Look at what it changes, then move.", to.Number)
	}
	return to, nil
}

// moveChoices reads what was chosen about conflicts, each named by a field about.
func moveChoices(r *request) map[engagement.Subject]engagement.Choice {
	all := map[engagement.Subject]engagement.Choice{}
	for _, about := range r.form.Values["about"] {
		noun, number, _ := strings.Cut(about, " ")
		n, err := strconv.Atoi(number)
		if err != nil {
			r.form.problems.Add("about", "Choose again what is to become of each.")
			continue
		}
		on := engagement.Subject{Noun: engagement.Noun(noun), N: n}
		all[on] = engagement.Choice(r.form.Get(choiceField(on)))
	}
	return all
}

// choiceField names the field of what is chosen about a conflict.
func choiceField(on engagement.Subject) string { return fmt.Sprintf("%s_%d", on.Noun, on.N) }

// moveBack takes the last move back.
func (s *server) moveBack(r *request) (reply, error) {
	e, last, err := s.moved(r)
	if err != nil {
		return reply{}, err
	}
	cmd := engagement.UndoMove{Seq: r.form.number("seq", "the change")}
	if last != nil && last.MovedFrom() != 0 {
		from, err := s.Store.EditionOf(r.Context(), last.MovedFrom())
		if err != nil {
			return reply{}, err
		}
		cmd.To = from.Edition
	}
	if _, err := s.submit(r, cmd); err != nil {
		return s.refuseMove(r, err)
	}
	return done(route.MoveEngagement(e.ID), "The move is taken back. What was logged since is kept.")
}

// refuseMove shows the page as it stands now, with why the move was refused.
func (s *server) refuseMove(r *request, err error) (reply, error) {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict && f.Kind != fault.Invalid {
		return reply{}, err
	}
	e, last, err := s.moved(r)
	if err != nil {
		return reply{}, err
	}
	v, err := s.moveView(r, e, last)
	if err != nil {
		return reply{}, err
	}
	v.Refused = &component.Notice{Tone: component.Bad, Title: titles[f.Kind], Text: f.Message}
	return reply{status: status[f.Kind], body: page.Move(v)}, nil
}
