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

func (s *server) checkpointRoutes(r chi.Router) {
	r.Get("/checkpoints", s.visit(s.checkpoints))
	r.Post("/checkpoints", s.visit(s.scheduleCheckpoint))
	r.Post("/checkpoints/hold", s.visit(s.holdNow))
	r.Post("/checkpoints/skip", s.visit(s.skipCheckpoint))
	r.Get("/checkpoints/{n}", s.visit(s.checkpoint))
	r.Get("/checkpoints/{n}/invitation.ics", s.visit(s.invitation))
	r.Get("/checkpoints/{n}/minutes.md", s.visit(s.minutesMarkdown))
	r.Get("/checkpoints/{n}/minutes.html", s.visit(s.minutesPage))
	r.Post("/checkpoints/{n}/move", s.visit(s.moveCheckpoint))
	r.Post("/checkpoints/{n}/cancel", s.visit(s.cancelCheckpoint))
	r.Post("/checkpoints/{n}/hold", s.visit(s.holdCheckpoint))
	r.Post("/checkpoints/{n}/notes", s.visit(s.noteCheckpoint))
	r.Post("/checkpoints/{n}/log", s.visit(s.logProgress))
	r.Post("/checkpoints/{n}/waivers", s.visit(s.waiveInMeeting))
	r.Post("/checkpoints/{n}/promises", s.visit(s.makePromise))
	r.Post("/checkpoints/{n}/promises/{p}", s.visit(s.settlePromise))
	r.Post("/checkpoints/{n}/points", s.visit(s.addPoint))
	r.Post("/checkpoints/{n}/points/{p}", s.visit(s.settlePoint))
	r.Post("/checkpoints/{n}/close", s.visit(s.closeCheckpoint))
	r.Get("/checkpoints/{n}/here", s.visit(s.meetingHere))
	r.Get("/checkpoints/{n}/drafts", s.visit(s.meetingDrafts))
	r.Get("/checkpoints/{n}/left", s.visit(s.meetingLeft))
	r.Post("/checkpoints/{n}/drafts/{field}", s.visit(s.discardMeetingDraft))
	r.Put("/checkpoints/{n}/drafts/{field}", s.visit(s.keepMeetingDraft))
	r.Delete("/checkpoints/{n}/drafts/{field}", s.visit(s.dropMeetingDraft))
	r.Post("/checkpoints/{n}/correct", s.visit(s.correctMinutes))
}

func (s *server) checkpoints(r *request) (reply, error) {
	body, err := s.checkpointsBody(r, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

func (s *server) checkpointsBody(r *request, typed url.Values, errs component.Errors) (templ.Component, error) {
	e, err := s.engagement(r)
	if err != nil {
		return nil, err
	}
	v := r.checkpointsView(e, typed, errs)
	v.Page = s.layout(r, "Checkpoints of "+e.Facts.Customer, component.Engagements)
	return page.Checkpoints(v), nil
}

func (s *server) scheduleCheckpoint(r *request) (reply, error) {
	changed, err := s.submit(r, r.form.slot())
	if err != nil {
		return s.refuse(r, err, s.checkpointsAgain(r))
	}
	return done(route.Checkpoints(changed.Engagement), fmt.Sprintf("Checkpoint %d is planned for %s.", changed.Events[0].Subject.N, slotOf(r.form)))
}

// checkpointsAgain shows the list with what was typed and what is wrong with it.
func (s *server) checkpointsAgain(r *request) func(component.Errors) (templ.Component, error) {
	return func(errs component.Errors) (templ.Component, error) { return s.checkpointsBody(r, r.form.Values, errs) }
}

// holdNow opens a meeting that nobody planned.
func (s *server) holdNow(r *request) (reply, error) {
	changed, err := s.submit(r, engagement.HoldCheckpoint{})
	if err != nil {
		return reply{}, err
	}
	return see(route.Checkpoint(changed.Engagement, changed.Events[0].Subject.N))
}

func (s *server) checkpoint(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	body, err := s.checkpointBody(r, n, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// checkpointBody draws a meeting as its state wants it: planned, being held,
// or its minutes.
func (s *server) checkpointBody(r *request, n int, typed url.Values, errs component.Errors) (templ.Component, error) {
	e, then, err := s.closing(r, n)
	if err != nil {
		return nil, err
	}
	m := e.Checkpoints[n]
	if m == nil {
		return nil, fault.New(fault.NotFound, "There is no checkpoint %d.", n)
	}
	v := r.checkpointView(e, n, partErrors(typed, errs))
	v.Page = s.layout(r, fmt.Sprintf("Checkpoint %d of %s", n, e.Facts.Customer), component.Engagements)
	switch m.State {
	case engagement.Held:
		v.Page.Width = component.Wide
		return page.Meeting(v, r.meetingView(e, n, typed, errs)), nil
	case engagement.Closed:
		return page.Minutes(v, r.minutesView(e, minutesOf(e, then, n), typed, errs)), nil
	}
	return page.Checkpoint(v, r.plannedView(e, n, typed, errs)), nil
}

// act sends the command of a meeting's form, and shows the meeting with what
// was typed when it is refused.
func (s *server) act(r *request, cmd func(n int) engagement.Command, then func(n int, changed postgres.Changed) (reply, error)) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	changed, err := s.submit(r, cmd(n))
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.checkpointBody(r, n, r.form.Values, errs)
		})
	}
	r.sent(changed.Engagement, n)
	return then(n, changed)
}
