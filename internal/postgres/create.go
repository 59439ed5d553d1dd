package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// Create begins an engagement on the newest edition of the first playbook. A
// database without a playbook is a Conflict.
func (s *Store) Create(ctx context.Context, cmd engagement.Create, by access.Actor, now time.Time) (engagement.ID, error) {
	ask := engagement.Ask{By: by, Now: now}
	var id engagement.ID
	err := s.transact(ctx, func(tx *transaction) (err error) {
		id, err = s.create(ctx, tx, cmd, ask)
		return err
	})
	if err != nil {
		return 0, trouble(err, "create an engagement")
	}
	return id, nil
}

func (s *Store) create(ctx context.Context, tx *transaction, cmd engagement.Create, ask engagement.Ask) (engagement.ID, error) {
	id, edition, err := s.readStart(ctx, tx, cmd, &ask)
	if err != nil {
		return 0, err
	}
	on, err := s.editionByID(ctx, tx, edition)
	if err != nil {
		return 0, err
	}
	l := newLoaded(id)
	l.Edition = on.Edition
	events, err := l.Decide(cmd, ask)
	if err != nil {
		return 0, err
	}
	b := &pgx.Batch{}
	l.keep(b, events, ask.Now)
	if err := tx.commit(ctx, b); err != nil {
		return 0, err
	}
	s.tell(id, l.Version)
	return id, nil
}

// readStart takes the new engagement's ID, which its events hash, and reads its
// edition and the people that the command names.
func (s *Store) readStart(ctx context.Context, tx *transaction, cmd engagement.Create, ask *engagement.Ask) (id engagement.ID, edition int64, err error) {
	var version int64
	b := &pgx.Batch{}
	b.Queue("select nextval(pg_get_serial_sequence('engagement', 'id'))").QueryRow(func(row pgx.Row) error {
		return row.Scan(&id)
	})
	b.Queue(startEdition).QueryRow(func(row pgx.Row) error { return row.Scan(&edition) })
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	if err := send(ctx, tx, b); errors.Is(err, pgx.ErrNoRows) {
		return 0, 0, noPlaybook()
	} else if err != nil {
		return 0, 0, err
	}
	known, err := s.asOf(ctx, tx, version)
	if err != nil {
		return 0, 0, err
	}
	ask.People = named(cmd, known)
	return id, edition, nil
}
