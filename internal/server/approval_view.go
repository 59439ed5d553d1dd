package server

import (
	"fmt"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

var approvalColumns = []component.Column{
	{Label: "Request"}, {Label: "Asked by"}, {Label: "Waits since"}, {Label: "Reason"}, {Label: "Would hold until"},
}

// approvalView makes the inbox: what who reads can decide, and what they asked
// for themselves, which waits for another.
func approvalView(all []postgres.Approval, who access.Actor, now time.Time) page.ApprovalView {
	v := page.ApprovalView{
		Text:    "Exits, waivers and exceptions that wait for a manager, the oldest first.",
		Decides: true, ToDecide: component.Table{Caption: "Waiting for your decision", Columns: approvalColumns},
		Own: component.Table{Caption: "Your own requests", Columns: approvalColumns},
		Empty: component.Empty{
			Title: "Nothing waits for you",
			Text:  "When somebody of your engagements asks for an exit, a waiver or an exception, it is listed here until a manager decides.",
		},
		OwnText: "You asked for these or stood for a part of them, so another manager has to decide.",
	}
	if access.May(who, access.Decide) != nil {
		v.Decides, v.Text = false, "A manager decides on exits, waivers and exceptions. Here is what you asked for and what still waits."
		v.OwnText = "These wait for a manager. You can take a request back where it was made."
		v.Empty = component.Empty{
			Title: "Nothing that you asked for waits",
			Text:  "Ask for a waiver on the page of a task or checklist item, for an exception and for the exit on the pages of the engagement.",
		}
	}
	for _, a := range all {
		switch {
		case a.Own:
			v.OwnRows = append(v.OwnRows, approvalRow(a, now))
		case v.Decides:
			v.Rows = append(v.Rows, approvalRow(a, now))
		}
	}
	return v
}

func approvalRow(a postgres.Approval, now time.Time) page.ApprovalRow {
	return page.ApprovalRow{
		Customer: a.Customer, What: requestName(a.Request, a.On), URL: decideURL(a),
		AskedBy: a.AskedByName, AskedOn: dayOf(a.AskedOn), Ago: ago(a.AskedOn, a.Today(now)), Reason: a.Reason,
		Until: dayOf(a.Until), Ends: a.Request.Noun != engagement.NounExit,
	}
}

// decidable leaves what another manager does not have to decide.
func decidable(all []postgres.Approval) []postgres.Approval {
	var rows []postgres.Approval
	for _, a := range all {
		if !a.Own {
			rows = append(rows, a)
		}
	}
	return rows
}

// requestName says what was asked for.
func requestName(request, on engagement.Subject) string {
	switch {
	case request.Noun == engagement.NounExit:
		return "Remediate Exit"
	case request.Noun == engagement.NounException:
		return "Exception for the enterprise benefit"
	case on.Noun == engagement.NounTask:
		return fmt.Sprintf("Waiver of task %d", on.N)
	}
	return fmt.Sprintf("Accepted risk of checklist item %d", on.N)
}

func decideURL(a postgres.Approval) string { return requestURL(a.Engagement, a.Request, a.On) }

// requestURL leads to the page on which a request is made and decided.
func requestURL(id engagement.ID, request, on engagement.Subject) string {
	switch request.Noun {
	case engagement.NounWaiver:
		return route.Of(id, on)
	case engagement.NounException:
		return route.Exceptions(id)
	}
	return route.Exit(id)
}
