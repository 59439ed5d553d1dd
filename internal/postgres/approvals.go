package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// Origin is the engagement that a row of an inbox belongs to.
type Origin struct {
	Engagement engagement.ID
	Customer   string
	Zone       string // the customer's
}

// Location gives the customer's time zone.
func (o Origin) Location() *time.Location { return engagement.Facts{Zone: o.Zone}.Location() }

// Today gives the customer's date at the moment now.
func (o Origin) Today(now time.Time) day.Date { return day.Of(now, o.Location()) }

func (o *Origin) at() []any { return []any{&o.Engagement, &o.Customer, &o.Zone} }

const originColumns = "e.id, e.customer, e.time_zone"

// Approval is a request that waits for a manager: an exit, a waiver or an
// exception.
type Approval struct {
	Origin
	Request     engagement.Subject // NounExit, NounWaiver or NounException, and its number
	On          engagement.Subject // of a waiver: the task or item that it is about
	AskedBy     engagement.PersonID
	AskedByName string
	AskedOn     day.Date
	Reason      string   // the requester's words
	Until       day.Date // of a waiver its review, of an exception its end; none for no end
	// Own tells that who reads asked for it, or stood for a part of it: then
	// another manager has to approve.
	Own bool

	reviewer engagement.PersonID // of an exit: who did the review task, 0 for nobody
}

// maxApprovals is how many requests Approvals gives at the most.
const maxApprovals = 500

// Approvals gives what waits for a manager in the engagements that who asks
// sees, the 500 oldest at the most, the oldest first.
func (v *Visit) Approvals(ctx context.Context) ([]Approval, error) {
	var all Part[Approval]
	err := v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) { queueApprovals(b, by, maxApprovals, &all) })
	if err != nil {
		return nil, trouble(err, "list approvals")
	}
	markOwn(all.Rows, v.who.Actor)
	return all.Rows, nil
}

// markOwn tells which requests the rules bar a person from approving.
func markOwn(all []Approval, by access.Actor) {
	for i := range all {
		a := &all[i]
		a.Own = engagement.ExitRequest{RequestedBy: a.AskedBy}.Barred(engagement.PersonID(by.ID), a.reviewer) != ""
	}
}

// requests are exits, waivers and exceptions in one form. %[1]s are conditions
// on the request x and its engagement e.
const requests = `
	select ` + originColumns + `, 'exit' noun, x.n, '' on_noun, 0 on_n, x.requested_by asked_by, x.requested_on asked_on,
		x.note reason, null::date until, x.decided_by, x.decided_on, x.words, x.remarks
	from exit_request x join engagement e on e.id = x.engagement_id where %[1]s
	union all
	select ` + originColumns + `, 'waiver', x.n, x.on_noun, x.on_n, x.proposed_by, x.proposed_on,
		x.reason, x.review_on, x.decided_by, x.decided_on, x.words, ''
	from waiver x join engagement e on e.id = x.engagement_id where %[2]s
	union all
	select ` + originColumns + `, 'exception', x.n, '', 0, x.asked_by, x.asked_on,
		x.reason, x.ends_on, x.decided_by, x.decided_on, x.words, ''
	from seat_exception x join engagement e on e.id = x.engagement_id where %[3]s`

// queueApprovals queues the reading of what waits.
func queueApprovals(b *pgx.Batch, by look, limit int, into *Part[Approval]) {
	w := by.where()
	w.and("x.state = 'waiting'") // as the indexes *_waiting have it
	w.requestVisible(by)
	sql := fmt.Sprintf(`select r.id, r.customer, r.time_zone, r.noun, r.n, r.on_noun, r.on_n, r.asked_by, coalesce(p.name, ''),
			r.asked_on, r.reason, r.until,
			(select t.done_by from task t where r.noun = 'exit' and t.engagement_id = r.id and t.ftop = %d),
			count(*) over ()
		from (%s) r left join person p on p.id = r.asked_by
		order by r.asked_on, r.id, r.noun, r.n limit %d`,
		engagement.ReviewTask, fmt.Sprintf(requests, w, w, w), limit)
	queuePart(b, sql, w.args, into, func(a *Approval) []any {
		return append(a.Origin.at(), &a.Request.Noun, &a.Request.N, &a.On.Noun, &a.On.N, orNone(&a.AskedBy), &a.AskedByName,
			&a.AskedOn, &a.Reason, &a.Until, orNone(&a.reviewer))
	})
}
