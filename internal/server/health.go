package server

import (
	"context"
	"io"
	"net/http"
	"time"
)

// health answers as long as the program runs.
func (s *server) health(w http.ResponseWriter, _ *http.Request) { say(w, http.StatusOK, "ok\n") }

// ready answers 200 when pages can be served, and 503 while the database is
// away or the start has not finished.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	if s.Ready != nil && !s.Ready() || s.Store.Ping(ctx) != nil {
		say(w, http.StatusServiceUnavailable, "the database is not there\n")
		return
	}
	say(w, http.StatusOK, "ready\n")
}

func say(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text) // a probe that went away needs no answer
}
