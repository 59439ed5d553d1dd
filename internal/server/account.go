package server

import (
	"fmt"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/signin"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// accountRoutes are what people settle themselves.
func (s *server) accountRoutes(r chi.Router) {
	r.Get(route.Account, s.page(s.account))
	r.Post(route.Account, s.page(s.settle))
	r.Post(route.StartFeed, s.page(s.startFeed))
	r.Post(route.EndFeed, s.page(s.endFeed))
	r.Post(route.EndOtherSessions, s.page(s.endOtherSessions))
}

func (s *server) account(r *request) (reply, error) {
	body, err := s.accountPage(r, "", nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// accountPage draws the page with what was typed, and with the address of a calendar
// that was just made: it is shown this once.
func (s *server) accountPage(r *request, address string, errs component.Errors) (templ.Component, error) {
	own, err := s.ownAccount(r)
	if err != nil {
		return nil, err
	}
	v := r.accountView(own, address, errs)
	v.Page = s.layout(r, "My account", "")
	return page.Account(v), nil
}

// ownAccount is what there is to tell somebody of their account.
type ownAccount struct {
	person   postgres.Person
	settings postgres.Settings
	feed     postgres.Feed
	sessions []postgres.OwnSession
}

func (s *server) ownAccount(r *request) (own ownAccount, err error) {
	id := engagement.PersonID(r.who.ID)
	own.person = r.visit.Who()
	if own.settings, err = s.Store.Settings(r.Context(), id); err != nil {
		return own, err
	}
	if own.feed, err = s.Store.FeedOf(r.Context(), id); err != nil {
		return own, err
	}
	own.sessions, err = s.Store.Sessions(r.Context(), id, s.ownToken(r).Hash(), r.now, signin.IdleTime)
	return own, err
}

// ownToken gives the token of the session by which somebody asks.
func (s *server) ownToken(r *request) signin.Token {
	c, err := r.Cookie(s.sessionCookie())
	if err != nil {
		return ""
	}
	token, _ := signin.ParseCookie(c.Value)
	return token
}

// settle keeps the time zone and which mail is wanted.
func (s *server) settle(r *request) (reply, error) {
	is := postgres.Settings{Zone: r.form.Get("time_zone"), Mail: postgres.MailWanted{Digests: r.form.has("mail", "digests"), Reminders: r.form.has("mail", "reminders")}}
	if err := s.Store.Settle(r.Context(), engagement.PersonID(r.who.ID), is); err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.accountPage(r, "", errs) })
	}
	return done(route.Account, "Your settings are saved.")
}

// startFeed makes the address of a calendar, in place of the one before. The answer is
// the page itself: on another one the address could not be shown.
func (s *server) startFeed(r *request) (reply, error) {
	token := signin.NewToken()
	if err := s.Store.StartFeed(r.Context(), token.Hash(), engagement.PersonID(r.who.ID), r.now); err != nil {
		return reply{}, err
	}
	body, err := s.accountPage(r, s.address(r, route.CalendarFeed(string(token))), nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

func (s *server) endFeed(r *request) (reply, error) {
	if err := s.Store.EndFeed(r.Context(), engagement.PersonID(r.who.ID)); err != nil {
		return reply{}, err
	}
	return done(route.Account, "The address of your calendar is taken away. Calendars that used it get nothing any more.")
}

func (s *server) endOtherSessions(r *request) (reply, error) {
	n, err := s.Store.EndOtherSessions(r.Context(), engagement.PersonID(r.who.ID), s.ownToken(r).Hash())
	if err != nil {
		return reply{}, err
	}
	if n == 0 {
		return done(route.Account, "You are signed in nowhere else.")
	}
	return done(route.Account, fmt.Sprintf("You are signed out of %s.", counted(n, "other browser")))
}
