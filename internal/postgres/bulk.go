package postgres

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// Whole is an engagement that the rules made in memory, with every event that
// made it, sealed. There is one event at least.
type Whole struct {
	*engagement.Engagement
	Events []engagement.Event
}

// TakeIDs takes the IDs of engagements that are to be made in memory, in their
// order: an engagement's events hash its ID. Those that are not used are lost.
func (s *Store) TakeIDs(ctx context.Context, count int) ([]engagement.ID, error) {
	const sql = "select nextval(pg_get_serial_sequence('engagement', 'id')) from generate_series(1, $1::int)"
	rows, _ := s.pool.Query(ctx, sql, count) // CollectRows gives the error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[engagement.ID])
	return ids, trouble(err, "take %d engagement IDs", count)
}

// AddWhole writes engagements that are not in the database yet, all of them or
// none, with their summaries at a moment. It takes them as the rules made them
// and checks nothing again, and nobody is told that they are there; an
// approved exit among them has no proof. It fills databases, and is no second road of
// a change.
func (s *Store) AddWhole(ctx context.Context, all []Whole, now time.Time) error {
	// Whether a commit that is cut off was carried out is not known, so only
	// what comes before it can be cut off.
	err := pgx.BeginFunc(context.WithoutCancel(ctx), s.pool, func(tx pgx.Tx) error {
		if err := copyEngagements(ctx, tx, all, now); err != nil {
			return err
		}
		for _, noun := range slices.Sorted(maps.Keys(tables)) {
			if err := tables[noun].copyAll(ctx, tx, all); err != nil {
				return err
			}
		}
		return copyEvents(ctx, tx, all)
	})
	return trouble(err, "add %d engagements", len(all))
}

// copyEngagements writes the rows with their summaries at a moment, and the
// snapshots.
func copyEngagements(ctx context.Context, tx pgx.Tx, all []Whole, now time.Time) error {
	loaded := make([]*Loaded, len(all))
	for i, e := range all {
		loaded[i] = NewLoaded(e.Engagement, nil, now)
		loaded[i].UpdatedAt = e.Events[len(e.Events)-1].At
	}
	if err := copyRows(ctx, tx, "engagement", slices.Concat([]string{"id"}, rowColumns), each(loaded, (*Loaded).row)); err != nil {
		return err
	}
	return copyRows(ctx, tx, "snapshot_parts", snapshotColumns, each(loaded, (*Loaded).snapshotRow))
}

// each gives the row of each of some things.
func each[T any](all []T, row func(T) []any) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, one := range all {
			if !yield(row(one)) {
				return
			}
		}
	}
}

func copyEvents(ctx context.Context, tx pgx.Tx, all []Whole) error {
	if err := copyRows(ctx, tx, "event", eventRowColumns, eventRows(all)); err != nil {
		return err
	}
	return copyRows(ctx, tx, "event_text", textRowColumns, textRows(all))
}

func eventRows(all []Whole) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, e := range all {
			for i := range e.Events {
				if !yield(eventValues(&e.Events[i])) {
					return
				}
			}
		}
	}
}

func textRows(all []Whole) iter.Seq[[]any] {
	return func(yield func([]any) bool) {
		for _, e := range all {
			for i := range e.Events {
				ev := &e.Events[i]
				for j := range ev.Changes {
					if c := &ev.Changes[j]; c.Free && !yield(textValues(ev, c)) {
						return
					}
				}
			}
		}
	}
}

// copyRows writes rows by COPY, as they are asked for.
func copyRows(ctx context.Context, tx pgx.Tx, table string, columns []string, rows iter.Seq[[]any]) error {
	next, stop := iter.Pull(rows)
	defer stop()
	_, err := tx.CopyFrom(ctx, pgx.Identifier{table}, columns, pgx.CopyFromFunc(func() ([]any, error) {
		row, _ := next() // nil at the end
		return row, nil
	}))
	if err != nil {
		return fmt.Errorf("copy into %s: %w", table, err)
	}
	return nil
}

// Analyze lets the database look at what it holds, so that it plans its reading
// well from the start. It is for when much was added, and takes as long as it
// needs.
func (s *Store) Analyze(ctx context.Context) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, "set local statement_timeout = 0"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "analyze")
		return err
	})
	return trouble(err, "analyze the tables")
}
