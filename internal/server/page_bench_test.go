package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// measured are the pages whose cost is watched.
var measured = []struct{ name, as, customer, path string }{
	{"overview", "engineer", "Harbour & Finch Logistics", ""},
	{"tasks", "engineer", "Harbour & Finch Logistics", "/tasks"},
	{"checklist", "engineer", "Harbour & Finch Logistics", "/checklist"},
	{"checkpoint", "engineer", "Harbour & Finch Logistics", "/checkpoints/1"},
	{"history", "engineer", "Harbour & Finch Logistics", "/history"},
	{"portfolio", "engineer", "", "/engagements"},
	{"work", "engineer", "", "/"},
}

// BenchmarkWrite gives what one change of a task's state costs the program, all in
// but the socket.
func BenchmarkWrite(b *testing.B) {
	d := newDemo(b)
	path := d.path("Tamarack Credit Union", "/tasks/4080")
	d.ask("sme", http.MethodGet, "/")
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		body := strings.NewReader("state=" + []string{"in+progress", "not+started"}[i%2])
		r := httptest.NewRequest(http.MethodPost, path, body)
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.AddCookie(&http.Cookie{Name: "gaptrack", Value: d.tokens["sme"].Cookie(d.people["sme"])})
		if w := d.answer(r); w.Code != http.StatusSeeOther {
			b.Fatalf("status %d: %s", w.Code, w.Body)
		}
	}
}

// BenchmarkPage gives what one request costs the program, all in but the
// socket: time, bytes and allocations.
func BenchmarkPage(b *testing.B) {
	d := newDemo(b)
	for _, p := range measured {
		b.Run(p.name, func(b *testing.B) {
			r := d.ask(p.as, http.MethodGet, d.path(p.customer, p.path))
			b.ReportAllocs()
			for b.Loop() {
				w := httptest.NewRecorder()
				if d.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatalf("status %d", w.Code)
				}
			}
		})
	}
}
