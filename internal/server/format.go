package server

import (
	"fmt"
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
		UTC: t.UTC().Format(time.RFC3339), Text: local.Format("Mon 2 Jan 2006, 15:04"), ZoneLabel: zoneLabel(local),
	}
}

// zoneOf gives the zone of who reads, UTC where they never chose one.
func zoneOf(who access.Actor) *time.Location {
	if zone := location(who.Zone); zone != nil {
		return zone
	}
	return time.UTC
}

// zoneLabel names the zone of a local time by its distance from UTC.
func zoneLabel(local time.Time) string {
	_, offset := local.Zone()
	if offset == 0 {
		return "UTC"
	}
	sign, minutes := '+', offset/60
	if minutes < 0 {
		sign, minutes = '-', -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%c%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%c%d:%02d", sign, minutes/60, minutes%60)
}
