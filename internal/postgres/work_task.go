package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// WorkTask is an open task of a person.
type WorkTask struct {
	Origin
	FTOP      int
	Name      string
	Mandatory bool
	State     engagement.TaskState
	Due       day.Date
	BlockedOn string

	editionID int64
	facts     engagement.Facts
	exception bool // one that was approved holds
	pulledIn  bool
}

// queueTasks reads the tasks that a person owns and that are neither done nor
// waived, in engagements that are open and seen; the next due come first.
func queueTasks(b *pgx.Batch, by access.Actor, today day.Date, into *Part[WorkTask]) {
	w := &where{}
	w.and("t.owner_id = %s", w.arg(by.ID))
	w.and("t.state not in ('done', 'not pursued')") // as the index task_owner has it
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.visible(by)
	approved, on := w.arg(engagement.Approved), w.arg(today)
	w.and("%s", notWaived("task", "t.ftop", approved, on))
	sql := fmt.Sprintf(`select %s, t.ftop, t.state, t.due, t.blocked_on, e.edition_id, e.seats, e.motion, e.services,
			exists (select from seat_exception x where x.engagement_id = e.id and x.state = %s
				and (x.ends_on is null or x.ends_on >= %s)),
			t.pulled_in <> '', count(*) over ()
		from task t join engagement e on e.id = t.engagement_id where %s
		order by t.due nulls last, e.id, t.ftop limit %d`, originColumns, approved, on, w, readWork)
	queuePart(b, sql, w.args, into, func(t *WorkTask) []any {
		return append(t.Origin.at(), &t.FTOP, &t.State, &t.Due, &t.BlockedOn, &t.editionID, &t.facts.Seats, &t.facts.Motion,
			&t.facts.Services, &t.exception, &t.pulledIn)
	})
}

// scopeTasks names the tasks by their editions and drops those out of scope.
func (s *Store) scopeTasks(ctx context.Context, p *Part[WorkTask]) error {
	kept := p.Rows[:0]
	for _, t := range p.Rows {
		edition, err := s.editionByID(ctx, s.pool, t.editionID)
		if err != nil {
			return err
		}
		for _, scoped := range engagement.ScopeOf(edition.Playbook, t.facts, t.exception) {
			if scoped.ID == t.FTOP && (scoped.In || t.pulledIn) {
				t.Name, t.Mandatory = scoped.Name, scoped.Mandatory
				kept = append(kept, t)
			}
		}
	}
	p.Rows = kept
	return nil
}
