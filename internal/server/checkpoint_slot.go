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

// scheduleForm makes the form of a new meeting, on the day that the cadence
// proposes after what is planned or was held last.
func (r *request) scheduleForm(e *postgres.Loaded, typed url.Values, errs component.Errors) page.SlotForm {
	v := typed
	if v == nil {
		v = values("on", e.NextProposed(e.Today(r.now)), "at", e.Facts.MeetsAt)
	}
	form := slotForm(e.Engagement, v, errs)
	form.Form = component.Form{Action: route.Checkpoints(e.ID), Draft: "schedule"}
	form.Save = component.Button{ID: "schedule", Text: "Plan it", Kind: component.Primary,
		DisabledReason: r.whyNot(e, engagement.ScheduleCheckpoint{On: e.Today(r.now).Add(1)})}
	return form
}

// slotForm makes the controls of a day and a time of the customer.
func slotForm(e *engagement.Engagement, v url.Values, errs component.Errors) page.SlotForm {
	return page.SlotForm{
		On: component.DateField{Name: "on", Label: "Day", Value: v.Get("on"), Required: true, Error: errs.For("on")},
		At: component.Field{Name: "at", Label: "Time", Type: "time", Value: v.Get("at"), Required: true, Size: component.Short,
			Hint: "In the customer's zone, " + e.Facts.Zone + ".", Error: errs.For("at")},
	}
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
