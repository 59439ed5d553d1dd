package server

import (
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
)

// unowned is the choice of the filter by owner that asks for nobody's tasks.
const unowned = "none"

// taskQuery reads which tasks the URL asks for.
func taskQuery(l listState) engagement.TaskQuery {
	get := l.values.Get
	key, descending := l.sorting()
	q := engagement.TaskQuery{
		Text: get("q"), State: engagement.TaskState(get("state")), Need: engagement.Need(get("need")), Unowned: get("owner") == unowned,
		Sort: engagement.TaskSort(key), Descending: descending,
	}
	if !q.Unowned {
		q.Owner = newForm(l.values).person("owner")
	}
	return q
}

// taskFilters makes the form over the list.
func taskFilters(e *postgres.Loaded, l listState) (f component.Filters, controls []component.Select, search component.Field) {
	v := l.values
	owners := append([]component.Option{{Value: unowned, Label: "Nobody", Selected: v.Get("owner") == unowned}}, personOptions(e, v.Get("owner"))...)
	controls = []component.Select{
		{Name: "state", Label: "State", Blank: "Any state", Options: optionsOf(engagement.StatesByPress, v.Get("state"))},
		{Name: "need", Label: "Need", Blank: "Any need", Options: optionsOf([]engagement.Need{engagement.NeedMandatory, engagement.NeedOptional}, v.Get("need"))},
		{Name: "owner", Label: "Owner", Blank: "Anyone", Options: owners},
	}
	search = component.Field{Name: "q", Label: "Search", Value: v.Get("q"), Type: "search", Size: component.Medium}
	f = component.Filters{Action: l.path, Hidden: l.hiddenSort(), ClearURL: l.url("q", "", "state", "", "need", "", "owner", "")}
	for _, c := range controls {
		for _, o := range c.Options {
			if o.Selected {
				f.Chips = append(f.Chips, component.Chip{Label: c.Label + ": " + o.Label, RemoveURL: l.url(c.Name, "")})
			}
		}
	}
	if v.Get("q") != "" {
		f.Chips = append(f.Chips, l.chip("Search", "q"))
	}
	return f, controls, search
}
