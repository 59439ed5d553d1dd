package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// A snapshot holds what the records of an engagement come to at a version, a
// column for each kind of record, and the summary (engagement.Parts). Reading it
// takes 0.15 ms where the row and the ten tables of records take 0.55 ms, of 33
// items; the tables are what lists are made of. It is taken at the version of the
// engagement's row alone: where there is none, as a program before this one leaves
// it, the tables are read, and the next change makes one.

var (
	partColumns     = append([]string{"summary"}, names(engagement.Parts[:])...)
	snapshotColumns = append([]string{"engagement_id", "version"}, partColumns...)

	addSnapshot = insertInto("snapshot_parts", snapshotColumns) +
		" on conflict (engagement_id) do update set " + excluded(snapshotColumns[1:])

	readSnapshot = "select " + strings.Join(partColumns, ", ") +
		" from snapshot_parts where engagement_id = $1 and version = (select version from engagement where id = $1)"

	// readWhole reads an engagement's snapshot, and what is to be known of it
	// without one; whether a person, $2, is a member; and which edition of its
	// playbook is the newest. The snapshot of version $3 is left out.
	readWhole = `select e.version, e.head, e.updated_at, e.manager_id, e.time_zone, e.edition_id,
		exists (select from member m where m.engagement_id = e.id and m.person_id = $2 and m.present), n.id, n.number,
		` + strings.Join(partColumns, ", ") + `
	from engagement e left join snapshot_parts s on s.engagement_id = e.id and s.version = e.version and e.version <> $3
	cross join lateral (select n.id, n.number from edition n where n.playbook_id = (select playbook_id from edition where id = e.edition_id)
		order by n.number desc limit 1) n
	where e.id = $1`
)

func names(nouns []engagement.Noun) []string {
	all := make([]string, len(nouns))
	for i, n := range nouns {
		all[i] = string(n)
	}
	return all
}

// part is a part of a snapshot as it is read: the summary, or the records of a
// kind. It is "" where there is none.
type part string

// ScanBytes copies the bytes once; they are the connection's.
func (p *part) ScanBytes(b []byte) error {
	*p = part(b)
	return nil
}

// snapshot is a snapshot as it is read, in the order of partColumns. Without a
// summary there is none.
type snapshot [1 + len(engagement.Parts)]part

func (s *snapshot) at() []any {
	all := make([]any, len(s))
	for i := range s {
		all[i] = &s[i]
	}
	return all
}

func (s *snapshot) found() bool { return s[0] != "" }

// restore takes the records and the summary out of a snapshot.
func (l *Loaded) restore(s *snapshot) (err error) {
	for i, of := range engagement.Parts {
		if err := l.RestorePart(of, string(s[i+1])); err != nil {
			return err
		}
	}
	l.sum, err = engagement.RestoreSummary(string(s[0]))
	l.snapped = err == nil
	return err
}

// snapshotRow gives the values of snapshotColumns.
func (l *Loaded) snapshotRow() []any {
	row := []any{l.ID, l.Version, l.sum.Part()}
	for _, of := range engagement.Parts {
		row = append(row, l.Part(of))
	}
	return row
}

// keepSnapshot queues the writing of the parts that events have changed, or of all
// where there are none yet.
func (l *Loaded) keepSnapshot(b *pgx.Batch, events []engagement.Event) {
	if !l.snapped {
		b.Queue(addSnapshot, l.snapshotRow()...)
		return
	}
	sql, values := "update snapshot_parts set version = $2, summary = $3", []any{l.ID, l.Version, l.sum.Part()}
	for _, of := range engagement.Parts {
		if slices.ContainsFunc(events, func(ev engagement.Event) bool { return ev.Subject.Noun == of }) {
			values = append(values, l.Part(of))
			sql += fmt.Sprintf(", %s = $%d", of, len(values))
		}
	}
	b.Queue(sql+" where engagement_id = $1", values...)
}

// reading is one engagement being read by somebody.
type reading struct {
	id    engagement.ID
	by    access.Actor
	known *Directory
	seen  int // the version that is known already, 0 for none

	row      *Loaded
	member   bool
	snapshot snapshot
}

func (r *reading) queue(b *pgx.Batch) {
	b.Queue(readWhole, r.id, r.by.ID, r.seen).QueryRow(func(row pgx.Row) error {
		r.row = newLoaded(r.id)
		f := &r.row.Facts
		at := append(r.row.headAt(), &f.Manager, &f.Zone, &f.Edition, &r.member, &r.row.Newest.ID, &r.row.Newest.Number)
		err := row.Scan(append(at, r.snapshot.at()...)...)
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
	case r.snapshot.found():
		if err := l.restore(&r.snapshot); !errors.Is(err, engagement.ErrOlderPart) {
			return l, err
		}
	}
	return s.loadedByTables(ctx, r)
}

// loadedByTables reads an engagement that has no snapshot, by whoever still sees it:
// what is read now may be newer than what was read before.
func (s *Store) loadedByTables(ctx context.Context, r *reading) (*Loaded, error) {
	l := newLoaded(r.id)
	l.Newest = r.row.Newest
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

// readRecords queues the reading of the row and of all tables of records.
func (l *Loaded) readRecords(b *pgx.Batch) {
	b.Queue(readRow, l.ID).QueryRow(l.scanRow)
	for _, t := range tables {
		t.one(b, l.Engagement)
	}
}
