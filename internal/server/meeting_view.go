package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// meetingView makes the page of a meeting that is being held: its agenda, what
// is spoken of now, what was said so far, and the notes.
func (r *request) meetingView(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.MeetingView {
	agenda := e.Agenda(e.Today(r.now))
	all := subjectsOf(agenda)
	now := r.speaking(all, spokenOf(e, n), typed)
	v := page.MeetingView{Lines: minuteRows(e, e.LinesAt(n)), Notes: r.notesForm(e, n, now, typed, errs)}
	for _, part := range agenda {
		v.Agenda = append(v.Agenda, agendaPart(e, n, part, now))
	}
	if now.Noun != "" {
		v.Now = r.speakingForm(e, n, now, following(all, now), typed, errs)
	}
	return v
}

// subjectsOf gives the tasks and items of an agenda.
func subjectsOf(agenda []engagement.AgendaPart) []engagement.Subject {
	var all []engagement.Subject
	for _, p := range agenda {
		for _, s := range p.Subjects {
			if s.Noun == engagement.NounTask || s.Noun == engagement.NounItem {
				all = append(all, s)
			}
		}
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

// speaking gives what is spoken of now: what a refused form or the URL names,
// else the first of the agenda that was not spoken of.
func (r *request) speaking(all []engagement.Subject, spoken map[engagement.Subject]bool, typed url.Values) engagement.Subject {
	for _, text := range []string{typed.Get("noun") + "-" + typed.Get("n"), typed.Get(onField), r.URL.Query().Get(onField)} {
		if s := subjectIn(text); slices.Contains(all, s) {
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

// following gives the subject after another one, as a URL has it; nothing after
// the last.
func following(all []engagement.Subject, s engagement.Subject) string {
	if i := slices.Index(all, s); i >= 0 && i+1 < len(all) {
		return written(all[i+1])
	}
	return ""
}

func agendaPart(e *postgres.Loaded, n int, part engagement.AgendaPart, now engagement.Subject) page.AgendaPart {
	v := page.AgendaPart{Title: part.Title}
	spoken := spokenOf(e, n)
	for _, s := range part.Subjects {
		link := subjectLink(e.Engagement, s)
		link.URL = speakingOf(e.ID, n, written(s)) + "#now"
		v.Topics = append(v.Topics, page.Topic{Link: link, Badges: topicBadges(e, s), Said: spoken[s], Current: s == now})
	}
	return v
}

// topicBadges say how a subject of the agenda stands.
func topicBadges(e *postgres.Loaded, s engagement.Subject) []component.Badge {
	switch s.Noun {
	case engagement.NounTask:
		return []component.Badge{component.State(capital(e.Task(s.N).Logged()))}
	case engagement.NounPromise:
		return []component.Badge{{Text: capital(e.Promises[s.N].State), Quiet: true}}
	case engagement.NounPoint:
		return []component.Badge{{Text: capital(e.Points[s.N].State), Quiet: true}}
	}
	i := e.Items[s.N]
	badges := []component.Badge{component.Severity(string(i.Severity)), component.State(capital(i.State))}
	if !i.Blocker.IsZero() {
		badges = append(badges, component.State("Blocked"))
	}
	return badges
}

// speakingForm makes the form of what is said of one task or item.
func (r *request) speakingForm(e *postgres.Loaded, n int, s engagement.Subject, next string, typed url.Values, errs component.Errors) *page.Speaking {
	blocker, facts := aboutSubject(e, s, r)
	v := over(values("blocked_on", blocker.On), typed)
	hidden := []component.Hidden{
		drawnFrom(e, typed), {Name: "noun", Value: string(s.Noun)}, {Name: "n", Value: strconv.Itoa(s.N)}, {Name: "next", Value: next},
	}
	form := &page.Speaking{
		Subject: subjectLink(e.Engagement, s), Badges: topicBadges(e, s), Facts: facts, Said: said(e, s),
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "log"), Hidden: hidden, Draft: written(s)},
		Note: component.TextArea{Name: "note", Label: "What is said", Value: v.Get("note"), Rows: 3, MaxLength: engagement.MaxNote,
			Error: errs.For("note"), Attrs: map[string]any{"data-key": "e"}},
		State: component.Select{Name: "state", Label: "New state", Blank: "Leave it as it is", Options: statesOf(s, v.Get("state")), Error: errs.For("state")},
		BlockedOn: component.TextArea{Name: "blocked_on", Label: "Blocked on", Value: v.Get("blocked_on"), Rows: 2, MaxLength: engagement.MaxNote,
			Hint: blockedHint(s), Error: errs.For("blocked_on")},
		Save: component.Button{Text: "Add to the minutes", Kind: component.Primary},
	}
	if next != "" {
		form.Skip = &component.Link{Text: "Skip to the next", URL: speakingOf(e.ID, n, next) + "#now"}
	}
	return form
}

func blockedHint(s engagement.Subject) string {
	if s.Noun == engagement.NounTask {
		return "Of the state Blocked: what stands in the way."
	}
	return "What stands in the way. Empty it when nothing does any more."
}

// statesOf makes the choices of a new state. The customer's review has fields
// of its own, so it is confirmed on its task's page.
func statesOf(s engagement.Subject, chosen string) []component.Option {
	if s.Noun == engagement.NounItem {
		return optionsOf(engagement.ItemStates, chosen)
	}
	options := optionsOf(engagement.TaskStates, chosen)
	if s.N == engagement.ReviewTask {
		for i := range options {
			if options[i].Value == string(engagement.Done) {
				options[i].Label, options[i].Disabled = "Done: confirm it on its page", true
			}
		}
	}
	return options
}

// aboutSubject gives what is to know of a subject while it is spoken of.
func aboutSubject(e *postgres.Loaded, s engagement.Subject, r *request) (engagement.Blocker, component.DefinitionList) {
	today := e.Today(r.now)
	var blocker engagement.Blocker
	var facts component.DefinitionList
	if s.Noun == engagement.NounItem {
		i := e.Listed(s.N, today)
		blocker = i.Blocker
		facts = component.DefinitionList{{Term: "Done when", Text: i.DoneWhen}, {Term: "Owner", Text: owner(i.Item)}, {Term: "Due", Detail: dueOf(i)}}
	} else if t := e.Tasks[s.N]; t != nil {
		blocker = t.Blocker
		facts = component.DefinitionList{{Term: "Owner", Text: ownerOf(e, t)}, {Term: "Due", Detail: taskDue(*t, e.TaskState(s.N, today), today)}}
	}
	if !blocker.IsZero() {
		facts = append(facts, component.Definition{Term: "Blocked", Text: fmt.Sprintf("%s, since %s", blocker.Kind, since(blocker.Since, today))})
	}
	return blocker, facts
}

func ownerOf(e *postgres.Loaded, t *engagement.Task) string {
	if t.Owner == 0 {
		return "Nobody yet"
	}
	return nameOf(e, t.Owner)
}
