package postgres

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// Changed is what came of a command.
type Changed struct {
	Engagement engagement.ID
	Version    int                // of the engagement now
	Events     []engagement.Event // sealed; none when the command changed nothing
}

// channel is where changes are told, as "ID:VERSION". It is a hint, never the
// truth: who hears it reads again.
const channel = "engagement"

// Change is the one road on which an engagement changes. It locks the row and
// reads everything in one round trip, lets engagement.Decide decide, and writes
// what follows in a second one, all or nothing.
//
// Seen is the version that the person saw, 0 for the newest: fields that others
// changed since and the person did not are kept, fields that both changed are a
// Conflict with its clashes. Who may not see the engagement gets NotFound. A
// transaction that fails by a neighbour's is tried once again.
func (s *Store) Change(ctx context.Context, id engagement.ID, cmd engagement.Command, by access.Actor, seen int, now time.Time) (Changed, error) {
	ask := engagement.Ask{By: by, Now: now, Seen: max(seen, 0)}
	var done Changed
	err := s.transact(ctx, func(tx pgx.Tx) (err error) {
		done, err = s.change(ctx, tx, id, cmd, ask)
		return err
	})
	if err != nil {
		return Changed{}, trouble(err, "change engagement %d by %T", id, cmd)
	}
	return done, nil
}

// transact runs do in a transaction, and once again where that failed by
// another transaction alone.
func (s *Store) transact(ctx context.Context, do func(tx pgx.Tx) error) error {
	err := pgx.BeginFunc(ctx, s.pool, do)
	if passes(err) {
		err = pgx.BeginFunc(ctx, s.pool, do)
	}
	return err
}

func (s *Store) change(ctx context.Context, tx pgx.Tx, id engagement.ID, cmd engagement.Command, ask engagement.Ask) (Changed, error) {
	l, err := s.lock(ctx, tx, id, cmd, &ask)
	if err != nil {
		return Changed{}, err
	}
	events, err := l.Decide(cmd, ask)
	if err != nil {
		return Changed{}, err
	}
	done := Changed{Engagement: id, Version: l.Version, Events: events}
	if _, lapse := cmd.(engagement.Lapse); len(events) == 0 && !lapse {
		return done, nil
	}
	return done, l.keep(ctx, tx, events, ask.Now)
}

// lock locks the engagement's row and reads everything that deciding takes. The
// lock comes first: what is read after it is as new as the row.
func (s *Store) lock(ctx context.Context, tx pgx.Tx, id engagement.ID, cmd engagement.Command, ask *engagement.Ask) (*Loaded, error) {
	l := newLoaded(id)
	var records []byte
	var version int64
	b := &pgx.Batch{}
	b.Queue(readRow+" for update", id).QueryRow(l.scanRow)
	b.Queue(readSnapshot, id).Query(func(rows pgx.Rows) (err error) {
		records, err = pgx.CollectOneRow(rows, pgx.RowTo[[]byte])
		if errors.Is(err, pgx.ErrNoRows) {
			return nil // the tables are read below
		}
		return err
	})
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	readSince(b, id, cmd, ask)
	if err := send(ctx, tx, b); err != nil {
		return nil, err
	}
	known, err := s.asOf(ctx, tx, version)
	if err != nil {
		return nil, err
	}
	ask.People = named(cmd, known)
	if err := s.settle(ctx, tx, l, known); err != nil {
		return nil, err
	}
	if records != nil {
		return l, l.restore(records)
	}
	b = &pgx.Batch{}
	l.readRecords(b)
	return l, send(ctx, tx, b)
}

// readSince queues the reading of what the person did not see, and of the event
// that an Undo names.
func readSince(b *pgx.Batch, id engagement.ID, cmd engagement.Command, ask *engagement.Ask) {
	const sql = "select " + eventColumns + " from event e" + joinTexts +
		"where e.engagement_id = $1 and (e.seq > $2::bigint or e.seq = $3::bigint) order by e.seq"
	undo, undoes := cmd.(engagement.Undo)
	if ask.Seen == 0 && !undoes {
		return
	}
	after := ask.Seen
	if after == 0 {
		after = math.MaxInt
	}
	b.Queue(sql, id, after, undo.Seq).Query(func(rows pgx.Rows) error { return collectEvents(rows, &ask.Since) })
}

// named gives the active people whom the command names.
func named(cmd engagement.Command, known *Directory) map[engagement.PersonID]access.Actor {
	people := map[engagement.PersonID]access.Actor{}
	for _, id := range engagement.Named(cmd) {
		if p, _ := known.Person(id); p.Active {
			people[id] = p.Actor
		}
	}
	return people
}

// keep seals the events and writes them, the records that they are about, and
// the row with its summary, in one round trip. Without events, the summary is
// made anew for the day.
func (l *Loaded) keep(ctx context.Context, tx pgx.Tx, events []engagement.Event, now time.Time) error {
	l.Seal(events, newSalt)
	if len(events) > 0 {
		l.UpdatedAt = events[len(events)-1].At
	}
	b := &pgx.Batch{}
	l.write(b, now)
	written := map[engagement.Subject]bool{}
	for _, ev := range events {
		putEvent(b, ev)
		if t := tables[ev.Subject.Noun]; t != nil && !written[ev.Subject] {
			t.put(b, l.Engagement, ev.Subject.N)
			written[ev.Subject] = true
		}
	}
	if len(events) > 0 {
		b.Queue("select pg_notify($1, $2)", channel, fmt.Sprintf("%d:%d", l.ID, l.Version))
	}
	return send(ctx, tx, b)
}
