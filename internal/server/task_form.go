package server

import (
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// taskChange reads the change of a task: a field that the form lacks stays.
func taskChange(f form, ftop int) engagement.ChangeTask {
	return engagement.ChangeTask{
		FTOP: ftop, State: optional(f, "state", word[engagement.TaskState](f)), Owner: optional(f, "owner", f.person),
		Due: optional(f, "due", f.date), Notes: f.text("notes"),
		BlockedKind: optional(f, "blocked_kind", word[engagement.BlockerKind](f)), BlockedOn: f.text("blocked_on"), BlockedLifter: f.text("blocked_lifter"),
		ConfirmedBy: f.text("confirmed_by"), ConfirmedOn: optional(f, "confirmed_on", f.date),
	}
}

// taskValues makes the form of a task as it stands.
func taskValues(t engagement.Task) url.Values {
	return values(
		"state", t.Logged(), "owner", blankZero(t.Owner), "due", t.Due, "notes", t.Notes,
		"blocked_kind", t.Blocker.Kind, "blocked_on", t.Blocker.On, "blocked_lifter", t.Blocker.Lifter,
		"confirmed_by", t.ConfirmedBy, "confirmed_on", t.ConfirmedOn,
	)
}

// taskFields makes the controls of a task, as they were typed. Task 1700 has no
// state of its own, and only 3190 is confirmed by the customer.
func taskFields(e *postgres.Loaded, ftop int, v url.Values, errs component.Errors) page.TaskFields {
	fields := page.TaskFields{
		Owner: component.Select{Name: "owner", Label: "Owner", Blank: "Nobody yet", Size: component.Medium,
			Options: personOptions(e, v.Get("owner")), Error: errs.For("owner")},
		Due:   component.DateField{Name: "due", Label: "Due", Value: v.Get("due"), Error: errs.For("due")},
		Notes: component.TextArea{Name: "notes", Label: "Notes", Value: v.Get("notes"), MaxLength: engagement.MaxNote, Error: errs.For("notes")},
	}
	if ftop == engagement.ExitTask {
		return fields
	}
	fields.Progress = &page.TaskProgress{
		State:   component.Select{Name: "state", Label: "State", Required: true, Options: optionsOf(engagement.TaskStates, v.Get("state")), Error: errs.For("state")},
		Blocker: blockerFields(formPart{errs: errs}, v, "Needed while the state is “Blocked”, and gone with it."),
	}
	if ftop == engagement.ReviewTask {
		fields.Review = &page.TaskReview{
			By: component.Field{Name: "confirmed_by", Label: "Confirmed by, at the customer", Value: v.Get("confirmed_by"), Autocomplete: "off",
				MaxLength: engagement.MaxName, Size: component.Medium, Hint: "Needed when the state is “Done”.", Error: errs.For("confirmed_by")},
			On: component.DateField{Name: "confirmed_on", Label: "Confirmed on", Hint: "The day on which they did.", Value: v.Get("confirmed_on"), Error: errs.For("confirmed_on")},
		}
	}
	return fields
}
