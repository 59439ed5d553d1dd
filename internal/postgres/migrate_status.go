package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/golang-migrate/migrate/v4/source"
	"github.com/jackc/pgx/v5"

	"gaptrack/internal/fault"
)

// Status compares a database with the migrations that a program knows.
type Status struct {
	Version int      // of the database; 0 before the first migration
	Dirty   bool     // a migration to Version was interrupted
	Latest  int      // the newest version that the program knows; 0 when it knows none
	Pending []string // names of the migrations that are to come, such as "000002_playbook"

	known bool // the program knows Version
}

// Current tells whether the database is exactly as the program expects it.
func (s Status) Current() bool { return s.known && !s.Dirty && s.Version == s.Latest }

// Err is a Conflict when the program must not migrate the database, else nil.
func (s Status) Err() error {
	switch {
	case s.Dirty:
		return fault.New(fault.Conflict,
			"A migration of the database to version %d was interrupted. See what it left, complete it or take it back by hand, and then set version and dirty in the table schema_migrations.",
			s.Version)
	case s.Version > s.Latest:
		return fault.New(fault.Conflict,
			"The database is at version %d, and this program knows only %d. Use a newer gaptrack, or take the database back with the newer one.",
			s.Version, s.Latest)
	case !s.known:
		return fault.New(fault.Conflict,
			"The database is at version %d, which this program does not know. It may be another program's database.", s.Version)
	}
	return nil
}

// ReadStatus reads the database's version, and changes nothing.
func ReadStatus(ctx context.Context, url string, files fs.FS) (Status, error) {
	known, err := readSteps(files)
	if err != nil {
		return Status{}, err
	}
	config, err := single(url)
	if err != nil {
		return Status{}, err
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return Status{}, away(err)
	}
	defer func() { _ = conn.Close(ctx) }()
	version, dirty, err := readVersion(ctx, conn)
	if err != nil {
		return Status{}, fmt.Errorf("read the database's version: %w", err)
	}
	return known.status(version, dirty), nil
}

func readVersion(ctx context.Context, conn *pgx.Conn) (version int, dirty bool, err error) {
	var there bool
	err = conn.QueryRow(ctx, "select to_regclass('schema_migrations') is not null").Scan(&there)
	if err != nil || !there {
		return 0, false, err
	}
	err = conn.QueryRow(ctx, "select version, dirty from schema_migrations").Scan(&version, &dirty)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, false, nil
	}
	return max(version, 0), dirty, err
}

// step is one migration; steps are in the order of their versions.
type step struct {
	version int
	name    string
}

type steps []step

func readSteps(files fs.FS) (steps, error) {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		return nil, fmt.Errorf("read the migrations: %w", err)
	}
	var all steps
	for _, entry := range entries {
		file, err := source.DefaultParse(entry.Name())
		if err == nil && file.Direction == source.Up {
			all = append(all, step{int(file.Version), fmt.Sprintf("%06d_%s", file.Version, file.Identifier)})
		}
	}
	slices.SortFunc(all, func(a, b step) int { return a.version - b.version })
	return all, nil
}

func (s steps) status(version int, dirty bool) Status {
	status := Status{Version: version, Dirty: dirty, known: version == 0}
	for _, step := range s {
		status.Latest = step.version
		if step.version == version {
			status.known = true
		}
		if step.version > version {
			status.Pending = append(status.Pending, step.name)
		}
	}
	return status
}
