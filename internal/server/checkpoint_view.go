package server

import (
	"fmt"
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// checkpointView makes what the page of meeting n has in every state.
func (r *request) checkpointView(e *postgres.Loaded, n int, errs component.Errors) page.CheckpointView {
	m := e.Checkpoints[n]
	return page.CheckpointView{
		Header: r.header(e, checkpointsTab), Title: fmt.Sprintf("Checkpoint %d", n), State: checkpointBadge(m),
		When: meetingTime(e.Engagement, m), Errors: errs, Up: component.Link{Text: "Checkpoints", URL: route.Checkpoints(e.ID)},
		History: historyOf(e.ID, engagement.Subject{Noun: engagement.NounCheckpoint, N: n}),
	}
}

// plannedView makes the page of a meeting that is planned or was cancelled.
func (r *request) plannedView(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.PlannedView {
	m := e.Checkpoints[n]
	if m.State == engagement.Cancelled {
		return page.PlannedView{Cancelled: &component.Notice{Title: "It did not take place", Text: m.Words}, Calendar: calendarLink(e.ID, n, "Take it out of a calendar")}
	}
	if why := r.whyNot(e, engagement.CancelCheckpoint{N: n}); why != "" {
		return page.PlannedView{Cancelled: &component.Notice{Text: why}}
	}
	seen := []component.Hidden{drawnFrom(e, typed)}
	move := slotForm(e.Engagement, over(slotValues(m, e.Engagement), typed), errs)
	move.Form = component.Form{Action: route.Checkpoint(e.ID, n, "move"), Hidden: seen, Draft: "move"}
	move.Save = component.Button{Text: "Move it"}
	return page.PlannedView{
		Calendar: calendarLink(e.ID, n, "Add to a calendar"),
		HoldForm: component.Form{Action: route.Checkpoint(e.ID, n, "hold"), Hidden: seen},
		Hold: component.Button{ID: "hold", Text: "Hold it now", Key: "h", Kind: component.Primary,
			DisabledReason: r.whyNot(e, engagement.HoldCheckpoint{N: n})},
		Move:       &move,
		Agenda:     r.agendaAhead(e),
		Point:      r.pointForm(e, n, topicOf{}, typed, errs),
		CancelFold: component.Disclosure{ID: "cancel", Summary: "Cancel this checkpoint", Open: typed.Has("reason")},
		CancelForm: component.Form{Action: route.Checkpoint(e.ID, n, "cancel"), Hidden: seen, Draft: "cancel"},
		Reason: component.TextArea{Name: "reason", Label: "Why it does not take place", Value: typed.Get("reason"), Required: true,
			Rows: 2, MaxLength: engagement.MaxNote, Error: errs.For("reason")},
	}
}

// calendarLink leads to the file of meeting n for a calendar.
func calendarLink(id engagement.ID, n int, text string) component.Link {
	return component.Link{Text: text, URL: route.Checkpoint(id, n, "invitation.ics")}
}
