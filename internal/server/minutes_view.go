package server

import (
	"fmt"
	"net/url"
	"slices"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// notesForm makes the form of attendance and minutes, which also closes the
// meeting and plans the next one.
func (r *request) notesForm(e *postgres.Loaded, n int, now engagement.Subject, typed url.Values, errs component.Errors) page.NotesForm {
	m := e.Checkpoints[n]
	next, wanted := e.Following(r.now)
	if !wanted {
		next = engagement.ScheduleCheckpoint{On: e.NextProposed(e.Today(r.now)), At: e.Facts.MeetsAt}
	}
	standing := values("attended", m.Attended, "minutes", m.Minutes, "on", next.On, "at", next.At, "plan_next", "yes")
	if typed.Has("attended") && !typed.Has("plan_next") || !wanted {
		standing.Del("plan_next") // it was unticked, or one is planned already
	}
	v := over(standing, typed)
	slot := slotForm(e.Engagement, v, errs)
	slot.On.Label, slot.At.Label = "Day of the next one", "Time of the next one"
	return page.NotesForm{
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "notes"), Draft: "minutes",
			Hidden: []component.Hidden{drawnFrom(e, typed), {Name: onField, Value: written(now)}}},
		Attended: component.TextArea{Name: "attended", Label: "Who attended", Value: v.Get("attended"), Rows: 2, MaxLength: engagement.MaxNote,
			Error: errs.For("attended")},
		Minutes: component.TextArea{Name: "minutes", Label: "Minutes", Value: v.Get("minutes"), Rows: 8, MaxLength: engagement.MaxMinutes,
			Hint: "What belongs to no single task or item.", Error: errs.For("minutes")},
		Save: component.Button{Text: "Save the notes"},
		PlanNext: component.Checkboxes{Name: "plan_next", Label: "The next checkpoint", Required: true, Options: []component.Option{
			{Value: "yes", Label: "Plan the next one", Selected: v.Get("plan_next") != ""}}},
		On: slot.On, At: slot.At,
		Despite: despiteBox(errs),
		Close: component.Button{Text: "Close checkpoint", FormAction: route.Checkpoint(e.ID, n, "close"),
			Confirm: fmt.Sprintf("Close checkpoint %d? Its minutes never change after.", n)},
	}
}

// despiteBox asks whether a meeting is closed without what others did not send, where
// that refused it.
func despiteBox(errs component.Errors) *component.Checkboxes {
	why := errs.For("despite")
	if why == "" {
		return nil
	}
	return &component.Checkboxes{Name: "despite", Label: "What others typed", Error: why, Options: []component.Option{{Value: "yes", Label: "Close without it"}}}
}

// minuteRows makes lines of the minutes, in the order given.
func minuteRows(e *postgres.Loaded, lines []int) []page.MinuteRow {
	var rows []page.MinuteRow
	for _, number := range lines {
		l := e.Lines[number]
		row := page.MinuteRow{
			Subject: subjectLink(e.Engagement, l.On()),
			When:    timeOf(l.At, e.Engagement), By: nameOf(e, l.By), Did: l.Did, Note: l.Note,
		}
		if l.State != "" {
			row.State = new(component.State(capital(l.State)))
		}
		rows = append(rows, row)
	}
	return rows
}

// minutesView makes the minutes of a meeting that was closed: a document that
// never changes, with what corrected it after.
func (r *request) minutesView(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.MinutesView {
	m := e.Checkpoints[n]
	v := page.MinutesView{
		Facts: component.DefinitionList{
			{Term: "Customer", Text: e.Facts.Customer}, {Term: "Held", Detail: timeOf(m.HeldAt, e.Engagement)},
			{Term: "Held by", Text: nameOf(e, m.HeldBy)}, {Term: "Closed", Detail: timeOf(m.ClosedAt, e.Engagement)},
			{Term: "Attended", Text: m.Attended},
		},
		Minutes: m.Minutes,
		Then:    component.Link{Text: "The engagement as it stood after this checkpoint", URL: route.With(route.AsOf(e.ID), values("checkpoint", n))},
		Correct: page.CorrectionForm{
			Fold: component.Disclosure{ID: "correct", Summary: "Correct these minutes", Open: typed.Has("note")},
			Form: component.Form{Action: route.Checkpoint(e.ID, n, "correct"), Draft: "correction"},
			Note: component.TextArea{Name: "note", Label: "What they should have said", Value: typed.Get("note"), Required: true, Rows: 3,
				Hint: "It is added under the minutes, with your name.", MaxLength: engagement.MaxNote, Error: errs.For("note")},
			Refusal: r.whyNot(e, engagement.CorrectMinutes{N: n}),
		},
	}
	lines := e.LinesAt(n)
	slices.Reverse(lines)
	for _, s := range spokenInOrder(e, lines) {
		about := slices.DeleteFunc(slices.Clone(lines), func(l int) bool { return e.Lines[l].On() != s })
		if s.Noun == engagement.NounCheckpoint {
			v.Corrections = minuteRows(e, about)
			continue
		}
		v.Spoken = append(v.Spoken, page.SpokenOf{Subject: subjectLink(e.Engagement, s), Lines: minuteRows(e, about)})
	}
	return v
}

// spokenInOrder gives the subjects of lines, in the order in which each came up
// first.
func spokenInOrder(e *postgres.Loaded, lines []int) []engagement.Subject {
	var subjects []engagement.Subject
	for _, n := range lines {
		if s := e.Lines[n].On(); !slices.Contains(subjects, s) {
			subjects = append(subjects, s)
		}
	}
	return subjects
}
