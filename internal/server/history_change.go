package server

import (
	"fmt"
	"slices"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/page"
)

// historyFields words the fields that are not worded elsewhere as a person
// would say them.
var historyFields = map[string]string{
	"readiness": "Approved", "stood_on": "Hash of the event it stood on", "reopened": "Reason of the reopening", "wants": "Gets invitations and digests", "key": "Key of the proof", "met": "Holds",
	"created_on": "Created", "held_at": "Began at", "closed_at": "Closed at", "started_at": "Begun at",
	"blocked_on": "Blocked on", "blocked_kind": "Kind of blocker", "blocked_lifter": "Who can lift it", "compensating": "Done instead",
	"outputs": "Key outputs", "people": "Of the team", "contacts": "Of the contacts", "attended": "Who else attended", "until": "Planned until", "slot": "In place of",
	"later": "The second of two such times", "meets_from": "Counted from", "did": "Done", "remarks": "Remarks",
}

// toldBySentence are the fields that the event's sentence says already.
var toldBySentence = map[engagement.Noun][]string{
	engagement.NounWaiver:  {"noun", "n", "lapsed_on"},
	engagement.NounLine:    {"noun", "n", "checkpoint", "by", "at", "title"},
	engagement.NounPromise: {"noun", "n", "state", "made_by", "made_at", "ended_at"},
	engagement.NounPoint:   {"noun", "n", "state", "added_by", "added_at", "ended_at"},
	engagement.NounMember:  {"present"},
	engagement.NounContact: {"gone"},
	engagement.NounExit:    {"because", "seq"},
	// What the progress is told by, and the count of calendars, follow from the rest.
	engagement.NounItem:       {"reopened_at", "slipped_at"},
	engagement.NounCheckpoint: {"open", "sequence"},
}

// eventChanges words what each field was and became. Of what was taken out it names
// the field, and what is left.
func eventChanges(e *postgres.Loaded, ev engagement.Event) []page.HistoryChange {
	var all []page.HistoryChange
	for _, c := range ev.Changes {
		if slices.Contains(toldBySentence[ev.Subject.Noun], c.Field) || repeats(e, ev, c) {
			continue
		}
		all = append(all, historyChange(e, ev.Subject.Noun, c, ev.Starts() || ev.Kind.Anonymizes()))
	}
	return all
}

// historyChange words what a field was, unless its record is new, and became.
func historyChange(e *postgres.Loaded, of engagement.Noun, c engagement.Change, made bool) page.HistoryChange {
	v := page.HistoryChange{Label: historyLabel(c.Field), Made: made, After: historyValue(e, of, c.Field, c.Became)}
	if !made {
		v.Before = historyValue(e, of, c.Field, c.Was)
	}
	return v
}

// whenFields are the fields that an act fills in with its own day or moment.
var whenFields = []string{
	"done_on", "resolved_at", "decided_on", "requested_on", "asked_on", "proposed_on", "added_at", "created_on",
	"held_at", "closed_at", "started_at",
}

// repeats reports whether a field that was empty only says again who acted, or
// when.
func repeats(e *postgres.Loaded, ev engagement.Event, c engagement.Change) bool {
	attested := ev.Subject.Noun == engagement.NounInput || ev.Subject.Noun == engagement.NounOutput
	switch {
	case c.Was != "" || c.Field == "manager" || c.Field == "owner":
		return false
	case engagement.NamesPerson(ev.Subject.Noun, c.Field):
		return c.Became == blankZero(ev.Actor)
	case c.Field == "people":
		return c.Became == fmt.Sprintf("[%d]", ev.Actor)
	case slices.Contains(whenFields, c.Field), attested && c.Field == "on":
		return c.Became == day.Of(ev.At, e.Facts.Location()).String() || c.Became == ev.At.UTC().Format(time.RFC3339Nano)
	}
	return false
}

func historyLabel(field string) string {
	if label, ok := historyFields[field]; ok {
		return label
	}
	return labelOf(field)
}
