package server

import (
	"fmt"
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// moveForm is the ID of the form that moves many.
const moveForm = "move-form"

// movesView makes the page on which engagements are moved to the newest edition.
func (r *request) movesView(newest *postgres.Edition, moves []postgres.Move, on []postgres.OnEdition, impact postgres.Impact, errs component.Errors) page.MovesView {
	slug, number := newest.Slug, newest.Number
	v := page.MovesView{
		Title: "Moving engagements to edition " + strconv.Itoa(number), Up: component.Link{Text: newest.Playbook.Title, URL: route.Playbook(slug)},
		Form: component.Form{ID: moveForm, Action: route.Moves(slug), Hidden: []component.Hidden{{Name: "edition", Value: strconv.Itoa(number)}}}, Errors: errs,
		None: component.Empty{Title: "Nothing was moved yet", Text: "Each move is listed here with what became of every engagement, and can be taken back."},
	}
	for _, e := range on {
		if e.Open > 0 || e.Number == number {
			v.Editions = append(v.Editions, page.MovesEdition{
				Name: component.Link{Text: fmt.Sprintf("Edition %d", e.Number), URL: route.Edition(slug, e.Number)}, Open: engagement.Thousands(e.Open),
			})
		}
	}
	for _, m := range moves {
		v.Moves = append(v.Moves, r.movesRow(slug, m))
	}
	if impact.Counts[postgres.EffectAny] == 0 {
		v.Nothing = &component.Empty{Title: "All open engagements run on the newest edition",
			Text: "When the next edition is published, this page shows whom it touches, and moves them."}
		return v
	}
	v.Impact = impactView(impact, r.effect(), route.Moves(slug), moveForm)
	v.Also = alsoConflicts("Also move those with something to decide or a request that waits",
		"Each is settled as it is unasked: what an edition words otherwise is asked again, a task that is gone is let go or handed over, its waiver ends. Without this they are left, and say why.")
	v.All = component.Button{Text: "Move all " + engagement.Thousands(impact.Counts[postgres.EffectAny]), Kind: component.Primary, Name: "which", Value: "all"}
	v.Ticked = component.Button{Text: "Move those ticked", Name: "which", Value: "ticked"}
	if len(moves) > 0 && moves[0].FinishedAt.IsZero() {
		const running = "Engagements of this playbook are being moved already."
		v.All.DisabledReason, v.Ticked.DisabledReason = running, running
	}
	return v
}

func alsoConflicts(label, hint string) component.Checkboxes {
	return component.Checkboxes{Name: "conflicts", Label: "What is left to be looked at", HideLabel: true, Options: []component.Option{{Value: "yes", Label: label, Hint: hint}}}
}

// moveTitle names a move.
func moveTitle(m postgres.Move) string {
	if m.UndoOf != 0 {
		return fmt.Sprintf("Taking back move %d to edition %d", m.UndoOf, m.Edition)
	}
	return fmt.Sprintf("Move %d to edition %d", m.ID, m.Edition)
}

func (r *request) movesRow(slug string, m postgres.Move) page.MovesRow {
	return page.MovesRow{
		Name: component.Link{Text: moveTitle(m), URL: route.Move(slug, m.ID)}, By: m.ByName, When: timeIn(m.At, zoneOf(r.who)),
		State: moveBadge(m), Done: moveProgress(m),
	}
}

func moveBadge(m postgres.Move) component.Badge {
	switch {
	case m.FinishedAt.IsZero():
		return component.Badge{Text: "Under way", Tone: component.Info, Shape: component.Half}
	case m.UndoneBy != 0:
		return component.Badge{Text: "Taken back", Shape: component.Dash}
	case m.Counts[postgres.MoveFailed] > 0:
		return component.Badge{Text: "Ended, some failed", Tone: component.Bad}
	case m.Counts[postgres.MoveLeft] > 0:
		return component.Badge{Text: "Ended, some left", Tone: component.Warn}
	}
	return component.State("Done")
}

func moveProgress(m postgres.Move) component.Progress {
	return component.Progress{Done: m.All() - m.Counts[postgres.MoveWaiting], Total: m.All(), Label: "Engagements looked at", ShowLabel: true}
}

// moveStateWords label what became of engagements.
var moveStateWords = map[postgres.MoveState]string{
	postgres.MoveWaiting: "Waiting", postgres.MoveDone: "Moved", postgres.MoveLeft: "Left to be looked at", postgres.MoveFailed: "Failed",
}

// moveNone says that none of a move's engagements came to a state.
var moveNone = map[postgres.MoveState]string{
	postgres.MoveWaiting: "None waits", postgres.MoveDone: "None was moved", postgres.MoveLeft: "None was left", postgres.MoveFailed: "None failed",
}

// movesPart makes the part of a move's page that is drawn anew while it goes on.
func (r *request) movesPart(m *postgres.Move, state postgres.MoveState, rows postgres.MovedPage) page.MovesPart {
	path := route.Move(playbookSlug(r), m.ID)
	at := timeIn(m.At, zoneOf(r.who))
	v := page.MovesPart{
		Title: moveTitle(*m), Text: fmt.Sprintf("Begun by %s on %s (%s).", m.ByName, at.Text, at.ZoneLabel), State: moveBadge(*m), Done: moveProgress(*m),
		States: component.Tabs{Label: "What became of them"}, Empty: component.Empty{Title: moveNone[state], Text: "The lists above have the other engagements of this move."},
	}
	here := route.With(path, url.Values{"state": {string(state)}})
	if m.FinishedAt.IsZero() {
		v.Again = here
	}
	for _, s := range postgres.MoveStates {
		v.States.Items = append(v.States.Items, component.Tab{Label: moveStateWords[s], Current: s == state,
			URL: route.With(path, url.Values{"state": {string(s)}}), Count: engagement.Thousands(m.Counts[s])})
	}
	for _, row := range rows.Rows {
		v.Rows = append(v.Rows, movesOneRow(row))
	}
	if rows.Next != "" {
		v.Pager.Next = route.With(path, url.Values{"state": {string(state)}, "after": {rows.Next}})
	}
	if m.UndoOf == 0 && m.UndoneBy == 0 && !m.FinishedAt.IsZero() && m.Counts[postgres.MoveDone] > 0 {
		v.Undo = &page.MovesUndo{
			Form: component.Form{Action: path + "/undo"},
			Also: alsoConflicts("Also those whose exit was requested since", "Without this they are left, and say why."),
			Button: component.Button{Text: "Take back " + counted(m.Counts[postgres.MoveDone], "engagement"),
				Confirm: "Take this move back? What was logged since is kept."},
		}
	}
	return v
}

func movesOneRow(row postgres.MovedRow) page.MovesOneRow {
	v := page.MovesOneRow{Customer: component.Link{Text: row.Customer, URL: route.Engagement(row.ID)}, Why: plainMarkdown(row.Why),
		See: component.Link{Text: "What the newest edition changes", URL: route.MoveEngagement(row.ID)}}
	if row.Seq > 0 {
		v.See = component.Link{Text: fmt.Sprintf("Change %d of its history", row.Seq), URL: changeURL(row.ID, row.Seq)}
	}
	return v
}
