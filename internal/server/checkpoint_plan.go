package server

import (
	"fmt"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

func (s *server) moveCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		return engagement.MoveCheckpoint{N: n, On: r.form.date("on"), At: r.form.meetingTime("at")}
	}
	return s.act(r, cmd, func(n int, _ postgres.Changed) (reply, error) {
		return s.doneAt(r, n, "Checkpoint %d is planned for %s.", n, slotOf(r.form))
	})
}

func (s *server) cancelCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		return engagement.CancelCheckpoint{N: n, Reason: r.form.Get("reason")}
	}
	return s.act(r, cmd, func(n int, _ postgres.Changed) (reply, error) {
		id, err := r.engagementID()
		if err != nil {
			return reply{}, err
		}
		return done(route.Checkpoints(id), fmt.Sprintf("Checkpoint %d is cancelled.", n))
	})
}

func (s *server) holdCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command { return engagement.HoldCheckpoint{N: n} }
	return s.act(r, cmd, func(n int, _ postgres.Changed) (reply, error) {
		return s.doneAt(r, n, "Checkpoint %d is being held.", n)
	})
}

// doneAt shows meeting n with what was done.
func (s *server) doneAt(r *request, n int, format string, args ...any) (reply, error) {
	id, err := r.engagementID()
	if err != nil {
		return reply{}, err
	}
	return done(route.Checkpoint(id, n), fmt.Sprintf(format, args...))
}
