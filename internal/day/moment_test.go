package day_test

import (
	"slices"
	"testing"
	"time"

	"gaptrack/internal/day"

	"pgregory.net/rapid"
)

func TestMoments(t *testing.T) {
	t.Parallel()
	tests := []struct {
		zone  string
		day   day.Date
		clock day.Clock
		want  []string
	}{
		{"Europe/Prague", day.New(2026, 3, 2), 600, []string{"2026-03-02T10:00:00+01:00"}},
		{"Europe/Prague", day.New(2026, 3, 29), 119, []string{"2026-03-29T01:59:00+01:00"}},
		{"Europe/Prague", day.New(2026, 3, 29), 120, nil},
		{"Europe/Prague", day.New(2026, 3, 29), 179, nil},
		{"Europe/Prague", day.New(2026, 3, 29), 180, []string{"2026-03-29T03:00:00+02:00"}},
		{"Europe/Prague", day.New(2026, 10, 25), 119, []string{"2026-10-25T01:59:00+02:00"}},
		{"Europe/Prague", day.New(2026, 10, 25), 120, []string{"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"}},
		{"Europe/Prague", day.New(2026, 10, 25), 180, []string{"2026-10-25T03:00:00+01:00"}},
		{"America/New_York", day.New(2026, 3, 8), 150, nil},
		{"America/New_York", day.New(2026, 11, 1), 90, []string{"2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00"}},
		{"Australia/Sydney", day.New(2026, 10, 4), 150, nil},
		{"Australia/Sydney", day.New(2026, 4, 5), 150, []string{"2026-04-05T02:30:00+11:00", "2026-04-05T02:30:00+10:00"}},
		{"Australia/Lord_Howe", day.New(2026, 10, 4), 135, nil},
		{"Australia/Lord_Howe", day.New(2026, 4, 5), 105, []string{"2026-04-05T01:45:00+11:00", "2026-04-05T01:45:00+10:30"}},
		{"Africa/Cairo", day.New(2026, 4, 24), 0, nil},
		{"Pacific/Apia", day.New(2011, 12, 30), 600, nil},
		{"Pacific/Apia", day.New(2011, 12, 31), 600, []string{"2011-12-31T10:00:00+14:00"}},
		{"Pacific/Tongatapu", day.New(2026, 10, 25), 120, []string{"2026-10-25T02:00:00+13:00"}},
	}
	for _, test := range tests {
		var got []string
		for _, m := range test.day.Moments(test.clock, zone(t, test.zone)) {
			got = append(got, m.Format(time.RFC3339))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s %s in %s: %v, want %v", test.day, test.clock, test.zone, got, test.want)
		}
	}
}

// Every moment is one of those at which the clocks show what they show then, and
// no other moment near is.
func TestMomentsAreThoseThatTheClocksShow(t *testing.T) {
	t.Parallel()
	names := []string{"Europe/Prague", "America/New_York", "Australia/Lord_Howe", "Pacific/Tongatapu", "Pacific/Apia", "Africa/Cairo", "UTC"}
	rapid.Check(t, func(t *rapid.T) {
		z, err := day.Zone(rapid.SampledFrom(names).Draw(t, "zone"))
		if err != nil {
			t.Fatal(err)
		}
		at := time.Unix(60*rapid.Int64Range(946684800/60, 2145916800/60).Draw(t, "minute"), 0) // 2000 to 2037
		if rapid.Bool().Draw(t, "near a change") {
			if _, end := at.In(z).ZoneBounds(); !end.IsZero() {
				at = end.Truncate(time.Minute).Add(time.Duration(rapid.IntRange(-150, 150).Draw(t, "beside")) * time.Minute)
			}
		}
		on, clock := day.Of(at, z), day.ClockOf(at, z)
		var want []time.Time
		for m := at.Add(-26 * time.Hour); m.Before(at.Add(26 * time.Hour)); m = m.Add(time.Minute) {
			if day.Of(m, z) == on && day.ClockOf(m, z) == clock {
				want = append(want, m)
			}
		}
		got := on.Moments(clock, z)
		if !slices.EqualFunc(got, want, time.Time.Equal) {
			t.Errorf("%s %s in %s: %v, want %v", on, clock, z, got, want)
		}
		if on.At(clock, z) != got[0] || on.LastAt(clock, z) != got[len(got)-1] {
			t.Errorf("%s %s in %s: at %s and last at %s of %v", on, clock, z, on.At(clock, z), on.LastAt(clock, z), got)
		}
	})
}
