package server

import (
	"bytes"
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/route"
)

// reply is what a handler answers. No byte of it is sent before it is whole.
type reply struct {
	status   int
	body     templ.Component
	location string // of a redirect
	flash    *flash // told on the page that is redirected to
	cookies  []*http.Cookie
}

// handler answers a request. Its errors become pages in fail.
type handler func(*request) (reply, error)

// show answers with a page.
func show(body templ.Component) (reply, error) { return reply{body: body}, nil }

// refused answers with the form that could not be taken, as it was typed.
func refused(body templ.Component) (reply, error) {
	return reply{status: http.StatusUnprocessableEntity, body: body}, nil
}

// see sends the browser on to a page, after an act.
func see(location string) (reply, error) { return reply{location: location}, nil }

// done sends the browser on to a page that tells what was done.
func done(location, text string) (reply, error) {
	return reply{location: location, flash: &flash{Text: text}}, nil
}

// send writes a reply.
func (s *server) send(w http.ResponseWriter, r *request, p reply) error {
	var page bytes.Buffer
	if p.body != nil {
		if err := p.body.Render(r.Context(), &page); err != nil {
			return err
		}
	}
	for _, c := range p.cookies {
		http.SetCookie(w, c)
	}
	s.passFlash(w, r, p)
	w.Header().Set("Cache-Control", "no-store")
	if p.location != "" {
		w.Header().Set("Location", fitting(p.location))
		w.WriteHeader(http.StatusSeeOther)
		return nil
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(page.Len()))
	w.WriteHeader(cmp.Or(p.status, http.StatusOK))
	_, err := page.WriteTo(w)
	noteWritten(r, err)
	return nil
}

// maxLocation bounds where a redirect leads to, in bytes: proxies refuse longer
// headers, browsers a cookie that carries much more.
const maxLocation = 2000

// fitting leaves out the query of an address that is too long to be followed:
// what it would have filled in or filtered is typed again.
func fitting(location string) string {
	if len(location) <= maxLocation {
		return location
	}
	path, _, _ := strings.Cut(location, "?")
	if len(path) > maxLocation {
		return route.Work
	}
	return path
}
