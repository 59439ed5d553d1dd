package server

import (
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/httprate"

	"gaptrack/internal/calendar"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/signin"
)

const (
	feedReads = 120       // how often one address may ask for calendars a minute
	feedAgain = time.Hour // when a calendar is to ask again
)

// calendarRoutes are the private calendars, which no session opens: their addresses are
// secrets, so that no log and no other site sees one.
func (s *server) calendarRoutes(r chi.Router) {
	r.With(httprate.LimitBy(feedReads, time.Minute, clientAddress)).Get(route.CalendarFeed("{token}"), s.handle(s.calendarFeed))
}

// calendarFeed gives the checkpoints of the person whose calendar has this address.
func (s *server) calendarFeed(r *request) (reply, error) {
	token := signin.Token(chi.URLParam(r.Request, "token"))
	who, meetings, err := s.Store.ReadFeed(r.Context(), token.Hash(), r.now)
	if err != nil {
		return reply{}, err
	}
	notePerson(r, who.ID)
	instance, err := s.Store.Instance(r.Context())
	if err != nil {
		return reply{}, err
	}
	all := make([]calendar.Meeting, len(meetings))
	for i, m := range meetings {
		all[i] = s.appointment(r, m, instance)
	}
	return give(file{kind: "text/calendar; charset=utf-8", body: calendar.Feed("Checkpoints of "+who.Name, feedAgain, all)})
}

// appointment makes of a checkpoint what a calendar keeps.
func (s *server) appointment(r *request, m postgres.Meeting, instance string) calendar.Meeting {
	page := s.address(r, route.Checkpoint(m.Engagement, m.N))
	c := calendar.CheckpointOf(m.Engagement, engagement.Facts{Customer: m.Customer, Zone: m.Zone}, m.N, m.Checkpoint, instance, page)
	c.Made = r.now
	return c
}
