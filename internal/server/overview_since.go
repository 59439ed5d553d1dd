package server

import (
	"fmt"

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
	v.Changed = []page.ChangedItems{
		changedItems(e, "resolved", since.Resolved), changedItems(e, "new", since.New),
		changedItems(e, "reopened", since.Reopened), changedItems(e, "slipped", since.Slipped),
		promisesSince(e, "kept", since.Kept), promisesSince(e, "late", since.Late),
	}
	return v
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
func nextCheckpoint(e *engagement.Engagement, sum engagement.Summary, today day.Date) page.NextCheckpoint {
	v := page.NextCheckpoint{List: component.Link{Text: "All checkpoints", URL: recordURL(e, engagement.Subject{Noun: engagement.NounCheckpoint})}}
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
	due := e.CadenceDue()
	v.Cadence = fmt.Sprintf("Held %s; due by %s.", e.Facts.Cadence, dayOf(due).Text)
	if !e.CadenceKept(today) {
		v.Missed = fmt.Sprintf("The cadence is missed: one was due %s ago.", counted(today.Sub(due), "day"))
	}
	return v
}
