package server

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// itemChange reads the change of an item: a field that the form lacks stays.
func itemChange(f form, n int) engagement.ChangeItem {
	return engagement.ChangeItem{
		N: n, Finding: f.text("finding"), DoneWhen: f.text("done_when"), Service: f.text("service"),
		Severity: optional(f, "severity", word[engagement.Severity](f)), Side: optional(f, "side", word[engagement.Side](f)),
		Owner: f.text("owner"), Due: optional(f, "due", f.date), FTOP: optional(f, "ftop", f.task),
		DependsOn: optional(f, "depends_on", f.itemNumbers), State: optional(f, "state", word[engagement.ItemState](f)),
		BlockedKind: optional(f, "blocked_kind", word[engagement.BlockerKind](f)), BlockedOn: f.text("blocked_on"), BlockedLifter: f.text("blocked_lifter"),
		Notes: f.text("notes"),
	}
}

// newItemOf reads a finding as it is first written down.
func newItemOf(f form) engagement.Item {
	return engagement.Item{
		Finding: f.Get("finding"), DoneWhen: f.Get("done_when"), Service: f.Get("service"),
		Severity: engagement.Severity(f.Get("severity")), Side: engagement.Side(f.Get("side")), Owner: f.Get("owner"),
		Due: f.date("due"), FTOP: f.task("ftop"), DependsOn: f.itemNumbers("depends_on"), Notes: f.Get("notes"),
	}
}

func (f form) task(name string) int { return f.number(name, "the FTOP task") }

// itemNumbers reads a list of items. A choice between two people's changes
// sends it in its written form, a JSON array.
func (f form) itemNumbers(name string) []int {
	plain := form{url.Values{name: {strings.Trim(f.Get(name), "[] ")}}, f.problems}
	return plain.numbers(name)
}

// itemValues makes the form of an item as it stands.
func itemValues(i engagement.Item) url.Values {
	return values(
		"finding", i.Finding, "done_when", i.DoneWhen, "service", i.Service, "severity", i.Severity, "side", i.Side,
		"owner", i.Owner, "due", i.Due, "ftop", blankZero(i.FTOP), "depends_on", joined(i.DependsOn), "state", i.State,
		"blocked_kind", i.Blocker.Kind, "blocked_on", i.Blocker.On, "blocked_lifter", i.Blocker.Lifter, "notes", i.Notes,
	)
}

// over lays what was typed over what stands: the fields that the refused form
// did not have keep their values.
func over(standing, typed url.Values) url.Values {
	v := maps.Clone(standing)
	maps.Copy(v, typed)
	return v
}

// keptForNext gives what the next of several findings has in common with the
// one before: all but its own words.
func keptForNext(f form) url.Values {
	kept := url.Values{}
	for _, name := range []string{"service", "severity", "side", "owner", "due", "ftop"} {
		kept.Set(name, f.Get(name))
	}
	return kept
}

// itemFields makes the controls of an item, as they were typed.
func itemFields(e *postgres.Loaded, v url.Values, errs component.Errors) page.ItemFields {
	return page.ItemFields{
		Finding: component.TextArea{Name: "finding", Label: "Finding", Value: v.Get("finding"), Required: true, Rows: 2,
			Hint: "What the assessment found, with its number where it has one.", MaxLength: engagement.MaxNote, Error: errs.For("finding")},
		DoneWhen: component.TextArea{Name: "done_when", Label: "Done when", Value: v.Get("done_when"), Rows: 2,
			Hint: "The sentence by which it is verified together.", MaxLength: engagement.MaxNote, Error: errs.For("done_when")},
		Service: component.Select{Name: "service", Label: "Service", Required: true, Blank: "Choose a service",
			Options: optionsOf(itemServices(e, v.Get("service")), v.Get("service")), Error: errs.For("service")},
		Severity: component.Select{Name: "severity", Label: "Severity", Required: true, Blank: "Choose a severity",
			Options: optionsOf(engagement.Severities, v.Get("severity")), Error: errs.For("severity")},
		Side: component.Select{Name: "side", Label: "Owner side", Required: true, Blank: "Choose a side",
			Options: optionsOf(engagement.Sides, v.Get("side")), Error: errs.For("side")},
		Owner: component.Field{Name: "owner", Label: "Person at that side", Value: v.Get("owner"), MaxLength: engagement.MaxName,
			Autocomplete: "off", Size: component.Medium, Error: errs.For("owner")},
		Due: component.DateField{Name: "due", Label: "Due", Value: v.Get("due"), Error: errs.For("due")},
		Task: component.Select{Name: "ftop", Label: "FTOP task", Blank: "None", Size: component.Medium,
			Groups: taskGroups(e.Edition.Playbook, v.Get("ftop")), Error: errs.For("ftop")},
		DependsOn: component.Field{Name: "depends_on", Label: "Waits for items", Value: v.Get("depends_on"), Autocomplete: "off",
			Hint: "Their numbers, such as 3, 7.", Size: component.Medium, Error: errs.For("depends_on")},
		Notes: component.TextArea{Name: "notes", Label: "Notes", Value: v.Get("notes"), MaxLength: engagement.MaxNote, Error: errs.For("notes")},
	}
}

// itemProgress makes the controls of how far an item has come.
func itemProgress(v url.Values, errs component.Errors) page.ItemProgress {
	return page.ItemProgress{
		State: component.Select{Name: "state", Label: "State", Required: true, Options: optionsOf(engagement.ItemStates, v.Get("state")),
			Hint: "The customer says that it is ready; the team verifies and resolves it.", Error: errs.For("state")},
		Blocker: blockerFields(formPart{errs: errs}, v, "What stands in the way, in words. Empty it when nothing does any more."),
	}
}

// itemServices lists the services that an item can have, its own among them though
// the playbook no longer lists it.
func itemServices(e *postgres.Loaded, own string) []string {
	choices := e.ServiceChoices()
	for _, i := range e.Items {
		if i.Service == own && !slices.Contains(choices, own) {
			choices = append(choices, own)
		}
	}
	return choices
}

// taskGroups makes the choices of the playbook's tasks, by activity.
func taskGroups(p *playbook.Playbook, chosen string) []component.OptionGroup {
	var groups []component.OptionGroup
	for _, a := range p.Activities {
		g := component.OptionGroup{Label: a.Name}
		for _, t := range a.Tasks {
			id := blankZero(t.ID)
			g.Options = append(g.Options, component.Option{Value: id, Label: id + " " + t.Name, Selected: id == chosen})
		}
		if len(g.Options) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}
