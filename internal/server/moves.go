package server

import (
	"errors"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// movesRoutes are the moves of many engagements to an edition of their playbook.
func (s *server) movesRoutes(r chi.Router) {
	r.Get("/", s.page(only(access.EditPlaybooks, s.moves)))
	r.Post("/", s.page(only(access.EditPlaybooks, s.startMove)))
	r.Get("/{move}", s.page(only(access.EditPlaybooks, s.moveOf)))
	r.Post("/{move}/undo", s.page(only(access.EditPlaybooks, s.undoMoves)))
}

func playbookSlug(r *request) string { return chi.URLParam(r.Request, "playbook") }

// moves shows whom the newest edition touches, the form that moves them, and the
// moves so far.
func (s *server) moves(r *request) (reply, error) {
	v, err := s.movesPage(r, nil)
	if err != nil {
		return reply{}, err
	}
	return show(page.Moves(v))
}

func (s *server) movesPage(r *request, errs component.Errors) (page.MovesView, error) {
	moves, on, err := s.Store.Moves(r.Context(), playbookSlug(r), r.who)
	if err != nil {
		return page.MovesView{}, err
	}
	newest, err := s.Store.Edition(r.Context(), playbookSlug(r), 0)
	if err != nil {
		return page.MovesView{}, err
	}
	var impact postgres.Impact
	if behind(on) > 0 {
		if impact, err = s.impact(r, newest.Edition); err != nil {
			return page.MovesView{}, err
		}
	}
	v := r.movesView(newest, moves, on, impact, errs)
	v.Page, v.Foot = s.layout(r, v.Title, component.Playbooks), playbookFoot(newest.Slug, newest.Catalog, true)
	v.Page.Width = component.Wide
	return v, nil
}

// behind counts the open engagements that run on an earlier edition.
func behind(on []postgres.OnEdition) int {
	n := 0
	for _, e := range on[1:] {
		n += e.Open
	}
	return n
}

// startMove begins to move those that are ticked, or all.
func (s *server) startMove(r *request) (reply, error) {
	ask := postgres.Moving{
		Slug: playbookSlug(r), Edition: r.form.number("edition", "the edition"), Conflicts: r.form.Get("conflicts") != "",
	}
	if r.form.Get("which") == "ticked" {
		for _, n := range r.form.numbers("only") {
			ask.Only = append(ask.Only, engagement.ID(n))
		}
		if len(ask.Only) == 0 {
			r.form.problems.Add("only", "Tick the engagements to move, or move them all.")
		}
	}
	err := r.form.err()
	var id int64
	if err == nil {
		id, err = s.Store.StartMove(r.Context(), ask, r.who, r.now)
	}
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Invalid && len(f.Fields) > 0 {
		v, err := s.movesPage(r, component.Errors(f.Fields))
		if err != nil {
			return reply{}, err
		}
		return refused(page.Moves(v))
	}
	if err != nil {
		return reply{}, err
	}
	return see(route.Move(ask.Slug, id))
}

// moveOf shows how far a move has come; to the script, that part alone.
func (s *server) moveOf(r *request) (reply, error) {
	id, err := r.number("move")
	if err != nil {
		return reply{}, err
	}
	state := r.moveState()
	m, rows, err := s.Store.Move(r.Context(), playbookSlug(r), int64(id), state, r.form.Get("after"), r.who)
	if err != nil {
		return reply{}, err
	}
	part := r.movesPart(m, state, rows)
	if r.partial() {
		return show(page.MovesOnePart(part))
	}
	v := page.MovesOneView{Part: part, Page: s.layout(r, part.Title, component.Playbooks), Foot: playbookFoot(playbookSlug(r), playbook.Catalog{}, true),
		Up: component.Link{Text: "Moving engagements", URL: route.Moves(playbookSlug(r))}}
	return show(page.MovesOne(v))
}

// moveState reads which engagements of a move are listed: those that were left, unless
// it says otherwise.
func (r *request) moveState() postgres.MoveState {
	for _, state := range postgres.MoveStates {
		if string(state) == r.form.Get("state") {
			return state
		}
	}
	return postgres.MoveLeft
}

// undoMoves begins to take a move back.
func (s *server) undoMoves(r *request) (reply, error) {
	id, err := r.number("move")
	if err != nil {
		return reply{}, err
	}
	undo, err := s.Store.StartUndo(r.Context(), playbookSlug(r), int64(id), r.form.Get("conflicts") != "", r.who, r.now)
	if err != nil {
		return reply{}, err
	}
	return see(route.Move(playbookSlug(r), undo))
}
