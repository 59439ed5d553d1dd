package server

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// checkpointsPerPage is how many meetings one page lists.
const checkpointsPerPage = 25

var checkpointStates = []engagement.CheckpointState{
	engagement.Scheduled, engagement.Held, engagement.Closed, engagement.Cancelled,
}

// checkpointsView makes the list of an engagement's meetings, with the form of
// a new one.
func (r *request) checkpointsView(e *postgres.Loaded, typed url.Values, errs component.Errors) page.CheckpointsView {
	list := listState{route.Checkpoints(e.ID), r.URL.Query()}
	numbers := listedCheckpoints(e.Engagement, list)
	from := list.from(checkpointsPerPage, len(numbers))
	v := page.CheckpointsView{
		Header: r.header(e, checkpointsTab), Cadence: cadenceNotice(e.Engagement, e.Today(r.now)), Errors: errs,
		Filters: checkpointFilters(list), Table: checkpointTable(list),
		State: component.Select{Name: "state", Label: "State", Blank: "Any", Options: optionsOf(checkpointStates, list.values.Get("state"))},
		Pager: list.pager(from, checkpointsPerPage, len(numbers)), Empty: noCheckpoints(e, list),
		Days: r.cadenceDays(e), PlanTitle: r.planTitle(e, typed), Schedule: r.scheduleForm(e, typed, errs), Skip: r.skipForm(e, typed, errs),
		Contacts: component.Link{Text: "Contacts", URL: route.Contacts(e.ID)},
		HoldForm: component.Form{Action: route.HoldNow(e.ID)},
		Hold:     component.Button{ID: "hold-now", Text: "Hold one now", Key: "h", DisabledReason: r.whyNot(e, engagement.HoldCheckpoint{})},
	}
	for _, n := range pageOf(numbers, from, checkpointsPerPage) {
		v.Rows = append(v.Rows, checkpointRow(e, n))
	}
	return v
}

// listedCheckpoints gives the meetings that a URL asks for, in its order: as
// long as it names none, what is ahead, soonest first, then the past, newest
// first.
func listedCheckpoints(e *engagement.Engagement, list listState) []int {
	state := list.values.Get("state")
	numbers := slices.DeleteFunc(slices.Sorted(maps.Keys(e.Checkpoints)), func(n int) bool {
		return state != "" && string(e.Checkpoints[n].State) != state
	})
	key, descending := list.sorting()
	slices.SortStableFunc(numbers, func(a, b int) int {
		order := compareCheckpoints(e.Checkpoints[a], e.Checkpoints[b], key)
		if descending {
			order = -order
		}
		return cmp.Or(order, b-a)
	})
	return numbers
}

func compareCheckpoints(a, b *engagement.Checkpoint, key string) int {
	switch key {
	case "n":
		return 0
	case "on":
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.At, b.At))
	case "state":
		return strings.Compare(string(a.State), string(b.State))
	}
	ahead := map[engagement.CheckpointState]int{engagement.Held: -2, engagement.Scheduled: -1}
	order := cmp.Or(a.On.Compare(b.On), cmp.Compare(a.At, b.At))
	if ahead[a.State] == 0 {
		order = -order
	}
	return cmp.Or(ahead[a.State]-ahead[b.State], order)
}

// cadenceNotice says whether the cadence is kept.
func cadenceNotice(e *engagement.Engagement, today day.Date) component.Notice {
	due, last := e.CadenceDue(), e.LastHeld()
	held := "None was held yet."
	if !last.IsZero() {
		held = "The last one was held on " + since(last, today) + "."
	}
	if e.Exited() {
		return component.Notice{Text: held + " The engagement has exited; no other is due."}
	}
	n := component.Notice{Tone: component.Info, Title: fmt.Sprintf("Due by %s; one %s", dayOf(due).Text, e.Rhythm()), Text: held}
	if !e.CadenceKept(today) {
		n.Tone, n.Title = component.Warn, fmt.Sprintf("The cadence is missed: one was due by %s", since(due, today))
	}
	return n
}

func checkpointFilters(l listState) component.Filters {
	f := component.Filters{Action: l.path, Hidden: l.hiddenSort(), ClearURL: l.path}
	if l.values.Get("state") != "" {
		f.Chips = []component.Chip{l.chip("State", "state")}
	}
	return f
}

func checkpointTable(l listState) component.Table {
	return component.Table{Caption: "Checkpoints", Columns: []component.Column{
		{Label: "Checkpoint"}, l.column("When", "on"), l.column("State", "state"), {Label: "What came of it"},
	}}
}

func checkpointRow(e *postgres.Loaded, n int) page.CheckpointRow {
	m := e.Checkpoints[n]
	return page.CheckpointRow{
		Link: component.Link{Text: fmt.Sprintf("Checkpoint %d", n), URL: route.Checkpoint(e.ID, n)},
		When: meetingTime(e.Engagement, m), State: checkpointBadge(m), Outcome: outcome(e, n),
	}
}

// meetingTime tells when a meeting is planned or, once it began, was held.
func meetingTime(e *engagement.Engagement, m *engagement.Checkpoint) component.Time {
	if !m.HeldAt.IsZero() {
		return timeOf(m.HeldAt, e)
	}
	return timeOf(m.Starts(e.Facts.Location()), e)
}

func checkpointBadge(m *engagement.Checkpoint) component.Badge {
	switch m.State {
	case engagement.Held:
		return component.Badge{Text: "Being held", Tone: component.Info, Shape: component.Half}
	case engagement.Cancelled:
		return component.Badge{Text: "Cancelled", Shape: component.Dash, Quiet: true}
	}
	return component.State(capital(m.State))
}

// outcome says in a few words what came of a meeting.
func outcome(e *postgres.Loaded, n int) string {
	m := e.Checkpoints[n]
	switch m.State {
	case engagement.Cancelled:
		return m.Words
	case engagement.Scheduled:
		return ""
	}
	spoken := spokenOf(e, n)
	delete(spoken, engagement.Subject{Noun: engagement.NounCheckpoint, N: n})
	if len(spoken) == 0 {
		return "By " + nameOf(e, m.HeldBy)
	}
	return fmt.Sprintf("By %s; spoke of %s", nameOf(e, m.HeldBy), counted(len(spoken), "subject"))
}

func noCheckpoints(e *postgres.Loaded, list listState) component.Empty {
	if len(e.Checkpoints) > 0 {
		return component.Empty{Title: "No checkpoint is in this state", Action: component.Link{Text: "Show all", URL: list.path}}
	}
	return component.Empty{Title: "No checkpoint yet",
		Text: "A checkpoint is a meeting with the customer to review progress. Plan the first one, or hold it now."}
}
