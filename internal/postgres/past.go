package postgres

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Point names a place in the history of an engagement: after an event, after the
// closing of a checkpoint, or else at a moment. With Seq, At is the moment at
// which it is looked at, for a day that passed makes no event. The zero Point is
// now.
type Point struct {
	Seq        int
	Checkpoint int
	At         time.Time
}

// Past is an engagement as it stood at a Point.
type Past struct {
	*Loaded
	Last engagement.Event  // its newest
	Next *engagement.Event // what happened next; nil: it stands so
}

// mostReplayed is how many events are replayed to draw a page.
const mostReplayed = 50_000

// Past gives an engagement as it is, and as it stood at some points, in one round
// trip. Who sees it is who sees it now; people are as they are now, too. A point
// where nothing stood is NotFound. Of the version that the browser has, seen, no
// past is read: fresh tells.
func (v *Visit) Past(ctx context.Context, id engagement.ID, seen int, points ...Point) (now *Loaded, then []*Past, fresh bool, err error) {
	now, p, err := v.readPasts(ctx, id, seen, points)
	if err == nil && now.fresh(seen) {
		then, err = p.settle(ctx, v.store, v.session.Now)
	}
	if err != nil {
		return nil, nil, false, trouble(err, "read the past of engagement %d", id)
	}
	return now, then, now.fresh(seen), nil
}

// Closing is Past for the closing of a checkpoint that may be none: then is nil where
// it was not closed, and where the engagement changed too often to show how it stood.
func (v *Visit) Closing(ctx context.Context, id engagement.ID, seen, checkpoint int) (now *Loaded, then *Past, fresh bool, err error) {
	now, p, err := v.readPasts(ctx, id, seen, []Point{{Checkpoint: checkpoint}})
	if err == nil && now.fresh(seen) && p.points[0].missed(p.then[0], p.seqs[0]) == nil {
		if _, err = p.settle(ctx, v.store, v.session.Now); err == nil {
			then = p.then[0]
		}
	}
	if err != nil {
		return nil, nil, false, trouble(err, "read the minutes of engagement %d", id)
	}
	return now, then, now.fresh(seen), nil
}

func (v *Visit) readPasts(ctx context.Context, id engagement.ID, seen int, points []Point) (now *Loaded, p *pasts, err error) {
	var r reading
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r = reading{id: id, by: by.Actor, known: known, seen: seen}
		p = newPasts(id, points)
		p.known = known
		r.queue(b)
		p.queue(b, seen)
	})
	if err == nil {
		now, err = v.store.loaded(ctx, &r)
	}
	return now, p, err
}

// Closing is Visit.Closing for somebody without a session, who looks at a moment.
func (s *Store) Closing(ctx context.Context, id engagement.ID, checkpoint int, by access.Actor, at time.Time) (now *Loaded, then *Past, err error) {
	p := newPasts(id, []Point{{Checkpoint: checkpoint}})
	r := reading{id: id, by: by}
	var version int64
	b := &pgx.Batch{}
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	r.queue(b)
	p.queue(b, 0)
	err = send(ctx, s.pool, b)
	if err == nil {
		r.known, err = s.asOf(ctx, s.pool, version)
		p.known = r.known
	}
	if err == nil {
		now, err = s.loaded(ctx, &r)
	}
	if err == nil && p.points[0].missed(p.then[0], p.seqs[0]) == nil {
		if _, err = p.settle(ctx, s, at); err == nil {
			then = p.then[0]
		}
	}
	if err != nil {
		return nil, nil, trouble(err, "read the minutes of engagement %d", id)
	}
	return now, then, nil
}

// pasts are some points of an engagement's history being read.
type pasts struct {
	id     engagement.ID
	known  *Directory
	points []Point
	seqs   []*int // of the points' newest events; nil where there is none
	then   []*Past
}

func newPasts(id engagement.ID, points []Point) *pasts {
	p := &pasts{id: id, points: points, seqs: make([]*int, len(points))}
	for range points {
		p.then = append(p.then, &Past{Loaded: newLoaded(id)})
	}
	return p
}

