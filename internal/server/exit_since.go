package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// mostSince is how many records the page of the exit tells of.
const mostSince = 40

// sinceLastExit tells an approver what became of the engagement since its exit was
// requested the time before; n is the request that waits.
func sinceLastExit(e *postgres.Loaded, n int, trail postgres.Trail) *page.ExitSince {
	if n == 1 {
		return &page.ExitSince{Title: "Since the last request", Text: "The exit was not requested before."}
	}
	before := e.Exits[n-1]
	if before.Seq == 0 {
		return &page.ExitSince{Title: "Since the last request", Text: "Which change the last request was is not kept. The history tells every change."}
	}
	v := sinceView(e, before.Seq, trail, func(s engagement.Subject) bool { return s.Noun != engagement.NounExit })
	v.Title = fmt.Sprintf("Since request %d on %s", n-1, dayOf(before.RequestedOn).Text)
	if len(v.Records) == 0 {
		v.Text = "Nothing changed but the requests themselves."
	}
	return &v
}

// sinceSeen tells what became of the engagement since somebody saw a version of it;
// nil where nothing did, or where they do not say what they saw.
func sinceSeen(e *postgres.Loaded, seen int, trail postgres.Trail) *page.ExitSince {
	v := sinceView(e, seen, trail, func(engagement.Subject) bool { return true })
	if seen == 0 || len(v.Records) == 0 {
		return nil
	}
	v.Title = "What changed while you were reading"
	return &v
}

// sinceView tells what the events after one of them came to, of some records.
func sinceView(e *postgres.Loaded, after int, trail postgres.Trail, of func(engagement.Subject) bool) page.ExitSince {
	events := slices.DeleteFunc(slices.Clone(trail.Events), func(ev engagement.Event) bool { return ev.Seq <= after })
	v := page.ExitSince{All: component.Link{Text: "Every change since",
		URL: route.With(route.History(e.ID), url.Values{"after": {strconv.Itoa(after)}})}}
	left := 0
	for _, d := range engagement.Net(events) {
		switch {
		case !of(d.Subject):
		case len(v.Records) == mostSince:
			left++
		default:
			v.Records = append(v.Records, comparedRecord(e, d))
		}
	}
	if left > 0 {
		v.Text = fmt.Sprintf("These are %d records; %d more changed.", mostSince, left)
	}
	if trail.More {
		v.Text = "These are the newest changes; there were more."
	}
	return v
}
