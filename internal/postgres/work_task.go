package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

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

	edition    int64
	facts      engagement.Facts
	pulledIn   string
	reviews    []day.Date // of the approved waivers
	exceptions []day.Date // the last days of the approved exceptions, none for no end
}

// queueTasks reads the tasks that a person owns and that may be open, in
// engagements that are open and seen; the next due come first.
func queueTasks(b *pgx.Batch, by look, today day.Date, into *Part[WorkTask]) {
	w := by.where()
	w.and("t.owner_id = %s", w.arg(by.ID))
	w.and("t.state not in ('done', 'not pursued')") // as the index task_owner has it
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.visible(by)
	approved := w.arg(engagement.Approved)
	w.and("%s", notLongWaived("task", "t.ftop", approved, w.arg(today)))
	sql := fmt.Sprintf(`select %s, t.ftop, t.state, t.due, t.blocked_on, e.edition_id, e.seats, e.motion, e.services, t.pulled_in, %s,
			array(select x.ends_on from seat_exception x where x.engagement_id = e.id and x.state = %s), count(*) over ()
		from task t join engagement e on e.id = t.engagement_id where %s
		order by t.due nulls last, e.id, t.ftop limit %d`,
		originColumns, reviewsOf("task", "t.ftop", approved), approved, w, readWork)
	queuePart(b, sql, w.args, into, func(t *WorkTask) []any {
		return append(t.Origin.at(), &t.FTOP, &t.State, &t.Due, &t.BlockedOn, &t.edition, &t.facts.Seats, &t.facts.Motion,
			&t.facts.Services, &t.pulledIn, &t.reviews, &t.exceptions)
	})
}

// openTasks drops the tasks that are out of scope or waived, and names the
// others by their editions.
func (s *Store) openTasks(ctx context.Context, p *Part[WorkTask], now time.Time) error {
	open := p.Rows[:0]
	for _, t := range p.Rows {
		edition, err := s.editionByID(ctx, s.pool, t.edition) // a query for the first task of an edition alone
		if err != nil {
			return err
		}
		for _, listed := range t.part(edition).ListTasks(engagement.TaskQuery{}, t.Today(now)) {
			if listed.ID == t.FTOP && !listed.State.Over() {
				t.Name, t.Mandatory, t.State = listed.Name, listed.Mandatory, listed.State
				open = append(open, t)
			}
		}
	}
	p.Rows = open
	return nil
}

// part gives as much of the task's engagement as the rules have to know.
func (t WorkTask) part(edition *Edition) *engagement.Engagement {
	e := engagement.New(t.Engagement, edition.Edition)
	e.Facts = t.facts
	e.Tasks[t.FTOP] = &engagement.Task{State: t.State, PulledIn: t.pulledIn}
	e.Waivers = approvedWaivers(engagement.Subject{Noun: engagement.NounTask, N: t.FTOP}, t.reviews)
	for i, ends := range t.exceptions {
		e.Exceptions[i+1] = &engagement.Exception{State: engagement.Approved, EndsOn: ends}
	}
	return e
}
