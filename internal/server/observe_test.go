package server

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The address of a calendar opens it, so the log has no more of it than that one was
// asked for.
func TestLogKeepsSecrets(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	s := &server{Config: Config{Log: slog.New(slog.NewTextHandler(&log, nil))}}
	h := s.observe(http.NotFoundHandler())
	for _, path := range []string{"/calendar/SECRET.ics", "/calendar/SECRET", "/engagements/7"} {
		h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, path, nil))
	}
	if got := log.String(); strings.Contains(got, "SECRET") || strings.Count(got, "path=/calendar/ ") != 2 || !strings.Contains(got, "path=/engagements/7") {
		t.Errorf("the log has\n%s", got)
	}
}
