package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// A snapshot holds what the records of an engagement come to at a version, and
// the summary (engagement.Snapshot). Reading it takes 0.15 ms where the row and
// the ten tables of records take 0.55 ms, of 33 items; the tables are what lists
// are made of. It is taken at the version of the engagement's row alone: where
// there is none, as a program before this one leaves it, the tables are read, and
// the next change makes one.

var (
	snapshotColumns = []string{"engagement_id", "version", "records"}

	writeSnapshot = insertInto("snapshot", snapshotColumns) +
		" on conflict (engagement_id) do update set version = excluded.version, records = excluded.records"
)

const readSnapshot = "select records from snapshot where engagement_id = $1 and version = (select version from engagement where id = $1)"

// snapshotRow gives the values of snapshotColumns.
func (l *Loaded) snapshotRow() []any { return []any{l.ID, l.Version, l.Snapshot(l.sum)} }

// readWhole reads an engagement's snapshot, and what is to be known of it without
// one; and whether a person, $2, is a member. The snapshot of version $3 is left
// out.
const readWhole = `select e.version, e.head, e.updated_at, e.manager_id, e.time_zone, e.edition_id,
		exists (select from member m where m.engagement_id = e.id and m.person_id = $2 and m.present),
		case when e.version <> $3 then s.records end
	from engagement e left join snapshot s on s.engagement_id = e.id and s.version = e.version where e.id = $1`

// reading is one engagement being read by somebody.
type reading struct {
	id    engagement.ID
	by    access.Actor
	known *Directory
	seen  int // the version that is known already, 0 for none

	row     *Loaded
	member  bool
	records []byte
}

func (r *reading) queue(b *pgx.Batch) {
	b.Queue(readWhole, r.id, r.by.ID, r.seen).QueryRow(func(row pgx.Row) error {
		r.row = newLoaded(r.id)
		f := &r.row.Facts
		err := row.Scan(append(r.row.headAt(), &f.Manager, &f.Zone, &f.Edition, &r.member, &r.records)...)
		if errors.Is(err, pgx.ErrNoRows) {
			return engagement.NotFound()
		}
		return err
	})
}

// loaded makes the engagement of what was read, if who asks may see it.
func (s *Store) loaded(ctx context.Context, r *reading) (*Loaded, error) {
	l := r.row
	if err := s.settle(ctx, s.pool, l, r.known); err != nil {
		return nil, err
	}
	member := r.member || engagement.PersonID(r.by.ID) == l.Facts.Manager
	if !access.Sees(r.by, access.Owners{ManagerTeam: l.ManagerTeam, Member: member}) {
		return nil, engagement.NotFound()
	}
	switch {
	case !l.fresh(r.seen):
		return l, nil
	case r.records != nil:
		return l, l.restore(r.records)
	}
	return s.loadedByTables(ctx, r)
}

// loadedByTables reads an engagement that has no snapshot, by whoever still sees it:
// what is read now may be newer than what was read before.
func (s *Store) loadedByTables(ctx context.Context, r *reading) (*Loaded, error) {
	l := newLoaded(r.id)
	err := sendSnapshot(ctx, s.pool, l.readRecords)
	if err == nil {
		err = s.settle(ctx, s.pool, l, r.known)
	}
	if err == nil && !l.SeenBy(r.by) {
		err = engagement.NotFound()
	}
	l.sum = engagement.Summary{StaleAt: time.Unix(1, 0)} // it is made when it is asked for
	return l, err
}

// restore takes the records and the summary out of a snapshot.
func (l *Loaded) restore(records []byte) (err error) {
	l.sum, err = l.Restore(records)
	return err
}

// readRecords queues the reading of the row and of all tables of records.
func (l *Loaded) readRecords(b *pgx.Batch) {
	b.Queue(readRow, l.ID).QueryRow(l.scanRow)
	for _, t := range tables {
		t.one(b, l.Engagement)
	}
}
