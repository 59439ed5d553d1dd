package postgres

import (
	"context"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
)

// files makes a set of migrations: name, up, down, and so on.
func files(parts ...string) fs.FS {
	set := fstest.MapFS{"schema.sql": {Data: []byte("not a migration")}}
	for i := 0; i < len(parts); i += 3 {
		set[parts[i]+".up.sql"] = &fstest.MapFile{Data: []byte(parts[i+1])}
		set[parts[i]+".down.sql"] = &fstest.MapFile{Data: []byte(parts[i+2])}
	}
	return set
}

var (
	first  = []string{"000001_a", "create table a (v int); create table b (v int)", "drop table a; drop table b"}
	second = []string{"000002_index", "create index concurrently a_v on a (v)", "drop index concurrently a_v"}
	third  = []string{"000005_c", "create table c (v int)", "drop table c"}
)

func join(sets ...[]string) fs.FS {
	var all []string
	for _, set := range sets {
		all = append(all, set...)
	}
	return files(all...)
}

func status(t *testing.T, url string, files fs.FS) Status {
	t.Helper()
	s, err := ReadStatus(t.Context(), url, files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func execute(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	must(t, err)
	defer func() { _ = conn.Close(t.Context()) }()
	_, err = conn.Exec(t.Context(), sql)
	must(t, err)
}

func TestStatusOnTheWayUpAndDown(t *testing.T) {
	t.Parallel()
	url, all := pgtest.Empty(t), join(first, second, third)
	check := func(when string, want Status) {
		t.Helper()
		got := status(t, url, all)
		got.known = false
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(Status{})); diff != "" {
			t.Errorf("%s: %s", when, diff)
		}
	}
	check("at first", Status{Latest: 5, Pending: []string{"000001_a", "000002_index", "000005_c"}})
	must(t, Up(t.Context(), url, all))
	check("up", Status{Version: 5, Latest: 5})
	if !status(t, url, all).Current() {
		t.Error("not current after up")
	}
	must(t, Up(t.Context(), url, all))
	must(t, Down(t.Context(), url, all, 1))
	check("one down", Status{Version: 2, Latest: 5, Pending: []string{"000005_c"}})
	must(t, Down(t.Context(), url, all, 9)) // more than there are
	must(t, Down(t.Context(), url, all, 1)) // none is left
	check("all down", Status{Latest: 5, Pending: []string{"000001_a", "000002_index", "000005_c"}})
	if left := schema(t, url); left != "" {
		t.Errorf("left: %s", left)
	}
}

func TestUpWithoutMigrations(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	must(t, Up(t.Context(), url, files()))
	if got := status(t, url, files()); !got.Current() || got.Version != 0 {
		t.Errorf("status %+v", got)
	}
}

// TestReplicasMigrateInTurn holds an index made concurrently, which a session
// that waits inside a statement would block.
func TestReplicasMigrateInTurn(t *testing.T) {
	t.Parallel()
	url, all := pgtest.Empty(t), join(first, second, third)
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			if err := Up(t.Context(), url, all); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got := status(t, url, all); !got.Current() {
		t.Errorf("status %+v", got)
	}
}

func TestRefusedMigrationIsTakenBack(t *testing.T) {
	t.Parallel()
	bad := []string{"000003_bad", "create table half (v int); select 1/0", "drop table half; select 1/0"}
	url := pgtest.Empty(t)
	err := Up(t.Context(), url, join(first, second, bad))
	if err == nil || !strings.Contains(err.Error(), "from version 2") || !strings.Contains(err.Error(), "division by zero") {
		t.Fatalf("up: %v", err)
	}
	if got := status(t, url, join(first, second, bad)); got.Version != 2 || got.Dirty || strings.Contains(schema(t, url), "half") {
		t.Errorf("after up: %+v", got)
	}
	good := []string{"000003_bad", "create table half (v int)", "drop table half; select 1/0"}
	must(t, Up(t.Context(), url, join(first, second, good)))
	if err := Down(t.Context(), url, join(first, second, good), 1); err == nil || !strings.Contains(err.Error(), "from version 3") {
		t.Fatalf("down: %v", err)
	}
	if got := status(t, url, join(first, second, good)); got.Version != 3 || got.Dirty || !strings.Contains(schema(t, url), "half") {
		t.Errorf("after down: %+v", got)
	}
}

func TestRefusedFirstMigrationLeavesNothing(t *testing.T) {
	t.Parallel()
	url, bad := pgtest.Empty(t), files("000001_bad", "create table half (v int); select 1/0", "")
	if err := Up(t.Context(), url, bad); err == nil {
		t.Fatal("no error")
	}
	must(t, Up(t.Context(), url, join(first)))
}

// TestHalfDoneConcurrentIndexStaysMarked is the one kind of file that no
// transaction takes back.
func TestHalfDoneConcurrentIndexStaysMarked(t *testing.T) {
	t.Parallel()
	unique := []string{"000002_index", "create unique index concurrently a_v on a (v)", "drop index a_v"}
	url := pgtest.Empty(t)
	must(t, Up(t.Context(), url, join(first)))
	execute(t, url, "insert into a values (1), (1)")
	if err := Up(t.Context(), url, join(first, unique)); err == nil {
		t.Fatal("no error")
	}
	if got := status(t, url, join(first, unique)); !got.Dirty || got.Current() {
		t.Errorf("status %+v", got)
	}
	if err := Up(t.Context(), url, join(first, unique)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("up again: %v", err)
	}
}

// TestCutOffMigrationIsTakenBack ends the session in the middle of a file, as
// the end of the program or of the server does.
func TestCutOffMigrationIsTakenBack(t *testing.T) {
	t.Parallel()
	const cut = "; select pg_terminate_backend(pg_backend_pid())"
	third := []string{"000005_c", "create table c (v int); -- the end", "drop table c"}
	killed := []string{third[0], "create table c (v int)" + cut, "drop table c" + cut}
	url := pgtest.Empty(t)
	if err := Up(t.Context(), url, join(first, second, killed)); err == nil {
		t.Fatal("no error on the way up")
	}
	if got := status(t, url, join(first, second, third)); got.Version != 2 || got.Dirty {
		t.Errorf("after up: %+v", got)
	}
	must(t, Up(t.Context(), url, join(first, second, third)))
	if err := Down(t.Context(), url, join(first, second, killed), 1); err == nil {
		t.Fatal("no error on the way down")
	}
	if got := status(t, url, join(first, second, third)); got.Version != 5 || got.Dirty || !got.Current() {
		t.Errorf("after down: %+v", got)
	}
	must(t, Down(t.Context(), url, join(first, second, third), 3))
}

func TestForeignVersionsAreLeftAlone(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	must(t, Up(t.Context(), url, join(first, second, third)))
	before := schema(t, url)
	for name, older := range map[string]fs.FS{"newer": join(first, second), "unknown": files(
		"000004_other", "create table other ()", "drop table other", "000009_last", "create table z ()", "drop table z")} {
		if err := Up(t.Context(), url, older); fault.KindOf(err) != fault.Conflict || !strings.Contains(err.Error(), "version 5") {
			t.Errorf("%s, up: %v", name, err)
		}
		if err := Down(t.Context(), url, older, 1); fault.KindOf(err) != fault.Conflict {
			t.Errorf("%s, down: %v", name, err)
		}
		if status(t, url, older).Current() {
			t.Errorf("%s: current", name)
		}
	}
	if schema(t, url) != before {
		t.Error("the schema changed")
	}
}

func TestWaitForTheTurnEndsWithTheContext(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	must(t, takeTurn(t.Context(), url, func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		if err := Up(ctx, url, join(first)); err == nil || ctx.Err() == nil {
			t.Errorf("up: %v", err)
		}
		return nil
	}))
	must(t, Up(t.Context(), url, join(first)))
}

func TestMigrateFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, url string
		count     int
		want      fault.Kind
	}{
		{"away", "postgres://u:hidden@/x?host=/nowhere", 1, fault.Unavailable},
		{"no URL", "postgres://u:hidden@:port/", 1, fault.Invalid},
		{"no steps", "postgres://u:hidden@/x?host=/nowhere", 0, fault.Invalid},
	} {
		err := Down(t.Context(), c.url, join(first), c.count)
		if fault.KindOf(err) != c.want || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}
