package server

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// itemsPerPage is how many checklist items one page shows.
const itemsPerPage = 50

// checklistView makes the page of the remediation checklist.
func (r *request) checklistView(e *postgres.Loaded) page.ChecklistView {
	list := listState{checklistURL(e.Engagement), r.form.Values}
	items := e.ListItems(itemQuery(r.form, list), e.Today(r.now))
	from := list.from(itemsPerPage, len(items))
	adds := r.whyNot(e, engagement.AddItem{}) == ""
	v := page.ChecklistView{
		Header: r.header(e, checklistTab), Counts: itemCounts(e, r, list.path), Table: itemTable(list),
		Filters: itemFilters(e, list), Fields: itemFilterFields(e, r.form),
		Pager: list.pager(from, itemsPerPage, len(items)), Empty: noItems(e, adds),
	}
	if adds {
		v.Add = &component.ButtonLink{Text: "Add item", URL: route.NewItem(e.ID), Kind: component.Primary, Key: "n"}
	}
	for _, i := range pageOf(items, from, itemsPerPage) {
		row := itemRow(e, i, e.Today(r.now))
		if v.Add != nil {
			row.Change = quickState(e, i, r.URL.RequestURI())
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// itemCounts counts what is open by severity, what blocks and what is late.
func itemCounts(e *postgres.Loaded, r *request, path string) component.Stats {
	sum := e.Sum(r.now)
	var stats component.Stats
	for _, s := range engagement.Severities {
		tone := component.Neutral
		if sum.Open[s] > 0 {
			tone = component.Severity(string(s)).Tone
		}
		stats = append(stats, component.Stat{
			Value: strconv.Itoa(sum.Open[s]), Label: string(s) + ", open", Tone: tone,
			URL: route.With(path, values("severity", s, "show", engagement.StandsOpen)),
		})
	}
	return append(stats, component.Stat{
		Value: fmt.Sprintf("%d of %d", sum.ItemsClosed, sum.ItemsTotal), Label: "closed",
		URL: route.With(path, values("show", engagement.StandsClosed)),
	})
}

func itemTable(l listState) component.Table {
	return component.Table{Caption: "Remediation checklist", Columns: []component.Column{
		l.column("Item", string(engagement.ByNumber)), l.column("Service", string(engagement.ByService)),
		l.column("Severity", string(engagement.BySeverity)), l.column("Owner", string(engagement.BySide)),
		l.column("Due", string(engagement.ByDue)), l.column("Task", string(engagement.ByTask)), {Label: "Waits for"},
		l.column("State", string(engagement.ByState)),
	}}
}

// itemRow makes a row of the checklist.
func itemRow(e *postgres.Loaded, i engagement.ListedItem, today day.Date) page.ItemRow {
	row := page.ItemRow{
		Number: "#" + strconv.Itoa(i.N), Link: component.Link{Text: i.Finding, URL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounItem, N: i.N})}, DoneWhen: i.DoneWhen,
		Service: i.Service, Severity: component.Severity(string(i.Severity)), Side: capital(i.Side), Owner: i.Owner,
		Due: dayOf(i.Due), State: component.State(capital(i.State)), Waits: waitsFor(e, i.Waits),
	}
	if i.Overdue > 0 {
		row.Due.Late, row.Late = true, "by "+counted(i.Overdue, "day")
	}
	if i.FTOP != 0 {
		row.Task = &component.Link{Text: strconv.Itoa(i.FTOP), URL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounTask, N: i.FTOP})}
	}
	if !i.Blocker.IsZero() {
		row.Blocked = fmt.Sprintf("%s: %s. Since %s", i.Blocker.Kind, strings.TrimRight(brief(i.Blocker.On, mostWords), ". "), since(i.Blocker.Since, today))
	}
	if i.Accepted != nil {
		row.Accepted = "Until the review on " + dayOf(i.Accepted.ReviewOn).Text
	}
	return row
}

func waitsFor(e *postgres.Loaded, waits []engagement.Wait) []page.WaitRow {
	var rows []page.WaitRow
	for _, w := range waits {
		row := page.WaitRow{Link: component.Link{Text: "#" + strconv.Itoa(w.N), URL: recordURL(e.Engagement, engagement.Subject{Noun: engagement.NounItem, N: w.N})}, State: "closed"}
		if w.Open {
			row.State = "open"
		}
		rows = append(rows, row)
	}
	return rows
}

// itemStateOptions are the states of an item to choose from, drawn for each one
// that is chosen.
var itemStateOptions = stateOptions(engagement.ItemStates)

// quickState makes the form with which a row gives its item another state.
func quickState(e *postgres.Loaded, i engagement.ListedItem, back string) *component.QuickState {
	return &component.QuickState{
		Action: route.Item(e.ID, i.N), Version: strconv.Itoa(e.Version), Back: back, About: "item " + strconv.Itoa(i.N),
		Tone: component.State(string(i.State)).Tone, Options: itemStateOptions[i.State],
	}
}

// stateOptions draws the choice between states, for each one that is chosen.
func stateOptions[S ~string](states []S) map[S]templ.Component {
	drawn := map[S]templ.Component{}
	for _, chosen := range states {
		drawn[chosen] = component.DrawOptions(optionsOf(states, string(chosen)))
	}
	return drawn
}

// noItems tells what will be in the list, or that the filters leave nothing.
func noItems(e *postgres.Loaded, may bool) component.Empty {
	if len(e.Items) > 0 {
		return component.Empty{Title: "No item matches these filters", Action: component.Link{Text: "Show all items", URL: checklistURL(e.Engagement)}}
	}
	empty := component.Empty{Title: "The checklist is empty",
		Text: "What the technical assessment found in the customer's environment goes here, one finding an item, each with the sentence by which it is verified."}
	if may {
		empty.Action = component.ButtonLink{Text: "Add the first item", URL: route.NewItem(e.ID)}
	}
	return empty
}
