package server

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// factsFields makes the controls of the facts, as they were typed. Services are
// those that can be chosen, managers the people who can answer for the engagement.
func factsFields(v url.Values, errs component.Errors, services []string, managers []postgres.Person, now time.Time) page.FactsFields {
	return page.FactsFields{
		Customer: component.Field{Name: "customer", Label: "Customer", Value: v.Get("customer"), Required: true,
			MaxLength: engagement.MaxName, Autocomplete: "off", Error: errs.For("customer")},
		Seats: component.Field{Name: "seats", Label: "Seats", Value: v.Get("seats"), Required: true, InputMode: "numeric",
			Size: component.Short, Suffix: "seats", Hint: "The licences that the customer bought, such as 12,000.", Error: errs.For("seats")},
		Motion: component.Radios{Name: "motion", Label: "Motion", Required: true, Inline: true,
			Hint: "Why the customer is being helped.", Options: picked(engagement.Motions, v["motion"]), Error: errs.For("motion")},
		Services: component.Checkboxes{Name: "services", Label: "Services", Required: true, Inline: true,
			Hint: "What is being deployed. The scope follows from it.", Options: picked(services, v["services"]), Error: errs.For("services")},
		Manager: component.Select{Name: "manager", Label: "Manager", Required: true, Blank: "Choose a manager", Size: component.Medium,
			Hint: "Answers for the engagement, and decides on its requests.", Options: peoplePicked(managers, v["manager"]), Error: errs.For("manager")},
		Cadence: component.Select{Name: "cadence", Label: "Checkpoints", Required: true, Blank: "Choose how often",
			Hint: "How often the customer is met.", Options: cadences(v.Get("cadence")), Error: errs.For("cadence")},
		CadenceDays: component.Field{Name: "cadence_days", Label: "Days between checkpoints", Value: v.Get("cadence_days"),
			Hint: "Only for “every so many days”.", InputMode: "numeric", Size: component.Short, Suffix: "days", Error: errs.For("cadence_days")},
		MeetsAt: component.Field{Name: "meets_at", Label: "Meeting time", Value: v.Get("meets_at"), Type: "time", Required: true,
			Size: component.Short, Hint: "On the customer's clock.", Error: errs.For("meets_at")},
		MeetsFrom: component.DateField{Name: "meets_from", Label: "Counted from", Value: v.Get("meets_from"), Error: errs.For("meets_from"),
			Hint: "A day of a checkpoint: the others follow it, on the same weekday. Left empty, they follow the last one that was held."},
		Zone: component.Select{Name: "time_zone", Label: "Customer's time zone", Required: true, Blank: "Choose a time zone",
			Hint: "Dates and meetings follow its clock.", Size: component.Medium, Groups: zoneGroups(v.Get("time_zone"), now), Error: errs.For("time_zone")},
	}
}

// picked makes choices of words, those among chosen ticked.
func picked(words, chosen []string) []component.Option {
	options := make([]component.Option, len(words))
	for i, w := range words {
		options[i] = component.Option{Value: w, Label: w, Selected: slices.Contains(chosen, w)}
	}
	return options
}

// peoplePicked makes choices of people, those among chosen ticked.
func peoplePicked(people []postgres.Person, chosen []string) []component.Option {
	options := make([]component.Option, len(people))
	for i, p := range people {
		id := strconv.FormatInt(p.ID, 10)
		options[i] = component.Option{Value: id, Label: p.Name + ", " + p.Role.Label(), Selected: slices.Contains(chosen, id)}
	}
	return options
}

func cadences(chosen string) []component.Option {
	options := []component.Option{
		{Value: string(engagement.Weekly), Label: "Every week"},
		{Value: string(engagement.Biweekly), Label: "Every two weeks"},
		{Value: string(engagement.Monthly), Label: "Every month"},
		{Value: everyDays, Label: "Every so many days"},
	}
	for i := range options {
		options[i].Selected = options[i].Value == chosen
	}
	return options
}

// managersOf gives the managers among people, those of a team first.
func managersOf(people []postgres.Person, team int64) []postgres.Person {
	managers := slices.DeleteFunc(slices.Clone(people), func(p postgres.Person) bool { return !engagement.CanManage(p.Actor) })
	slices.SortStableFunc(managers, func(a, b postgres.Person) int {
		return cmp.Compare(farness(a, team), farness(b, team))
	})
	return managers
}

// farness orders a team's own people before others.
func farness(p postgres.Person, team int64) int {
	if team != 0 && p.TeamID == team {
		return 0
	}
	return 1
}
