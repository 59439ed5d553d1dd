package postgres

import (
	"fmt"
	"io"
	"strings"

	"github.com/golang-migrate/migrate/v4/database"
)

// whole is a driver that makes a file and the version that it leads to one
// transaction: a program that is killed leaves the one version or the other. A
// file that works concurrently can be no transaction; its version is marked
// while it runs, for a person to look at when it was cut off.
type whole struct {
	database.Driver
	to int // the version that the file which comes next leads to
}

// SetVersion keeps the mark before a file for Run.
func (w *whole) SetVersion(version int, dirty bool) error {
	if dirty {
		w.to = version
		return nil
	}
	return w.Driver.SetVersion(version, false)
}

const leadsTo = `
;delete from schema_migrations
;insert into schema_migrations (version, dirty) select %d, false where %[1]d >= 0`

// Run carries out a file: several statements in one message are a transaction.
func (w *whole) Run(file io.Reader) error {
	text, err := io.ReadAll(file)
	if err != nil {
		return fmt.Errorf("read a migration: %w", err)
	}
	sql := string(text)
	if !concurrent(sql) {
		return w.Driver.Run(strings.NewReader(sql + fmt.Sprintf(leadsTo, w.to)))
	}
	if err := w.Driver.SetVersion(w.to, true); err != nil {
		return err
	}
	return w.Driver.Run(strings.NewReader(sql))
}

func concurrent(sql string) bool { return strings.Contains(strings.ToLower(sql), "concurrently") }
