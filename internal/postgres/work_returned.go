package postgres

import (
	"fmt"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// ReturnedRequest is something that I asked for and a manager returned. It is
// listed until it is asked for again.
type ReturnedRequest struct {
	Origin
	Request   engagement.Subject // NounExit, NounWaiver or NounException, and its number
	On        engagement.Subject // of a waiver: what it is about
	ByName    string             // who returned it
	DecidedOn day.Date
	Words     string
	Remarks   int // how many remarks an exit was returned with
}

// queueReturned reads what was returned to who asked for it, in engagements
// that are open and seen, and was not asked for again.
func queueReturned(b *pgx.Batch, by look, into *Part[ReturnedRequest]) {
	w := by.where()
	w.and("x.state = 'returned'") // as the indexes *_returned have it
	w.and("e.phase <> %s", w.arg(engagement.Enable))
	w.visible(by)
	me := w.arg(by.ID)
	later := func(table, asker, same string) string {
		return fmt.Sprintf("%s and x.%s = %s and not exists (select from %s y where y.engagement_id = x.engagement_id and y.n > x.n%s)",
			w, asker, me, table, same)
	}
	sql := fmt.Sprintf(`select r.id, r.customer, r.time_zone, r.noun, r.n, r.on_noun, r.on_n, coalesce(p.name, ''), r.decided_on, r.words,
			json_array_length(coalesce(nullif(r.remarks, ''), '[]')::json), count(*) over ()
		from (%s) r left join person p on p.id = r.decided_by
		order by r.decided_on desc, r.id, r.noun, r.n limit %d`,
		fmt.Sprintf(requests, later("exit_request", "requested_by", ""),
			later("waiver", "proposed_by", " and y.on_noun = x.on_noun and y.on_n = x.on_n"),
			later("seat_exception", "asked_by", "")), maxWork)
	queuePart(b, sql, w.args, into, func(r *ReturnedRequest) []any {
		return append(r.Origin.at(), &r.Request.Noun, &r.Request.N, &r.On.Noun, &r.On.N, &r.ByName, &r.DecidedOn, &r.Words, &r.Remarks)
	})
}
