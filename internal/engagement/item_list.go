package engagement

import (
	"cmp"
	"slices"
	"strings"

	"gaptrack/internal/day"
)

// Standing says which items a list shows by whether they still stand in the
// way of the exit. The zero Standing is all of them.
type Standing string

// The standings; see Engagement.Closed.
const (
	StandsOpen   Standing = "open"
	StandsClosed Standing = "closed"
)

// ItemSort is what a list of items is sorted by. The zero ItemSort puts first
// what presses most: open, gravest, due soonest.
type ItemSort string

// The sorts. Every one of them ends in the item's number, so that the order is
// whole and pages of it never overlap.
const (
	ByNumber   ItemSort = "n"
	ByService  ItemSort = "service"
	BySeverity ItemSort = "severity"
	BySide     ItemSort = "side"
	ByDue      ItemSort = "due"
	ByTask     ItemSort = "task"
	ByState    ItemSort = "state"
)

// ItemQuery says which items a list shows, in which order. Zero fields leave
// nothing out.
type ItemQuery struct {
	Text       string // in the finding, done-when, notes or owner, in any case
	Service    string
	Severity   Severity
	Side       Side
	State      ItemState
	Standing   Standing
	Blocked    bool
	Overdue    bool
	FTOP       int
	Sort       ItemSort
	Descending bool
}

// ListedItem is an item with what a list tells of it on a day.
type ListedItem struct {
	Item
	N        int
	Closed   bool    // it no longer stands in the way; see Engagement.Closed
	Accepted *Waiver // the waiver by which its risk is accepted, nil for none
	Overdue  int     // days since its due date, while it is open
	Waits    []Wait
}

// Wait is an item that another one waits for.
type Wait struct {
	N    int
	Open bool
}

// ListItems gives the items that a query asks for, on a day of the customer.
func (e *Engagement) ListItems(q ItemQuery, today day.Date) []ListedItem {
	var list []ListedItem
	for _, n := range sortedKeys(e.Items) {
		if i := e.Listed(n, today); q.takes(i) {
			list = append(list, i)
		}
	}
	slices.SortStableFunc(list, func(a, b ListedItem) int {
		order := q.Sort.compare(a, b)
		if q.Sort == "" {
			order = pressing(a, b)
		}
		if q.Descending {
			order = -order
		}
		return cmp.Or(order, cmp.Compare(a.N, b.N))
	})
	return list
}

// Listed gives item n, which must be there, with what lists tell of it.
func (e *Engagement) Listed(n int, today day.Date) ListedItem {
	i := ListedItem{
		Item: *e.Items[n], N: n, Closed: e.Closed(n, today), Accepted: e.LiveWaiver(Subject{NounItem, n}, today),
	}
	if !i.Closed && !i.Due.IsZero() && i.Due.Before(today) {
		i.Overdue = today.Sub(i.Due)
	}
	for _, m := range i.DependsOn {
		i.Waits = append(i.Waits, Wait{m, !e.Closed(m, today)})
	}
	return i
}

// WaitedFor gives the items that wait for item n, by number.
func (e *Engagement) WaitedFor(n int) []int {
	var waiting []int
	for _, m := range sortedKeys(e.Items) {
		if slices.Contains(e.Items[m].DependsOn, n) {
			waiting = append(waiting, m)
		}
	}
	return waiting
}

func (q ItemQuery) takes(i ListedItem) bool {
	return either(q.Service, i.Service) && either(q.Severity, i.Severity) && either(q.Side, i.Side) &&
		either(q.State, i.State) && either(q.FTOP, i.FTOP) &&
		(q.Standing == "" || i.Closed == (q.Standing == StandsClosed)) &&
		(!q.Blocked || !i.Blocker.IsZero()) && (!q.Overdue || i.Overdue > 0) && i.mentions(q.Text)
}

// either takes everything for a zero wish, and otherwise what is equal to it.
func either[T comparable](wish, is T) bool {
	var zero T
	return wish == zero || wish == is
}

// mentions reports whether every word of a text stands somewhere in the item.
func (i ListedItem) mentions(text string) bool {
	all := strings.ToLower(strings.Join([]string{i.Finding, i.DoneWhen, i.Notes, i.Owner, i.Blocker.On}, "\n"))
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}

// pressing orders by what asks for attention: open items first, then gravest,
// then due soonest.
func pressing(a, b ListedItem) int {
	closed := map[bool]int{false: 0, true: 1}
	return cmp.Or(closed[a.Closed]-closed[b.Closed], BySeverity.compare(a, b), ByDue.compare(a, b))
}

func (s ItemSort) compare(a, b ListedItem) int {
	switch s {
	case ByService:
		return slices.Index(Services, a.Service) - slices.Index(Services, b.Service)
	case BySeverity:
		return slices.Index(Severities, a.Severity) - slices.Index(Severities, b.Severity)
	case BySide:
		return cmp.Or(slices.Index(Sides, a.Side)-slices.Index(Sides, b.Side), strings.Compare(a.Owner, b.Owner))
	case ByDue:
		return compareDue(a.Due, b.Due)
	case ByTask:
		return cmp.Compare(a.FTOP, b.FTOP)
	case ByState:
		return slices.Index(ItemStates, a.State) - slices.Index(ItemStates, b.State)
	}
	return cmp.Compare(a.N, b.N)
}

// compareDue orders due dates, no date last.
func compareDue(a, b day.Date) int {
	if a.IsZero() != b.IsZero() {
		return -a.Compare(b)
	}
	return a.Compare(b)
}
