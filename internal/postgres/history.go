package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// HistoryQuery says which events of an engagement. Zero values leave
// everything in.
type HistoryQuery struct {
	Noun   engagement.Noun
	N      int // of Noun; 0 for every record of it
	Actor  engagement.PersonID
	Kind   string // how the kinds begin: "task." or "task.done"
	Before int    // events older than this one
	After  int    // events newer than this one, the nearest to it; Before is not looked at then
}

// HistoryPage is a page of events, newest first, with their words.
type HistoryPage struct {
	Events       []engagement.Event
	Older, Newer int // for Before and After of the pages beside this one; 0 where there is none
}

// History gives an engagement, and a page of its events; see Visit.Engagement.
func (v *Visit) History(ctx context.Context, id engagement.ID, q HistoryQuery, seen int) (l *Loaded, page HistoryPage, fresh bool, err error) {
	var r reading
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r, page = reading{id: id, by: by.Actor, known: known, seen: seen}, HistoryPage{}
		r.queue(b)
		q.read(b, id, seen, &page.Events)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err != nil {
		return nil, HistoryPage{}, false, trouble(err, "read the history of engagement %d", id)
	}
	page.cut(q)
	return l, page, l.fresh(seen), nil
}

func (q HistoryQuery) read(b *pgx.Batch, id engagement.ID, seen int, into *[]engagement.Event) {
	w := &where{}
	w.and("v.engagement_id = %s", w.arg(id))
	if seen != 0 {
		w.and("(select version from engagement where id = $1) <> %s", w.arg(seen))
	}
	if q.Noun != "" {
		w.and("v.noun = %s", w.arg(storable(string(q.Noun))))
		if q.N != 0 {
			w.and("v.n = %s::bigint", w.arg(q.N))
		}
	}
	if q.Actor != 0 {
		w.and("v.actor_id = %s", w.arg(q.Actor))
	}
	if q.Kind != "" {
		w.and("starts_with(v.kind, %s)", w.arg(storable(q.Kind)))
	}
	direction := "desc"
	switch {
	case q.After > 0:
		direction = "asc"
		w.and("v.seq > %s::bigint", w.arg(q.After))
	case q.Before > 0:
		w.and("v.seq < %s::bigint", w.arg(q.Before))
	}
	const page = `select %s from (
			select v.engagement_id, v.seq, v.at, v.actor_id, v.cause, v.kind, v.noun, v.n, v.changes, v.hash
			from event v where %s order by v.seq %[3]s limit %d) e %s order by e.seq %[3]s`
	sql := fmt.Sprintf(page, eventColumns, w, direction, pageSize+1, joinTexts)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) error { return collectEvents(rows, into) })
}

// cut takes off the event that only tells that there are more, puts the newest
// first and notes where the pages beside this one begin.
func (page *HistoryPage) cut(q HistoryQuery) {
	more := len(page.Events) > pageSize
	if more {
		page.Events = page.Events[:pageSize]
	}
	if q.After > 0 {
		slices.Reverse(page.Events)
	}
	if len(page.Events) == 0 {
		return
	}
	newest, oldest := page.Events[0].Seq, page.Events[len(page.Events)-1].Seq
	if q.After > 0 || more {
		page.Older = oldest
	}
	if q.After > 0 && more || q.After <= 0 && q.Before > 0 {
		page.Newer = newest
	}
}
