package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	driver "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"gaptrack/internal/fault"
)

// Up brings the database to the newest version that files know. Programs that
// come at the same moment take turns, and ctx bounds the wait; a migration that
// has begun is ended, not cut off. Files without a migration change nothing.
//
// A database that a newer program migrated is a Conflict and stays as it is; one
// that is away is Unavailable. A migration that the database refuses, or that is
// cut off by the end of the program, is rolled back; one that works concurrently
// cannot be, and what it left is a Conflict.
func Up(ctx context.Context, url string, files fs.FS) error {
	return migrating(ctx, url, files, (*migrate.Migrate).Up)
}

// Down takes the last steps back, fewer when there are fewer. Its errors are as
// Up's.
func Down(ctx context.Context, url string, files fs.FS, count int) error {
	if count < 1 {
		return fault.New(fault.Invalid, "The number of steps to take back must be 1 or more.")
	}
	back := func(m *migrate.Migrate) error { return m.Steps(-count) }
	return migrating(ctx, url, files, back)
}

// migrating takes the turn, refuses a database that it must not touch, and
// moves it.
func migrating(ctx context.Context, url string, files fs.FS, move func(*migrate.Migrate) error) error {
	known, err := readSteps(files)
	if err != nil || len(known) == 0 {
		return err
	}
	return takeTurn(ctx, url, func() error {
		status, err := ReadStatus(ctx, url, files)
		if err != nil {
			return err
		}
		if err := status.Err(); err != nil {
			return err
		}
		m, err := open(url, files)
		if err != nil {
			return err
		}
		defer func() { _, _ = m.Close() }() // nothing is left to be written
		defer context.AfterFunc(ctx, func() { m.GracefulStop <- true })()
		if reason := classify(move(m)); reason != nil {
			return settle(m, reason)
		}
		return ctx.Err()
	})
}

// settle tells from which version a move failed, when the database itself
// refused a file: nothing of it has happened.
func settle(m *migrate.Migrate, failure error) error {
	reason := refused(failure)
	if reason == nil {
		return failure
	}
	at, _, err := m.Version()
	if err != nil && !errors.Is(err, migrate.ErrNilVersion) { // that one is version 0
		return errors.Join(failure, err)
	}
	return fault.Wrap(failure, fault.Internal,
		"The migration from version %d failed and was taken back: %s.", at, reason.Message)
}

// open connects the migrator. Its session waits for locks of tables in use, but
// not for ever: whoever comes after it would wait as well.
func open(url string, files fs.FS) (*migrate.Migrate, error) {
	config, err := single(url)
	if err != nil {
		return nil, err
	}
	session(config, map[string]string{
		"application_name":  "gaptrack migrate",
		"timezone":          "UTC",
		"statement_timeout": "0",
		"lock_timeout":      "30000",
	})
	target, err := driver.WithInstance(stdlib.OpenDB(*config), &driver.Config{})
	if err != nil {
		return nil, away(err)
	}
	source, err := iofs.New(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	m, err := migrate.NewWithInstance("iofs", source, "pgx5", &whole{Driver: target})
	if err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	return m, nil
}

// classify takes the migrator's ways of saying that all is well.
func classify(err error) error {
	var short migrate.ErrShortLimit
	switch {
	case err == nil, errors.Is(err, migrate.ErrNoChange), errors.As(err, &short):
		return nil
	case errors.Is(err, fs.ErrNotExist): // no step left to take back
		return nil
	default:
		return fmt.Errorf("migrate: %w", err)
	}
}

// refused gives the database's own reason for failing a file that is one
// transaction, or nil. What ran concurrently is none, and may be there by half.
func refused(err error) *pgconn.PgError {
	var failed database.Error
	if !errors.As(err, &failed) || concurrent(string(failed.Query)) {
		return nil
	}
	var reason *pgconn.PgError
	if !errors.As(failed.OrigErr, &reason) {
		return nil
	}
	return reason
}

// away is what a person reads when there is no connection.
func away(err error) error {
	return fault.Wrap(err, fault.Unavailable, "The database does not answer. Check that it runs and that the database URL is right.")
}
