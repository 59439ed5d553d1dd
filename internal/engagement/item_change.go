package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to checklist items.
const (
	ItemAdded    Kind = "item.added"
	ItemChanged  Kind = "item.changed"
	ItemResolved Kind = "item.resolved"
	ItemBlocked  Kind = "item.blocked"
)

// AddItem adds a finding of the assessment to the remediation checklist.
type AddItem struct{ Item }

func (AddItem) action() access.Action { return access.Work }

func (c AddItem) decide(d *decision) error {
	if len(d.Items) >= MaxItems {
		return fault.Fields{{Name: "finding", Message: "A checklist holds " + Thousands(MaxItems) + " items at most."}}.Err()
	}
	i := c.Item
	if i.State == "" {
		i.State = ItemOpen
	}
	for _, s := range []*string{&i.Finding, &i.DoneWhen, &i.Owner, &i.Notes, &i.Blocker.On, &i.Blocker.Lifter} {
		*s = clean(*s)
	}
	i.DependsOn, i.Service = sortedSet(i.DependsOn), d.book().Service(i.Service)
	if err := i.check(d, itemRecords.next(d.Engagement)); err != nil {
		return err
	}
	i.AddedAt, i.ResolvedAt = d.moment(), time.Time{}
	i.ReopenedAt, i.SlippedAt = time.Time{}, time.Time{}
	i.settle(d)
	_, err := add(d, itemRecords, ItemAdded, i)
	return err
}

// AddItems adds several findings, all of them or none.
type AddItems struct{ Items []Item }

func (AddItems) action() access.Action { return access.Work }

func (c AddItems) decide(d *decision) error {
	for _, i := range c.Items {
		if err := (AddItem{i}).decide(d); err != nil {
			return err
		}
	}
	return nil
}

// ChangeItem changes a checklist item. Fields that are nil stay.
type ChangeItem struct {
	N             int
	Finding       *string
	DoneWhen      *string
	Service       *string
	Severity      *Severity
	Side          *Side
	Owner         *string
	Due           *day.Date
	FTOP          *int
	DependsOn     *[]int
	State         *ItemState
	BlockedKind   *BlockerKind
	BlockedOn     *string // empty lifts the blocker
	BlockedLifter *string // who can lift it
	Notes         *string
}

func (ChangeItem) action() access.Action { return access.Work }

func (c ChangeItem) decide(d *decision) error {
	if d.Items[c.N] == nil {
		return noItem(c.N)
	}
	next := c.apply(*d.Items[c.N])
	if was := d.Items[c.N].Service; d.book().Service(next.Service) == d.book().Service(was) {
		next.Service = was // renamed by the playbook, not by who sends the form
	}
	if err := merge(d, itemRecords, c.N, &next); err != nil {
		return err
	}
	next.follow(d, d.Items[c.N])
	return d.keepItem(c.N, next)
}

// keepItem checks item n as somebody would have it, and keeps it.
func (d *decision) keepItem(n int, next Item) error {
	if err := next.check(d, n); err != nil {
		return err
	}
	was := *d.Items[n]
	next.settle(d)
	err := change(d, itemRecords, n, itemKind(was, next), func(i *Item) error { *i = next; return nil })
	if err != nil || next.State != Resolved || was.State == Resolved {
		return err
	}
	return d.endWaivers(Subject{NounItem, n}, "the item was resolved")
}

// apply gives the item as the command would have it.
func (c ChangeItem) apply(next Item) Item {
	setText(&next.Finding, c.Finding)
	setText(&next.DoneWhen, c.DoneWhen)
	set(&next.Service, c.Service)
	set(&next.Severity, c.Severity)
	set(&next.Side, c.Side)
	setText(&next.Owner, c.Owner)
	set(&next.Due, c.Due)
	set(&next.FTOP, c.FTOP)
	if c.DependsOn != nil {
		next.DependsOn = sortedSet(*c.DependsOn)
	}
	set(&next.State, c.State)
	set(&next.Blocker.Kind, c.BlockedKind)
	setText(&next.Blocker.On, c.BlockedOn)
	setText(&next.Blocker.Lifter, c.BlockedLifter)
	setText(&next.Notes, c.Notes)
	return next
}

func itemKind(was, next Item) Kind {
	switch {
	case next.State == Resolved && was.State != Resolved:
		return ItemResolved
	case was.Blocker.IsZero() && !next.Blocker.IsZero():
		return ItemBlocked
	}
	return ItemChanged
}

func noItem(n int) error {
	return fault.New(fault.NotFound, "The checklist has no item %d.", n)
}

func sortedSet(list []int) []int {
	sorted := slices.Clone(list)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	if len(sorted) == 0 {
		return nil
	}
	return sorted
}
