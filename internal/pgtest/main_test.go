package pgtest

import (
	"context"
	"io/fs"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
)

// TestMain stands a schema of its own in for the program's migrations.
func TestMain(m *testing.M) {
	Main(m, func(ctx context.Context, url string, _ fs.FS) error {
		return run(ctx, url, "create table probe (v int)")
	})
}

func run(ctx context.Context, url, sql string) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }()
	_, err = conn.Exec(ctx, sql)
	return err
}

func TestEachTestHasItsOwnDatabase(t *testing.T) {
	t.Parallel()
	var wg sync.WaitGroup
	for range 8 {
		url := New(t)
		wg.Go(func() { // fails when another one's row is there
			if err := run(t.Context(), url, "insert into probe values (1); alter table probe add primary key (v)"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if err := run(t.Context(), Empty(t), "select from probe"); err == nil {
		t.Error("the empty database has the template's table")
	}
}

func TestDatabaseIsDroppedEvenWhenInUse(t *testing.T) {
	t.Parallel()
	var url string
	t.Run("test", func(t *testing.T) {
		url = New(t)
		if _, err := pgx.Connect(t.Context(), url); err != nil { // and left open
			t.Fatal(err)
		}
	})
	if err := run(t.Context(), url, "select"); err == nil {
		t.Error("the database outlived its test")
	}
}

func TestDatabaseName(t *testing.T) {
	t.Parallel()
	if got := databaseName(7, "TestA/b c'd\"é"); got != "t7_testa_b_c_d_" {
		t.Error(got)
	}
	if got := databaseName(1, strings.Repeat("long", 40)); len(got) > 63 {
		t.Error(got)
	}
}
