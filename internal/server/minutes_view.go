package server

import (
	"net/url"
	"slices"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

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
