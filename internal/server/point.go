package server

import (
	"fmt"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

// addPoint puts a point on the agenda, from the page of a meeting.
func (s *server) addPoint(r *request) (reply, error) {
	cmd := func(int) engagement.Command { return engagement.AddPoint{What: r.form.Get("what")} }
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		to := route.Checkpoint(changed.Engagement, n)
		if r.form.Has(onField) {
			to = speakingOf(changed.Engagement, n, r.form.Get(onField))
		}
		return done(to, "The point is on the agenda.")
	})
}

// settlePoint gives a point its state in a meeting, and goes on.
func (s *server) settlePoint(r *request) (reply, error) {
	p, err := r.number("p")
	if err != nil {
		return reply{}, err
	}
	cmd := func(int) engagement.Command {
		return engagement.SettlePoint{N: p, State: engagement.PointState(r.form.Get("state")), Words: r.form.Get("words")}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(speakingOf(changed.Engagement, n, r.form.Get(nextField)), fmt.Sprintf("Point %d is %s.", p, r.form.Get("state")))
	})
}
