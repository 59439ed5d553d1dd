package calendar_test

import (
	"strings"
	"testing"
	"time"

	parser "github.com/emersion/go-ical"
	"pgregory.net/rapid"

	"gaptrack/internal/calendar"
)

// zoneNames are zones that change in both halves of the world, by half an hour, at
// midnight, by the moon, backwards in winter, that leave a day out, and never.
var zoneNames = []string{
	"Europe/Oslo", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
	"Pacific/Chatham", "Pacific/Tongatapu", "Pacific/Apia", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tehran", "Asia/Beirut", "Africa/Casablanca",
	"Africa/Cairo", "Europe/Dublin", "Europe/Istanbul", "Asia/Pyongyang", "America/Asuncion", "Etc/GMT+12",
}

// changed is a moment at which a file says that clocks are set, and by how much they
// are ahead of UTC from then on.
type changed struct {
	at       time.Time
	from, to time.Duration
}

func changesOf(t *rapid.T, file []byte, zone string) []changed {
	var all []changed
	for _, part := range read(t, file).Children {
		if part.Name != parser.CompTimezone {
			continue
		}
		if got := value(t, part.Props, "TZID"); got != zone {
			t.Fatalf("the zone is %s, want %s", got, zone)
		}
		for _, o := range part.Children {
			from, to := hours(t, value(t, o.Props, "TZOFFSETFROM")), hours(t, value(t, o.Props, "TZOFFSETTO"))
			if summer := o.Name == parser.CompTimezoneDaylight; summer && to <= from || !summer && o.Name != parser.CompTimezoneStandard {
				t.Fatalf("%s goes from %s to %s", o.Name, from, to)
			}
			local, err := time.Parse("20060102T150405", value(t, o.Props, "DTSTART"))
			if err != nil || value(t, o.Props, "TZNAME") == "" {
				t.Fatalf("an onset: %v", err)
			}
			all = append(all, changed{local.Add(-from), from, to})
		}
	}
	return all
}

// hours reads +HHMM.
func hours(t *rapid.T, s string) time.Duration {
	at, err := time.Parse("-0700", s)
	if err != nil {
		t.Fatalf("%v", err)
	}
	_, seconds := at.Zone()
	return time.Duration(seconds) * time.Second
}

func TestZonesAreThoseOfTheClocks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		zone := location(t, rapid.SampledFrom(zoneNames).Draw(t, "zone"))
		first := rapid.IntRange(1971, 2098).Draw(t, "first year")
		last := first + rapid.IntRange(0, 3).Draw(t, "years more")
		moment := func(year int, name string) time.Time {
			return time.Date(year, 1, 1, 0, rapid.IntRange(0, 365*24*60-31).Draw(t, name), 0, 0, zone)
		}
		a, b := meeting(moment(first, "start")), meeting(moment(last, "another"))
		all := changesOf(t, calendar.Feed("x", time.Hour, []calendar.Meeting{a, b}), zone.String())
		begin, end := time.Date(first, 1, 1, 0, 0, 0, 0, zone), time.Date(last+1, 1, 1, 0, 0, 0, 0, zone)
		minutes := int(end.Sub(begin).Minutes())
		for range 20 {
			agree(t, all, begin.Add(time.Duration(rapid.IntRange(0, minutes-1).Draw(t, "minute"))*time.Minute))
		}
		for _, c := range all[1:] {
			agree(t, all, c.at.In(zone))
			agree(t, all, c.at.Add(-time.Second).In(zone))
		}
		for at := begin; at.Before(end); at = at.Add(24 * time.Hour) {
			agree(t, all, at)
		}
	})
}

// agree holds the offset that a file tells at a moment to that of the zone.
func agree(t *rapid.T, all []changed, at time.Time) {
	var holds *changed
	for i, c := range all {
		if i > 0 && c.from != all[i-1].to {
			t.Fatalf("%s follows %s", c.from, all[i-1].to)
		}
		if !c.at.After(at) {
			holds = &all[i]
		}
	}
	_, want := at.Zone()
	if holds == nil || int(holds.to.Seconds()) != want {
		t.Fatalf("at %s the file says %+v", at, holds)
	}
}

// TestZonesAsProgramsKnowThem holds two zones to the letter.
func TestZonesAsProgramsKnowThem(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Europe/Oslo": `BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0100
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250330T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20251026T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20260329T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20261025T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
`,
		"Asia/Kolkata": `BEGIN:VTIMEZONE
TZID:Asia/Kolkata
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0530
TZOFFSETTO:+0530
TZNAME:IST
END:STANDARD
END:VTIMEZONE
`,
	} {
		file := string(calendar.Invitation(meeting(time.Date(2026, 12, 1, 10, 0, 0, 0, location(t, name)))))
		if !strings.Contains(file, strings.ReplaceAll(want, "\n", "\r\n")) {
			t.Errorf("%s: got\n%s", name, file)
		}
	}
}
