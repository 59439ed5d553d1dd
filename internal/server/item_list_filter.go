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

// itemFilters is the form over the list; what fewer ask for is folded away.
func itemFilters(e *postgres.Loaded, l listState) component.Filters {
	get := l.values.Get
	f := component.Filters{
		Action: l.path, Hidden: l.hiddenSort(), ClearURL: l.path, MoreOpen: get("state")+get("ftop") != "",
		More: []templ.Component{
			itemChoice("state", "Any", optionsOf(engagement.ItemStates, get("state"))),
			itemChoice("ftop", "Any", itemTasks(e, get("ftop"))),
		},
	}
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

func itemChoice(name, blank string, options []component.Option) component.Select {
	return component.Select{Name: name, Label: itemFilterLabels[name], Blank: blank, Options: options}
}

// itemFilterFields are what the list is most often filtered by.
func itemFilterFields(e *postgres.Loaded, f form) []templ.Component {
	show := []string{string(engagement.StandsOpen), string(engagement.StandsClosed), showBlocked, showOverdue}
	return []templ.Component{
		component.Field{Name: "q", Label: itemFilterLabels["q"], Type: "search", Value: f.Get("q"), MaxLength: engagement.MaxName},
		itemChoice("show", "All, open first", optionsOf(show, f.Get("show"))),
		itemChoice("severity", "Any", optionsOf(engagement.Severities, f.Get("severity"))),
		itemChoice("service", "Any", optionsOf(e.ServiceChoices(), e.Edition.Playbook.Service(f.Get("service")))),
		itemChoice("side", "Any", optionsOf(engagement.Sides, f.Get("side"))),
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
