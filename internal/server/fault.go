package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/a-h/templ"

	"gaptrack/internal/fault"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// status is the one place where a kind of error becomes a status.
var status = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.NotFound:        http.StatusNotFound,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Forbidden:       http.StatusForbidden,
	fault.Conflict:        http.StatusConflict,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.TooLarge:        http.StatusRequestEntityTooLarge,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

var titles = map[fault.Kind]string{
	fault.Internal:        "Something went wrong on our side",
	fault.NotFound:        "There is no such page",
	fault.Invalid:         "This could not be taken",
	fault.Forbidden:       "This is not yours to do",
	fault.Conflict:        "This cannot be done now",
	fault.Unauthenticated: "Sign in again",
	fault.TooLarge:        "This is too large",
	fault.Unavailable:     "GapTrack cannot reach its database",
}

// fail turns an error into a page. The text of an error that is no fault goes
// to the log alone.
func (s *server) fail(r *request, err error) reply {
	noteError(r, err)
	v := component.ErrorPage{
		Title: titles[fault.KindOf(err)], Status: status[fault.KindOf(err)], Trace: traceOf(r),
		Text:   "The error was noted. Try again; if it comes back, tell who runs GapTrack.",
		Action: &component.Link{Text: "Go to my work", URL: route.Work},
	}
	var f *fault.Error
	if errors.As(err, &f) {
		v.Text, v.Trace = f.Error(), ""
	}
	switch fault.KindOf(err) {
	case fault.Unavailable:
		v.Text += " Nothing that was saved is lost. This page works again by itself as soon as the database is back: reload it in a moment."
		v.Action = &component.Link{Text: "Reload", URL: r.URL.Path}
		if r.Method == http.MethodPost {
			v.Action = &component.Link{Text: "Go back", URL: back(r)}
		}
	case fault.Unauthenticated:
		v.Action = &component.Link{Text: "Sign in", URL: route.With(route.Login, url.Values{"next": {refererPath(r.Request)}})}
	case fault.Conflict, fault.Forbidden:
		v.Action = &component.Link{Text: "Go back", URL: back(r)}
	}
	return reply{status: v.Status, body: page.Error(s.layout(r, v.Title, component.NoSection), v)}
}

// refuse answers a form that was not taken: what is invalid, or cannot be done as
// things stand, comes back as it was typed, drawn by redraw, each error beside its
// field; what somebody else changed too comes back side by side. Other errors are
// passed on.
func (s *server) refuse(r *request, err error, redraw func(component.Errors) (templ.Component, error)) (reply, error) {
	var f *fault.Error
	if !errors.As(err, &f) {
		return reply{}, err
	}
	switch {
	case f.Kind == fault.Conflict && len(f.Clashes) > 0:
		return s.conflict(r, f)
	case (f.Kind == fault.Invalid || f.Kind == fault.Conflict) && len(f.Fields) > 0:
		body, err := redraw(component.Errors(f.Fields))
		return reply{status: status[f.Kind], body: body}, err
	}
	return reply{}, err
}

// back gives the page that a form was sent from.
func back(r *request) string {
	if r.form.Get("back") != "" {
		return route.Local(r.form.Get("back"))
	}
	return refererPath(r.Request)
}

func notFoundPage(*request) (reply, error) {
	return reply{}, fault.New(fault.NotFound, "The address may be mistyped, or what it led to is not yours to see.")
}
