package server

import (
	"maps"
	"net/url"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// contactsView makes the list of contacts, those who are still asked first, with the
// form of contact edited, 0 for a new one.
func (r *request) contactsView(e *postgres.Loaded, edited int, typed url.Values, errs component.Errors) page.ContactsView {
	v := page.ContactsView{
		Header: r.header(e, checkpointsTab), Errors: errs,
		Up: component.Link{Text: "Checkpoints", URL: route.Checkpoints(e.ID)},
		Table: component.Table{Caption: "Contacts", Columns: []component.Column{
			{Label: "Name"}, {Label: "Side"}, {Label: "What they do"}, {Label: "E-mail"}, {Label: "Mail"}, {Label: "Act", Hidden: true},
		}},
		Title: "Add a contact", Form: r.contactForm(e, 0, typed, errs),
	}
	if c := e.Contacts[edited]; c != nil {
		v.Title, v.Form = "Change "+c.Name, r.contactForm(e, edited, typed, errs)
		v.Form.Cancel = &component.Link{Text: "Leave it as it is", URL: route.Contacts(e.ID)}
	}
	gone := slices.DeleteFunc(slices.Sorted(maps.Keys(e.Contacts)), func(n int) bool { return !e.Contacts[n].Gone })
	for _, n := range append(e.Asked(), gone...) {
		v.Rows = append(v.Rows, r.contactRow(e, n))
	}
	return v
}

func (r *request) contactRow(e *postgres.Loaded, n int) page.ContactRow {
	c := e.Contacts[n]
	row := page.ContactRow{
		Name: c.Name, Side: capital(string(c.Side)), Title: c.Title, Email: c.Email, Mail: "None", Gone: c.Gone,
		Form: component.Form{Action: route.Contact(e.ID, n), Inline: true, Hidden: []component.Hidden{version(e), {Name: "gone", Value: "yes"}}},
		Act:  component.Button{Text: "No longer asked", About: c.Name, Kind: component.Quiet},
	}
	if c.Wants {
		row.Mail = "Invitations and digests"
	}
	wanted := engagement.ChangeContact{N: n, Gone: new(!c.Gone)}
	if c.Gone {
		row.Form.Hidden[1].Value, row.Act.Text = "no", "Ask again"
	} else if !e.ReadOnly() {
		row.Edit = &component.Link{Text: c.Name, URL: route.With(route.Contacts(e.ID), url.Values{"edit": {strconv.Itoa(n)}}) + "#contact"}
	}
	row.Act.DisabledReason = r.whyNot(e, wanted)
	return row
}

// contactForm makes the form of contact n as it was typed, 0 for a new one.
func (r *request) contactForm(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.ContactForm {
	c := engagement.Contact{Side: engagement.OutsideSides[0]}
	action, draft := route.Contacts(e.ID), "contact"
	if n != 0 {
		c, action = *e.Contacts[n], route.Contact(e.ID, n)
	}
	v := values("name", c.Name, "side", c.Side, "title", c.Title, "email", c.Email, "wants", map[bool]string{true: "yes"}[c.Wants])
	if typed != nil {
		v = typed
	}
	field := func(name, label, kind string) component.Field {
		return component.Field{Name: name, Label: label, Type: kind, Value: v.Get(name), MaxLength: engagement.MaxName, Autocomplete: "off", Error: errs.For(name)}
	}
	f := page.ContactForm{
		Form: component.Form{Action: action, Draft: draft, Hidden: []component.Hidden{drawnFrom(e, v)}},
		Name: field("name", "Name", ""), Title: field("title", "What they do", ""), Email: field("email", "E-mail address", "email"),
		Side: component.Radios{Name: "side", Label: "Side", Options: optionsOf(engagement.OutsideSides, v.Get("side")), Required: true, Inline: true, Error: errs.For("side")},
		Wants: component.Checkboxes{Name: "wants", Label: "Mail", HideLabel: true, Options: []component.Option{
			{Value: "yes", Label: "Wants invitations and digests by mail", Selected: v.Get("wants") != ""},
		}},
		Save: component.Button{ID: "save-contact", Text: "Save the contact", Kind: component.Primary},
	}
	f.Name.Required = true
	f.Save.DisabledReason = reason(e.Allows(engagement.AddContact{}, r.who))
	return f
}
