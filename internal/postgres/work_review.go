package postgres

import (
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// WorkReview is an approved waiver that is to be looked at again: its review is
// near, or was not long ago.
type WorkReview struct {
	Origin
	N              int
	On             engagement.Subject // what is waived
	ReviewOn       day.Date
	Reason         string
	ProposedByName string
	DecidedByName  string
	Exited         bool // the engagement has
}

// waiver gives as much of the waiver as the rules have to know.
func (r WorkReview) waiver() engagement.Waiver {
	return engagement.Waiver{Noun: r.On.Noun, N: r.On.N, State: engagement.Approved, ReviewOn: r.ReviewOn}
}

// Lapsed reports whether the review has come, on the customer's calendar.
func (r WorkReview) Lapsed(now time.Time) bool { return !r.waiver().Live(r.Today(now)) }

// queueReviews reads the approved waivers that a person proposed, decided or answers
// for as the manager, in engagements that are seen, and that nothing newer takes the
// place of; those that lapse first come first. No customer's date is further from
// UTC's, today, than a day.
func queueReviews(b *pgx.Batch, by look, today day.Date, into *Part[WorkReview]) {
	w := by.where()
	me := w.arg(by.ID)
	near := fmt.Sprintf("x.state = 'approved' and x.review_on between %s::date and %s::date", // as the indexes waiver_*_by have it
		w.arg(today.Add(-engagement.ReviewBehind-1)), w.arg(today.Add(engagement.ReviewAhead+1)))
	w.visible(by)
	sql := fmt.Sprintf(`select %[1]s, x.n, x.on_noun, x.on_n, x.review_on, x.reason, coalesce(p.name, ''), coalesce(d.name, ''),
			e.phase = %[2]s, count(*) over ()
		from (select x.* from waiver x where x.proposed_by = %[3]s and %[4]s
			union select x.* from waiver x where x.decided_by = %[3]s and %[4]s
			union select x.* from engagement o join waiver x on x.engagement_id = o.id where o.manager_id = %[3]s and %[4]s) x
		join engagement e on e.id = x.engagement_id
		left join person p on p.id = x.proposed_by left join person d on d.id = x.decided_by
		where %[5]s and not exists (select from waiver y where y.engagement_id = x.engagement_id and y.n > x.n
			and y.on_noun = x.on_noun and y.on_n = x.on_n and y.state in ('waiting', 'approved'))
		order by x.review_on, e.id, x.n limit %[6]d`, originColumns, w.arg(engagement.Enable), me, near, w, readWork)
	queuePart(b, sql, w.args, into, func(r *WorkReview) []any {
		return append(r.Origin.at(), &r.N, &r.On.Noun, &r.On.N, &r.ReviewOn, &r.Reason, &r.ProposedByName, &r.DecidedByName, &r.Exited)
	})
}
