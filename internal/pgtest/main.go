// Package pgtest gives every test a PostgreSQL database of its own: a copy of a
// migrated template, in a cluster that each test program starts when its first
// test asks, in memory where it can. It never skips: without PostgreSQL the test
// fails and says what to do.
package pgtest

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gaptrack/migrations"
)

// KeepVariable is the environment variable that keeps the databases of failed
// tests, and the cluster running, for a look with psql.
const KeepVariable = "GAPTRACK_TEST_KEEP"

// Migrate brings an empty database to the newest version: postgres.Up, which
// this package does not import so that postgres can be tested with it.
type Migrate func(ctx context.Context, url string, files fs.FS) error

var (
	migrate Migrate
	shared  = sync.OnceValues(func() (*cluster, error) { return startCluster(migrate, migrations.FS) })
	started atomic.Bool
	count   atomic.Int64
)

// Main runs a package's tests and ends the program; TestMain calls it. However
// the tests end, no server is left (on Linux; elsewhere unless this is killed),
// and a folder that a killed run left is removed by the next one.
func Main(m *testing.M, up Migrate) {
	migrate = up
	code := m.Run()
	if started.Load() {
		if c, err := shared(); err == nil {
			if err := c.end(); err != nil {
				fmt.Fprintln(os.Stderr, "pgtest:", err)
				code = max(code, 1)
			}
		}
	}
	os.Exit(code)
}

// New gives the URL of a fresh migrated database, which is dropped when the
// test ends.
func New(t testing.TB) string {
	t.Helper()
	return create(t, template)
}

// Empty gives the URL of a fresh database without a schema.
func Empty(t testing.TB) string {
	t.Helper()
	return create(t, "template0")
}

func create(t testing.TB, from string) string {
	t.Helper()
	if migrate == nil {
		t.Fatal("pgtest: the package's TestMain must call pgtest.Main")
	}
	started.Store(true)
	c, err := shared()
	if err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	name := databaseName(count.Add(1), t.Name())
	if err := c.clone(t.Context(), name, from); err != nil {
		t.Fatalf("pgtest: %v", err)
	}
	url := c.server.DatabaseURL(name)
	t.Cleanup(func() { dispose(t, c, name, url) })
	return url
}

func dispose(t testing.TB, c *cluster, name, url string) {
	t.Helper()
	switch {
	case t.Failed() && keeping():
		t.Logf("the test's database: psql '%s'", url)
	case t.Failed():
		t.Logf("%s=1 keeps the database of a failed test", KeepVariable)
		fallthrough
	default:
		if err := c.drop(context.WithoutCancel(t.Context()), name); err != nil {
			t.Errorf("pgtest: %v", err)
		}
	}
}

func keeping() bool { return os.Getenv(KeepVariable) != "" }

var unfit = regexp.MustCompile(`[^a-z0-9]+`)

// databaseName fits in the 63 bytes of a PostgreSQL name.
func databaseName(n int64, test string) string {
	name := fmt.Sprintf("t%d_%s", n, unfit.ReplaceAllString(strings.ToLower(test), "_"))
	return name[:min(len(name), 60)]
}
