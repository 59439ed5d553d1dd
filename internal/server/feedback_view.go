package server

import (
	"fmt"
	"net/url"
	"time"

	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// feedbackBadges are how the states of a question look.
var feedbackBadges = map[feedback.State]component.Badge{
	feedback.Open:     {Text: "Open", Tone: component.Info},
	feedback.Answered: {Text: "Answered", Tone: component.Good},
	feedback.Done:     {Text: "Done", Tone: component.Good, Quiet: true},
}

// stepWords say what a step did.
var stepWords = map[feedback.Kind]string{
	feedback.Asked: "asked", feedback.Added: "added", feedback.Replied: "answered", feedback.Settled: "marked it as done", feedback.Reopened: "reopened it",
}

const (
	wordsInList  = 240 // characters of a question in a list
	newestInList = 160 // characters of the newest step in a list
)

// myFeedbackView makes the list of one's own questions.
func myFeedbackView(all postgres.FeedbackPage, zone *time.Location) page.FeedbackListView {
	l := listState{route.Feedback, url.Values{}}
	return page.FeedbackListView{
		Header: component.PageHeader{
			Title: "My questions and feedback", Text: "What you asked about the playbooks, and what came of it.",
			Up: &component.Link{Text: "Playbooks", URL: route.Playbooks},
		},
		Rows: feedbackRows(all.Rows, route.Question, false, zone), Pager: feedbackPager(l, all),
		Empty: component.Empty{
			Title:  "You have asked nothing yet",
			Text:   "Where a playbook is unclear, out of date or missing a step, say so: every playbook and every task has a link “Questions and feedback”. The answers are listed here, and are news on your work.",
			Action: component.Link{Text: "Read the playbooks", URL: route.Playbooks},
		},
	}
}

// inboxView makes the list of everybody's questions in a state.
func inboxView(all postgres.FeedbackPage, q postgres.FeedbackQuery, zone *time.Location) page.FeedbackListView {
	l := inboxState(q)
	v := page.FeedbackListView{
		Header: component.PageHeader{Title: "Questions and feedback", Text: "What readers ask and remark about the playbooks. Those that are open come first, with the one that waits longest on top."},
		Admin:  adminTabs(route.FeedbackInbox), States: inboxTabs(l, all.Counts, q.State),
		Rows: feedbackRows(all.Rows, route.InboxQuestion, true, zone), Pager: feedbackPager(l, all), Empty: inboxEmpty(q.State),
	}
	if q.Playbook != "" {
		v.Chips = &component.Filters{Action: route.FeedbackInbox, Chips: []component.Chip{{Label: "Playbook: " + q.Playbook, RemoveURL: l.url("playbook", "", "task", "")}}, ClearURL: l.url("playbook", "", "task", "")}
		if q.Task != 0 {
			v.Chips.Chips = append(v.Chips.Chips, l.chip("Task", "task"))
		}
	}
	return v
}

// inboxState is the inbox as its address has it.
func inboxState(q postgres.FeedbackQuery) listState {
	return listState{route.FeedbackInbox, url.Values{"state": {string(q.State)}, "playbook": {q.Playbook}, "task": {blankZero(q.Task)}}}
}

// inboxTabs lead to the questions of each state.
func inboxTabs(l listState, counts map[feedback.State]int, current feedback.State) *component.Tabs {
	tabs := &component.Tabs{Label: "Questions by state"}
	for _, s := range feedback.States {
		tabs.Items = append(tabs.Items, component.Tab{Label: capital(s), URL: l.url("state", string(s)), Current: s == current, Count: countOf(counts[s])})
	}
	return tabs
}

// countOf gives a number that is counted to a thousand, nothing for none.
func countOf(n int) string {
	if n > postgres.MostCounted {
		return "1,000+"
	}
	return blankZero(n)
}

func inboxEmpty(s feedback.State) component.Empty {
	switch s {
	case feedback.Answered:
		return component.Empty{Title: "Nothing is answered and not done", Text: "A question that you answer stays here until you mark it as done, with the edition that settled it where there is one. Who asked may ask on meanwhile."}
	case feedback.Done:
		return component.Empty{Title: "Nothing is done yet", Text: "Questions that are settled are kept here, each with the edition that settled it."}
	}
	return component.Empty{Title: "No question is open", Text: "Readers ask from every playbook and every task. What they send waits here for an answer, the oldest first."}
}

// feedbackPager leads to the pages around one.
func feedbackPager(l listState, all postgres.FeedbackPage) component.Pager {
	var p component.Pager
	if all.Prev != "" {
		p.First, p.Prev = l.url(), l.url(fromField, all.Prev)
	}
	if all.Next != "" {
		p.Next = l.url(fromField, all.Next)
	}
	return p
}

// feedbackRows makes the rows of a list; of everybody's questions each says who asked.
func feedbackRows(all []postgres.FeedbackRow, link func(feedback.ID) string, everybodys bool, zone *time.Location) []page.FeedbackRow {
	var rows []page.FeedbackRow
	for _, q := range all {
		row := page.FeedbackRow{
			About: capital(questionOn(q.Task, q.Title)), URL: link(q.ID), State: feedbackBadges[q.State], At: timeIn(q.Newest.At, zone), Words: brief(q.Question, wordsInList),
		}
		if everybodys {
			row.Asked = q.AskedBy
		} else if q.Unseen {
			row.Unseen = &component.Badge{Text: "New", Tone: component.Info}
		}
		if q.Newest.Kind != feedback.Asked {
			row.Newest = newestWords(q)
		}
		rows = append(rows, row)
	}
	return rows
}

// newestWords says in a line what was done last.
func newestWords(q postgres.FeedbackRow) string {
	words := q.NewestBy + " " + stepWords[q.Newest.Kind]
	if q.Newest.Edition != 0 {
		words += fmt.Sprintf(", settled by edition %d", q.Newest.Edition)
	}
	if q.Newest.Words != "" {
		words += ": " + brief(q.Newest.Words, newestInList)
	}
	return words
}

// questionOn say what a question is about.
func questionOn(task int, title string) string {
	if task == 0 {
		return title
	}
	return fmt.Sprintf("task %d of %s", task, title)
}
