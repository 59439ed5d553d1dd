package calendar

import (
	"fmt"
	"slices"
	"strings"
	"time"

	ical "github.com/arran4/golang-ical"
)

// zone is a time zone over the years in which meetings are.
type zone struct {
	of    *time.Location
	first int // year
	last  int // year
}

// zonesOf gives the zones of meetings, by name, each over their years. UTC needs
// none.
func zonesOf(meetings []Meeting) []zone {
	var all []zone
	for _, m := range meetings {
		if m.Zone == time.UTC {
			continue
		}
		first, last := m.Start.In(m.Zone).Year(), m.End.In(m.Zone).Year()
		i := slices.IndexFunc(all, func(z zone) bool { return z.of.String() == m.Zone.String() })
		if i < 0 {
			all = append(all, zone{m.Zone, first, last})
			continue
		}
		all[i].first, all[i].last = min(all[i].first, first), max(all[i].last, last)
	}
	slices.SortFunc(all, func(a, b zone) int { return strings.Compare(a.of.String(), b.of.String()) })
	return all
}

// component writes the zone as its clocks were set, each change for itself: a rule
// could not tell those that follow none, and programs differ in what of lists they
// read. It begins a year early, since another may count the year in UTC.
func (z zone) component() *ical.VTimezone {
	c := ical.NewTimezone(z.of.String())
	at, end := time.Date(z.first-1, 1, 1, 0, 0, 0, 0, z.of), time.Date(z.last+1, 1, 2, 0, 0, 0, 0, z.of)
	name, _ := at.Zone()
	c.Components = append(c.Components, &ical.Standard{ComponentBase: observance(oldest, name, offset(at), offset(at))})
	for ; at.Before(end); at = at.Add(step) {
		if next := at.Add(step); !same(at, next) {
			c.Components = append(c.Components, change(at, next))
		}
	}
	return c
}

// step is shorter than what lies between two changes of a zone.
const step = 12 * time.Hour

// oldest is since when the offset is said to hold that holds first, as the clocks
// showed it.
var oldest = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)

// same reports whether nothing was changed between two moments. It asks for no
// bounds: those of time.ZoneBounds are wrong at the end of leap years, and lead
// nowhere.
func same(a, b time.Time) bool {
	before, _ := a.Zone()
	after, _ := b.Zone()
	return before == after && offset(a) == offset(b) && a.IsDST() == b.IsDST()
}

// change writes the change that lies between two moments. Where winter time is the
// exception by law, as in Dublin, summer time is still what goes ahead.
func change(before, after time.Time) ical.Component {
	for after.Sub(before) > time.Second {
		if half := before.Add((after.Sub(before) / 2).Truncate(time.Second)); same(before, half) {
			before = half
		} else {
			after = half
		}
	}
	from, to := offset(before), offset(after)
	name, _ := after.Zone()
	b := observance(after.UTC().Add(from), name, from, to)
	if to > from && before.IsDST() != after.IsDST() {
		return &ical.Daylight{ComponentBase: b}
	}
	return &ical.Standard{ComponentBase: b}
}

// observance writes what holds since a local time, as the clocks show it that are
// about to be set.
func observance(since time.Time, name string, from, to time.Duration) ical.ComponentBase {
	var b ical.ComponentBase
	b.SetProperty(ical.ComponentPropertyDtStart, since.Format(localTime))
	b.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetfrom), utcOffset(from))
	b.SetProperty(ical.ComponentProperty(ical.PropertyTzoffsetto), utcOffset(to))
	b.SetProperty(ical.ComponentProperty(ical.PropertyTzname), name)
	return b
}

// utcOffset writes an offset as +HHMM, with seconds where it has some.
func utcOffset(d time.Duration) string {
	sign := '+'
	if d < 0 {
		sign, d = '-', -d
	}
	s := fmt.Sprintf("%c%02d%02d", sign, int(d.Hours()), int(d.Minutes())%60)
	if seconds := int(d.Seconds()) % 60; seconds != 0 {
		s += fmt.Sprintf("%02d", seconds)
	}
	return s
}
