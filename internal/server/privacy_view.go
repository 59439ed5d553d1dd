package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/privacy"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// privacyView makes the page of data privacy, with the days as they were typed.
func privacyView(p *postgres.Privacy, typed form, errs component.Errors, zone *time.Location) page.PrivacyView {
	v := page.PrivacyView{
		Admin: adminTabs(route.Privacy), Errors: errs, Form: component.Form{ID: "retention", Action: route.SetRetention},
		Days: component.Field{Name: "days", Label: "Days after the exit", Type: "number", Min: "0", Max: strconv.Itoa(engagement.MaxRetention), Size: component.Short,
			InputMode: "numeric", Required: true, Suffix: "days", Error: errs.For("days"), Value: strconv.Itoa(int(p.Retention.Retention)),
			Hint: "0 keeps contacts as long as their engagement."},
		Now:    retentionSentence(p, zone),
		Try:    component.Button{Text: "See whom it concerns", FormAction: route.Privacy, Attrs: map[string]any{"formmethod": "get"}},
		Search: searchField("", errs),
		Held:   heldRows(),
	}
	if typed.Has("days") {
		v.Days.Value = typed.Get("days")
	}
	v.Due = dueView(p, len(errs) == 0 && (p.Tried > 0 || typed.Has("days")))
	for _, r := range p.Runs {
		v.Runs = append(v.Runs, runRow(r, zone))
	}
	for _, e := range p.Erasures {
		v.Erasures = append(v.Erasures, erasureRow(e, p.People, zone))
	}
	for _, a := range p.Acts.Rows {
		v.Acts = append(v.Acts, page.AdminAct{When: timeIn(a.At, zone), By: p.People.Name(a.By), Words: a.Words})
	}
	if p.Acts.More > 0 {
		v.ActsNote = fmt.Sprintf("the newest %d of %s", len(p.Acts.Rows), engagement.Thousands(len(p.Acts.Rows)+p.Acts.More))
	}
	return v
}

// retentionSentence says what holds now, and since when.
func retentionSentence(p *postgres.Privacy, zone *time.Location) string {
	words := "Contacts are kept as long as their engagement."
	if p.Retention.Retention > 0 {
		words = fmt.Sprintf("Contacts are made anonymous %s after the exit.", counted(int(p.Retention.Retention), "day"))
	}
	if p.Retention.By == 0 {
		return words
	}
	return fmt.Sprintf("%s Set by %s on %s.", words, p.People.Name(p.Retention.By), p.Retention.At.In(zone).Format("2 Jan 2006"))
}

// dueView names whom a retention concerns; nobody is looked for where it keeps all.
func dueView(p *postgres.Privacy, tried bool) page.DueView {
	v := page.DueView{Shown: tried, Empty: component.Empty{Title: "Nobody", Text: "No engagement that has exited holds contacts for longer."}}
	if p.Tried == 0 {
		v.Empty.Text = "With 0 days, contacts are kept as long as their engagement."
	} else {
		v.Title = fmt.Sprintf("Whom a retention of %s concerns today", counted(int(p.Tried), "day"))
	}
	for _, d := range p.Due.Rows {
		v.Rows = append(v.Rows, page.DueRow{
			Customer: component.Link{Text: d.Customer, URL: route.Engagement(d.Engagement)},
			Exited:   dayOf(d.ExitOn), Contacts: strings.Join(d.Contacts, "; "),
		})
	}
	if total := len(p.Due.Rows) + p.Due.More; total > 0 {
		v.Note = counted(total, "engagement")
	}
	if p.Due.More > 0 {
		v.Note += fmt.Sprintf("; the %d that exited first", len(p.Due.Rows))
	}
	return v
}

func runRow(r postgres.RetentionRun, zone *time.Location) page.RetentionRun {
	row := page.RetentionRun{
		When: timeIn(r.Began, zone), Days: counted(int(r.Days), "day"), Engagements: engagement.Thousands(r.Engagements), Texts: engagement.Thousands(r.Texts),
		State: component.Badge{Text: "Done", Tone: component.Good, Quiet: true},
	}
	if r.Failed > 0 {
		row.State = component.Badge{Text: fmt.Sprintf("%s failed, to be tried again", engagement.Thousands(r.Failed)), Tone: component.Bad}
	}
	return row
}

func erasureRow(e postgres.Erasure, people *postgres.Directory, zone *time.Location) page.ErasureRow {
	row := page.ErasureRow{
		Number: strconv.FormatInt(e.ID, 10), Who: "A contact", Asked: timeIn(e.AskedAt, zone), By: people.Name(e.AskedBy),
		Engagements: engagement.Thousands(e.Engagements), Texts: engagement.Thousands(e.Texts), State: component.Badge{Text: "Goes on", Tone: component.Warn},
	}
	if e.Person != 0 {
		row.Who = people.Name(e.Person)
	}
	if !e.DoneAt.IsZero() {
		row.State = component.Badge{Text: "Done", Tone: component.Good, Quiet: true}
	}
	return row
}

// heldRows lists what is held of people.
func heldRows() []page.HeldRow {
	var all []page.HeldRow
	for _, h := range privacy.Held {
		all = append(all, page.HeldRow{What: h.What, Of: h.Of, Why: h.Why, Until: h.Until, Erased: h.Erased})
	}
	return all
}

func searchField(value string, errs component.Errors) component.Field {
	return component.Field{Name: "name", Label: "Name", Value: value, Required: true, Autocomplete: "off", MaxLength: engagement.MaxName,
		Hint: "As the texts have it, or the e-mail address of an account.", Error: errs.For("name")}
}
