package server

import (
	"net/url"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exceptions shows the exceptions from the number of seats.
func (s *server) exceptions(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	return show(s.exceptionPage(r, e, url.Values{}, nil))
}

// askException asks a manager for one.
func (s *server) askException(r *request) (reply, error) {
	cmd := engagement.AskException{Reason: r.form.Get("reason"), EndsOn: r.form.date("ends_on")}
	return s.actOnException(r, cmd, "The exception waits for a manager.")
}

// decideException approves or returns one.
func (s *server) decideException(r *request) (reply, error) {
	n, err := r.number("exception")
	if err != nil {
		return reply{}, err
	}
	approve, err := s.approves(r)
	if err != nil {
		return reply{}, err
	}
	cmd := engagement.DecideException{N: n, Approve: approve, Words: r.form.Get("words")}
	told := "The exception is returned."
	if cmd.Approve {
		told = "The exception is approved. The scope follows."
	}
	return s.actOnException(r, cmd, told)
}

// endException takes one back, or ends it.
func (s *server) endException(r *request) (reply, error) {
	n, err := r.number("exception")
	if err != nil {
		return reply{}, err
	}
	return s.actOnException(r, engagement.EndException{N: n}, "The exception has ended. The scope follows.")
}

// actOnException sends the command, and shows the exceptions with what was
// typed when it is refused.
func (s *server) actOnException(r *request, cmd engagement.Command, told string) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	if _, err := s.submit(r, cmd); err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) {
			return s.exceptionPage(r, e, r.form.Values, errs), nil
		})
	}
	return done(backOr(r, route.Exceptions(e.ID)), told)
}

func (s *server) exceptionPage(r *request, e *postgres.Loaded, typed url.Values, errs component.Errors) templ.Component {
	return page.Exceptions(page.ExceptionsView{
		Page: s.layout(r, e.Facts.Customer+": seat exception", component.Engagements), Header: r.header(e, overviewTab),
		Panel: r.exceptionPanel(e, typed, errs), Back: component.Link{Text: "Back to the overview", URL: route.Engagement(e.ID)},
	})
}
