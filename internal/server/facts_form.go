package server

import (
	"encoding/json"
	"net/url"
	"slices"
	"strings"

	"gaptrack/internal/engagement"
)

// everyDays is the choice of a cadence that is counted in days, given in the
// field cadence_days.
const everyDays = "days"

// facts reads the facts that the form has over those that stand, so that a
// form of one field changes one fact.
func (f form) facts(was engagement.Facts) engagement.Facts {
	next := was
	if f.Has("customer") {
		next.Customer = f.Get("customer")
	}
	if f.Has("seats") {
		next.Seats = f.number("seats", "the seats")
	}
	if f.Has("motion") {
		next.Motion = f.Get("motion")
	}
	if f.Has("services") {
		next.Services = f.list("services")
	}
	if f.Has("manager") {
		next.Manager = f.person("manager")
	}
	if f.Has("cadence") {
		next.Cadence = f.cadence()
	}
	if f.Has("meets_at") {
		next.MeetsAt = f.meetingTime("meets_at")
	}
	if f.Has("meets_from") {
		next.MeetsFrom = f.date("meets_from")
	}
	if f.Has("time_zone") {
		next.Zone = f.Get("time_zone")
	}
	return next
}

// list reads the choices that were ticked. A choice between two people's
// changes sends the list in its written form, a JSON array.
func (f form) list(name string) []string {
	var all []string
	for _, s := range f.Values[name] {
		var written []string
		switch {
		case strings.HasPrefix(s, "[") && json.Unmarshal([]byte(s), &written) == nil:
			all = append(all, written...)
		case s != "":
			all = append(all, s)
		}
	}
	return all
}

func (f form) cadence() engagement.Cadence {
	if f.Get("cadence") == everyDays {
		return engagement.EveryDays(f.number("cadence_days", "the days"))
	}
	return engagement.Cadence(f.Get("cadence"))
}

// factsValues makes the form of the facts as they stand.
func factsValues(e *engagement.Engagement) url.Values {
	f := e.Facts
	v := values("customer", f.Customer, "seats", engagement.Thousands(f.Seats), "motion", f.Motion, "manager", f.Manager,
		"cadence", f.Cadence, "meets_at", f.MeetsAt, "meets_from", f.MeetsFrom, "time_zone", f.Zone)
	v["services"] = slices.Clone(e.ServiceNames())
	v.Set("cadence", string(f.Cadence))
	if days, counted := strings.CutPrefix(string(f.Cadence), everyDays+":"); counted {
		v.Set("cadence", everyDays)
		v.Set("cadence_days", days)
	}
	return v
}
