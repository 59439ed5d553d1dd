package postgres

import (
	"context"
	"errors"
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
	TakenOut   int                // the texts of earlier events out of which it took words
}

// Change is the one road on which an engagement changes. It locks the row and
// reads everything in one round trip, lets engagement.Decide decide, and writes
// what follows in a second one, all or nothing.
//
// Seen is the version that the person saw, 0 for the newest: fields that others
// changed since and the person did not are kept, fields that both changed are a
// Conflict with its clashes. Who may not see the engagement gets NotFound. A
// transaction that fails by a neighbour's is tried once again.
func (s *Store) Change(ctx context.Context, id engagement.ID, cmd engagement.Command, by access.Actor, seen int, now time.Time) (Changed, error) {
	return s.takeRoad(ctx, &road{id: id, cmd: cmd, now: now, seen: seen, by: by})
}

// Change changes an engagement for who asks, as of the session's moment; see
// Store.Change. The session is proven beside what is read to decide.
func (v *Visit) Change(ctx context.Context, id engagement.ID, cmd engagement.Command, seen int) (Changed, error) {
	if err := v.find(ctx); err != nil {
		return Changed{}, trouble(err, "change engagement %d by %T", id, cmd)
	}
	return v.store.takeRoad(ctx, &road{id: id, cmd: cmd, now: v.session.Now, seen: seen, visit: v})
}

// road is a command on its way.
type road struct {
	id    engagement.ID
	cmd   engagement.Command
	now   time.Time
	seen  int
	by    access.Actor
	visit *Visit // in place of by, where a session has to prove who asks

	engagement *Loaded
	ask        engagement.Ask
	proof      sessionProof
	approval   approval
	takingOut  takingOut
}

func (s *Store) takeRoad(ctx context.Context, r *road) (done Changed, err error) {
	err = s.transact(ctx, func(tx *transaction) (err error) {
		done, err = s.change(ctx, tx, r)
		return err
	})
	if err != nil {
		return Changed{}, trouble(err, "change engagement %d by %T", r.id, r.cmd)
	}
	if len(done.Events) > 0 {
		s.tell(r.id, done.Version)
	}
	return done, nil
}

func (s *Store) change(ctx context.Context, tx *transaction, r *road) (Changed, error) {
	if err := s.lock(ctx, tx, r); err != nil {
		return Changed{}, err
	}
	l := r.engagement
	if err := r.approval.begin(ctx, tx, l, &r.ask); err != nil {
		return Changed{}, err
	}
	events, err := l.Decide(r.cmd, r.ask)
	if err != nil {
		return Changed{}, err
	}
	done := Changed{Engagement: r.id, Version: l.Version, Events: events}
	if len(events) == 0 && !marks(r.cmd) {
		return done, nil
	}
	b := &pgx.Batch{}
	if r.visit != nil {
		r.visit.touch(b, r.proof)
	}
	l.keep(b, events, r.now)
	r.approval.keep(b, l, events)
	done.TakenOut = r.takingOut.keep(b, r.id)
	return done, tx.commit(ctx, b)
}

// marks reports whether a command that changed nothing is written down all the same:
// that it was asked for up to now.
func marks(cmd engagement.Command) bool {
	switch cmd.(type) {
	case engagement.Lapse, engagement.Anonymize:
		return true
	}
	return false
}

// lock finds out who asks, locks the engagement's row, and reads everything that
// deciding takes. What is read after the lock is as new as the row, the people too:
// who lost a right while this waited for its turn has lost it.
func (s *Store) lock(ctx context.Context, tx *transaction, r *road) error {
	r.ask = engagement.Ask{By: r.by, Now: r.now, Seen: max(r.seen, 0)}
	r.engagement, r.proof, r.approval, r.takingOut = newLoaded(r.id), sessionProof{}, approving(r.cmd), takesOut(r.cmd)
	l := r.engagement
	var kept snapshot
	b := &pgx.Batch{}
	if r.visit != nil {
		r.proof.queue(b, r.visit.session, 0)
	}
	b.Queue(readRow+" for update", r.id).QueryRow(l.scanRow)
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&r.proof.people) })
	b.Queue(readSnapshot, r.id).QueryRow(func(row pgx.Row) error {
		err := row.Scan(kept.at()...)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil // the tables are read below
		}
		return err
	})
	readSince(b, r.id, r.cmd, &r.ask)
	if c, closes := r.cmd.(engagement.CloseCheckpoint); closes {
		queueUnsaved(b, r.id, c.N, &r.ask.Unsaved)
	}
	r.approval.queue(b)
	r.takingOut.queue(b, r.id)
	err := send(ctx, tx, b)
	r.takingOut.tell(&r.ask)
	known, err := s.whoChanges(ctx, tx, r, err)
	if err != nil {
		return err
	}
	r.ask.People, r.ask.Unsaved = named(r.cmd, known), unsaved(r.ask.Unsaved, r.ask.By, known)
	if err := s.settle(ctx, tx, l, known); err != nil {
		return err
	}
	if kept.found() {
		if err := l.restore(&kept); !errors.Is(err, engagement.ErrOlderPart) {
			return err
		}
	}
	b = &pgx.Batch{}
	l.readRecords(b)
	return send(ctx, tx, b)
}

// whoChanges gives the people as they are, and who of them asks, even where
// reading has failed by err: its page greets them.
func (s *Store) whoChanges(ctx context.Context, tx *transaction, r *road, err error) (*Directory, error) {
	if r.proof.people == 0 {
		return nil, err
	}
	known := s.directory.Load()
	switch stale := known == nil || known.version != r.proof.people; {
	case stale && err != nil:
		return nil, err // of this transaction nothing can be asked any more
	case stale:
		if known, err = s.readDirectory(ctx, tx); err != nil {
			return nil, err
		}
	}
	if r.visit != nil {
		who, _ := known.Person(r.visit.session.Person)
		if !who.Active {
			return nil, noSession()
		}
		r.visit.who, r.visit.people, r.ask.By = who, known, who.Actor
	}
	return known, err
}

// readSince queues the reading of what the person did not see, of the event that an
// Undo names, and of all from the one on that an UndoMove names.
func readSince(b *pgx.Batch, id engagement.ID, cmd engagement.Command, ask *engagement.Ask) {
	const sql = "select " + eventColumns + " from event e" + joinTexts +
		"where e.engagement_id = $1 and (e.seq > $2::bigint or e.seq = $3::bigint) order by e.seq"
	undo, undoes := cmd.(engagement.Undo)
	back, goesBack := cmd.(engagement.UndoMove)
	if ask.Seen == 0 && !undoes && !goesBack {
		return
	}
	after := ask.Seen
	if after == 0 {
		after = math.MaxInt
	}
	if goesBack {
		after = min(after, max(back.Seq-1, 0))
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

// keep seals the events and queues the writing of them, of whom they concern, of the
// mails that they make due, of the records that they are about, and of the row with
// its summary. Without events, the summary is made anew for the day.
func (l *Loaded) keep(b *pgx.Batch, events []engagement.Event, now time.Time) {
	l.Seal(events, newSalt)
	if len(events) > 0 {
		l.UpdatedAt = events[len(events)-1].At
	}
	l.write(b, now, events)
	written := map[engagement.Subject]bool{}
	for _, ev := range events {
		putEvent(b, ev)
		l.owe(b, ev)
		l.oweMail(b, ev)
		if t := tables[ev.Subject.Noun]; t != nil && !written[ev.Subject] {
			t.put(b, l.Engagement, ev.Subject.N)
			written[ev.Subject] = true
		}
	}
}
