package server

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// meetingView makes the page of a meeting that is being held: its agenda, what
// is spoken of now, what was said so far, and the notes.
func (r *request) meetingView(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.MeetingView {
	agenda := e.Agenda(e.Today(r.now))
	all, spoken := subjectsOf(agenda), map[engagement.Subject]bool{}
	for _, s := range e.Spoken() {
		spoken[s] = true
	}
	now := topicIn(all, r.speaking(e, all, spoken, typed), spoken)
	v := page.MeetingView{
		Agenda: page.Agenda{Walk: "open", Note: fmt.Sprintf("%d of %d spoken of", spokenIn(all, spoken), len(all))},
		Lines:  linesSoFar(e, n), Timer: timerOf(e, e.Checkpoints[n], r.now),
		Point: r.pointForm(e, n, now, typed, errs), Notes: r.notesForm(e, n, now, typed, errs),
	}
	v.Live = liveBar(e, n, now.on)
	for _, part := range agenda {
		v.Agenda.Parts = append(v.Agenda.Parts, r.agendaPart(e, n, part, spoken, now.on))
	}
	if now.on.Noun != "" {
		v.Now = r.speakingView(e, n, now, typed, errs)
	}
	return v
}

// agendaAhead makes the agenda of a meeting that is still to come, as it would be today.
// What has no page of its own leads nowhere.
func (r *request) agendaAhead(e *postgres.Loaded) page.Agenda {
	agenda := e.Agenda(e.Today(r.now))
	v := page.Agenda{Note: capital(counted(len(subjectsOf(agenda)), "subject")) + " as things stand"}
	for _, part := range agenda {
		row := page.AgendaPart{Title: part.Title}
		for _, s := range part.Subjects {
			link := topicLink(e, s)
			if s.Noun == engagement.NounPromise || s.Noun == engagement.NounPoint {
				link.URL = ""
			}
			row.Topics = append(row.Topics, page.Topic{Link: link, Badges: topicBadges(e, s, e.Today(r.now))})
		}
		v.Parts = append(v.Parts, row)
	}
	return v
}

func subjectsOf(agenda []engagement.AgendaPart) []engagement.Subject {
	var all []engagement.Subject
	for _, p := range agenda {
		all = append(all, p.Subjects...)
	}
	return all
}

// spokenOf gives what meeting n spoke of already.
func spokenOf(e *postgres.Loaded, n int) map[engagement.Subject]bool {
	spoken := map[engagement.Subject]bool{}
	for _, l := range e.LinesAt(n) {
		spoken[e.Lines[l].On()] = true
	}
	return spoken
}

// spokenIn counts what was spoken of among subjects.
func spokenIn(all []engagement.Subject, spoken map[engagement.Subject]bool) int {
	left := maps.Clone(spoken)
	maps.DeleteFunc(left, func(s engagement.Subject, _ bool) bool { return !slices.Contains(all, s) })
	return len(left)
}

// speaking gives what is spoken of now: what a refused form or the URL names,
// else the first of the agenda that was not spoken of.
func (r *request) speaking(e *postgres.Loaded, all []engagement.Subject, spoken map[engagement.Subject]bool, typed url.Values) engagement.Subject {
	for _, text := range []string{typed.Get(onField), r.URL.Query().Get(onQuery)} {
		if s := subjectIn(text); slices.Contains(all, s) || canBeSpokenOf(e, s) {
			return s
		}
	}
	for _, s := range all {
		if !spoken[s] {
			return s
		}
	}
	return engagement.Subject{}
}

// canBeSpokenOf reports whether there is something of an engagement that a meeting
// can go back to, although its agenda is through with it.
func canBeSpokenOf(e *postgres.Loaded, s engagement.Subject) bool {
	switch s.Noun {
	case engagement.NounItem:
		return e.Items[s.N] != nil
	case engagement.NounTask:
		_, _, known := e.PlaybookTask(s.N)
		return known && s.N != engagement.ExitTask
	case engagement.NounPromise:
		return e.Promises[s.N] != nil
	case engagement.NounPoint:
		return e.Points[s.N] != nil
	}
	return false
}

// topicIn finds a subject's place on the agenda, which has what was spoken of last.
func topicIn(all []engagement.Subject, s engagement.Subject, spoken map[engagement.Subject]bool) topicOf {
	t, i := topicOf{on: s, of: len(all)}, slices.Index(all, s)
	if i < 0 {
		return t
	}
	t.place = (i+spokenIn(all, spoken))%len(all) + 1
	if to := slices.IndexFunc(all[i+1:], func(s engagement.Subject) bool { return !spoken[s] }); to >= 0 {
		t.then = written(all[i+1+to])
	}
	if i > 0 {
		t.previous = written(all[i-1])
	}
	if i+1 < len(all) {
		t.next = written(all[i+1])
	}
	return t
}

func (r *request) agendaPart(e *postgres.Loaded, n int, part engagement.AgendaPart, spoken map[engagement.Subject]bool, now engagement.Subject) page.AgendaPart {
	v := page.AgendaPart{Title: part.Title}
	for _, s := range part.Subjects {
		link := topicLink(e, s)
		link.URL = speakingOf(e.ID, n, written(s))
		v.Topics = append(v.Topics, page.Topic{Link: link, Badges: topicBadges(e, s, e.Today(r.now)), Said: spoken[s], Current: s == now})
	}
	return v
}

// topicLink names a subject of the agenda: a promise with who made it.
func topicLink(e *postgres.Loaded, s engagement.Subject) component.Link {
	link := subjectLink(e.Engagement, s)
	if s.Noun == engagement.NounPromise {
		link.Text = e.Promises[s.N].Who + ": " + link.Text
	}
	return link
}

// linesSoFar makes the minutes of meeting n as far as they are, newest first; each line
// leads back to its subject in the meeting.
func linesSoFar(e *postgres.Loaded, n int) []page.MinuteRow {
	lines := e.LinesAt(n)
	rows := minuteRows(e, lines)
	for i, l := range lines {
		rows[i].Subject.URL = speakingOf(e.ID, n, written(e.Lines[l].On()))
	}
	return rows
}

// timerOf tells for how long a meeting has been held, of how long it is planned.
func timerOf(e *postgres.Loaded, m *engagement.Checkpoint, now time.Time) page.Timer {
	zone := e.Facts.Location()
	planned := m.Ends(zone).Sub(m.Starts(zone))
	return page.Timer{
		Since:   timeOf(m.HeldAt, e.Engagement),
		Minutes: max(0, int(now.Sub(m.HeldAt).Minutes())), Planned: int(planned.Minutes()),
	}
}
