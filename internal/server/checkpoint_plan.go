package server

import (
	"fmt"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

func (s *server) moveCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		to := r.form.slot()
		return engagement.MoveCheckpoint{N: n, On: to.On, At: to.At, Later: to.Later, Until: to.Until}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return doneAt(changed, n, "Checkpoint %d is planned for %s.", n, slotOf(r.form))
	})
}

func (s *server) cancelCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		return engagement.CancelCheckpoint{N: n, Reason: r.form.Get("reason")}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(route.Checkpoints(changed.Engagement), fmt.Sprintf("Checkpoint %d is cancelled.", n))
	})
}

func (s *server) holdCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command { return engagement.HoldCheckpoint{N: n} }
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return doneAt(changed, n, "Checkpoint %d is being held.", n)
	})
}

// doneAt shows meeting n with what was done.
func doneAt(changed postgres.Changed, n int, format string, args ...any) (reply, error) {
	return done(route.Checkpoint(changed.Engagement, n), fmt.Sprintf(format, args...))
}
