package server

import (
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exitRoutes are the Remediate Exit: asking for it, deciding on it, and taking
// it back once it was approved.
func (s *server) exitRoutes(r chi.Router) {
	r.Get("/exit", s.visit(s.exit))
	r.Post("/exit", s.visit(s.requestExit))
	r.Post("/exit/{n}/decide", s.visit(s.decideExit))
	r.Post("/exit/{n}/withdraw", s.visit(s.takeBackExit))
	r.Post("/reopen", s.visit(s.reopen))
}

// exit shows what the exit rests on and what can be done about it.
func (s *server) exit(r *request) (reply, error) {
	e, trail, err := s.exitTrail(r, 0)
	if err != nil {
		return reply{}, err
	}
	v, err := s.exitPage(r, e, trail, nil)
	if err != nil {
		return reply{}, err
	}
	return show(page.Exit(v))
}

// exitTrail reads an engagement and what happened to it since its last request or,
// where that is longer ago, since a version.
func (s *server) exitTrail(r *request, after int) (*postgres.Loaded, postgres.Trail, error) {
	var trail postgres.Trail
	e, err := s.engagementBy(r, func(id engagement.ID, seen int) (e *postgres.Loaded, fresh bool, err error) {
		e, trail, fresh, err = r.visit.Exit(r.Context(), id, after, seen)
		return e, fresh, err
	})
	return e, trail, err
}

func (s *server) exitPage(r *request, e *postgres.Loaded, trail postgres.Trail, errs component.Errors) (page.ExitView, error) {
	v, err := r.exitView(e, trail, r.form.Values, errs)
	v.Page = s.layout(r, e.Facts.Customer+": Exit", component.Engagements)
	return v, err
}

// mostOutputs is how many key outputs a form is read for. No playbook has as many;
// the rules refuse those that there are not.
const mostOutputs = 200

// requestExit asks a manager for the exit.
func (s *server) requestExit(r *request) (reply, error) {
	ask := engagement.RequestExit{Note: r.form.Get("note"), Outputs: r.form.answers(mostOutputs)}
	return s.actOnExit(r, ask, "The exit is requested, and waits for a manager.")
}

// decideExit approves or returns a request.
func (s *server) decideExit(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	approve, err := s.approves(r)
	if err != nil {
		return reply{}, err
	}
	told := "The exit is returned."
	if approve {
		told = "The exit is approved. The engagement moved to Enable."
	}
	return s.actOnExit(r, engagement.DecideExit{
		N: n, Approve: approve, Words: r.form.Get("words"), Remarks: r.form.remarks(), Basis: r.form.hash("basis"),
	}, told)
}

// takeBackExit withdraws one's own request.
func (s *server) takeBackExit(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	return s.actOnExit(r, engagement.TakeBackExit{N: n}, "The request is taken back.")
}

// reopen takes an exited engagement back to Remediate.
func (s *server) reopen(r *request) (reply, error) {
	return s.actOnExit(r, engagement.Reopen{Reason: r.form.Get("reason")}, "The engagement is in Remediate again.")
}

// actOnExit changes the engagement and tells of it on the exit's page.
func (s *server) actOnExit(r *request, cmd engagement.Command, told string) (reply, error) {
	changed, err := s.change(r, cmd)
	if err != nil {
		return s.refuseExit(r, err)
	}
	return done(route.Exit(changed.Engagement), told)
}
