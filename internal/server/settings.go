package server

import (
	"fmt"

	"github.com/go-chi/chi/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// Mail is what the page of settings tells of how mails are sent.
type Mail struct {
	Words string // in a sentence, without a password; where there is a mail server
	Sends bool   // there is a mail server
	From  string // who sends them
	URL   string // with which their links begin
}

func (s *server) settingsRoutes(r chi.Router) {
	r.Get(route.Settings, s.page(only(access.Administer, s.settings)))
	r.Get(route.Settings+"/mails/{mail}", s.page(only(access.Administer, s.oneMail)))
	r.Post(route.Settings+"/mails/{mail}/again", s.page(only(access.Administer, s.sendAgain)))
	r.Post(route.Settings+"/mails/{mail}/came", s.page(only(access.Administer, s.mailCame)))
}

// settings tells how mails are sent, and lists them.
func (s *server) settings(r *request) (reply, error) {
	q := postgres.MailQuery{State: postgres.MailState(r.form.Get("state")), Cursor: r.form.Get(fromField)}
	all, err := s.Store.Mails(r.Context(), q, r.who)
	if err != nil {
		return reply{}, err
	}
	v := settingsView(s.Mail, all, q, zoneOf(r.who))
	v.Page = s.layout(r, "Settings", component.Admin)
	return show(page.Settings(v))
}

// oneMail shows a mail as it was written.
func (s *server) oneMail(r *request) (reply, error) {
	id, err := r.number("mail")
	if err != nil {
		return reply{}, err
	}
	m, err := s.Store.Mail(r.Context(), postgres.MailID(id), r.who)
	if err != nil {
		return reply{}, err
	}
	v := mailView(s.Mail, m, zoneOf(r.who))
	v.Page = s.layout(r, v.Header.Title, component.Admin)
	return show(page.Mail(v))
}

// sendAgain has a mail sent once more.
func (s *server) sendAgain(r *request) (reply, error) {
	id, err := r.number("mail")
	if err == nil {
		err = s.Store.SendMailAgain(r.Context(), postgres.MailID(id), r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	return done(route.Mail(int64(id), ""), fmt.Sprintf("Mail %d is sent again within some seconds.", id))
}

// mailCame takes a mail of which that was not known as sent.
func (s *server) mailCame(r *request) (reply, error) {
	id, err := r.number("mail")
	if err == nil {
		err = s.Store.MailCame(r.Context(), postgres.MailID(id), r.who, r.now)
	}
	if err != nil {
		return reply{}, err
	}
	return done(route.Settings, fmt.Sprintf("Mail %d is noted as sent.", id))
}
