package server

import (
	"fmt"
	"strings"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// sinceCheckpoint tells what became of the items and the promises since the last
// checkpoint, or since the engagement began where none was held.
func sinceCheckpoint(e *engagement.Engagement, today day.Date) page.Since {
	last := e.LastHeld()
	v := page.Since{Title: "Since the last checkpoint", Note: "on " + dayOf(last).Text}
	if last.IsZero() {
		v.Title, v.Note = "Since it began", "no checkpoint was held yet"
	}
	since := e.SinceLast(today)
	if since.IsZero() {
		v.Nothing = "No checklist item was resolved, reopened or put off, none is new, and no promise was kept or is late."
		return v
	}
	var items, promises []string // what none did
	for _, list := range []struct {
		what    string
		numbers []int
		none    *[]string
		named   func(e *engagement.Engagement, what string, numbers []int) page.ChangedItems
	}{
		{"resolved", since.Resolved, &items, changedItems}, {"new", since.New, &items, changedItems},
		{"reopened", since.Reopened, &items, changedItems}, {"slipped", since.Slipped, &items, changedItems},
		{"kept", since.Kept, &promises, promisesSince}, {"late", since.Late, &promises, promisesSince},
	} {
		if len(list.numbers) == 0 {
			*list.none = append(*list.none, list.what)
			continue
		}
		v.Changed = append(v.Changed, list.named(e, list.what, list.numbers))
	}
	v.Rest = strings.TrimSpace(noneOf("item", items) + " " + noneOf("promise", promises))
	return v
}

// noneOf says what happened to no thing of a kind: "No item new or slipped."
func noneOf(thing string, what []string) string {
	switch last := len(what) - 1; last {
	case -1:
		return ""
	case 0:
		return fmt.Sprintf("No %s %s.", thing, what[0])
	default:
		return fmt.Sprintf("No %s %s or %s.", thing, strings.Join(what[:last], ", "), what[last])
	}
}

// changedItems names some items, a few of them as links.
func changedItems(e *engagement.Engagement, what string, items []int) page.ChangedItems {
	v := page.ChangedItems{Sentence: counted(len(items), "item") + " " + what}
	for i, n := range items {
		if i == mostNamed {
			v.Links = append(v.Links, component.Link{Text: fmt.Sprintf("and %d more", len(items)-mostNamed), URL: checklistURL(e)})
			break
		}
		v.Links = append(v.Links, subjectLink(e, engagement.Subject{Noun: engagement.NounItem, N: n}))
	}
	return v
}

// promisesSince names some promises, a few of them as links to the meetings in which
// they were made.
func promisesSince(e *engagement.Engagement, what string, promises []int) page.ChangedItems {
	v := page.ChangedItems{Sentence: counted(len(promises), "promise") + " " + what}
	for _, n := range promises[:min(len(promises), mostNamed)] {
		p := e.Promises[n]
		v.Links = append(v.Links, component.Link{
			Text: brief(p.Who+": "+p.What, mostWords), URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint, N: p.Checkpoint}),
		})
	}
	return v
}

// nextCheckpoint tells when the customer is met next, and whether the cadence
// is kept.
func nextCheckpoint(e *engagement.Engagement, sum engagement.Summary, now time.Time) page.NextCheckpoint {
	v := page.NextCheckpoint{List: component.Link{Text: "All checkpoints", URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint})}}
	today := e.Today(now)
	if e.Exited() {
		v.Cadence = "The engagement has exited; no checkpoint is due."
		return v
	}
	if n := e.BeingHeld(); n != 0 {
		v.Held = &component.Link{Text: fmt.Sprintf("Checkpoint %d is being held", n), URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint, N: n})}
	}
	if sum.NextN != 0 {
		v.When = new(timeOf(sum.NextAt, e))
		v.Link = &component.Link{Text: fmt.Sprintf("Checkpoint %d", sum.NextN), URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint, N: sum.NextN})}
	}
	for _, s := range e.Upcoming(now, upcomingNamed) {
		v.Days = append(v.Days, cadenceDay(e, s))
	}
	due := e.CadenceDue()
	v.Cadence = fmt.Sprintf("Held %s; due by %s.", e.Rhythm(), dayOf(due).Text)
	if !e.CadenceKept(today) {
		v.Missed = fmt.Sprintf("The cadence is missed: one was due %s ago.", counted(today.Sub(due), "day"))
	}
	return v
}
