package postgres

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"gaptrack/internal/engagement"
)

// Progress counts what was looked at so far.
type Progress struct {
	Engagements, Events       int
	AllEngagements, AllEvents int // as many as there were when it began
}

// Verification is what proving the records by their events has found.
type Verification struct {
	Progress
	Failures []Failure // one an engagement, by ID
	Proofs   int       // of exits, which hold
	Unproven int       // approvals that have no proof: older than proofs are, or generated
}

// Failure is the first thing that does not hold of an engagement. Where that is an
// event, Seq and what follows are the event's, as it is written.
type Failure struct {
	Engagement engagement.ID
	What       string // such as "event 3: the text of notes was altered"

	Seq   int // 0 where no event is wrong, and a record is
	Kind  engagement.Kind
	At    time.Time // UTC
	Actor engagement.PersonID
	Who   string // the actor's name, or nothing
}

// verifyPage is how many engagements are proven in one snapshot; of their
// events one at a time is in memory, beside the texts of all.
const verifyPage = 100

// verifiers is how many pages are proven at the same time: while one is compared,
// PostgreSQL reads the other.
const verifiers = 2

// Verify proves of every engagement that its events are whole and untouched,
// and that replaying them gives its records as they stand. Progress, if not
// nil, is called after every page of engagements, by one goroutine at a time. Many
// engagements can be bad; the error is for when the proof itself cannot be led.
func (s *Store) Verify(ctx context.Context, progress func(Progress)) (Verification, error) {
	var v Verification
	var mu sync.Mutex
	const count = "select count(*), coalesce(sum(version), 0) from engagement"
	if err := s.pool.QueryRow(ctx, count).Scan(&v.AllEngagements, &v.AllEvents); err != nil {
		return v, trouble(err, "count the events")
	}
	group, ctx := errgroup.WithContext(ctx)
	pages := make(chan span)
	group.Go(func() error {
		defer close(pages)
		return s.spans(ctx, pages)
	})
	for range verifiers {
		group.Go(func() error {
			for at := range pages {
				p, err := s.verifyPage(ctx, at)
				if err != nil {
					return trouble(err, "verify the engagements after %d", at.above)
				}
				mu.Lock()
				v.add(p)
				if progress != nil {
					progress(v.Progress)
				}
				mu.Unlock()
			}
			return nil
		})
	}
	err := group.Wait()
	if err == nil {
		err = s.name(ctx, v.Failures)
	}
	slices.SortFunc(v.Failures, func(a, b Failure) int { return cmp.Compare(a.Engagement, b.Engagement) })
	return v, err
}

func (v *Verification) add(p *proof) {
	v.Engagements += len(p.rows)
	v.Events += p.events
	v.Failures = append(v.Failures, p.failures()...)
	v.Proofs += p.exits.holding
	v.Unproven += p.exits.unproven
}

// name gives the failures the names of those who did their events.
func (s *Store) name(ctx context.Context, all []Failure) error {
	if len(all) == 0 {
		return nil
	}
	known, err := s.readDirectory(context.WithoutCancel(ctx), s.pool)
	if err != nil {
		return trouble(err, "read the people of what does not hold")
	}
	for i := range all {
		if p, found := known.Person(all[i].Actor); found {
			all[i].Who = p.Name
		}
	}
	return nil
}

// span is a page of engagements: those above one ID, and up to another.
type span struct{ above, upTo engagement.ID }

// spans sends the pages, by ID. The last reaches to the end, so that events of
// engagements that are gone are found.
func (s *Store) spans(ctx context.Context, pages chan<- span) error {
	const sql = "select id from engagement where id > $1 order by id offset $2 limit 1"
	at := span{above: math.MinInt64}
	for at.upTo != math.MaxInt64 {
		err := s.pool.QueryRow(ctx, sql, at.above, verifyPage-1).Scan(&at.upTo)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			at.upTo = math.MaxInt64
		case err != nil:
			return trouble(err, "find the engagements after %d", at.above)
		}
		select {
		case pages <- at:
		case <-ctx.Done():
			return ctx.Err()
		}
		at.above = at.upTo
	}
	return nil
}

