package server

import (
	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

func (s *server) waiverRoutes(r chi.Router) {
	r.Post("/tasks/{ftop}/waivers", s.visit(s.waive(engagement.NounTask, "ftop")))
	r.Post("/checklist/{n}/waivers", s.visit(s.waive(engagement.NounItem, "n")))
	r.Post("/waivers/{n}/decide", s.visit(s.decideWaiver))
	r.Post("/waivers/{n}/end", s.visit(s.endWaiver))
}

// waive proposes a waiver of the task or item that the path names.
func (s *server) waive(noun engagement.Noun, param string) handler {
	return func(r *request) (reply, error) {
		n, err := r.number(param)
		if err != nil {
			return reply{}, err
		}
		on := engagement.Subject{Noun: noun, N: n}
		changed, err := s.submit(r, engagement.ProposeWaiver{
			On: on, Reason: r.form.Get("reason"), Compensating: r.form.Get("compensating"), ReviewOn: r.form.date("review_on"),
		})
		if err != nil {
			return s.refuseWaiver(r, err, on)
		}
		return done(route.Of(changed.Engagement, on), "It is proposed, and waits for a manager.")
	}
}

// decideWaiver approves or returns what waits.
func (s *server) decideWaiver(r *request) (reply, error) {
	e, n, w, err := s.waiver(r)
	if err != nil {
		return reply{}, err
	}
	approve, err := s.approves(r)
	if err != nil {
		return reply{}, err
	}
	if _, err := s.submit(r, engagement.DecideWaiver{N: n, Approve: approve, Words: r.form.Get("words")}); err != nil {
		return s.refuseWaiver(r, err, w.On())
	}
	to := backOr(r, route.Of(e.ID, w.On()))
	if approve {
		return done(to, capital(e.Name(w.On()))+" is waived until "+dayOf(w.ReviewOn).Text+".")
	}
	return done(to, "The waiver of "+e.Name(w.On())+" is returned.")
}

// endWaiver takes back a waiver that waits, or ends one that holds.
func (s *server) endWaiver(r *request) (reply, error) {
	e, n, w, err := s.waiver(r)
	if err != nil {
		return reply{}, err
	}
	if _, err := s.submit(r, engagement.WithdrawWaiver{N: n}); err != nil {
		return reply{}, err
	}
	return done(backOr(r, route.Of(e.ID, w.On())), "The waiver of "+e.Name(w.On())+" is ended.")
}

func (s *server) waiver(r *request) (*postgres.Loaded, int, *engagement.Waiver, error) {
	n, err := r.number("n")
	if err != nil {
		return nil, 0, nil, err
	}
	e, err := s.engagement(r)
	if err != nil {
		return nil, 0, nil, err
	}
	if e.Waivers[n] == nil {
		return nil, 0, nil, fault.New(fault.NotFound, "There is no waiver %d.", n)
	}
	return e, n, e.Waivers[n], nil
}

// refuseWaiver shows the page of what was to be waived again, with what was
// typed.
func (s *server) refuseWaiver(r *request, err error, on engagement.Subject) (reply, error) {
	return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
		e, err := s.engagement(r)
		if err != nil {
			return nil, err
		}
		draw := s.taskBody
		if on.Noun == engagement.NounItem {
			draw = s.itemBody
		}
		return draw(r, e, on.N, r.form.Values, errs)
	})
}
