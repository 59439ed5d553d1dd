package engagement

import (
	"cmp"
	"slices"
	"strings"
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

// pressing orders by what asks for attention: open items first, then gravest,
// then due soonest.
func pressing(a, b *ListedItem) int {
	if a.Closed != b.Closed {
		if b.Closed {
			return -1
		}
		return 1
	}
	return cmp.Or(BySeverity.compare(a, b), ByDue.compare(a, b))
}

func (s ItemSort) compare(a, b *ListedItem) int {
	switch s {
	case ByService:
		return cmp.Compare(a.rank, b.rank)
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
