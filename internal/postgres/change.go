package postgres

import (
	"context"
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
	l := newLoaded(id)
	b := &pgx.Batch{}
	l.read(b, " for update")
	readSince(b, id, cmd, &ask)
	readNamed(b, cmd, &ask)
	if err := send(ctx, tx, b); err != nil {
		return Changed{}, err
	}
	if err := s.setEdition(ctx, tx, l); err != nil {
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

// readNamed queues the reading of the active people whom the command names.
func readNamed(b *pgx.Batch, cmd engagement.Command, ask *engagement.Ask) {
	ask.People = map[engagement.PersonID]access.Actor{}
	named := engagement.Named(cmd)
	if len(named) == 0 {
		return
	}
	b.Queue(selectPerson+"where p.id = any($1) and p.disabled_at is null", named).Query(func(rows pgx.Rows) error {
		return eachPerson(rows, func(p Person) { ask.People[engagement.PersonID(p.ID)] = p.Actor })
	})
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
