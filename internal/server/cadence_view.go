package server

import (
	"fmt"
	"net/url"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// upcomingListed is how many days of the cadence the checkpoints list, upcomingNamed how
// many the overview names.
const (
	upcomingListed = 5
	upcomingNamed  = 3
)

// cadenceDays lists the next days of the cadence with what became of them.
func (r *request) cadenceDays(e *postgres.Loaded) []page.CadenceDay {
	if e.ReadOnly() {
		return nil
	}
	var all []page.CadenceDay
	for _, s := range e.Upcoming(r.now, upcomingListed) {
		v := cadenceDay(e.Engagement, s)
		if s.N == 0 || s.State == engagement.Cancelled {
			v.Plan = r.planSlot(e, s)
			v.Change = &component.Link{Text: "Move or skip it", URL: route.With(route.Checkpoints(e.ID), values(slotField, s.Day)) + "#plan"}
		}
		if s.State == engagement.Cancelled {
			v.Change.Text = "On another day"
		}
		all = append(all, v)
	}
	return all
}

// planSlot makes the button that plans the meeting of a day at its usual time.
func (r *request) planSlot(e *postgres.Loaded, s engagement.Slot) *page.RowAct {
	b := component.Button{Text: "Plan it", About: dayOf(s.Day).Text, DisabledReason: r.whyNot(e, usualMeeting(s))}
	if s.State == engagement.Cancelled {
		b.Text = "Hold it after all"
	}
	return &page.RowAct{Button: b, Form: component.Form{Action: route.Checkpoints(e.ID), Inline: true, Hidden: []component.Hidden{
		{Name: slotField, Value: s.Day.String()}, {Name: "on", Value: s.On.String()}, {Name: "at", Value: s.At.String()},
		{Name: "which", Value: firstOfTwo},
	}}}
}

func usualMeeting(s engagement.Slot) engagement.ScheduleCheckpoint {
	return engagement.ScheduleCheckpoint{On: s.On, At: s.At, Later: new(s.Later), Slot: s.Day}
}

// cadenceDay tells what became of a day of the cadence.
func cadenceDay(e *engagement.Engagement, s engagement.Slot) page.CadenceDay {
	v := page.CadenceDay{Day: component.Day{ISO: s.Day.String(), Text: s.Day.Format("Mon 2 Jan 2006")}}
	at := "at " + s.At.String()
	switch {
	case s.On != s.Day:
		at = fmt.Sprintf("moved to %s, %s", s.On.Format("Mon 2 Jan"), s.At)
	case s.At != e.Facts.MeetsAt && (s.N == 0 || s.State == engagement.Cancelled):
		at = fmt.Sprintf("at %s, since the clocks go forward", s.At)
	}
	switch {
	case s.State == engagement.Cancelled:
		v.Badge, v.Note = component.Badge{Text: "Skipped", Shape: component.Dash, Quiet: true}, s.Reason
		return v
	case s.N == 0:
		v.Badge, v.Note = component.Badge{Text: "Not planned yet", Quiet: true}, at
		return v
	}
	m := e.Checkpoints[s.N]
	if !m.HeldAt.IsZero() {
		at = "held on " + m.HeldAt.In(e.Facts.Location()).Format("Mon 2 Jan, 15:04")
	}
	v.Badge, v.Note = checkpointBadge(m), at
	v.Link = &component.Link{Text: fmt.Sprintf("Checkpoint %d", s.N), URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint, N: s.N})}
	return v
}

// skipForm makes the form that leaves out the day of the cadence that was chosen, nil
// where none is or it is left out already.
func (r *request) skipForm(e *postgres.Loaded, typed url.Values, errs component.Errors) *page.SkipForm {
	s, chosen := r.chosenSlot(e, typed)
	if !chosen || s.State == engagement.Cancelled || s.Day.Before(e.Today(r.now)) {
		return nil
	}
	return &page.SkipForm{
		Form: component.Form{Action: route.SkipCheckpoint(e.ID), Draft: "skip-" + s.Day.String(), Hidden: []component.Hidden{{Name: slotField, Value: s.Day.String()}}},
		Reason: component.TextArea{Name: "reason", Label: "Why it does not take place", Value: typed.Get("reason"), Required: true,
			Rows: 2, MaxLength: engagement.MaxNote, Error: errs.For("reason")},
		Skip: component.Button{Text: "Skip it", DisabledReason: r.whyNot(e, engagement.SkipSlot{Slot: s.Day, Reason: "-"})},
	}
}

// planTitle heads the form of a new meeting.
func (r *request) planTitle(e *postgres.Loaded, typed url.Values) string {
	if s, chosen := r.chosenSlot(e, typed); chosen {
		return "The checkpoint of " + s.Day.Format("Mon 2 Jan 2006")
	}
	return "Plan a checkpoint"
}

func (s *server) skipCheckpoint(r *request) (reply, error) {
	slot := r.form.date(slotField)
	changed, err := s.submit(r, engagement.SkipSlot{Slot: slot, Reason: r.form.Get("reason")})
	if err != nil {
		return s.refuse(r, err, s.checkpointsAgain(r))
	}
	return done(route.Checkpoints(changed.Engagement), fmt.Sprintf("The checkpoint of %s is skipped.", dayOf(slot).Text))
}

// rhythm tells how often checkpoints are held, at which time, and from when on.
func rhythm(e *engagement.Engagement) string {
	words := fmt.Sprintf("%s at %s", capital(e.Rhythm()), e.Facts.MeetsAt)
	if from := e.Facts.MeetsFrom; from != (day.Date{}) {
		words += ", counted from " + dayOf(from).Text
	}
	return words
}
