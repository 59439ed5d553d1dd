package day

import (
	"slices"
	"time"
)

// Moments gives the moments at which zone's clocks show clock on this day, in their
// order: one on most days, none where they skip it, two where they go back over
// it. It takes a zone to change its clocks once in two days at most.
func (d Date) Moments(clock Clock, zone *time.Location) []time.Time {
	wall := d.t.Add(time.Duration(clock) * time.Minute) // as if the zone were UTC
	var all []time.Time
	for _, near := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(near).In(zone).Zone()
		t := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		if shows(t, wall) && !slices.ContainsFunc(all, t.Equal) {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, time.Time.Compare)
	return all
}

// ClockOf gives what zone's clocks show at the moment t.
func ClockOf(t time.Time, zone *time.Location) Clock {
	local := t.In(zone)
	return Clock(local.Hour()*60 + local.Minute())
}
