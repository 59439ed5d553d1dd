package server

import (
	"fmt"
	"net/url"

	"gaptrack/internal/calendar"
	"gaptrack/internal/fault"
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
	m := calendar.Checkpoint(e.Engagement, n, instance, s.address(r, route.Checkpoint(e.ID, n)))
	m.Made = r.now
	return give(file{
		kind: "text/calendar; charset=utf-8", name: fmt.Sprintf("checkpoint-%d-of-engagement-%d.ics", n, e.ID), body: calendar.Invitation(m),
	})
}

// address gives the whole address of a path, at the host that the browser asked.
func (s *server) address(r *request, path string) string {
	u := url.URL{Scheme: "http", Host: r.Host, Path: path}
	if s.Secure {
		u.Scheme = "https"
	}
	return u.String()
}
