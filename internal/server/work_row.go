package server

import (
	"fmt"
	"gaptrack/internal/access"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// workCheckpoints parts the meetings of today, and earlier ones that are still
// to be held, from those of the week. Today is the customer's or one's own.
func workCheckpoints(all []postgres.WorkCheckpoint, who access.Actor, now time.Time) (today, week []page.WorkRow) {
	mine := zoneOf(who)
	for _, c := range all {
		row := page.WorkRow{
			Text: fmt.Sprintf("%s, checkpoint %d", c.Customer, c.N), URL: route.Checkpoint(c.Engagement, c.N),
			At: new(timeIn(c.At, c.Location())),
		}
		if c.State == engagement.Held {
			row.Badge = &component.Badge{Text: "Being held", Tone: component.Info, Shape: component.Half}
		}
		if c.Today || day.Of(c.At, mine) == day.Of(now, mine) {
			today = append(today, row)
		} else {
			week = append(week, row)
		}
	}
	return today, week
}

func workTask(t postgres.WorkTask, now time.Time) page.WorkRow {
	row := page.WorkRow{
		Text: fmt.Sprintf("%d %s", t.FTOP, t.Name), URL: route.Task(t.Engagement, t.FTOP), Note: t.Customer,
		Badge: new(component.State(capital(t.State))), Due: new(dayOf(t.Due)),
	}
	row.Due.Late = isLate(t.Due, t.Today(now))
	if t.BlockedOn != "" {
		row.Note += ". Blocked on: " + t.BlockedOn
	}
	return row
}

func workItem(i postgres.WorkItem) page.WorkRow {
	row := page.WorkRow{
		Text: i.Finding, URL: route.Item(i.Engagement, i.N), Note: i.Customer, Badge: new(component.Severity(string(i.Severity))),
		Due: new(dayOf(i.Due)),
	}
	row.Due.Late = true
	row.Note += ", " + string(i.Side)
	if i.Owner != "" {
		row.Note += ": " + i.Owner
	}
	if i.Blocked {
		row.Note += ". Blocked"
	}
	return row
}

func workApproval(a postgres.Approval, now time.Time) page.WorkRow {
	return page.WorkRow{
		Text: a.Customer + ": " + requestName(a.Request, a.On), URL: decideURL(a),
		Note:  fmt.Sprintf("Asked by %s %s", a.AskedByName, ago(a.AskedOn, a.Today(now))),
		Badge: new(component.State("Waiting")),
	}
}

func workReturned(x postgres.ReturnedRequest) page.WorkRow {
	row := page.WorkRow{
		Text: x.Customer + ": " + requestName(x.Request, x.On), URL: requestURL(x.Engagement, x.Request, x.On),
		Note:  fmt.Sprintf("%s returned it on %s", x.ByName, dayOf(x.DecidedOn).Text),
		Badge: new(component.State("Returned")),
	}
	if x.Remarks > 0 {
		row.Note += ", with " + counted(x.Remarks, "remark")
	}
	if x.Words != "" {
		row.Note += ": " + x.Words
	}
	return row
}

// workReview is a waiver that is to be looked at again, with who stands for it.
func workReview(x postgres.WorkReview, now time.Time) page.WorkRow {
	request := engagement.Subject{Noun: engagement.NounWaiver, N: x.N}
	row := page.WorkRow{
		Text: x.Customer + ": " + requestName(request, x.On), URL: requestURL(x.Engagement, request, x.On) + "#" + page.WaiverPanelID,
		Note:  fmt.Sprintf("Proposed by %s, approved by %s: %s", x.ProposedByName, x.DecidedByName, brief(x.Reason, longText)),
		Badge: &component.Badge{Text: "Ends " + ahead(x.ReviewOn, x.Today(now)), Tone: component.Warn}, Due: new(dayOf(x.ReviewOn)),
	}
	if x.Lapsed(now) {
		row.Badge = &component.Badge{Text: "Lapsed " + ago(x.ReviewOn, x.Today(now)), Tone: component.Bad}
	}
	if x.Exited {
		row.Note += " The engagement has exited; a manager can reopen it."
	}
	return row
}

// workEngagement is one of my engagements, with every reason to look at it.
func workEngagement(e postgres.PortfolioRow, now time.Time) page.WorkRow {
	today := day.Of(now, e.Location())
	row := page.WorkRow{Text: e.Customer, URL: route.Engagement(e.ID), Badge: new(exitBadge(e))}
	for _, a := range e.Attention {
		row.Reasons = append(row.Reasons, a.Sentence(today))
	}
	if len(row.Reasons) == 0 {
		row.Reasons = []string{"Nothing needs attention"}
	}
	return row
}

// workFeedback leads who answers to the questions that are open.
func workFeedback(f postgres.OpenFeedback, who access.Actor) page.WorkRow {
	return page.WorkRow{
		Text: capital(counted(f.Count, "open question")) + " on playbooks", URL: route.FeedbackInbox,
		At: new(timeIn(f.Since, zoneOf(who))), Note: "That is since when the oldest waits for an answer.",
	}
}