// queue queues the finding of the points, and the reading of all events up to the
// one after the last of them.
func (p *pasts) queue(b *pgx.Batch, seen int) {
	find, read := &where{}, &where{}
	find.arg(p.id)
	read.and("e.engagement_id = %s", read.arg(p.id))
	var found, reach []string
	var into []any
	for i, point := range p.points {
		found, reach, into = append(found, point.seq(find)), append(reach, point.seq(read)), append(into, &p.seqs[i])
	}
	b.Queue("select "+strings.Join(found, ", ")+" from (select $1::bigint) of", find.args...).QueryRow(func(row pgx.Row) error { return row.Scan(into...) })
	read.and("e.seq <= least(coalesce(greatest(%s), 0), %d) + 1", strings.Join(reach, ", "), mostReplayed)
	if seen != 0 {
		read.and("(select version from engagement where id = $1) <> %s", read.arg(seen))
	}
	sql := fmt.Sprintf("select %s from event e %s where %s order by e.seq", eventColumns, joinTexts, read)
	b.Queue(sql, read.args...).Query(func(rows pgx.Rows) error { return eachEvent(rows, p.replay) })
}

// seq writes the number of the point's newest event, of engagement $1.
//
// Of a moment it is the newest that is not later: who asks at the same moment may
// come in another order, so that two neighbours can stand the other way round. Of a
// checkpoint it is its closing, with the next one that this planned.
func (p Point) seq(w *where) string {
	const newest = "(select v.seq from event v where v.engagement_id = $1 and %s order by v.seq desc limit 1)"
	switch {
	case p.Seq != 0:
		return w.arg(p.Seq) + "::bigint"
	case p.Checkpoint != 0:
		closing := fmt.Sprintf(newest, "v.noun = 'checkpoint' and v.kind = 'checkpoint.closed' and v.n = "+w.arg(p.Checkpoint)+"::bigint")
		const planned = `(select max(v.seq) from event c join event v on v.engagement_id = $1 and v.seq between c.seq and c.seq + 1 and v.at = c.at
			where c.engagement_id = $1 and c.seq = %s and (v.seq = c.seq or v.kind = 'checkpoint.scheduled'))`
		return fmt.Sprintf(planned, closing)
	case !p.At.IsZero():
		return fmt.Sprintf(newest, "v.at <= "+w.arg(p.At))
	}
	return "(select version from engagement where id = $1)::bigint"
}

// replay takes an event into every past that it is a part of.
func (p *pasts) replay(ev engagement.Event) error {
	for i, then := range p.then {
		switch {
		case p.seqs[i] == nil || ev.Seq > *p.seqs[i]+1:
		case ev.Seq > *p.seqs[i]:
			then.Next = &ev
		default:
			if err := then.Replay(ev); err != nil {
				return err
			}
			then.Last = ev
		}
	}
	return nil
}

// settle gives every past its edition, its people and its moment.
func (p *pasts) settle(ctx context.Context, s *Store, now time.Time) ([]*Past, error) {
	for i, then := range p.then {
		if err := p.points[i].missed(then, p.seqs[i]); err != nil {
			return nil, err
		}
		if err := s.settle(ctx, s.pool, then.Loaded, p.known); err != nil {
			return nil, err
		}
		then.UpdatedAt = then.Last.At
		then.Past = &engagement.Past{At: then.moment(p.points[i].At, now), Since: then.Last.At}
		then.sum = then.Summarize(then.Past.At)
	}
	return p.then, nil
}

// missed gives the fault of a point that was not reached.
func (p Point) missed(then *Past, seq *int) error {
	switch {
	case seq != nil && *seq > mostReplayed && then.Version >= mostReplayed:
		return fault.New(fault.TooLarge, "This engagement has changed more than %s times, which is too often to show how it stood.", engagement.Thousands(mostReplayed))
	case seq != nil && *seq > 0 && then.Version == *seq:
		return nil
	case p.Seq != 0:
		return fault.New(fault.NotFound, "There is no change %d of this engagement.", p.Seq)
	case p.Checkpoint != 0:
		return fault.New(fault.NotFound, "There is no checkpoint %d of this engagement that was closed.", p.Checkpoint)
	}
	return fault.New(fault.NotFound, "Nothing stood yet at that moment: this engagement was created later.")
}

// moment gives the moment at which the past is looked at: the one that is asked
// for, as far as it stood so; without one, when its last event happened.
func (p *Past) moment(asked, now time.Time) time.Time {
	if p.Next != nil {
		now = p.Next.At.Add(-time.Microsecond)
	}
	if asked.After(now) {
		asked = now
	}
	if asked.Before(p.Last.At) {
		return p.Last.At
	}
	return asked.UTC()
}
