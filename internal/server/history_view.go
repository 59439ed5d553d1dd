package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// view makes the page of the events.
func (l historyList) view(e *postgres.Loaded, events postgres.HistoryPage, today day.Date) page.HistoryView {
	v := page.HistoryView{
		Filters: l.filters(e), Noun: l.nounField(), Number: l.numberField(), Person: l.personField(e, events.Events), Kind: l.kindField(),
		Empty: component.Empty{Title: "Nothing fits these filters", Text: "Every change of this engagement is remembered: who made it, when, what it was and what it became.",
			Action: component.Link{Text: "Show the whole history", URL: l.path}},
		Pager: l.pager(events), LookBack: l.lookBack(e, today),
	}
	for _, ev := range events.Events {
		v.Events = append(v.Events, historyEvent(e, ev))
	}
	return v
}

// mostChanges is how many changes of a new record the history shows unfolded.
const mostChanges = 3

func historyEvent(e *postgres.Loaded, ev engagement.Event) page.HistoryEvent {
	v := page.HistoryEvent{
		ID: eventAnchor(ev.Seq), Sentence: eventSentence(e, ev), About: aboutWords(e.Engagement, eventSubject(e.Engagement, ev)),
		By: nameOf(e, ev.Actor), When: timeOf(ev.At, e.Engagement), Changes: eventChanges(e, ev), Cause: eventCause(e.ID, ev.Cause),
		Then: route.Past(e.ID, ev.Seq, time.Time{}),
	}
	if len(v.Changes) > mostChanges && ev.Starts() {
		v.Fold = counted(len(v.Changes), "field")
	}
	if ev.Kind == engagement.ExitApproved && proofFact(e, ev.Subject.N).Detail != nil {
		v.Cause = component.Link{Text: "who signed what was approved", URL: route.Proof(e.ID, ev.Subject.N)}
	}
	return v
}

func eventAnchor(seq int) string { return "change-" + strconv.Itoa(seq) }

// aboutWords tells what a task or an item is about: its number alone does not.
func aboutWords(e *engagement.Engagement, s engagement.Subject) string {
	switch s.Noun {
	case engagement.NounTask:
		t, _, _ := e.PlaybookTask(s.N)
		return t.Name
	case engagement.NounItem:
		if i := e.Items[s.N]; i != nil {
			return brief(i.Finding, mostWords)
		}
	}
	return ""
}

// eventCause words what made an event happen, and leads there.
func eventCause(id engagement.ID, cause string) component.Link {
	what, number, _ := cutLast(cause)
	if what == "texts" {
		return component.Link{Text: "for privacy, out of the history too"}
	}
	n, err := strconv.Atoi(number)
	if err != nil {
		return component.Link{Text: cause}
	}
	switch what {
	case "checkpoint":
		return component.Link{Text: fmt.Sprintf("said at checkpoint %d", n), URL: route.Checkpoint(id, n)}
	case "exit":
		return component.Link{Text: fmt.Sprintf("followed from the approval of exit request %d", n), URL: route.Exit(id)}
	case "edition":
		return component.Link{Text: fmt.Sprintf("came with edition %d", n), URL: route.MoveEngagement(id)}
	case "undo of":
		return component.Link{Text: fmt.Sprintf("took change %d back", n), URL: changeURL(id, n)}
	case "change":
		return component.Link{Text: fmt.Sprintf("followed from change %d", n), URL: changeURL(id, n)}
	case string(engagement.NounWaiver):
		return component.Link{Text: fmt.Sprintf("waiver %d lapsed", n), URL: historyOf(id, engagement.Subject{Noun: engagement.NounWaiver, N: n}).URL}
	}
	return component.Link{Text: cause}
}

// cutLast cuts a text at its last blank.
func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, ' ')
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// pager leads to the older and newer events around the page.
func (l historyList) pager(events postgres.HistoryPage) component.Pager {
	if len(events.Events) == 0 {
		return component.Pager{}
	}
	newest, oldest := events.Events[0].Seq, events.Events[len(events.Events)-1].Seq
	p := component.Pager{Text: fmt.Sprintf("Changes %d to %d, newest first", newest, oldest)}
	if newest == oldest {
		p.Text = fmt.Sprintf("Change %d", newest)
	}
	if events.Newer != 0 {
		p.First, p.Prev = l.filtered(), l.filtered("after", strconv.Itoa(events.Newer))
	}
	if events.Older != 0 {
		p.Next = l.filtered("before", strconv.Itoa(events.Older))
	}
	return p
}
