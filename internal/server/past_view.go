package server

import (
	"fmt"
	"strconv"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// pastBar makes what says, over a page of the past, which moment it shows. Parts
// are those of the page.
func pastBar(then *postgres.Past, parts ...any) *component.Past {
	e, id, seq := then.Loaded, then.ID, then.Version
	v := &component.Past{
		When: timeOf(then.Engagement.Past.At, e.Engagement), What: changeWords(e, then.Last),
		Now: component.Link{Text: "Go to now", URL: route.Engagement(id, parts...)},
		Others: []component.Link{
			{Text: fmt.Sprintf("Change %d in the history", seq), URL: changeURL(id, seq)},
			{Text: "Compare with now", URL: route.Compare(id, pastPoint(e.Engagement), pointNow)},
		},
	}
	if !then.Engagement.Past.At.Equal(then.Last.At) {
		v.Since = new(timeOf(then.Last.At, e.Engagement))
	}
	if seq > 1 {
		v.Prev = &component.Link{Text: fmt.Sprintf("After change %d", seq-1), URL: route.Past(id, seq-1, time.Time{}, parts...)}
	}
	switch {
	case then.Next == nil:
		v.Stands = "Nothing has changed since."
	case then.Next.At.After(then.Last.At):
		v.Until = new(timeOf(then.Next.At, e.Engagement))
	default:
		v.Stands = fmt.Sprintf("Change %d came with it.", seq+1)
	}
	if then.Next != nil {
		v.Next = &component.Link{Text: fmt.Sprintf("After change %d", seq+1), URL: route.Past(id, seq+1, time.Time{}, parts...)}
	}
	return v
}

// changeWords tells of a change by its number, and who made it.
func changeWords(e *postgres.Loaded, ev engagement.Event) string {
	return fmt.Sprintf("Change %d: %s, by %s", ev.Seq, eventSentence(e, ev).Text, nameOf(e, ev.Actor))
}

// changeURL leads to a change in the history.
func changeURL(id engagement.ID, seq int) string {
	return route.With(route.History(id), values("before", seq+1)) + "#" + eventAnchor(seq)
}

// pastPoint names the moment at which an engagement is shown, as addresses do.
func pastPoint(e *engagement.Engagement) string {
	if e.Past.At.Equal(e.Past.Since) {
		return strconv.Itoa(e.Version)
	}
	return route.Point(e.Version, e.Past.At)
}
