package server

import (
	"net/url"
	"slices"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/signin"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// peopleView makes the list of people, and the form to add one as it was typed.
func peopleView(all []postgres.Person, who access.Actor, typed url.Values, errs component.Errors, now time.Time) page.PeopleView {
	v := page.PeopleView{
		Admin: adminTabs(route.People),
		Table: component.Table{Caption: "People", Columns: []component.Column{
			{Label: "Name"}, {Label: "E-mail"}, {Label: "Role"}, {Label: "Team"}, {Label: "Time zone"}, {Label: "Access"}, {Label: "Act", Hidden: true},
		}},
		Form:   component.Form{Action: route.People},
		Adding: len(errs) > 0, Errors: errs, Fields: personFields(typed, errs, teamsOf(all), now),
	}
	for _, p := range all {
		v.Rows = append(v.Rows, personRow(p, who))
	}
	return v
}

func personRow(p postgres.Person, who access.Actor) page.PersonRow {
	row := page.PersonRow{
		Name: p.Name, Email: p.Email, Role: p.Role.Label(), Team: p.Team, Zone: p.Zone,
		Access: component.Badge{Text: "Active", Tone: component.Good, Quiet: true},
	}
	if !p.Active {
		row.Access = component.Badge{Text: "Disabled", Shape: component.Dash}
		return row
	}
	row.Action = route.DisablePerson(engagement.PersonID(p.ID))
	row.Disable = &component.Button{
		ID: "disable-" + blankZero(p.ID), Text: "Disable", About: p.Name, Kind: component.Quiet,
		Confirm: "Take away the access of " + p.Name + "? Their sessions end at once. What they did stays in the records.",
	}
	if p.ID == who.ID {
		row.Disable.DisabledReason = "Another administrator has to."
	}
	return row
}

// teamsOf gives the names of the teams that people are in.
func teamsOf(all []postgres.Person) []string {
	var names []string
	for _, p := range all {
		if p.Team != "" {
			names = append(names, p.Team)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// personFields are the fields of somebody who joins. The password is never
// sent back.
func personFields(typed url.Values, errs component.Errors, teams []string, now time.Time) page.PersonFields {
	f := page.PersonFields{
		Name: component.Field{Name: "name", Label: "Name", Required: true, Autocomplete: "off", MaxLength: engagement.MaxName},
		Email: component.Field{Name: "email", Label: "E-mail address", Type: "email", Required: true, Autocomplete: "off",
			Hint: "They sign in with it."},
		Team: component.Field{Name: "team", Label: "Team", Autocomplete: "off", MaxLength: engagement.MaxName,
			Hint: "One that there is, or a new one. A team sees what its managers run.", Attrs: map[string]any{"list": "teams"}},
		Teams: teams,
		Password: component.Field{Name: "password", Label: "First password", Type: "password", Required: true, Autocomplete: "new-password",
			Hint: "At least " + blankZero(signin.MinPassword) + " characters.", MaxLength: signin.MaxPassword},
		Role: component.Select{Name: "role", Label: "Role", Required: true, Blank: "Choose a role", Error: errs.For("role")},
		Zone: component.Select{Name: "time_zone", Label: "Time zone", Blank: "Not known", Groups: zoneGroups(typed.Get("time_zone"), now),
			Hint: "Days and greetings follow it.", Error: errs.For("time_zone")},
	}
	for _, field := range []*component.Field{&f.Name, &f.Email, &f.Team} {
		field.Value = typed.Get(field.Name)
	}
	for _, field := range []*component.Field{&f.Name, &f.Email, &f.Team, &f.Password} {
		field.Error = errs.For(field.Name)
	}
	for _, role := range access.Roles {
		f.Role.Options = append(f.Role.Options, component.Option{
			Value: string(role), Label: role.Label(), Selected: string(role) == typed.Get("role"),
		})
	}
	return f
}
