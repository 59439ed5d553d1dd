package server

import (
	"fmt"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// What can come of a promise, as its form sends it.
const (
	promiseKept  = "kept"
	promiseMoved = "moved"
	promiseGiven = "given up"
	promiseOpen  = "open"
)

// makePromise notes what somebody promises in a meeting.
func (s *server) makePromise(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		return engagement.MakePromise{
			Checkpoint: n, On: r.form.subject(), Side: engagement.Side(r.form.Get("side")), Who: r.form.Get("who"),
			What: r.form.Get("what"), By: r.form.date("by"),
		}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(speakingOf(changed.Engagement, n, r.form.Get(onField)), "The promise is noted.")
	})
}

// settlePromise notes in a meeting what came of a promise, and goes on.
func (s *server) settlePromise(r *request) (reply, error) {
	p, err := r.number("p")
	if err != nil {
		return reply{}, err
	}
	cmd := func(int) engagement.Command { return promiseCommand(r.form, p) }
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(speakingOf(changed.Engagement, n, r.form.Get(nextField)), fmt.Sprintf("Promise %d is %s.", p, promiseDone[r.form.Get("state")]))
	})
}

var promiseDone = map[string]string{
	promiseKept: "kept", promiseMoved: "moved", promiseGiven: "given up", promiseOpen: "still to be kept",
}

func promiseCommand(f form, p int) engagement.Command {
	switch f.Get("state") {
	case promiseKept:
		return engagement.KeepPromise{N: p}
	case promiseMoved:
		return engagement.MovePromise{N: p, By: f.date("by")}
	case promiseGiven:
		return engagement.DropPromise{N: p, Reason: f.Get("reason")}
	case promiseOpen:
		return engagement.ReopenPromise{N: p}
	}
	f.problems.Add("state", "Choose what came of the promise.")
	return engagement.KeepPromise{N: p}
}

// subject reads the task or item that a form is about; zero for none.
func (f form) subject() engagement.Subject {
	s := engagement.Subject{Noun: engagement.Noun(f.Get("noun")), N: f.number("n", "the task or item")}
	if s.N == 0 {
		return engagement.Subject{}
	}
	return s
}
