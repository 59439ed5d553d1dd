package day_test

import (
	"testing"

	"gaptrack/internal/day"
)

func TestParseClock(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]day.Clock{"00:00": 0, "10:30": 630, "23:59": 1439} {
		c, err := day.ParseClock(s)
		if err != nil || c != want || c.String() != s || c.Hour()*60+c.Minute() != int(want) {
			t.Errorf("ParseClock(%q) = %d (%s), %v", s, c, c, err)
		}
	}
	for _, s := range []string{"", "24:00", "12:60", "-1:00", "10", "10:5", "10:30:00", "half past ten"} {
		if c, err := day.ParseClock(s); err == nil {
			t.Errorf("%q was read as %s", s, c)
		}
	}
}

func TestClockIsValidWithinADay(t *testing.T) {
	t.Parallel()
	for c, want := range map[day.Clock]bool{-1: false, 0: true, 1439: true, 1440: false} {
		if c.Valid() != want {
			t.Errorf("%d is a time of day: %v", int(c), !want)
		}
	}
}
