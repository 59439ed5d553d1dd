package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// Moved gives an engagement, and the event that moved it last between editions, nil
// where none did; see Visit.Engagement.
func (v *Visit) Moved(ctx context.Context, id engagement.ID, seen int) (l *Loaded, last *engagement.Event, fresh bool, err error) {
	var r reading
	var found []engagement.Event
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r, found = reading{id: id, by: by.Actor, known: known, seen: seen}, nil
		r.queue(b)
		w := &where{}
		w.and("v.engagement_id = %s", w.arg(id))
		w.and("v.noun = %s", w.arg(engagement.NounFacts))
		w.and("v.n = 0")
		w.and("v.kind = any(%s)", w.arg([]engagement.Kind{engagement.Moved, engagement.MovedBack}))
		w.readEvents(b, "desc", 1, &found)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err == nil {
		err = v.store.knowEditions(ctx, found)
	}
	if err != nil {
		return nil, nil, false, trouble(err, "read how engagement %d moved", id)
	}
	if len(found) > 0 {
		last = &found[0]
	}
	return l, last, l.fresh(seen), nil
}

// EditionOf gives an edition by its ID, as engagements and events name it.
func (s *Store) EditionOf(ctx context.Context, id int64) (*Edition, error) {
	edition, err := s.editionByID(ctx, s.pool, id)
	return edition, trouble(err, "read edition %d", id)
}
