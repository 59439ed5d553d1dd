package route

import (
	"net/url"
	"strconv"
	"time"

	"gaptrack/internal/engagement"
)

// History lists an engagement's events.
func History(id engagement.ID) string { return Engagement(id, "history") }

// Past is an engagement as it stood after an event, or at a moment later than it;
// the zero moment is the event's own. Parts lead to what is below its overview:
// "tasks", "checklist".
func Past(id engagement.ID, seq int, at time.Time, parts ...any) string {
	return Engagement(id, append([]any{"history", Point(seq, at)}, parts...)...)
}

// Point writes a place in a history as addresses have it: "57", or
// "57@2026-03-12T09:12:59Z".
func Point(seq int, at time.Time) string {
	if at.IsZero() {
		return strconv.Itoa(seq)
	}
	return strconv.Itoa(seq) + "@" + at.UTC().Format(time.RFC3339)
}

// AsOf leads to how an engagement stood at a moment, or after a checkpoint, as its
// query says.
func AsOf(id engagement.ID) string { return Engagement(id, "history", "as-of") }

// Compare compares two places in an engagement's history; each is empty, or as
// Point writes it, "checkpoint-4", a moment by RFC 3339, or "now".
func Compare(id engagement.ID, from, to string) string {
	return With(Engagement(id, "history", "compare"), url.Values{"from": {from}, "to": {to}})
}

// HistoryFile is an engagement's history as a file, "csv" or "jsonl".
func HistoryFile(id engagement.ID, kind string) string { return Engagement(id, "history."+kind) }
