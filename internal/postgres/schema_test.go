package postgres

import (
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/pgtest"
	"gaptrack/migrations"
)

var update = flag.Bool("update", false, "write migrations/schema.sql")

const (
	schemaFile = "../../migrations/schema.sql"
	schemaHead = "-- The schema that the migrations make. Written by `make generate`: do not edit.\n\n"
)

func schema(t *testing.T, url string) string {
	t.Helper()
	text, err := pgtest.Schema(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestSchemaIsFresh(t *testing.T) {
	t.Parallel()
	want := schemaHead + schema(t, pgtest.New(t))
	if *update {
		if err := os.WriteFile(schemaFile, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("migrations/schema.sql is stale: run make generate\n%s", diff)
	}
}

// TestMigrationsGoDownAndUp takes each step alone, so that every down file is
// the exact undoing of its up file.
func TestMigrationsGoDownAndUp(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	known, err := readSteps(migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	if err := Up(t.Context(), url, migrations.FS); err != nil {
		t.Fatal(err)
	}
	top := schema(t, url)
	for i := len(known) - 1; i >= 0; i-- {
		if err := Down(t.Context(), url, migrations.FS, 1); err != nil {
			t.Fatalf("down from %s: %v", known[i].name, err)
		}
		below := schema(t, url)
		upTo(t, url, known[i])
		if err := Down(t.Context(), url, migrations.FS, 1); err != nil {
			t.Fatalf("down from %s again: %v", known[i].name, err)
		}
		if diff := cmp.Diff(below, schema(t, url)); diff != "" {
			t.Errorf("down, up, down over %s differs:\n%s", known[i].name, diff)
		}
	}
	if left := schema(t, url); left != "" {
		t.Errorf("all the way down leaves\n%s", left)
	}
	if err := Up(t.Context(), url, migrations.FS); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(top, schema(t, url)); diff != "" {
		t.Errorf("up, down, up differs:\n%s", diff)
	}
}

// upTo runs one step, as the migrator does it.
func upTo(t *testing.T, url string, to step) {
	t.Helper()
	m, err := open(url, migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _, _ = m.Close() }()
	if err := m.Migrate(uint(to.version)); err != nil {
		t.Fatalf("up to %s: %v", to.name, err)
	}
}
