package day

import (
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
