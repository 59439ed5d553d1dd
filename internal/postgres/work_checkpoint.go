package postgres

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// WorkCheckpoint is a meeting that is to be held.
type WorkCheckpoint struct {
	Origin
	N     int
	On    day.Date
	Clock day.Clock // the customer's
	Later bool      // as in engagement.Checkpoint
	State engagement.CheckpointState
	At    time.Time // the moment, UTC
	Today bool      // it is planned for the customer's today, or earlier
}

// queueCheckpoints reads the meetings of one's own engagements up to a week
// ahead of the latest calendar.
func queueCheckpoints(b *pgx.Batch, by look, today day.Date, into *Part[WorkCheckpoint]) {
	w := by.where()
	w.mine(engagement.PersonID(by.ID))
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.and("c.state in (%s, %s)", w.arg(engagement.Scheduled), w.arg(engagement.Held))
	w.and("c.on_day <= %s", w.arg(today.Add(workAhead+1)))
	sql := fmt.Sprintf(`select %s, c.n, c.on_day, c.at_clock, c.later, c.state, count(*) over ()
		from engagement e join checkpoint c on c.engagement_id = e.id where %s
		order by c.on_day, c.at_clock, e.id, c.n limit %d`, originColumns, w, readWork)
	queuePart(b, sql, w.args, into, func(c *WorkCheckpoint) []any {
		return append(c.Origin.at(), &c.N, &c.On, &c.Clock, &c.Later, &c.State)
	})
}

// timeCheckpoints puts the meetings on the clock: in the order of their moments, the
// customer's next seven days alone.
func timeCheckpoints(p *Part[WorkCheckpoint], now time.Time) {
	for i := range p.Rows {
		c := &p.Rows[i]
		c.At = engagement.Checkpoint{On: c.On, At: c.Clock, Later: c.Later}.Starts(c.Location()).UTC()
		c.Today = !c.On.After(c.Origin.Today(now))
	}
	p.only(func(c WorkCheckpoint) bool { return c.On.Before(c.Origin.Today(now).Add(workAhead)) })
	slices.SortStableFunc(p.Rows, func(a, b WorkCheckpoint) int {
		return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.Engagement, b.Engagement))
	})
	p.cut(maxWork)
}
