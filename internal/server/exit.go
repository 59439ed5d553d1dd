package server

import (
	"cmp"
	"errors"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
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
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v, err := s.exitPage(r, e, nil)
	if err != nil {
		return reply{}, err
	}
	return show(page.Exit(v))
}

func (s *server) exitPage(r *request, e *postgres.Loaded, errs component.Errors) (page.ExitView, error) {
	v, err := r.exitView(e, r.form.Values, errs)
	v.Page = s.layout(r, e.Facts.Customer+": Exit", component.Engagements)
	return v, err
}

// requestExit asks a manager for the exit.
func (s *server) requestExit(r *request) (reply, error) {
	return s.actOnExit(r, engagement.RequestExit{Note: r.form.Get("note")}, "The exit is requested, and waits for a manager.")
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
	return s.actOnExit(r, engagement.DecideExit{N: n, Approve: approve, Words: r.form.Get("words"), Basis: r.form.hash("basis")}, told)
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

// refuseExit shows the page again as it stands now, with what was typed: where
// something changed while it was read, the person sees what, and decides anew.
func (s *server) refuseExit(r *request, err error) (reply, error) {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict && f.Kind != fault.Invalid {
		return reply{}, err
	}
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	v, err := s.exitPage(r, e, component.Errors(f.Fields))
	if err != nil {
		return reply{}, err
	}
	if len(f.Fields) == 0 {
		v.Refused = &component.Notice{Tone: component.Bad, Title: titles[f.Kind], Text: f.Message}
		if !keepsTyped(v) {
			v.Typed = linesOf(cmp.Or(r.form.Get("note"), r.form.Get("words"), r.form.Get("reason")))
		}
	}
	return reply{status: status[f.Kind], body: page.Exit(v)}, nil
}

// keepsTyped reports whether a form of the page still holds what was typed.
func keepsTyped(v page.ExitView) bool {
	return v.Ask != nil && v.Ask.Reason == "" && v.Ask.Note.Value != "" ||
		v.Decision != nil && v.Decision.Approve.DisabledReason == "" && v.Decision.Words.Value != "" ||
		v.Reopen != nil && v.Reopen.Closed == "" && v.Reopen.Reason.Value != ""
}
