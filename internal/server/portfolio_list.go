package server

import (
	"net/url"
	"strconv"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// portfolioSlice is a named part of the portfolio: a saved view, or a choice of
// the filter by state.
type portfolioSlice struct {
	key   string
	label string
	none  string // what to say of a view that is empty
	ask   func(*postgres.PortfolioQuery)
}

// The names of the view and of the reason to look at an engagement in the URL.
const (
	viewField = "view"
	whyField  = "why"
)

// The saved views, as tabs. A search or a filter without a view looks everywhere.
var portfolioViews = []portfolioSlice{
	{"attention", "Needs attention", "Nothing needs attention", func(q *postgres.PortfolioQuery) {
		q.Pressing = true
		if q.Phase == "" {
			q.Phase = postgres.PhaseAll // what lapsed after an exit is pressing too
		}
	}},
	{"mine", "Mine", "No open engagement is yours", func(q *postgres.PortfolioQuery) { q.Mine = true }},
	{"ready", "Ready to exit", "No engagement is ready to exit", func(q *postgres.PortfolioQuery) { q.Attention = engagement.ReadyToExit }},
	{"waiting", "Waiting for approval", "No exit waits for a manager", func(q *postgres.PortfolioQuery) { q.Exit = engagement.Waiting }},
	{"exited", "Exited", "No engagement has exited", func(q *postgres.PortfolioQuery) { q.Phase = postgres.PhaseExited }},
	{"all", "All", "There is no engagement", func(q *postgres.PortfolioQuery) {
		if q.Phase == "" {
			q.Phase = postgres.PhaseAll
		}
	}},
}

// The states that the list is filtered by, in the views that hold more than one.
var portfolioStates = []portfolioSlice{
	{"", "Any state", "", func(*postgres.PortfolioQuery) {}},
	{"open", "In Remediate", "", func(q *postgres.PortfolioQuery) { q.Phase = postgres.PhaseOpen }},
	{"waiting", "Exit waits for a manager", "", func(q *postgres.PortfolioQuery) { q.Exit = engagement.Waiting }},
	{"returned", "Exit returned", "", func(q *postgres.PortfolioQuery) { q.Exit = engagement.Returned }},
	{"exited", "Exited to Enable", "", func(q *postgres.PortfolioQuery) { q.Phase = postgres.PhaseExited }},
}

// portfolioList is the state of the portfolio, all of it from its URL.
type portfolioList struct {
	listState
	view portfolioSlice
}

func newPortfolioList(v url.Values) portfolioList {
	usual := portfolioViews[0].key
	for _, filter := range []string{"q", "state", "motion", "service", "manager", whyField} {
		if v.Get(filter) != "" {
			usual = "all"
		}
	}
	view := portfolioViews[0]
	for _, choice := range portfolioViews {
		if choice.key == v.Get(viewField) || v.Get(viewField) == "" && choice.key == usual {
			view = choice
		}
	}
	return portfolioList{listState{route.Engagements, v}, view}
}

// mixed reports whether the view holds engagements of several states.
func (l portfolioList) mixed() bool {
	return l.view.key == "attention" || l.view.key == "mine" || l.view.key == "all"
}

func (l portfolioList) state() portfolioSlice {
	for _, choice := range portfolioStates {
		if l.mixed() && choice.key == l.values.Get("state") {
			return choice
		}
	}
	return portfolioStates[0]
}

// tabs leads to the views, each with its own filters left behind. The one that
// is shown tells how many it holds.
func (l portfolioList) tabs(total string) component.Tabs {
	t := component.Tabs{Label: "Views"}
	for _, choice := range portfolioViews {
		item := component.Tab{
			Label: choice.label, URL: route.With(l.path, url.Values{viewField: {choice.key}}), Current: choice.key == l.view.key,
		}
		if item.Current {
			item.Count = total
		}
		t.Items = append(t.Items, item)
	}
	return t
}

// columns are the heads of the table; those with an order of the store sort.
func (l portfolioList) columns() []component.Column {
	attention := l.column("Needs attention", string(postgres.ByAttention))
	if key, _ := l.sorting(); key == "" {
		attention.Sorted, attention.SortURL = component.Ascending, l.url("sort", "-"+string(postgres.ByAttention))
	}
	customer, seats := l.column("Customer", string(postgres.ByCustomer)), l.column("Seats", string(postgres.BySeats))
	customer.Also = &seats
	return []component.Column{
		customer, attention, {Label: "Exit"}, {Label: "Mandatory", Numeric: true},
		l.column("Open C / H / M / L", string(postgres.ByOpenItems)), {Label: "Blocked"}, {Label: "Last held"},
		l.column("Next checkpoint", string(postgres.ByNext)), {Label: "Manager"},
	}
}

// total words how many engagements there are.
func portfolioTotal(p postgres.PortfolioPage) string {
	if p.TotalOver {
		return "over " + engagement.Thousands(p.Total)
	}
	return strconv.Itoa(p.Total)
}

// keysetPager leads to the pages beside this one. Their numbers are known on the first
// page alone: the list may move while it is read.
func (l portfolioList) keysetPager(p postgres.PortfolioPage) component.Pager {
	pager := component.Pager{Text: counted(p.Total, "engagement")}
	switch {
	case len(p.Rows) == 0:
		return component.Pager{}
	case p.TotalOver:
		pager.Text = portfolioTotal(p) + " engagements"
	case l.values.Get(fromField) == "" && p.Next != "":
		pager.Text = "1–" + strconv.Itoa(len(p.Rows)) + " of " + portfolioTotal(p)
	}
	if p.Prev != "" {
		pager.First, pager.Prev = l.url(), l.url(fromField, p.Prev)
	}
	if p.Next != "" {
		pager.Next = l.url(fromField, p.Next)
	}
	return pager
}
