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

// Loaded is an engagement with the people whom its records name, and the
// active people of its manager's team: whom a page can offer as owners.
type Loaded struct {
	*engagement.Engagement
	People    map[engagement.PersonID]Person
	UpdatedAt time.Time // UTC, of the newest event
}

// Engagement reads an engagement, in one round trip, as it was at one moment.
// Who may not see it gets the same NotFound as for one that is not.
func (s *Store) Engagement(ctx context.Context, id engagement.ID, by access.Actor) (*Loaded, error) {
	l := newLoaded(id)
	err := sendSnapshot(ctx, s.pool, func(b *pgx.Batch) {
		l.read(b, "")
		l.readPeople(b)
	})
	if err == nil {
		err = s.setEdition(ctx, s.pool, l)
	}
	if err == nil && !l.SeenBy(by) {
		err = engagement.NotFound()
	}
	if err != nil {
		return nil, trouble(err, "read engagement %d", id)
	}
	return l, nil
}

// The columns of the facts, and those of the whole row as it is written.
var (
	factColumns = []string{"customer", "seats", "motion", "services", "manager_id", "cadence", "meets_at", "time_zone",
		"phase", "created_on", "edition_id", "reopened"}

	headColumns = []string{"version", "head", "updated_at"}

	rowColumns = slices.Concat(headColumns, factColumns, summaryColumns, sortColumns)

	selectRow = "select " + strings.Join(slices.Concat(headColumns, factColumns), ", ")
	readRow   = selectRow + " from engagement where id = $1"
	readPage  = selectRow + ", id from engagement where id > $1 order by id limit $2"

	writeRow = fmt.Sprintf("insert into engagement (id, %s) values (%s) on conflict (id) do update set %s",
		strings.Join(rowColumns, ", "), places(1, len(rowColumns)+1), excluded(rowColumns))
)

const readManagerTeam = `select coalesce(p.team_id, 0) from engagement e join person p on p.id = e.manager_id where e.id = $1`

// factsAt gives the places of the facts' values, in the order of factColumns.
func factsAt(f *engagement.Facts) []any {
	return []any{&f.Customer, &f.Seats, &f.Motion, &f.Services, orNone(&f.Manager), &f.Cadence, &f.MeetsAt, &f.Zone,
		&f.Phase, &f.CreatedOn, &f.Edition, &f.Reopened}
}

func newLoaded(id engagement.ID) *Loaded {
	return &Loaded{Engagement: engagement.New(id, nil), People: map[engagement.PersonID]Person{}}
}

// headAt gives the places of the row's head, in the order of headColumns.
func (l *Loaded) headAt() []any {
	return []any{&l.Version, digest{&l.Head}, moment{&l.UpdatedAt}}
}

// read queues the reading of the row and of all records. The row comes first:
// what is read after a lock on it is as new as the row. The manager's team is
// read by itself, as a join under a lock may see the manager before the last.
func (l *Loaded) read(b *pgx.Batch, lock string) {
	b.Queue(readRow+lock, l.ID).QueryRow(func(row pgx.Row) error {
		err := row.Scan(append(l.headAt(), factsAt(&l.Facts)...)...)
		if errors.Is(err, pgx.ErrNoRows) {
			return engagement.NotFound()
		}
		return err
	})
	for _, t := range tables {
		t.one(b, l.Engagement)
	}
	b.Queue(readManagerTeam, l.ID).QueryRow(func(row pgx.Row) error { return row.Scan(&l.ManagerTeam) })
}

// write queues the writing of the row with its summary at a moment.
func (l *Loaded) write(b *pgx.Batch, now time.Time) {
	sum := summaryOf(l.Summarize(now))
	b.Queue(writeRow, slices.Concat([]any{l.ID}, l.headAt(), factsAt(&l.Facts), sum.at(), sum.order())...)
}

// setEdition gives the engagement its edition, from memory but for the first.
func (s *Store) setEdition(ctx context.Context, q querier, l *Loaded) error {
	edition, err := s.editionByID(ctx, q, l.Facts.Edition)
	if err != nil {
		return err
	}
	l.Edition = edition.Edition
	return nil
}
