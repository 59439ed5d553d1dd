package server

import (
	"bytes"
	"cmp"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/a-h/templ"

	"gaptrack/internal/route"
)

// reply is what a handler answers. No byte of it is sent before it is whole.
type reply struct {
	status   int
	body     templ.Component
	file     *file  // in place of a page
	location string // of a redirect
	flash    *flash // told on the page that is redirected to
	cookies  []*http.Cookie
	tag      tag  // what the page was made from
	forget   bool // the browser has to drop every page that it keeps
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

// pageBuffers are for pages while they are drawn; most are of 10 to 70 kB.
var pageBuffers = sync.Pool{New: func() any { return bytes.NewBuffer(make([]byte, 0, 64<<10)) }}

// mostKept is how large a buffer may be that is kept for another page.
const mostKept = 512 << 10

// send writes a reply.
func (s *server) send(w http.ResponseWriter, r *request, p reply) error {
	page := pageBuffers.Get().(*bytes.Buffer)
	page.Reset()
	defer func() {
		if page.Cap() <= mostKept {
			pageBuffers.Put(page)
		}
	}()
	if p.body != nil {
		if err := p.body.Render(r.Context(), page); err != nil {
			return err
		}
	}
	for _, c := range p.cookies {
		http.SetCookie(w, c)
	}
	s.passFlash(w, r, p)
	p.mayKeep(w.Header())
	switch {
	case p.status == http.StatusNotModified:
		w.WriteHeader(p.status)
	case p.location != "":
		w.Header().Set("Location", fitting(p.location))
		w.WriteHeader(http.StatusSeeOther)
	case p.file != nil:
		noteWritten(r, p.file.write(w))
	default:
		noteWritten(r, write(w, cmp.Or(p.status, http.StatusOK), "text/html; charset=utf-8", page.Bytes()))
	}
	return nil
}

// write answers with a body of a type.
func write(w http.ResponseWriter, status int, kind string, body []byte) error {
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, err := w.Write(body)
	return err
}

// mayKeep tells the browser whether it may keep the page: what has a tag it may,
// if it asks each time whether that is still right.
func (p reply) mayKeep(h http.Header) {
	h.Set("Cache-Control", "no-store")
	if p.file != nil {
		p.file.mayKeep(h)
		return
	}
	if etag := p.tag.String(); etag != "" && (p.status == 0 || p.status == http.StatusNotModified) {
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", etag)
		h.Add("Vary", "Cookie, HX-Request-Type")
	}
	if p.forget {
		h.Set("Clear-Site-Data", `"cache"`)
	}
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
