package server

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// The values of the filter by need, as URLs have them.
const (
	needMandatory = "mandatory"
	needOptional  = "optional"
)

// listed is a task in scope as the list sorts and filters it.
type listed struct {
	engagement.Scoped
	engagement.Task
	state engagement.TaskState
}

// listedTasks gives the tasks in scope that the filters leave, in the order of
// the sort, and all that are out of scope.
func listedTasks(e *engagement.Engagement, today day.Date, l listState) (in []listed, out []engagement.Scoped) {
	for _, s := range e.Scope(today) {
		if !s.In {
			out = append(out, s)
			continue
		}
		t := listed{Scoped: s, state: e.TaskState(s.ID, today)}
		if kept := e.Tasks[s.ID]; kept != nil {
			t.Task = *kept
		}
		if t.passes(l.values) {
			in = append(in, t)
		}
	}
	sortTasks(in, l)
	return in, out
}

// passes reports whether the filters of a list let a task through.
func (t listed) passes(v url.Values) bool {
	words := strings.ToLower(strings.Join([]string{strconv.Itoa(t.ID), t.Name, t.Notes, t.Blocker.On}, " "))
	return (v.Get("state") == "" || v.Get("state") == string(t.state)) &&
		(v.Get("owner") == "" || v.Get("owner") == blankZero(t.Owner) || v.Get("owner") == "none" && t.Owner == 0) &&
		(v.Get("need") == "" || (v.Get("need") == needMandatory) == t.Mandatory) &&
		strings.Contains(words, strings.ToLower(strings.TrimSpace(v.Get("q"))))
}

// stateOrder is how pressing a state is, most first.
var stateOrder = []engagement.TaskState{
	engagement.Blocked, engagement.InProgress, engagement.NotStarted, engagement.Waived, engagement.Done, engagement.NotPursued,
}

// sortTasks orders tasks by due date or by state; the playbook's order stays
// where the sort says nothing.
func sortTasks(all []listed, l listState) {
	key, descending := l.sorting()
	var compare func(a, b listed) int
	switch key {
	case "due":
		compare = func(a, b listed) int { return compareDue(a.Due, b.Due) }
	case "state":
		compare = func(a, b listed) int {
			return cmp.Compare(slices.Index(stateOrder, a.state), slices.Index(stateOrder, b.state))
		}
	default:
		return
	}
	slices.SortStableFunc(all, func(a, b listed) int {
		if descending {
			return compare(b, a)
		}
		return compare(a, b)
	})
}

// compareDue orders days, what has none last.
func compareDue(a, b day.Date) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}

// taskFilters makes the form over the list.
func taskFilters(e *postgres.Loaded, l listState) (f component.Filters, controls []component.Select, search component.Field) {
	v := l.values
	owners := append([]component.Option{{Value: "none", Label: "Nobody", Selected: v.Get("owner") == "none"}}, personOptions(e, v.Get("owner"))...)
	controls = []component.Select{
		{Name: "state", Label: "State", Blank: "Any state", Options: optionsOf(stateOrder, v.Get("state"))},
		{Name: "need", Label: "Need", Blank: "Any need", Options: optionsOf([]string{needMandatory, needOptional}, v.Get("need"))},
		{Name: "owner", Label: "Owner", Blank: "Anyone", Options: owners},
	}
	search = component.Field{Name: "q", Label: "Search", Value: v.Get("q"), Type: "search", Size: component.Medium}
	f = component.Filters{Action: route.Tasks(e.ID), Hidden: l.hiddenSort(), ClearURL: l.url("q", "", "state", "", "need", "", "owner", "")}
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
