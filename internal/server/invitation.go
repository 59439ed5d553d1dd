package server

import (
	"fmt"
	"net/url"

	"gaptrack/internal/calendar"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

// invitation gives a checkpoint as a file for a calendar. It is made anew each
// time, whatever copy a browser has.
func (s *server) invitation(r *request) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	if e.Checkpoints[n] == nil {
		return reply{}, fault.New(fault.NotFound, "There is no checkpoint %d.", n)
	}
	instance, err := s.Store.Instance(r.Context())
	if err != nil {
		return reply{}, err
	}
	m := appointment(e, n, instance, s.address(r, route.Checkpoint(e.ID, n)))
	m.Made = r.now
	return give(file{
		kind: "text/calendar; charset=utf-8", name: fmt.Sprintf("checkpoint-%d-of-engagement-%d.ics", n, e.ID), body: calendar.Invitation(m),
	})
}

// appointment makes of checkpoint n what calendars keep, with the address of its
// page. The instance is what this installation is called.
func appointment(e *postgres.Loaded, n int, instance, page string) calendar.Meeting {
	c := e.Checkpoints[n]
	m := calendar.Meeting{
		UID: fmt.Sprintf("checkpoint-%d.engagement-%d@%s", n, e.ID, instance), Sequence: c.Sequence, Zone: e.Facts.Location(),
		Title: fmt.Sprintf("Checkpoint %d of %s", n, e.Facts.Customer), Text: "The agenda and the minutes: " + page, URL: page,
		Cancelled: c.State == engagement.Cancelled,
	}
	if m.Cancelled {
		m.Text = "It does not take place. " + c.Words
	}
	m.Start, m.End = c.Starts(m.Zone), c.Ends(m.Zone)
	return m
}

// address gives the whole address of a path, at the host that the browser asked.
func (s *server) address(r *request, path string) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: path}
	if s.Secure {
		u.Scheme = "https"
	}
	return u.String()
}
