package postgres

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// HistoryQuery says which events of an engagement. Zero values leave
// everything in.
type HistoryQuery struct {
	Noun   engagement.Noun
	N      int // of Noun; 0 for every record of it. Of one record it is also what belongs to it
	Actor  engagement.PersonID
	Kind   string // how the kinds begin: "task." or "task.done"
	Since  int    // events that happened after this one
	Until  int    // this event, and what happened before it
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
	if err == nil {
		err = v.store.knowEditions(ctx, page.Events)
	}
	if err != nil {
		return nil, HistoryPage{}, false, trouble(err, "read the history of engagement %d", id)
	}
	page.cut(q)
	return l, page, l.fresh(seen), nil
}

func (q HistoryQuery) read(b *pgx.Batch, id engagement.ID, seen int, into *[]engagement.Event) {
	w := q.where(id)
	if seen != 0 {
		w.and("(select version from engagement where id = $1) <> %s", w.arg(seen))
	}
	direction := "desc"
	switch {
	case q.After > 0:
		direction = "asc"
		w.and("v.seq > %s::bigint", w.arg(q.After))
	case q.Before > 0:
		w.and("v.seq < %s::bigint", w.arg(q.Before))
	}
	w.readEvents(b, direction, pageSize+1, into)
}

// readEvents queues the reading of the first events that fit, in a direction.
func (w *where) readEvents(b *pgx.Batch, direction string, limit int, into *[]engagement.Event) {
	const page = `select %s from (
			select v.engagement_id, v.seq, v.at, v.actor_id, v.cause, v.kind, v.noun, v.n, v.changes, v.hash
			from event v where %s order by v.seq %[3]s limit %d) e %s order by e.seq %[3]s`
	sql := fmt.Sprintf(page, eventColumns, w, direction, limit, joinTexts)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) error { return collectEvents(rows, into) })
}

// where is the condition of the events v of an engagement, $1.
func (q HistoryQuery) where(id engagement.ID) *where {
	w := &where{}
	w.and("v.engagement_id = %s", w.arg(id))
	if q.Noun != "" {
		q.about(w)
	}
	if q.Actor != 0 {
		w.and("v.actor_id = %s", w.arg(q.Actor))
	}
	if q.Kind != "" {
		w.and("starts_with(v.kind, %s)", w.arg(storable(q.Kind)))
	}
	if q.Since > 0 {
		w.and("v.seq > %s::bigint", w.arg(q.Since))
	}
	if q.Until > 0 {
		w.and("v.seq <= %s::bigint", w.arg(q.Until))
	}
	return w
}

// about leaves the events of the records that are asked for. To a task or an item
// belong its waivers and what checkpoints said of it, to a checkpoint what it said
// and what corrected it.
func (q HistoryQuery) about(w *where) {
	noun := w.arg(storable(string(q.Noun)))
	if q.N == 0 {
		w.and("v.noun = %s", noun)
		return
	}
	const (
		own     = "v.noun = %[1]s and v.n = %[2]s::bigint"
		waivers = "v.noun = 'waiver' and v.n = any(array(select x.n from waiver x where x.engagement_id = $1 and x.on_noun = %[1]s and x.on_n = %[2]s::bigint))"
		lines   = "v.noun = 'line' and v.n = any(array(select x.n from checkpoint_line x where x.engagement_id = $1 and x.on_noun = %[1]s and x.on_n = %[2]s::bigint))"
		said    = "v.noun = 'line' and v.n = any(array(select x.n from checkpoint_line x where x.engagement_id = $1 and x.checkpoint_n = %[2]s::bigint))"
	)
	format := own
	switch q.Noun {
	case engagement.NounTask, engagement.NounItem:
		format = "(" + own + " or " + waivers + " or " + lines + ")"
	case engagement.NounCheckpoint:
		format = "(" + own + " or " + said + ")"
	}
	w.and(format, noun, w.arg(q.N))
}

// mostExported is how many events one file holds.
const mostExported = 20_000

// Events gives an engagement, and all the events that are asked for, oldest first,
// in one round trip. More than fit into one file is TooLarge.
func (v *Visit) Events(ctx context.Context, id engagement.ID, q HistoryQuery) (l *Loaded, events []engagement.Event, err error) {
	var r reading
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r, events = reading{id: id, by: by.Actor, known: known}, nil
		r.queue(b)
		q.where(id).readEvents(b, "asc", mostExported+1, &events)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err == nil {
		err = v.store.knowEditions(ctx, events)
	}
	if err == nil && len(events) > mostExported {
		err = fault.New(fault.TooLarge, "This is more than the %s changes that one file holds. Filter the history, then export it in parts.",
			engagement.Thousands(mostExported))
	}
	if err != nil {
		return nil, nil, trouble(err, "export the history of engagement %d", id)
	}
	return l, events, nil
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
