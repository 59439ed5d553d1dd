package day_test

import (
	"encoding/json"
	"testing"
	"time"

	"gaptrack/internal/day"

	"pgregory.net/rapid"
)

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestParse(t *testing.T) {
	t.Parallel()
	for s, ok := range map[string]bool{
		"": true, "2026-03-02": true, "2024-02-29": true, "0001-01-02": true,
		"2026-02-29": false, "2026-3-2": false, "3/2/2026": false, "2026-03-02T00:00:00Z": false, " 2026-03-02": false, "12026-01-01": false,
	} {
		d, err := day.Parse(s)
		if (err == nil) != ok {
			t.Errorf("Parse(%q): %v", s, err)
		}
		if ok && d.String() != s {
			t.Errorf("%q reads back as %q", s, d)
		}
		if d.IsZero() != (s == "" || !ok) {
			t.Errorf("Parse(%q) is zero: %v", s, d.IsZero())
		}
	}
}

func TestOfIsTheDateOnTheWall(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, 3, 2, 23, 30, 0, 0, time.UTC)
	for name, want := range map[string]string{
		"UTC": "2026-03-02", "America/Los_Angeles": "2026-03-02", "Pacific/Apia": "2026-03-03", "Pacific/Auckland": "2026-03-03",
	} {
		if got := day.Of(late, zone(t, name)).String(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestArithmetic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a := day.New(rapid.IntRange(1000, 9000).Draw(t, "year"), 1, 2)
		n := rapid.IntRange(-300_000, 300_000).Draw(t, "days")
		b := a.Add(n)
		if b.Sub(a) != n || b.Add(-n) != a {
			t.Fatalf("%s and %d days is %s", a, n, b)
		}
		if a.Before(b) != (n > 0) || a.After(b) != (n < 0) || (a.Compare(b) == 0) != (n == 0) || (a == b) != (n == 0) {
			t.Fatalf("%s and %s are in the wrong order", a, b)
		}
		if n%7 == 0 && a.Weekday() != b.Weekday() {
			t.Fatalf("%s is a %s, %s a %s", a, a.Weekday(), b, b.Weekday())
		}
	})
	var none day.Date
	if none.Add(3) != none || none.Format("January") != "" || !none.Before(day.New(2026, 1, 1)) {
		t.Error("no date became one")
	}
}

func TestAt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, zone string
		day        day.Date
		clock      string
		want       string
	}{
		{"an ordinary morning", "Europe/Prague", day.New(2026, 3, 2), "10:00", "2026-03-02T10:00:00+01:00"},
		{"skipped, east of Greenwich", "Europe/Prague", day.New(2026, 3, 29), "02:30", "2026-03-29T03:30:00+02:00"},
		{"skipped, west of Greenwich", "America/Los_Angeles", day.New(2026, 3, 8), "02:30", "2026-03-08T03:30:00-07:00"},
		{"after the skip", "America/Los_Angeles", day.New(2026, 3, 8), "03:00", "2026-03-08T03:00:00-07:00"},
		{"before the skip", "America/Los_Angeles", day.New(2026, 3, 8), "01:59", "2026-03-08T01:59:00-08:00"},
		{"shown twice, east", "Europe/Prague", day.New(2026, 10, 25), "02:30", "2026-10-25T02:30:00+02:00"},
		{"shown twice, west", "America/Los_Angeles", day.New(2026, 11, 1), "01:30", "2026-11-01T01:30:00-07:00"},
		{"after the second showing", "Europe/Prague", day.New(2026, 10, 25), "03:00", "2026-10-25T03:00:00+01:00"},
		{"no midnight that day", "Africa/Cairo", day.New(2026, 4, 24), "00:00", "2026-04-24T01:00:00+03:00"},
		{"no such day", "Pacific/Apia", day.New(2011, 12, 30), "10:00", "2011-12-31T10:00:00+14:00"},
		{"half an hour's change", "Australia/Lord_Howe", day.New(2026, 10, 4), "02:15", "2026-10-04T02:45:00+11:00"},
	}
	for _, test := range tests {
		clock, err := day.ParseClock(test.clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.day.At(clock, zone(t, test.zone)).Format(time.RFC3339); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// The second of two times that clocks show is the last; else there is one alone.
func TestLastAt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		zone  string
		day   day.Date
		clock string
		want  string
	}{
		{"Europe/Prague", day.New(2026, 3, 2), "10:00", "2026-03-02T10:00:00+01:00"},
		{"Europe/Prague", day.New(2026, 10, 25), "02:30", "2026-10-25T02:30:00+01:00"},
		{"America/Los_Angeles", day.New(2026, 11, 1), "01:30", "2026-11-01T01:30:00-08:00"},
		{"Europe/Prague", day.New(2026, 3, 29), "02:30", "2026-03-29T03:30:00+02:00"},
		{"America/Los_Angeles", day.New(2026, 3, 8), "02:30", "2026-03-08T03:30:00-07:00"},
		{"Europe/Prague", day.New(2026, 10, 25), "03:00", "2026-10-25T03:00:00+01:00"},
		{"Pacific/Apia", day.New(2011, 12, 30), "10:00", "2011-12-31T10:00:00+14:00"},
	} {
		clock, err := day.ParseClock(test.clock)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.day.LastAt(clock, zone(t, test.zone)).Format(time.RFC3339); got != test.want {
			t.Errorf("%s %s in %s: %s, want %s", test.day, test.clock, test.zone, got, test.want)
		}
	}
}

func TestMidnightBeginsTheDay(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"UTC", "Europe/Prague", "America/Los_Angeles", "Africa/Cairo", "Pacific/Apia", "Pacific/Auckland", "America/Havana"} {
		z := zone(t, name)
		for n := range 800 {
			d := day.New(2026, 1, 1).Add(n)
			begins := d.At(0, z)
			if day.Of(begins, z) != d || day.Of(begins.Add(-time.Second), z) != d.Add(-1) {
				t.Errorf("%s: %s begins at %s", name, d, begins)
			}
		}
	}
}

func TestTextAndDatabase(t *testing.T) {
	t.Parallel()
	d := day.New(2026, 3, 2)
	b, err := json.Marshal(map[string]day.Date{"on": d, "none": {}})
	if err != nil || string(b) != `{"none":"","on":"2026-03-02"}` {
		t.Errorf("as JSON: %s, %v", b, err)
	}
	var back struct{ On, None day.Date }
	if err := json.Unmarshal(b, &back); err != nil || back.On != d || !back.None.IsZero() {
		t.Errorf("from JSON: %+v, %v", back, err)
	}
	if v, err := (day.Date{}).Value(); v != nil || err != nil {
		t.Errorf("no date is %v, %v to a database", v, err)
	}
	v, err := d.Value()
	if err != nil {
		t.Fatal(err)
	}
	for _, src := range []any{v, "2026-03-02", time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)} {
		var got day.Date
		if err := got.Scan(src); err != nil || got != d {
			t.Errorf("from %v: %s, %v", src, got, err)
		}
	}
	got := d
	if err := got.Scan(nil); err != nil || !got.IsZero() {
		t.Errorf("from NULL: %s, %v", got, err)
	}
	for _, src := range []any{7, "tomorrow"} {
		if err := got.Scan(src); err == nil {
			t.Errorf("%v was read as a date", src)
		}
	}
}
