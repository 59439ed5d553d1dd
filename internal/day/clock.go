package day

import (
	"fmt"
	"time"
)

// Clock is a time of day on a wall, in minutes after midnight.
type Clock int

// ParseClock reads HH:MM, from 00:00 to 23:59.
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time of day like 10:30", s)
	}
	return Clock(t.Hour()*60 + t.Minute()), nil
}

// Valid reports whether the clock lies within a day.
func (c Clock) Valid() bool { return c >= 0 && c < 24*60 }

// Hour gives the hour, 0 to 23.
func (c Clock) Hour() int { return int(c) / 60 }

// Minute gives the minute of the hour.
func (c Clock) Minute() int { return int(c) % 60 }

// String gives HH:MM.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour(), c.Minute()) }
