package server

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
)

// dayOf shows a calendar date as it is written: 23 Nov 2026.
func dayOf(d day.Date) component.Day {
	return component.Day{ISO: d.String(), Text: d.Format("2 Jan 2006")}
}

// timeOf shows a moment in the customer's zone; the browser adds the reader's.
func timeOf(t time.Time, e *engagement.Engagement) component.Time {
	return timeIn(t, e.Facts.Location())
}

// timeIn shows a moment in a zone.
func timeIn(t time.Time, zone *time.Location) component.Time {
	local := t.In(zone)
	return component.Time{
		UTC: t.UTC().Format(time.RFC3339), Text: local.Format("Mon 2 Jan 2006, 15:04"), ZoneLabel: day.ZoneLabel(local),
	}
}

// zoneOf gives the zone of who reads, UTC where they never chose one.
func zoneOf(who access.Actor) *time.Location {
	if zone := location(who.Zone); zone != nil {
		return zone
	}
	return time.UTC
}
