package server

import (
	"net/http/httptest"
	"strings"
	"testing"

	"gaptrack/internal/route"
)

func TestRedirectsFitIntoAHeader(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", maxLocation)
	for location, want := range map[string]string{
		"/engagements?q=x":       "/engagements?q=x",
		"/engagements?q=" + long: "/engagements",
		"/" + long + "?q=x":      route.Work,
	} {
		w := httptest.NewRecorder()
		r := &request{Request: httptest.NewRequest("POST", "/", nil)}
		p := reply{location: location, flash: &flash{Text: "Done.", Undo: 1, Back: location}}
		if err := (&server{}).send(w, r, p); err != nil {
			t.Fatal(err)
		}
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("%.20s… leads to %.40q, want %q", location, got, want)
		}
		next := httptest.NewRequest("GET", "/", nil)
		next.AddCookie(w.Result().Cookies()[0])
		if told := flashOf(next); told == nil || told.Back != want {
			t.Errorf("%.20s…: the next page is told %+v", location, told)
		}
		if cookie := w.Header().Get("Set-Cookie"); len(cookie) > 4096 {
			t.Errorf("%.20s…: a cookie of %d bytes", location, len(cookie))
		}
	}
}
