package server

import (
	"errors"
	"net/http"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/signin"
)

// errUnchanged ends a handler whose page the browser has as it is; see tag.go.
var errUnchanged = errors.New("the page did not change")

// begun begins the visit of the session that a browser says it has, nil for none.
func (s *server) begun(r *request) *postgres.Visit {
	session := s.session(r)
	if session == nil {
		return nil
	}
	return s.Store.Visit(*session, r.seenTag().moment)
}

// session reads the session that a browser says it has, nil for none.
func (s *server) session(r *request) *postgres.Session {
	c, err := r.Cookie(s.sessionCookie())
	if err != nil || c.Value == "" {
		return nil
	}
	token, person := signin.ParseCookie(c.Value)
	return &postgres.Session{TokenHash: token.Hash(), Person: engagement.PersonID(person), Now: r.now, Idle: signin.IdleTime}
}

// met notes who asks, as a reading has proven it.
func (r *request) met() {
	r.who = r.visit.Who().Actor
	if r.who.SignedIn() {
		notePerson(r, r.who.ID)
	}
}

// engagement reads the engagement that the path names, for who asks.
func (s *server) engagement(r *request) (*postgres.Loaded, error) {
	return s.engagementBy(r, func(id engagement.ID, seen int) (*postgres.Loaded, bool, error) {
		return r.visit.Engagement(r.Context(), id, seen)
	})
}

// engagementBy reads an engagement by a function that is told the version of the
// browser's copy, and tells whether there is a newer one.
func (s *server) engagementBy(r *request, read func(id engagement.ID, seen int) (*postgres.Loaded, bool, error)) (*postgres.Loaded, error) {
	id, err := r.engagementID()
	if err != nil {
		return nil, err
	}
	seen := r.seenTag()
	e, fresh, err := read(id, seen.version)
	r.met()
	if err != nil {
		return nil, err
	}
	r.tag = s.engagementTag(r, e)
	if fresh {
		return e, nil
	}
	if r.tag == seen {
		return nil, errUnchanged
	}
	e, _, err = read(id, 0) // a day went by since, or who asks is another
	return e, err
}

// list reads what a visit gives of a list.
func list[T any](s *server, r *request, read func() (T, error)) (T, error) {
	found, err := read()
	r.met()
	if err != nil {
		return found, err
	}
	seen := r.seenTag()
	r.tag = s.listTag(r, r.visit.People())
	if !r.visit.Unchanged() {
		return found, nil
	}
	if r.tag == seen {
		return found, errUnchanged
	}
	r.visit.Forget()
	found, err = read()
	return found, err
}

// conditional reports whether the browser may be told that its copy of the page
// is still right: of the whole page of a GET, which tells of no act before it.
func (r *request) conditional() bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && r.flash == nil && !r.partial()
}
