package server

import (
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
)

// pastURL leads to how an engagement stood at the moment at which it is shown;
// parts to what is below its overview.
func pastURL(e *engagement.Engagement, parts ...any) string {
	at := e.Past.At
	if at.Equal(e.Past.Since) {
		at = time.Time{}
	}
	return route.Past(e.ID, e.Version, at, parts...)
}

// tasksURL leads to the tasks of an engagement, as they stood where it is shown so.
func tasksURL(e *engagement.Engagement) string {
	if e.Past != nil {
		return pastURL(e, "tasks")
	}
	return route.Tasks(e.ID)
}

// checklistURL leads to the checklist of an engagement, as it stood where it is
// shown so.
func checklistURL(e *engagement.Engagement) string {
	if e.Past != nil {
		return pastURL(e, "checklist")
	}
	return route.Checklist(e.ID)
}

// recordURL leads to the page of a record or, where the engagement is shown as it
// stood, to the history of the record until then. N is 0 for all of a kind.
func recordURL(e *engagement.Engagement, s engagement.Subject) string {
	if e.Past == nil {
		return route.Of(e.ID, s)
	}
	return route.With(route.History(e.ID), values("noun", s.Noun, "n", blankZero(s.N), "until", e.Version))
}
