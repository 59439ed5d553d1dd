package server

import (
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// accountView makes the page of one's own account. Address is that of a calendar which
// was just made, empty for none.
func (r *request) accountView(own ownAccount, address string, errs component.Errors) page.AccountView {
	v := page.AccountView{
		Errors: errs, Form: component.Form{Action: route.Account},
		Facts: component.DefinitionList{
			{Term: "Name", Text: own.person.Name}, {Term: "E-mail", Text: own.person.Email},
			{Term: "Role", Text: own.person.Role.Label()}, {Term: "Team", Text: own.person.Team},
		},
		Feed: r.feedPanel(own.feed, address), Other: component.Form{Action: route.EndOtherSessions},
	}
	v.Zone, v.Mail = r.settingsFields(own.settings, errs)
	for _, s := range own.sessions {
		row := page.SessionRow{Began: timeIn(s.Created, zoneOf(r.who)), Used: timeIn(s.Used, zoneOf(r.who))}
		if s.This {
			row.This = new(component.Badge{Text: "This browser", Tone: component.Good, Quiet: true})
		}
		v.Sessions = append(v.Sessions, row)
	}
	v.EndOthers = component.Button{Text: "Sign out everywhere else"}
	if len(own.sessions) < 2 {
		v.EndOthers.DisabledReason = "You are signed in nowhere else."
	}
	return v
}

// settingsFields are what is settled, or was typed where that was refused.
func (r *request) settingsFields(is postgres.Settings, errs component.Errors) (component.Select, component.Checkboxes) {
	typed := r.form
	if len(errs) == 0 {
		typed = newForm(url.Values{"time_zone": {is.Zone}, "mail": wanted(is.Mail)})
	}
	zone := component.Select{Name: "time_zone", Label: "Time zone", Blank: "Not known", Groups: zoneGroups(typed.Get("time_zone"), r.now),
		Hint: "Days and greetings follow it.", Error: errs.For("time_zone")}
	mail := component.Checkboxes{Name: "mail", Label: "Mail that you want", Required: true, Options: []component.Option{
		{Value: "digests", Label: "Digests", Hint: "The minutes of each checkpoint that you attended, once, after it is closed.", Selected: typed.has("mail", "digests")},
		{Value: "reminders", Label: "Reminders", Hint: "The day before a checkpoint of yours, and when one that you were invited to is moved or cancelled.", Selected: typed.has("mail", "reminders")},
	}}
	return zone, mail
}

func wanted(m postgres.MailWanted) []string {
	var all []string
	if m.Digests {
		all = append(all, "digests")
	}
	if m.Reminders {
		all = append(all, "reminders")
	}
	return all
}

// feedPanel tells of the address of one's calendar.
func (r *request) feedPanel(f postgres.Feed, address string) page.FeedPanel {
	v := page.FeedPanel{
		Start: component.Form{Action: route.StartFeed}, Make: component.Button{ID: "make-feed", Text: "Make an address"},
		End: component.Form{Action: route.EndFeed},
	}
	if address != "" {
		v.New = &component.Field{Name: "calendar_address", Label: "The address of your calendar", Value: address, Required: true, Autocomplete: "off",
			Hint: "Copy it now: it is shown this once. Whoever has it reads when and with whom you meet.", Attrs: map[string]any{"readonly": true}}
		v.Subscribe = templ.SafeURL("webcal" + address[strings.Index(address, "://"):]) // our own, by a scheme that templ does not know
	}
	if f.Made.IsZero() {
		return v
	}
	v.Made = new(timeIn(f.Made, zoneOf(r.who)))
	if !f.Read.IsZero() {
		v.Read = new(timeIn(f.Read, zoneOf(r.who)))
	}
	v.Make = component.Button{ID: "make-feed", Text: "Make a new address", Confirm: "Make a new address? The one that calendars use now stops working."}
	v.Take = &component.Button{ID: "take-feed", Text: "Take it away", Kind: component.Danger, Confirm: "Take the address away? Calendars that use it get nothing any more."}
	return v
}
