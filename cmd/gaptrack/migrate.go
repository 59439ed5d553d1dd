package main

import (
	"fmt"

	"gaptrack/internal/app"
	"gaptrack/internal/postgres"
	"gaptrack/migrations"
)

type migrate struct {
	Up     migrateUp     `cmd:"" help:"Take every step that is missing."`
	Down   migrateDown   `cmd:"" help:"Take steps back. What they held is lost."`
	Status migrateStatus `cmd:"" help:"Say where the database stands."`
}

type migrateUp struct{}

// Run migrates up.
func (migrateUp) Run(e env, d database) error {
	return onDatabase(e, d, func(db *app.OpenDatabase) error {
		if err := postgres.Up(e, db.URL, migrations.FS); err != nil {
			return err
		}
		return printStatus(e, db)
	})
}

type migrateDown struct {
	Steps int `default:"1" help:"How many steps."`
}

// Run migrates down.
func (m migrateDown) Run(e env, d database) error {
	return onDatabase(e, d, func(db *app.OpenDatabase) error {
		if err := postgres.Down(e, db.URL, migrations.FS, m.Steps); err != nil {
			return err
		}
		return printStatus(e, db)
	})
}

type migrateStatus struct{}

// Run prints where the database stands.
func (migrateStatus) Run(e env, d database) error {
	return onDatabase(e, d, func(db *app.OpenDatabase) error { return printStatus(e, db) })
}

func onDatabase(e env, d database, do func(*app.OpenDatabase) error) error {
	db, err := d.config().Open(e, quiet(e.log))
	if err != nil {
		return err
	}
	defer db.Close()
	return do(db)
}

func printStatus(e env, db *app.OpenDatabase) error {
	s, err := postgres.ReadStatus(e, db.URL, migrations.FS)
	if err != nil {
		return err
	}
	fmt.Fprintf(e.out, "version %d of %d\n", s.Version, s.Latest)
	for _, name := range s.Pending {
		fmt.Fprintln(e.out, "pending", name)
	}
	return s.Err()
}
