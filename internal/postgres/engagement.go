package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// Loaded is an engagement as it is kept, and the people whom its records name.
type Loaded struct {
	*engagement.Engagement
	People    *Directory
	UpdatedAt time.Time // UTC, of the newest event
	Newest    Newest    // zero where it was read to be changed, or as it stood

	sum      engagement.Summary
	snapped  bool      // there is a snapshot of the version that was read
	editions *sync.Map // those that were read so far; see Store
}

// Newest names the newest edition of an engagement's playbook.
type Newest struct {
	ID     int64
	Number int
}

// Behind reports whether the engagement runs on an edition that is not the newest.
func (l *Loaded) Behind() bool { return l.Newest.Number > l.Edition.Number && !l.ReadOnly() }

// Sum gives the summary at a moment: the one that is kept, as long as it is true.
func (l *Loaded) Sum(now time.Time) engagement.Summary {
	if !l.sum.StaleAt.IsZero() && !now.Before(l.sum.StaleAt) {
		return l.Summarize(now)
	}
	return l.sum
}

// NewLoaded gives an engagement that is in no database, with its people, as it
// would be read at a moment.
func NewLoaded(e *engagement.Engagement, people *Directory, now time.Time) *Loaded {
	return &Loaded{Engagement: e, People: people, sum: e.Summarize(now)}
}

// Engagement reads an engagement, in one round trip, as it was at one moment.
// Who may not see it gets the same NotFound as for one that is not.
func (s *Store) Engagement(ctx context.Context, id engagement.ID, by access.Actor) (*Loaded, error) {
	var l *Loaded
	var version int64
	b := &pgx.Batch{}
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	r := reading{id: id, by: by}
	r.queue(b)
	err := send(ctx, s.pool, b)
	if err == nil {
		r.known, err = s.asOf(ctx, s.pool, version)
	}
	if err == nil {
		l, err = s.loaded(ctx, &r)
	}
	if err != nil {
		return nil, trouble(err, "read engagement %d", id)
	}
	return l, nil
}

// Engagement reads an engagement for who asks; see Store.Engagement. One that is
// still of the version that the browser has, seen, is read no further than its
// facts: fresh tells.
func (v *Visit) Engagement(ctx context.Context, id engagement.ID, seen int) (l *Loaded, fresh bool, err error) {
	var r reading
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r = reading{id: id, by: by.Actor, known: known, seen: seen}
		r.queue(b)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err != nil {
		return nil, false, trouble(err, "read engagement %d", id)
	}
	return l, l.fresh(seen), nil
}

// fresh reports whether the engagement is not of a version that was seen, and so
// is read to its end.
func (l *Loaded) fresh(seen int) bool { return seen == 0 || l.Version != seen }

// The columns of the facts, and those of the whole row as it is written.
var (
	factColumns = []string{"customer", "seats", "motion", "services", "manager_id", "cadence", "meets_at", "meets_from", "time_zone",
		"phase", "created_on", "edition_id", "reopened"}

	headColumns = []string{"version", "head", "updated_at"}

	rowColumns = slices.Concat(headColumns, factColumns, summaryColumns, sortColumns)

	selectRow = "select " + strings.Join(slices.Concat(headColumns, factColumns), ", ")
	readRow   = selectRow + " from engagement where id = $1"
	readPage  = selectRow + ", id from engagement where id > $1 and id <= $2"

	insertRow = insertInto("engagement", slices.Concat([]string{"id"}, rowColumns))
	updateRow = fmt.Sprintf("update engagement set (%s) = (%s) where id = $1",
		strings.Join(rowColumns, ", "), places(2, len(rowColumns)))
)

// factsAt gives the places of the facts' values, in the order of factColumns.
func factsAt(f *engagement.Facts) []any {
	return []any{&f.Customer, &f.Seats, &f.Motion, &f.Services, orNone(&f.Manager), &f.Cadence, &f.MeetsAt, &f.MeetsFrom, &f.Zone,
		&f.Phase, &f.CreatedOn, &f.Edition, &f.Reopened}
}

func newLoaded(id engagement.ID) *Loaded { return &Loaded{Engagement: engagement.New(id, nil)} }

// headAt gives the places of the row's head, in the order of headColumns.
func (l *Loaded) headAt() []any {
	return []any{&l.Version, digest{&l.Head}, moment{&l.UpdatedAt}}
}

// scanRow reads a row of readRow. None is NotFound.
func (l *Loaded) scanRow(row pgx.Row) error {
	err := row.Scan(append(l.headAt(), factsAt(&l.Facts)...)...)
	if errors.Is(err, pgx.ErrNoRows) {
		return engagement.NotFound()
	}
	return err
}

// write queues the writing of the row with its summary at a moment, and of the
// snapshot of the records, after some events.
func (l *Loaded) write(b *pgx.Batch, now time.Time, events []engagement.Event) {
	sql := updateRow
	if l.Version == len(events) {
		sql = insertRow // they are its first
	}
	l.sum = l.Summarize(now)
	b.Queue(sql, l.row()...)
	l.keepSnapshot(b, events)
}

// row gives the values of the whole row with its summary, the ID first and then
// rowColumns.
func (l *Loaded) row() []any {
	sum := summaryOf(l.sum)
	return slices.Concat([]any{l.ID}, l.headAt(), factsAt(&l.Facts), sum.at(), sum.order())
}

// settle gives the engagement what does not stand in its own rows: its edition,
// from memory but for the first, and its manager's team.
func (s *Store) settle(ctx context.Context, q querier, l *Loaded, known *Directory) error {
	edition, err := s.editionByID(ctx, q, l.Facts.Edition)
	if err != nil {
		return err
	}
	manager, _ := known.Person(l.Facts.Manager)
	l.Edition, l.People, l.ManagerTeam, l.editions = edition.Edition, known, manager.TeamID, &s.editions
	return nil
}
