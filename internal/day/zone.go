package day

import (
	"fmt"
	"sync"
	"time"
)

var zones sync.Map // IANA name → *time.Location

// Zone gives a time zone by its IANA name, such as Europe/Prague. Each is read
// from the system's files once, which takes 20 µs and more, and then kept: it is for names that
// were checked before, of which there are some hundred.
func Zone(name string) (*time.Location, error) {
	if known, ok := zones.Load(name); ok {
		return known.(*time.Location), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, err
	}
	zones.Store(name, zone)
	return zone, nil
}

// ZoneLabel names the zone of a local time by its distance from UTC: "UTC-5", "UTC+5:45".
func ZoneLabel(local time.Time) string {
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
