package server

import (
	"cmp"
	"net/url"
	"strconv"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// slotField names the day of the cadence that a new meeting stands for, in a form and
// in the URL of the list.
const slotField = "slot"

// The answers to which of two times is meant that the clocks show.
const (
	firstOfTwo  = "first"
	secondOfTwo = "second"
)

// scheduleForm makes the form of a new meeting, on the day that the cadence
// proposes after what is planned or was held last, or of the day of the cadence that
// was chosen.
func (r *request) scheduleForm(e *postgres.Loaded, typed url.Values, errs component.Errors) page.SlotForm {
	standing := values("on", e.NextProposed(e.Today(r.now)), "at", e.Facts.MeetsAt)
	chosen, isChosen := r.chosenSlot(e, typed)
	if isChosen {
		standing = values("on", chosen.On, "at", chosen.At)
	}
	form := slotForm(e.Engagement, over(standing, typed), errs)
	form.Form = component.Form{Action: route.Checkpoints(e.ID), Draft: "schedule"}
	if isChosen {
		form.Form.Hidden, form.Form.Draft = []component.Hidden{{Name: slotField, Value: chosen.Day.String()}}, "schedule-"+chosen.Day.String()
	}
	form.Save = component.Button{ID: "schedule", Text: "Plan it", Kind: component.Primary,
		DisabledReason: r.whyNot(e, engagement.ScheduleCheckpoint{On: e.Today(r.now).Add(1)})}
	return form
}

// chosenSlot gives the day of the cadence that the form was sent for or the URL names, if
// it is one for which no meeting is planned.
func (r *request) chosenSlot(e *postgres.Loaded, typed url.Values) (engagement.Slot, bool) {
	name := typed.Get(slotField)
	if typed == nil {
		name = r.URL.Query().Get(slotField)
	}
	d, err := day.Parse(name)
	if err != nil || d.IsZero() {
		return engagement.Slot{}, false
	}
	slot, found := e.SlotOn(d)
	return slot, found && (slot.N == 0 || slot.State == engagement.Cancelled)
}

// slotForm makes the controls of a day and a time of the customer. Which of two times is
// meant is asked once it matters.
func slotForm(e *engagement.Engagement, v url.Values, errs component.Errors) page.SlotForm {
	f := page.SlotForm{
		On: component.DateField{Name: "on", Label: "Day", Value: v.Get("on"), Required: true, Error: errs.For("on")},
		At: component.Field{Name: "at", Label: "Time", Type: "time", Value: v.Get("at"), Required: true, Size: component.Short,
			Hint: "In the customer's zone, " + e.Facts.Zone + ".", Error: errs.For("at")},
		Until: component.Field{Name: "until", Label: "Until", Type: "time", Value: v.Get("until"), Size: component.Short,
			Hint: "Left empty, half an hour is planned.", Error: errs.For("until")},
	}
	if v.Has("which") || errs.For("which") != "" {
		f.Which = &component.Radios{Name: "which", Label: "Which of the two", Inline: true, Required: true, Error: errs.For("which"),
			Hint: "The clocks go back on that day and show this time twice.",
			Options: []component.Option{
				{Value: firstOfTwo, Label: "The first, before they go back", Selected: v.Get("which") == firstOfTwo},
				{Value: secondOfTwo, Label: "The second, after", Selected: v.Get("which") == secondOfTwo},
			}}
	}
	return f
}

// slotValues makes the form of the time of a meeting as it is planned.
func slotValues(m *engagement.Checkpoint, e *engagement.Engagement) url.Values {
	v := values("on", m.On, "at", m.At)
	if m.Until != 0 {
		v.Set("until", m.Until.String())
	}
	switch {
	case m.Later:
		v.Set("which", secondOfTwo)
	case len(m.On.Moments(m.At, e.Facts.Location())) > 1:
		v.Set("which", firstOfTwo)
	}
	return v
}

// slot reads the time of a meeting, and the day of the cadence that it stands for.
func (f form) slot() engagement.ScheduleCheckpoint {
	c := engagement.ScheduleCheckpoint{On: f.date("on"), At: f.meetingTime("at"), Slot: f.date(slotField)}
	if f.Get("until") != "" {
		c.Until = f.meetingTime("until")
	}
	switch {
	case f.Get("which") != "":
		c.Later = new(f.Get("which") == secondOfTwo)
	case f.Has("later"): // as a choice between two people's changes writes it
		c.Later = new(f.yes("later"))
	}
	return c
}

// meetingTime reads a time of day. A choice between two people's changes sends
// it in its written form, in minutes.
func (f form) meetingTime(name string) day.Clock {
	if minutes, err := strconv.Atoi(f.Get(name)); err == nil {
		return day.Clock(minutes)
	}
	return f.clock(name)
}

// slotOf tells when a meeting that was just planned takes place.
func slotOf(f form) string { return dayOf(f.date("on")).Text + ", " + f.meetingTime("at").String() }

// plannedFor tells when a meeting takes place that an event planned.
func plannedFor(ev engagement.Event) string {
	on, _ := ev.Became("on")
	at, _ := ev.Became("at") // midnight is written as nothing
	d, err := day.Parse(on)
	if err != nil {
		return on
	}
	return dayOf(d).Text + ", " + clockWords(cmp.Or(at, "0"))
}
