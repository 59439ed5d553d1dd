package sample

// region is where a team's customers are, by the zones of their clocks.
type region struct {
	name  string
	zones []string
}

// regions are the teams' by turns. The first two are those of the demo.
var regions = []region{
	{"West", []string{"Europe/London", "Europe/Stockholm", "Europe/Oslo", "Europe/Paris", "Europe/Dublin", "America/New_York", "America/Chicago"}},
	{"East", []string{"Europe/Prague", "Europe/Warsaw", "Europe/Bucharest", "Europe/Athens", "Europe/Istanbul", "Africa/Lagos"}},
	{"North America", []string{"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Halifax"}},
	{"Nordics", []string{"Europe/Helsinki", "Europe/Oslo", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Tallinn", "Atlantic/Reykjavik"}},
	{"Pacific", []string{"Pacific/Auckland", "Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Australia/Adelaide", "Pacific/Fiji"}},
	{"Iberia", []string{"Europe/Madrid", "Europe/Lisbon", "Atlantic/Canary", "Atlantic/Azores"}},
	{"Latin America", []string{"America/Sao_Paulo", "America/Bogota", "America/Mexico_City", "America/Lima", "America/Santiago", "America/Argentina/Buenos_Aires"}},
	{"India", []string{"Asia/Kolkata", "Asia/Colombo", "Asia/Kathmandu", "Asia/Dhaka"}},
	{"Alps", []string{"Europe/Zurich", "Europe/Vienna", "Europe/Berlin", "Europe/Rome", "Europe/Ljubljana"}},
	{"Gulf", []string{"Asia/Dubai", "Asia/Riyadh", "Asia/Qatar", "Asia/Kuwait", "Asia/Muscat"}},
	{"Far East", []string{"Asia/Tokyo", "Asia/Seoul", "Asia/Taipei", "Asia/Hong_Kong"}},
	{"Southeast Asia", []string{"Asia/Singapore", "Asia/Jakarta", "Asia/Manila", "Asia/Bangkok", "Asia/Kuala_Lumpur", "Asia/Ho_Chi_Minh"}},
	{"Africa", []string{"Africa/Johannesburg", "Africa/Nairobi", "Africa/Accra", "Africa/Cairo", "Africa/Casablanca"}},
	{"Benelux", []string{"Europe/Amsterdam", "Europe/Brussels", "Europe/Luxembourg"}},
}

// zone draws the zone of a customer: most often one of the region.
func (r region) zone(c chance) string {
	if c.likely(88) {
		return pick(c, r.zones)
	}
	return pick(c, pick(c, regions).zones)
}
