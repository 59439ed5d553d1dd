package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// notesForm makes the form of attendance and minutes, which also closes the
// meeting and plans the next one.
func (r *request) notesForm(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) page.NotesForm {
	p := partOf("notes", typed, errs)
	v := over(r.notesStanding(e, n, p), p.typed)
	f := page.NotesForm{
		Form:   component.Form{Action: route.Checkpoint(e.ID, n, "notes"), Draft: "minutes", Hidden: p.hidden(t, drawnFrom(e, p.typed))},
		People: attendance(e, v, p), Contacts: contactsThere(e, v, p),
		AllContacts: component.Link{Text: "Add or change contacts", URL: route.Contacts(e.ID)},
		Attended: component.Field{ID: p.id("attended"), Name: "attended", Label: "Who else attended", Value: v.Get("attended"), MaxLength: engagement.MaxNote,
			Autocomplete: "off", Error: p.errs.For("attended")},
		Minutes: component.TextArea{ID: p.id("minutes"), Name: "minutes", Label: "Minutes", Value: v.Get("minutes"), Rows: 4, MaxLength: engagement.MaxMinutes,
			Hint: "What belongs to no single task or item.", Error: p.errs.For("minutes"), Attrs: map[string]any{"data-key": "m"}},
		Save:    component.Button{Text: "Save the notes"},
		Despite: despiteBox(p),
		Close: component.Button{Text: "Close checkpoint", FormAction: route.Checkpoint(e.ID, n, "close"), Key: "c",
			Confirm: fmt.Sprintf("Close checkpoint %d? Its minutes never change after.", n)},
	}
	f.Form.Hidden = append(f.Form.Hidden, component.Hidden{Name: "people"}, component.Hidden{Name: "contacts"}) // for nobody is ticked
	if day := v.Get(slotField); day != "" {
		f.Form.Hidden = append(f.Form.Hidden, component.Hidden{Name: slotField, Value: day})
	}
	nextSlot(&f, e, v, p)
	return f
}

// notesStanding gives what the notes hold, and when the next meeting is proposed.
func (r *request) notesStanding(e *postgres.Loaded, n int, p formPart) url.Values {
	m := e.Checkpoints[n]
	next, wanted := e.Following(r.now)
	if !wanted {
		next = engagement.ScheduleCheckpoint{On: e.NextProposed(e.Today(r.now)), At: e.Facts.MeetsAt}
	}
	v := values("attended", m.Attended, "minutes", m.Minutes, "on", next.On, "at", next.At, "plan_next", "yes")
	v["people"], v["contacts"] = texts(m.People), texts(m.Contacts)
	if wanted {
		v.Set(slotField, next.Slot.String())
	}
	if next.Later != nil && len(next.On.Moments(next.At, e.Facts.Location())) > 1 {
		v.Set("which", map[bool]string{false: firstOfTwo, true: secondOfTwo}[*next.Later])
	}
	if p.typed.Has("attended") && !p.typed.Has("plan_next") || !wanted {
		v.Del("plan_next") // it was unticked, or one is planned already
	}
	return v
}

// nextSlot adds the choice of the next meeting.
func nextSlot(f *page.NotesForm, e *postgres.Loaded, v url.Values, p formPart) {
	slot := slotForm(e.Engagement, v, p.errs)
	slot.On.Label, slot.At.Label = "Day of the next one", "Time of the next one"
	slot.On.ID, slot.At.ID, slot.On.Attrs = p.id("on"), p.id("at"), map[string]any{"data-key": "d"}
	f.On, f.At, f.Which = slot.On, slot.At, slot.Which
	if f.Which != nil {
		f.Which.ID = p.id("which")
	}
	f.PlanNext = component.Checkboxes{ID: p.id("plan_next"), Name: "plan_next", Label: "The next checkpoint", Required: true, Options: []component.Option{
		{Value: "yes", Label: "Plan the next one", Selected: v.Get("plan_next") != ""}}}
	if next := e.NextScheduled(); next != 0 {
		m := e.Checkpoints[next]
		f.PlanNext.Hint = fmt.Sprintf("Checkpoint %d is planned for %s, %s.", next, dayOf(m.On).Text, m.At)
		f.PlanNext.Options[0].Label = "Plan another one"
	}
}

// attendance makes the boxes of the team: the manager, the members, and who was ticked
// and has left.
func attendance(e *postgres.Loaded, v url.Values, p formPart) component.Checkboxes {
	ids := append([]engagement.PersonID{e.Facts.Manager}, membersOf(e.Engagement)...)
	for _, there := range v["people"] {
		if id, err := strconv.ParseInt(there, 10, 64); err == nil {
			ids = append(ids, engagement.PersonID(id))
		}
	}
	slices.Sort(ids)
	box := component.Checkboxes{ID: p.id("people"), Name: "people", Label: "Who is there", Required: true, Error: p.errs.For("people"),
		Attrs: map[string]any{"data-key": "a"}}
	for _, id := range slices.Compact(ids) {
		if id != 0 {
			box.Options = append(box.Options, boxOf(int(id), nameOf(e, id), v["people"]))
		}
	}
	byLabel(box.Options)
	return box
}

// contactsThere makes the boxes of the contacts who are asked, and of who was ticked
// and is gone.
func contactsThere(e *postgres.Loaded, v url.Values, p formPart) component.Checkboxes {
	box := component.Checkboxes{ID: p.id("contacts"), Name: "contacts", Label: "From the customer and its partners", Required: true, Error: p.errs.For("contacts")}
	asked := e.Asked()
	for n, c := range e.Contacts {
		if c.Gone && slices.Contains(v["contacts"], strconv.Itoa(n)) {
			asked = append(asked, n)
		}
	}
	for _, n := range asked {
		c := e.Contacts[n]
		o := boxOf(n, c.Name, v["contacts"])
		o.Hint = c.Title
		box.Options = append(box.Options, o)
	}
	byLabel(box.Options)
	return box
}

func boxOf(n int, label string, ticked []string) component.Option {
	value := strconv.Itoa(n)
	return component.Option{Value: value, Label: label, Selected: slices.Contains(ticked, value)}
}

// texts writes numbers as a form sends them.
func texts(numbers []int) []string {
	var all []string
	for _, n := range numbers {
		all = append(all, strconv.Itoa(n))
	}
	return all
}

// despiteBox asks whether a meeting is closed without what others did not send, where
// that refused it. It stays ticked where something else refuses it then.
func despiteBox(p formPart) *component.Checkboxes {
	why, ticked := p.errs.For("despite"), p.typed.Get("despite") != ""
	if why == "" && !ticked {
		return nil
	}
	return &component.Checkboxes{ID: p.id("despite"), Name: "despite", Label: "What others typed", Error: why, Required: true,
		Options: []component.Option{{Value: "yes", Label: "Close without it", Selected: ticked}}}
}
