package server

import (
	"fmt"
	"net/url"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/minutes"
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

// minutesView makes the page of a meeting that was closed: its minutes, which never
// change, with what corrected them after.
func (r *request) minutesView(e *postgres.Loaded, m minutes.Minutes, typed url.Values, errs component.Errors) page.MinutesView {
	n := m.Number
	return page.MinutesView{
		Files: []component.ButtonLink{
			{Text: "Download as Markdown", URL: route.Checkpoint(e.ID, n, "minutes.md")},
			{Text: "Download to print", URL: route.Checkpoint(e.ID, n, "minutes.html")},
		},
		Left:  route.MeetingLeft(e.ID, n),
		Facts: minutesFacts(e, m), Notes: m.Notes, Spoken: spokenViews(e, m),
		Promises: minutesLists(m.Promises), Points: minutesLists(m.Points),
		Open: m.OpenWords(), Blocked: minutesEntries(m.Blocked), Next: nextView(e, m),
		Corrections: minutesLines(e, m.Corrections),
		Then:        component.Link{Text: "The engagement as it stood after this checkpoint", URL: route.With(route.AsOf(e.ID), values("checkpoint", n))},
		Correct: page.CorrectionForm{
			Fold: component.Disclosure{ID: "correct", Summary: "Correct these minutes", Open: typed.Has("note")},
			Form: component.Form{Action: route.Checkpoint(e.ID, n, "correct"), Draft: "correction"},
			Note: component.TextArea{Name: "note", Label: "What they should have said", Value: typed.Get("note"), Required: true, Rows: 3,
				Hint: "It is added under the minutes, with your name.", MaxLength: engagement.MaxNote, Error: errs.For("note")},
			Refusal: r.whyNot(e, engagement.CorrectMinutes{N: n}),
		},
	}
}

func minutesFacts(e *postgres.Loaded, m minutes.Minutes) component.DefinitionList {
	facts := component.DefinitionList{
		{Term: "Held", Detail: timeOf(m.Held, e.Engagement)},
		{Term: "Held by", Text: m.HeldBy}, {Term: "Closed", Detail: timeOf(m.Closed, e.Engagement)},
	}
	for _, g := range m.Present {
		facts = append(facts, component.Definition{Term: g.Side, Text: strings.Join(g.Names, ", ")})
	}
	if m.Others != "" {
		facts = append(facts, component.Definition{Term: m.OthersTerm(), Text: m.Others})
	}
	return facts
}

func spokenViews(e *postgres.Loaded, m minutes.Minutes) []page.SpokenOf {
	var all []page.SpokenOf
	for _, t := range m.Spoken {
		of := page.SpokenOf{Subject: component.Link{Text: t.Name, URL: recordURL(e.Engagement, t.On)}, Lines: minutesLines(e, t.Lines)}
		for i, l := range t.Lines {
			of.Lines[i].Clock = l.At.In(m.Zone).Format("15:04")
		}
		all = append(all, of)
	}
	return all
}

func minutesLines(e *postgres.Loaded, lines []minutes.Line) []page.MinutesLine {
	var all []page.MinutesLine
	for _, l := range lines {
		line := page.MinutesLine{When: timeOf(l.At, e.Engagement), By: l.By, Did: l.Did, Note: l.Note}
		if l.State != "" {
			line.State = new(component.State(l.State))
		}
		all = append(all, line)
	}
	return all
}

func minutesLists(lists []minutes.List) []page.MinutesList {
	var all []page.MinutesList
	for _, l := range lists {
		all = append(all, page.MinutesList{Title: l.Title, Entries: minutesEntries(l.Entries)})
	}
	return all
}

func minutesEntries(entries []minutes.Entry) []page.MinutesEntry {
	var all []page.MinutesEntry
	for _, x := range entries {
		all = append(all, page.MinutesEntry(x))
	}
	return all
}

func nextView(e *postgres.Loaded, m minutes.Minutes) *page.NextMeeting {
	if m.Next == nil {
		return nil
	}
	return &page.NextMeeting{
		Link: component.Link{Text: fmt.Sprintf("Checkpoint %d", m.Next.Number), URL: route.Checkpoint(e.ID, m.Next.Number)},
		When: timeOf(m.Next.Starts, e.Engagement),
	}
}
