package server

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"gaptrack/internal/fault"
	"gaptrack/internal/route"
)

// line is what one request leaves in the log: one wide line.
type line struct {
	trace  string
	person int64
	err    error
}

type lineKey struct{}

// observe writes one line a request, and turns a panic into a 500.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		l := &line{trace: rand.Text()[:10]}
		r = r.WithContext(context.WithValue(r.Context(), lineKey{}, l))
		ww := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		start := time.Now()
		defer func() {
			if p := recover(); p != nil {
				s.Log.Error("panic", "trace", l.trace, "panic", p, "stack", string(debug.Stack()))
				if ww.Status() == 0 {
					http.Error(ww, "Something went wrong on our side.", http.StatusInternalServerError)
				}
			}
			s.write(r, ww, l, time.Since(start))
		}()
		next.ServeHTTP(ww, r)
	})
}

// write logs the route, never the query or the form: they may hold names.
func (s *server) write(r *http.Request, w middleware.WrapResponseWriter, l *line, took time.Duration) {
	level := slog.LevelInfo
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("path", loggedPath(r.URL.Path)), slog.Int("status", w.Status()),
		slog.Int("bytes", w.BytesWritten()), slog.Duration("took", took.Round(time.Microsecond)), slog.String("trace", l.trace),
		slog.String("from", middleware.GetClientIP(r.Context())),
	}
	if c := chi.RouteContext(r.Context()); c != nil {
		attrs = append(attrs, slog.String("route", c.RoutePattern()))
	}
	if l.person != 0 {
		attrs = append(attrs, slog.Int64("person", l.person))
	}
	if l.err != nil {
		attrs = append(attrs, slog.String("error", l.err.Error()))
		if k := fault.KindOf(l.err); k == fault.Internal || k == fault.Unavailable {
			level = slog.LevelError
		}
		var f *fault.Error
		if errors.As(l.err, &f) && f.Unwrap() != nil {
			attrs = append(attrs, slog.String("cause", f.Unwrap().Error()))
		}
		if r.Context().Err() != nil { // the browser went away, and with it our work
			level = slog.LevelInfo
		}
	}
	s.Log.LogAttrs(r.Context(), level, "request", attrs...)
}

// loggedPath gives a path as the log may have it: of a calendar, the path is a secret.
func loggedPath(path string) string {
	if strings.HasPrefix(path, route.CalendarFeeds) {
		return route.CalendarFeeds
	}
	return path
}

func lineOf(r *request) *line {
	if l, ok := r.Context().Value(lineKey{}).(*line); ok {
		return l
	}
	return &line{}
}

func noteError(r *request, err error) { lineOf(r).err = err }

func notePerson(r *request, id int64) { lineOf(r).person = id }

// noteWritten keeps a browser that went away from looking like our failure.
func noteWritten(r *request, err error) {
	if err != nil {
		noteError(r, fault.Wrap(err, fault.Invalid, "The browser went away."))
	}
}

func traceOf(r *request) string { return lineOf(r).trace }
