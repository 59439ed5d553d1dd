package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

var exitTable = table[engagement.ExitRequest]{
	name: "exit_request", key: "n",
	columns: []string{"state", "requested_by", "requested_on", "note", "decided_by", "decided_on", "words",
		"readiness", "stood_on", "outputs", "remarks", "because", "seq", "key"},
	at: func(x *engagement.ExitRequest) []any {
		return []any{&x.State, orNone(&x.RequestedBy), &x.RequestedOn, &x.Note, orNone(&x.DecidedBy), &x.DecidedOn, &x.Words,
			&x.Readiness, &x.StoodOn, &x.Outputs, &x.Remarks, &x.Because, &x.Seq, &x.Key}
	},
	of: func(e *engagement.Engagement) map[int]*engagement.ExitRequest { return e.Exits },
}

// mostTrail is how many events Visit.Exit gives at the most.
const mostTrail = 2_000

// Trail is what happened to an engagement, oldest first.
type Trail struct {
	Events []engagement.Event
	More   bool // there were older ones, which are left out
}

// Exit gives an engagement, and what happened to it since its exit was requested the
// time before the request that waits, or since a version, after, where that is longer
// ago. After is 0 for none; without both there is no trail. See Visit.Engagement.
func (v *Visit) Exit(ctx context.Context, id engagement.ID, after, seen int) (l *Loaded, trail Trail, fresh bool, err error) {
	var r reading
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r, trail = reading{id: id, by: by.Actor, known: known, seen: seen}, Trail{}
		r.queue(b)
		trail.queue(b, id, after, seen)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err != nil {
		return nil, Trail{}, false, trouble(err, "read the exit of engagement %d", id)
	}
	trail.cut()
	return l, trail, l.fresh(seen), nil
}

func (t *Trail) queue(b *pgx.Batch, id engagement.ID, after, seen int) {
	const sql = `select ` + eventColumns + ` from (
			select v.engagement_id, v.seq, v.at, v.actor_id, v.cause, v.kind, v.noun, v.n, v.changes, v.hash
			from event v where v.engagement_id = $1 and (select version from engagement where id = $1) <> $3
				and v.seq > least(nullif($2::bigint, 0), (select nullif(max(x.seq), 0) from exit_request x where x.engagement_id = $1
					and x.n < (select y.n from exit_request y where y.engagement_id = $1 and y.state = 'waiting')))
			order by v.seq desc limit $4) e` + joinTexts + `order by e.seq`
	b.Queue(sql, id, after, seen, mostTrail+1).Query(func(rows pgx.Rows) error { return collectEvents(rows, &t.Events) })
}

// cut leaves out what only tells that there is more.
func (t *Trail) cut() {
	if t.More = len(t.Events) > mostTrail; t.More {
		t.Events = t.Events[1:]
	}
}
