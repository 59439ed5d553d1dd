package server

import (
	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
)

// undo takes one change back, as the flash that told of it offers, and comes
// back to the page that it was told on.
func (s *server) undo(r *request) (reply, error) {
	seq := r.form.number("seq", "the change")
	if err := r.form.err(); err != nil {
		return reply{}, err
	}
	changed, err := s.change(r, engagement.Undo{Seq: seq})
	if err != nil {
		return reply{}, err
	}
	return done(backOr(r, route.History(changed.Engagement)), "The change is taken back.")
}
