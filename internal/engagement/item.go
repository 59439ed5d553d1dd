package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// ItemState is how far a checklist item has come. The customer says that it is
// ready; the team verifies, and resolves it.
type ItemState string

// The states, in their order.
const (
	ItemOpen       ItemState = "open"
	ItemInProgress ItemState = "in progress"
	ReadyToVerify  ItemState = "ready to verify"
	Resolved       ItemState = "resolved"
)

// ItemStates lists the states of a checklist item.
var ItemStates = []ItemState{ItemOpen, ItemInProgress, ReadyToVerify, Resolved}

// Severity says how much a finding weighs.
type Severity string

// The severities, gravest first.
const (
	Critical Severity = "Critical"
	High     Severity = "High"
	Medium   Severity = "Medium"
	Low      Severity = "Low"
)

// Severities lists the severities, gravest first.
var Severities = []Severity{Critical, High, Medium, Low}

// Side says who has to do something about a finding: most often the customer.
type Side string

// Sides lists who can own a checklist item.
var Sides = []Side{"customer", "partner", "engineer", "SME"}

// Item is one deficiency that the assessment found in the customer's
// environment.
type Item struct {
	Finding    string
	DoneWhen   string // the sentence by which it is verified
	Service    string
	Severity   Severity
	Side       Side
	Owner      string // the person at that side, by name
	Due        day.Date
	FTOP       int   // the task that it belongs to, 0 for none
	DependsOn  []int // the items that come first
	State      ItemState
	Blocker    Blocker // an overlay: an item in any state but resolved can be blocked
	Notes      string
	AddedAt    time.Time
	ResolvedAt time.Time
	ResolvedBy PersonID
	ReopenedAt time.Time // when it was last taken back from resolved
	SlippedAt  time.Time // when it was last put off: its due date was moved later while it was open
}

var itemFields = slices.Concat([]field[Item]{
	text("finding", func(i *Item) *string { return &i.Finding }),
	text("done_when", func(i *Item) *string { return &i.DoneWhen }),
	word("service", func(i *Item) *string { return &i.Service }),
	word("severity", func(i *Item) *Severity { return &i.Severity }),
	word("side", func(i *Item) *Side { return &i.Side }),
	text("owner", func(i *Item) *string { return &i.Owner }),
	date("due", func(i *Item) *day.Date { return &i.Due }),
	number("ftop", func(i *Item) *int { return &i.FTOP }),
	numbers("depends_on", func(i *Item) *[]int { return &i.DependsOn }),
	word("state", func(i *Item) *ItemState { return &i.State }),
	text("notes", func(i *Item) *string { return &i.Notes }),
	moment("added_at", func(i *Item) *time.Time { return &i.AddedAt }),
	moment("resolved_at", func(i *Item) *time.Time { return &i.ResolvedAt }),
	person("resolved_by", func(i *Item) *PersonID { return &i.ResolvedBy }),
	moment("reopened_at", func(i *Item) *time.Time { return &i.ReopenedAt }),
	moment("slipped_at", func(i *Item) *time.Time { return &i.SlippedAt }),
}, blockerFields(func(i *Item) *Blocker { return &i.Blocker }))

// Closed reports whether item n no longer stands in the way of the exit on a
// day: it is resolved, or its risk was accepted and the review is still to come.
func (e *Engagement) Closed(n int, today day.Date) bool {
	return itemRecords.get(e, n).State == Resolved || e.LiveWaiver(Subject{NounItem, n}, today) != nil
}

// settle makes what follows from an item's state so.
func (i *Item) settle(d *decision) {
	if i.State == Resolved {
		i.Blocker = Blocker{}
	}
	i.Blocker = i.Blocker.settled(d.today)
	switch {
	case i.State != Resolved:
		i.ResolvedAt, i.ResolvedBy = time.Time{}, 0
	case i.ResolvedAt.IsZero():
		i.ResolvedAt, i.ResolvedBy = d.moment(), d.actor()
	}
}

// follow notes what a change means for the progress: that the item was reopened, or
// put off. To undo a change is neither.
func (i *Item) follow(d *decision, was *Item) {
	switch {
	case i.State == Resolved:
	case was.State == Resolved:
		i.ReopenedAt = d.moment()
	case !was.Due.IsZero() && i.Due.After(was.Due):
		i.SlippedAt = d.moment()
	}
}

// check gives every problem of item n as it would be kept.
func (i Item) check(d *decision, n int) error {
	var problems fault.Fields
	need(&problems, "finding", i.Finding, MaxNote, "Say what the assessment found.")
	checkText(&problems, "done_when", i.DoneWhen, MaxNote)
	checkText(&problems, "owner", i.Owner, MaxName)
	checkText(&problems, "notes", i.Notes, MaxNote)
	checkDate(&problems, "due", i.Due)
	d.checkService(&problems, n, i.Service)
	choice(&problems, "severity", i.Severity, Severities)
	choice(&problems, "side", i.Side, Sides)
	choice(&problems, "state", i.State, ItemStates)
	if _, _, known := d.PlaybookTask(i.FTOP); i.FTOP != 0 && !known && i.FTOP != itemRecords.get(d.Engagement, n).FTOP {
		problems.Add("ftop", "The playbook has no task %d.", i.FTOP)
	}
	i.Blocker.check(&problems, d.today)
	d.checkDepends(&problems, n, i.DependsOn)
	return problems.Err()
}

// checkDepends notes dependencies on items that are not, or that lead back.
func (d *decision) checkDepends(problems *fault.Fields, n int, on []int) {
	if len(on) > MaxDepends {
		problems.Add("depends_on", "An item can wait for %d others at most.", MaxDepends)
		return
	}
	waits := map[int]bool{}
	for _, m := range on {
		switch {
		case m == n:
			problems.Add("depends_on", "An item cannot wait for itself.")
		case d.Items[m] == nil:
			problems.Add("depends_on", "There is no checklist item %d.", m)
		case d.waitsFor(m, n, waits):
			problems.Add("depends_on", "Item %d waits for this one already, so this one cannot wait for it.", m)
		}
	}
}

// waitsFor reports whether item from waits for item to, in any number of
// steps. It remembers in waits what it found of each item, so that asking of
// many looks at each but once.
func (d *decision) waitsFor(from, to int, waits map[int]bool) bool {
	if answer, asked := waits[from]; asked {
		return answer
	}
	waits[from] = false
	if i := d.Items[from]; i != nil {
		waits[from] = slices.ContainsFunc(i.DependsOn, func(m int) bool { return m == to || d.waitsFor(m, to, waits) })
	}
	return waits[from]
}
