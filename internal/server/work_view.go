package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// workView makes the page of what waits for a person. Whether a date has
// passed is asked on the customer's calendar.
func workView(w postgres.Work, who access.Actor, now time.Time) page.WorkView {
	v := page.WorkView{
		Greeting: workGreeting(w, who, now),
		Waiting:  page.WorkPart{More: moreWork(w.Approvals.More+w.Returned.More, route.Approvals)},
		Tasks:    page.WorkPart{More: moreWork(w.Tasks.More, "")},
		Overdue:  page.WorkPart{More: moreWork(w.Overdue.More, "")},
		Reviews:  page.WorkPart{More: moreWork(w.Reviews.More, "")},
		Mine:     page.WorkPart{More: moreWork(w.Engagements.More, mineURL)},
		News:     newsPart(w.News, w.Heard, who),
	}
	switch {
	case noWork(w):
		v.Welcome = workWelcome(who)
	case access.May(who, access.Create) == nil:
		v.Create = newEngagement(who, component.Secondary)
	}
	v.Today, v.Week = workCheckpoints(w.Checkpoints.Rows, who, now)
	for _, t := range w.Tasks.Rows {
		v.Tasks.Rows = append(v.Tasks.Rows, workTask(t, now))
	}
	for _, i := range w.Overdue.Rows {
		v.Overdue.Rows = append(v.Overdue.Rows, workItem(i))
	}
	for _, a := range decidable(w.Approvals.Rows) {
		v.Waiting.Rows = append(v.Waiting.Rows, workApproval(a, now))
	}
	for _, x := range w.Returned.Rows {
		v.Waiting.Rows = append(v.Waiting.Rows, workReturned(x))
	}
	if w.Feedback.Count > 0 {
		v.Waiting.Rows = append(v.Waiting.Rows, workFeedback(w.Feedback, who))
	}
	for _, x := range w.Reviews.Rows {
		v.Reviews.Rows = append(v.Reviews.Rows, workReview(x, now))
	}
	for _, e := range w.Engagements.Rows {
		v.Mine.Rows = append(v.Mine.Rows, workEngagement(e, now))
	}
	return v
}

var mineURL = route.Engagements + "?" + viewField + "=mine"

func noWork(w postgres.Work) bool {
	return len(w.Checkpoints.Rows)+len(w.Tasks.Rows)+len(w.Overdue.Rows)+len(w.Engagements.Rows)+
		len(w.Approvals.Rows)+len(w.Returned.Rows)+len(w.Reviews.Rows)+len(w.News.Rows)+len(w.Heard.Rows)+w.Feedback.Count == 0
}

// workGreeting says in a sentence what the day holds.
func workGreeting(w postgres.Work, who access.Actor, now time.Time) string {
	var parts []string
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, strconv.Itoa(n)+" "+many)
		}
	}
	today, _ := workCheckpoints(w.Checkpoints.Rows, who, now)
	add(len(today), "checkpoint today", "checkpoints today")
	add(missedCadences(w.Engagements.Rows), "engagement missed its checkpoint", "engagements missed their checkpoints")
	add(lateTasks(w.Tasks.Rows, now), "of your tasks is late", "of your tasks are late")
	add(len(w.Overdue.Rows)+w.Overdue.More, "checklist item is overdue", "checklist items are overdue")
	add(len(decidable(w.Approvals.Rows))+w.Approvals.More, "request waits for your decision", "requests wait for your decision")
	add(len(w.Returned.Rows)+w.Returned.More, "request came back to you", "requests came back to you")
	add(len(w.Reviews.Rows)+w.Reviews.More, "waiver is to be reviewed", "waivers are to be reviewed")
	add(w.Feedback.Count, "question on a playbook is open", "questions on playbooks are open")
	date := now.In(zoneOf(who)).Format("Monday, 2 January 2006")
	if len(parts) == 0 {
		return date + ". Nothing presses today."
	}
	return date + ": " + strings.Join(parts, ", ") + "."
}

func lateTasks(tasks []postgres.WorkTask, now time.Time) int {
	late := 0
	for _, t := range tasks {
		if isLate(t.Due, t.Today(now)) {
			late++
		}
	}
	return late
}

// missedCadences counts the engagements among one's own that most need a look which
// have missed a checkpoint.
func missedCadences(rows []postgres.PortfolioRow) int {
	missed := 0
	for _, row := range rows {
		if slices.ContainsFunc(row.Attention, func(a engagement.Attention) bool { return a.Kind == engagement.CadenceMissed }) {
			missed++
		}
	}
	return missed
}

func isLate(due, today day.Date) bool { return !due.IsZero() && due.Before(today) }

// workWelcome is what somebody sees who has nothing yet: what to do first.
func workWelcome(who access.Actor) *component.Empty {
	e := component.Empty{
		Title: "Welcome to GapTrack, " + who.Name, Action: newEngagement(who, component.Primary),
		Text: "Begin with an engagement: one customer, its seats and services. The tasks that are in scope follow from them, and your checkpoints, tasks and overdue items come together on this page.",
	}
	if access.May(who, access.Create) != nil {
		e.Text = "You work on nothing yet. An engineer or a manager adds you to an engagement, or gives you a task; both appear here then."
		e.Action = component.Link{Text: "Read the playbooks meanwhile", URL: route.Playbooks}
	}
	return &e
}

// moreWork says how many rows are left out.
func moreWork(n int, url string) *component.Link {
	if n == 0 {
		return nil
	}
	return &component.Link{Text: fmt.Sprintf("and %s more", engagement.Thousands(n)), URL: url}
}
