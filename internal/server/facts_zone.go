package server

import (
	"slices"
	"strings"
	"sync"
	"time"

	"gaptrack/internal/day"
	"gaptrack/web/component"
)

// zoneRegions are the time zones that forms offer, by region: one for every
// distance from UTC and rule of summer time that customers live by. A record
// can hold any other zone of the IANA database; its form offers that one too.
var zoneRegions = []struct {
	name  string
	zones []string
}{
	{"Europe", []string{
		"Europe/Amsterdam", "Europe/Athens", "Europe/Belgrade", "Europe/Berlin", "Europe/Bratislava", "Europe/Brussels", "Europe/Bucharest", "Europe/Budapest",
		"Europe/Copenhagen", "Europe/Dublin", "Europe/Helsinki", "Europe/Istanbul", "Europe/Kyiv", "Europe/Lisbon",
		"Europe/London", "Europe/Madrid", "Europe/Oslo", "Europe/Paris", "Europe/Prague", "Europe/Rome", "Europe/Sofia",
		"Europe/Stockholm", "Europe/Tallinn", "Europe/Vienna", "Europe/Warsaw", "Europe/Zagreb", "Europe/Zurich", "Atlantic/Reykjavik",
	}},
	{"North America", []string{
		"America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
		"Pacific/Honolulu", "America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver", "America/Halifax",
		"America/St_Johns", "America/Mexico_City", "America/Tijuana",
	}},
	{"Central and South America", []string{
		"America/Guatemala", "America/Costa_Rica", "America/Panama", "America/Puerto_Rico", "America/Bogota", "America/Lima",
		"America/Caracas", "America/La_Paz", "America/Santiago", "America/Argentina/Buenos_Aires", "America/Montevideo",
		"America/Asuncion", "America/Sao_Paulo", "America/Manaus",
	}},
	{"Africa", []string{
		"Africa/Abidjan", "Africa/Accra", "Africa/Algiers", "Africa/Cairo", "Africa/Casablanca", "Africa/Johannesburg",
		"Africa/Lagos", "Africa/Nairobi", "Africa/Tunis",
	}},
	{"Middle East", []string{
		"Asia/Amman", "Asia/Baghdad", "Asia/Beirut", "Asia/Dubai", "Asia/Jerusalem", "Asia/Kuwait", "Asia/Qatar",
		"Asia/Riyadh", "Asia/Tehran",
	}},
	{"Asia", []string{
		"Asia/Almaty", "Asia/Baku", "Asia/Bangkok", "Asia/Colombo", "Asia/Dhaka", "Asia/Ho_Chi_Minh", "Asia/Hong_Kong",
		"Asia/Jakarta", "Asia/Kabul", "Asia/Karachi", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Kuala_Lumpur", "Asia/Manila",
		"Asia/Seoul", "Asia/Shanghai", "Asia/Singapore", "Asia/Taipei", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Tokyo",
		"Asia/Ulaanbaatar", "Asia/Yangon", "Asia/Yerevan",
	}},
	{"Australia and the Pacific", []string{
		"Australia/Perth", "Australia/Darwin", "Australia/Adelaide", "Australia/Brisbane", "Australia/Sydney",
		"Australia/Hobart", "Pacific/Guam", "Pacific/Noumea", "Pacific/Fiji", "Pacific/Auckland", "Pacific/Chatham",
		"Pacific/Apia", "Pacific/Tongatapu", "Pacific/Kiritimati",
	}},
	{"No region", []string{"UTC"}},
}

// locations keeps the zones that were read, which never change while the
// program runs.
var locations sync.Map // name → *time.Location

// location reads a zone, and gives nil for what is none.
func location(name string) *time.Location {
	if zone, read := locations.Load(name); read {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "" || name == "Local" {
		return nil
	}
	locations.Store(name, zone)
	return zone
}

// zoneGroups makes the choices of time zones, each with its distance from UTC
// now.
func zoneGroups(chosen string, now time.Time) []component.OptionGroup {
	var groups []component.OptionGroup
	offered := false
	for _, region := range zoneRegions {
		g := component.OptionGroup{Label: region.name}
		for _, name := range region.zones {
			if zone := location(name); zone != nil {
				g.Options = append(g.Options, zoneOption(name, zone, chosen, now))
			}
		}
		offered = offered || slices.Contains(region.zones, chosen)
		groups = append(groups, g)
	}
	if zone := location(chosen); zone != nil && !offered {
		other := component.OptionGroup{Label: "Chosen", Options: []component.Option{zoneOption(chosen, zone, chosen, now)}}
		groups = append([]component.OptionGroup{other}, groups...)
	}
	return groups
}

// zoneOption words a zone as its city: "Prague (UTC+1)".
func zoneOption(name string, zone *time.Location, chosen string, now time.Time) component.Option {
	city := strings.ReplaceAll(name[strings.LastIndex(name, "/")+1:], "_", " ")
	label := city + " (" + day.ZoneLabel(now.In(zone)) + ")"
	if city == "UTC" {
		label = city
	}
	return component.Option{Value: name, Label: label, Selected: name == chosen}
}
