package postgres

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// WorkItem is a checklist item that is late.
type WorkItem struct {
	Origin
	N        int
	Finding  string
	Severity engagement.Severity
	Side     engagement.Side
	Owner    string
	Due      day.Date
	State    engagement.ItemState
	Blocked  bool

	reviews []day.Date // of the approved waivers
}

// late reports whether the item is, by the rules: on the customer's date, and
// unless its risk was accepted.
func (i WorkItem) late(now time.Time) bool {
	e := engagement.New(i.Engagement, nil)
	e.Items[i.N] = &engagement.Item{State: i.State, Due: i.Due}
	e.Waivers = approvedWaivers(engagement.Subject{Noun: engagement.NounItem, N: i.N}, i.reviews)
	return e.Listed(i.N, i.Today(now)).Overdue > 0
}

// queueOverdue reads the items of one's own engagements that may be late.
func queueOverdue(b *pgx.Batch, by look, today day.Date, into *Part[WorkItem]) {
	w := by.where()
	w.mine(engagement.PersonID(by.ID))
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.and("i.state <> 'resolved'") // as the index item_open_due has it
	w.and("i.due <= %s", w.arg(today))
	approved := w.arg(engagement.Approved)
	w.and("%s", notLongWaived("item", "i.n", approved, w.arg(today)))
	sql := fmt.Sprintf(`select %s, i.n, i.finding, i.severity, i.side, i.owner, i.due, i.state, i.blocked_on <> '', %s, count(*) over ()
		from engagement e join item i on i.engagement_id = e.id where %s
		order by i.due, i.severity_rank, e.id, i.n limit %d`, originColumns, reviewsOf("item", "i.n", approved), w, readWork)
	queuePart(b, sql, w.args, into, func(i *WorkItem) []any {
		return append(i.Origin.at(), &i.N, &i.Finding, &i.Severity, &i.Side, &i.Owner, &i.Due, &i.State, &i.Blocked, &i.reviews)
	})
}
