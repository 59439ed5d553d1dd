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

	rank int // of its service, in the playbook's order
}

// Wait is an item that another one waits for.
type Wait struct {
	N    int
	Open bool
}

// ListItems gives the items that a query asks for, on a day of the customer.
func (e *Engagement) ListItems(q ItemQuery, today day.Date) []ListedItem {
	all := make([]ListedItem, 0, len(e.Items))
	rank := serviceRank(e.book())
	q.Service = e.book().Service(q.Service)
	for n := range e.Items {
		i := e.Listed(n, today)
		if i.rank = rank(i.Service); q.takes(&i) {
			all = append(all, i)
		}
	}
	inOrder := make([]*ListedItem, len(all)) // an item is too large to be moved about while it is sorted
	for i := range all {
		inOrder[i] = &all[i]
	}
	slices.SortFunc(inOrder, q.compare)
	list := make([]ListedItem, len(all))
	for i, item := range inOrder {
		list[i] = *item
	}
	return list
}

// compare orders two items as the query asks; no two are equal.
func (q ItemQuery) compare(a, b *ListedItem) int {
	order := q.Sort.compare(a, b)
	if q.Sort == "" {
		order = pressing(a, b)
	}
	if q.Descending {
		order = -order
	}
	return cmp.Or(order, cmp.Compare(a.N, b.N))
}

// Listed gives item n, which must be there, with what lists tell of it; its service
// goes by the name that the engagement's edition has.
func (e *Engagement) Listed(n int, today day.Date) ListedItem {
	i := ListedItem{
		Item: *e.Items[n], N: n, Closed: e.Closed(n, today), Accepted: e.LiveWaiver(Subject{NounItem, n}, today),
	}
	i.Service = e.book().Service(i.Service)
	if !i.Closed {
		i.Overdue = Overdue(i.Due, today)
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

func (q ItemQuery) takes(i *ListedItem) bool {
	return either(q.Service, i.Service) && either(q.Severity, i.Severity) && either(q.Side, i.Side) &&
		either(q.State, i.State) && either(q.FTOP, i.FTOP) &&
		(q.Standing == "" || i.Closed == (q.Standing == StandsClosed)) &&
		(!q.Blocked || !i.Blocker.IsZero()) && (!q.Overdue || i.Overdue > 0) && mentions(q.Text, i.Finding, i.DoneWhen, i.Notes, i.Owner, i.Blocker.On)
}

// either takes everything for a zero wish, and otherwise what is equal to it.
func either[T comparable](wish, is T) bool {
	var zero T
	return wish == zero || wish == is
}

// mentions reports whether every word of a text stands somewhere in others, in
// any case.
func mentions(text string, in ...string) bool {
	if text == "" {
		return true
	}
	all := strings.ToLower(strings.Join(in, "\n"))
	for _, word := range strings.Fields(strings.ToLower(text)) {
		if !strings.Contains(all, word) {
			return false
		}
	}
	return true
}
