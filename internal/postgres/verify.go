package postgres

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// Progress counts what was looked at so far.
type Progress struct {
	Engagements int
	Events      int
}

// Verification is what proving the records by their events has found.
type Verification struct {
	Progress
	Failures []Failure // one an engagement, by ID
	Proofs   int       // of exits, which hold
	Unproven int       // approvals that have no proof: older than proofs are, or generated
}

// Failure is the first thing that does not hold of an engagement.
type Failure struct {
	Engagement engagement.ID
	What       string // such as "event 3: the text of notes was altered"
}

// verifyPage is how many engagements are proven in one snapshot; of their
// events one at a time is in memory.
const verifyPage = 100

// Verify proves of every engagement that its events are whole and untouched,
// and that replaying them gives its records as they stand. Progress, if not
// nil, is called after every page of engagements. Many engagements can be bad;
// the error is for when the proof itself cannot be led.
func (s *Store) Verify(ctx context.Context, progress func(Progress)) (Verification, error) {
	var v Verification
	last := engagement.ID(math.MinInt64)
	for {
		p, err := s.verifyPage(ctx, last)
		if err != nil {
			return v, trouble(err, "verify the engagements after %d", last)
		}
		v.Engagements += len(p.rows)
		v.Events += p.events
		v.Failures = append(v.Failures, p.failures()...)
		v.Proofs += p.exits.holding
		v.Unproven += p.exits.unproven
		if progress != nil {
			progress(v.Progress)
		}
		if p.upTo == math.MaxInt64 {
			return v, nil
		}
		last = p.upTo
	}
}

// proof is a page of engagements being proven: as they are kept, and as their
// events make them.
type proof struct {
	upTo   engagement.ID
	rows   map[engagement.ID]*Loaded
	again  map[engagement.ID]*engagement.Engagement
	bad    map[engagement.ID]string
	events int

	snapshots map[engagement.ID]*snapshot
	exits     exitProofs
}

func (s *Store) verifyPage(ctx context.Context, above engagement.ID) (*proof, error) {
	p := &proof{
		upTo: math.MaxInt64, rows: map[engagement.ID]*Loaded{},
		again: map[engagement.ID]*engagement.Engagement{}, bad: map[engagement.ID]string{},
		snapshots: map[engagement.ID]*snapshot{},
	}
	err := pgx.BeginTxFunc(ctx, s.pool, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, func(tx pgx.Tx) error {
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
		b.Queue("select "+eventColumns+" from event e"+joinTexts+
			"where e.engagement_id > $1 and e.engagement_id <= $2 order by e.engagement_id, e.seq", above, p.upTo).
			Query(func(rows pgx.Rows) error { return eachEvent(rows, p.follow) })
		return send(ctx, tx, b)
	})
	if err == nil {
		p.compare()
		p.exits.left(p.bad)
	}
	return p, err
}

// readRows reads the page's rows. The last page reaches to the end, so that
// events of engagements that are gone are found.
func (p *proof) readRows(ctx context.Context, q querier, above engagement.ID) error {
	rows, err := q.Query(ctx, readPage, above, verifyPage)
	if err != nil {
		return err
	}
	defer rows.Close()
	var last engagement.ID
	for rows.Next() {
		l := newLoaded(0)
		if err := rows.Scan(append(append(l.headAt(), factsAt(&l.Facts)...), &l.ID)...); err != nil {
			return err
		}
		last = l.ID
		p.rows[l.ID] = l
		p.again[l.ID] = engagement.New(l.ID, nil)
	}
	if len(p.rows) == verifyPage {
		p.upTo = last
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
func (p *proof) follow(ev engagement.Event) error {
	p.events++
	again := p.again[ev.Engagement]
	switch {
	case p.bad[ev.Engagement] != "":
	case again == nil:
		p.bad[ev.Engagement] = "there are events, and no engagement"
	default:
		held := p.exits.hold(again, ev)
		if err := cmp.Or(again.Follow(ev), held); err != nil {
			p.bad[ev.Engagement] = err.Error()
		}
	}
	return nil
}

// compare holds what the events made against what is kept.
func (p *proof) compare() {
	for id, again := range p.again {
		l := p.rows[id]
		switch differences := engagement.Differences(again, l.Engagement, 1); {
		case p.bad[id] != "":
		case again.Version != l.Version:
			p.bad[id] = fmt.Sprintf("there are %d events, and the record says %d", again.Version, l.Version)
		case again.Head != l.Head:
			p.bad[id] = "the newest event is not the one that the record stands on"
		case len(differences) > 0:
			p.bad[id] = differences[0]
		case !snapshotHolds(again, p.snapshots[id]):
			p.bad[id] = "the snapshot is not what the events say"
		}
	}
}

// snapshotHolds reports whether a snapshot gives the engagement again; none
// always does.
func snapshotHolds(again *engagement.Engagement, kept *snapshot) bool {
	if kept == nil {
		return true
	}
	read := newLoaded(again.ID)
	read.Version, read.Head = again.Version, again.Head
	return read.restore(kept) == nil && len(engagement.Differences(again, read.Engagement, 1)) == 0
}

func (p *proof) failures() []Failure {
	var all []Failure
	for id, what := range p.bad {
		all = append(all, Failure{id, what})
	}
	slices.SortFunc(all, func(a, b Failure) int { return cmp.Compare(a.Engagement, b.Engagement) })
	return all
}
