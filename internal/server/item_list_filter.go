package server

import (
	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
)

// The choices of the filter "show" beside the standings.
const (
	showBlocked = "blocked"
	showOverdue = "overdue"
)

// itemQuery reads which items the URL asks for.
func itemQuery(f form, list listState) engagement.ItemQuery {
	key, descending := list.sorting()
	q := engagement.ItemQuery{
		Text: f.Get("q"), Service: f.Get("service"), Severity: engagement.Severity(f.Get("severity")),
		Side: engagement.Side(f.Get("side")), State: engagement.ItemState(f.Get("state")), FTOP: f.task("ftop"),
		Sort: engagement.ItemSort(key), Descending: descending,
	}
	switch show := f.Get("show"); show {
	case showBlocked:
		q.Blocked = true
	case showOverdue:
		q.Overdue = true
	case string(engagement.StandsOpen), string(engagement.StandsClosed):
		q.Standing = engagement.Standing(show)
	}
	return q
}

func itemFilters(l listState) component.Filters {
	f := component.Filters{Action: l.path, Hidden: l.hiddenSort(), ClearURL: l.path}
	for _, name := range []string{"q", "show", "service", "severity", "side", "state", "ftop"} {
		if l.values.Get(name) != "" {
			f.Chips = append(f.Chips, l.chip(itemFilterLabels[name], name))
		}
	}
	return f
}

var itemFilterLabels = map[string]string{
	"q": "Find", "show": "Show", "service": "Service", "severity": "Severity", "side": "Owner side", "state": "State", "ftop": "Task",
}

func itemFilterFields(e *postgres.Loaded, f form) []templ.Component {
	choose := func(name, blank string, options []component.Option) component.Select {
		return component.Select{Name: name, Label: itemFilterLabels[name], Blank: blank, Options: options}
	}
	show := []string{string(engagement.StandsOpen), string(engagement.StandsClosed), showBlocked, showOverdue}
	task := choose("ftop", "Any", nil)
	task.Options = itemTasks(e, f.Get("ftop"))
	return []templ.Component{
		component.Field{Name: "q", Label: itemFilterLabels["q"], Type: "search", Value: f.Get("q"), MaxLength: engagement.MaxName},
		choose("show", "All, open first", optionsOf(show, f.Get("show"))),
		choose("service", "Any", optionsOf(engagement.Services, f.Get("service"))),
		choose("severity", "Any", optionsOf(engagement.Severities, f.Get("severity"))),
		choose("side", "Any", optionsOf(engagement.Sides, f.Get("side"))),
		choose("state", "Any", optionsOf(engagement.ItemStates, f.Get("state"))),
		task,
	}
}

// itemTasks makes the choices of the tasks that items belong to.
func itemTasks(e *postgres.Loaded, chosen string) []component.Option {
	used := map[int]bool{}
	for _, i := range e.Items {
		used[i.FTOP] = true
	}
	var options []component.Option
	for _, a := range e.Edition.Playbook.Activities {
		for _, t := range a.Tasks {
			if id := blankZero(t.ID); used[t.ID] {
				options = append(options, component.Option{Value: id, Label: id, Selected: id == chosen})
			}
		}
	}
	return options
}
