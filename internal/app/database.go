package app

import (
	"context"
	"log/slog"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/localpg"
	"gaptrack/internal/postgres"
	"gaptrack/migrations"
)

// Database says which database the program works on: one that a URL names, or
// the private PostgreSQL in a data directory.
type Database struct {
	URL     string
	DataDir string
}

// OpenDatabase is a database that commands and the server work on.
type OpenDatabase struct {
	Store *postgres.Store
	URL   string
	pool  interface{ Close() }
	local *localpg.Server
}

// Open starts the private PostgreSQL where no URL names another, and gives the
// store. It does not migrate.
func (d Database) Open(ctx context.Context, log *slog.Logger) (*OpenDatabase, error) {
	db := &OpenDatabase{URL: d.URL}
	if d.URL == "" {
		local, err := localpg.Start(ctx, localpg.Config{DataDir: d.DataDir, Log: log})
		if err != nil {
			return nil, err
		}
		db.local, db.URL = local, local.URL()
	}
	pool, err := postgres.Open(ctx, db.URL, postgres.Options{})
	if err != nil {
		db.Close()
		return nil, err
	}
	db.pool, db.Store = pool, postgres.New(pool)
	return db, nil
}

// OpenCurrent opens the database for a command, which wants it migrated.
func (d Database) OpenCurrent(ctx context.Context, log *slog.Logger) (*OpenDatabase, error) {
	db, err := d.Open(ctx, log)
	if err != nil {
		return nil, err
	}
	status, err := postgres.ReadStatus(ctx, db.URL, migrations.FS)
	if err == nil {
		err = status.Err()
	}
	if err == nil && !status.Current() {
		err = fault.New(fault.Conflict, "The database is at version %d of %d. Run `gaptrack migrate up` first.", status.Version, status.Latest)
	}
	if err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

// Close lets go of the database, and stops the private PostgreSQL when this
// program started it.
func (db *OpenDatabase) Close() {
	if db.pool != nil {
		db.pool.Close()
	}
	if db.local != nil {
		ctx, cancel := context.WithTimeout(context.Background(), drainTime)
		defer cancel()
		if err := db.local.Stop(ctx); err != nil {
			slog.Error("stop the private PostgreSQL", "error", err)
		}
	}
}

// Prepare migrates the database, makes the key that exits are signed with, and
// brings in the playbooks that came with the program: after it, engagements can begin.
func (db *OpenDatabase) Prepare(ctx context.Context, log *slog.Logger) error {
	if err := postgres.Up(ctx, db.URL, migrations.FS); err != nil {
		return err
	}
	if err := db.Store.EnsureKey(ctx, time.Now()); err != nil {
		return err
	}
	return offer(ctx, db.Store, log)
}

// prepare makes the database ready to serve, and loads the demo.
func prepare(ctx context.Context, c Config, db *OpenDatabase) error {
	start := time.Now()
	if err := db.Prepare(ctx, c.Log); err != nil {
		return err
	}
	if c.Demo {
		if err := loadDemo(ctx, db.Store, c.Log); err != nil {
			return err
		}
	}
	c.Log.Info("the database is ready", "took", time.Since(start).Round(time.Millisecond))
	return nil
}
