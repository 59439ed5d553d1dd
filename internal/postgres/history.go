package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
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
	Events []engagement.Event
	// People are the actors, and everybody whom the events name.
	People       map[engagement.PersonID]Person
	Older, Newer int // for Before and After of the pages beside this one; 0 where there is none
}

// Actor gives the name of who did it: a person, or the program.
func (p HistoryPage) Actor(ev engagement.Event) string {
	if ev.Actor == 0 {
		return access.System.Name
	}
	return p.People[ev.Actor].Name
}

// History gives a page of an engagement's events. Who may not see the
// engagement gets NotFound.
func (s *Store) History(ctx context.Context, id engagement.ID, by access.Actor, q HistoryQuery) (HistoryPage, error) {
	page := HistoryPage{People: map[engagement.PersonID]Person{}}
	b := &pgx.Batch{}
	queueVisible(b, id, by)
	q.read(b, id, &page.Events)
	if err := send(ctx, s.pool, b); err != nil {
		return HistoryPage{}, trouble(err, "read the history of engagement %d", id)
	}
	page.cut(q)
	people := &pgx.Batch{}
	people.Queue(selectPerson+"where p.id = any($1)", page.named()).Query(func(rows pgx.Rows) error {
		return eachPerson(rows, func(p Person) { page.People[engagement.PersonID(p.ID)] = p })
	})
	return page, trouble(send(ctx, s.pool, people), "read the people of engagement %d", id)
}

// queueVisible stops the batch with NotFound where by does not see the engagement.
func queueVisible(b *pgx.Batch, id engagement.ID, by access.Actor) {
	w := &where{}
	w.and("e.id = %s", w.arg(id))
	w.visible(by)
	b.Queue(fmt.Sprintf("select true from engagement e where %s", w), w.args...).QueryRow(func(row pgx.Row) error {
		var sees bool
		err := row.Scan(&sees)
		if errors.Is(err, pgx.ErrNoRows) {
			return engagement.NotFound()
		}
		return err
	})
}

func (q HistoryQuery) read(b *pgx.Batch, id engagement.ID, into *[]engagement.Event) {
	w := &where{}
	w.and("v.engagement_id = %s", w.arg(id))
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

// named gives everybody whom the events name.
func (page *HistoryPage) named() []engagement.PersonID {
	var all []engagement.PersonID
	for _, ev := range page.Events {
		all = append(all, ev.People()...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
