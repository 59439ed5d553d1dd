package postgres

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
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
}

// queueOverdue reads the late items of one's own engagements. A risk that was
// accepted is not late.
func queueOverdue(b *pgx.Batch, by access.Actor, today day.Date, into *Part[WorkItem]) {
	w := &where{}
	w.mine(engagement.PersonID(by.ID))
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.and("i.state <> 'resolved'") // as the index item_open_due has it
	w.and("i.due <= %s", w.arg(today))
	w.and("%s", notWaived("item", "i.n", w.arg(engagement.Approved), w.arg(today)))
	sql := fmt.Sprintf(`select %s, i.n, i.finding, i.severity, i.side, i.owner, i.due, i.state, i.blocked_on <> '', count(*) over ()
		from engagement e join item i on i.engagement_id = e.id where %s
		order by i.due, i.severity_rank, e.id, i.n limit %d`, originColumns, w, readWork)
	queuePart(b, sql, w.args, into, func(i *WorkItem) []any {
		return append(i.Origin.at(), &i.N, &i.Finding, &i.Severity, &i.Side, &i.Owner, &i.Due, &i.State, &i.Blocked)
	})
}

// notWaived is the condition that no waiver of a task or item holds on a day.
func notWaived(noun, n, approved, today string) string {
	return fmt.Sprintf(`not exists (select from waiver w where w.engagement_id = e.id and w.on_noun = '%s' and w.on_n = %s
		and w.state = %s and w.review_on > %s)`, noun, n, approved, today)
}