// proof is a page of engagements being proven: as they are kept, and as their
// events make them.
type proof struct {
	upTo   engagement.ID
	rows   map[engagement.ID]*Loaded
	again  map[engagement.ID]*engagement.Engagement
	bad    map[engagement.ID]string
	at     map[engagement.ID]engagement.Event // the event that is bad, where one is
	texts  map[eventAt][]eventText
	events int

	snapshots map[engagement.ID]*snapshot
	exits     exitProofs
}

func (s *Store) verifyPage(ctx context.Context, at span) (*proof, error) {
	p := &proof{
		upTo: at.upTo, rows: map[engagement.ID]*Loaded{}, again: map[engagement.ID]*engagement.Engagement{},
		bad: map[engagement.ID]string{}, at: map[engagement.ID]engagement.Event{}, snapshots: map[engagement.ID]*snapshot{},
	}
	above := at.above
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, unhurried); err != nil {
			return err
		}
		if err := p.readRows(ctx, tx, above); err != nil {
			return err
		}
		b := &pgx.Batch{}
		for _, t := range tables {
			t.many(b, above, p.upTo, p.kept)
		}
		p.queueSnapshots(b, above)
		if err := p.exits.read(ctx, s, tx, b, above, p); err != nil {
			return err
		}
		p.queueEvents(b, above)
		return send(ctx, tx, b)
	})
	if err == nil {
		p.compare()
		p.exits.left(p.bad)
	}
	return p, err
}

// readRows reads the page's rows.
func (p *proof) readRows(ctx context.Context, q querier, above engagement.ID) error {
	rows, err := q.Query(ctx, readPage, above, p.upTo)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		l := newLoaded(0)
		if err := rows.Scan(append(append(l.headAt(), factsAt(&l.Facts)...), &l.ID)...); err != nil {
			return err
		}
		p.rows[l.ID] = l
		p.again[l.ID] = engagement.New(l.ID, nil)
	}
	return rows.Err()
}

// queueSnapshots queues the reading of the snapshots; one of another version than
// the row's is never used, and proves nothing.
func (p *proof) queueSnapshots(b *pgx.Batch, above engagement.ID) {
	sql := "select " + strings.Join(snapshotColumns, ", ") + " from snapshot_parts where engagement_id > $1 and engagement_id <= $2"
	b.Queue(sql, above, p.upTo).Query(func(rows pgx.Rows) error {
		var id engagement.ID
		var version int
		var kept snapshot
		_, err := pgx.ForEachRow(rows, append([]any{&id, &version}, kept.at()...), func() error {
			if l := p.rows[id]; l != nil && l.Version == version {
				one := kept
				p.snapshots[id] = &one
			}
			return nil
		})
		return err
	})
}

func (p *proof) kept(id engagement.ID) *engagement.Engagement {
	if l := p.rows[id]; l != nil {
		return l.Engagement
	}
	return nil
}

// follow replays one event, unless its engagement is found bad already.
func (p *proof) follow(ev engagement.Event) {
	p.events++
	again := p.again[ev.Engagement]
	switch {
	case p.bad[ev.Engagement] != "":
	case again == nil:
		p.bad[ev.Engagement] = "there are events, and no engagement"
	default:
		held := p.exits.hold(again, ev)
		if err := cmp.Or(again.Follow(ev), held); err != nil {
			p.bad[ev.Engagement], p.at[ev.Engagement] = err.Error(), ev
		}
	}
}

func (p *proof) failures() []Failure {
	var all []Failure
	for id, what := range p.bad {
		ev := p.at[id]
		all = append(all, Failure{Engagement: id, What: what, Seq: ev.Seq, Kind: ev.Kind, At: ev.At, Actor: ev.Actor})
	}
	return all
}
