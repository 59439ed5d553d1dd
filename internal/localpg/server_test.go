package localpg

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

func TestDataSurvivesStopAndStart(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := start(t, config(dir))
	for setting, want := range map[string]string{
		"listen_addresses": "", "server_encoding": "UTF8", "TimeZone": "UTC", "log_error_verbosity": "terse",
	} {
		if got := ask(t, s, "show "+setting); got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	ask(t, s, "select 'made' from (select pg_notify('x','')) y")
	conn, err := pgx.Connect(t.Context(), s.URL())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), "create table kept as select 'å'::text as v"); err != nil {
		t.Fatal(err)
	}
	pid := serverPID(t, s)
	stop(t, s) // with a session still open
	if alive(pid) {
		t.Error("the server outlived its stop")
	}
	if _, err := os.Stat(filepath.Join(s.Folder(), "postmaster.pid")); err == nil {
		t.Error("postmaster.pid is left")
	}

	again := start(t, config(dir))
	if got := ask(t, again, "select upper(v) from kept"); got != "Å" {
		t.Errorf("read %q after the second start", got)
	}
	if again.URL() != s.URL() {
		t.Errorf("address changed from %s to %s", s.URL(), again.URL())
	}
	if again.Joined() || again.Notice() != "" {
		t.Errorf("joined %v, notice %q", again.Joined(), again.Notice())
	}
}

func TestManyStartsGiveOneServer(t *testing.T) {
	t.Parallel()
	config := config(folder(t))
	servers := make([]*Server, 4)
	var wg sync.WaitGroup
	for i := range servers {
		wg.Go(func() {
			var err error
			if servers[i], err = Start(t.Context(), config); err != nil {
				t.Errorf("start: %v", err)
			}
		})
	}
	wg.Wait()
	if t.Failed() {
		return
	}
	var owner *Server
	for _, s := range servers {
		defer stop(t, s)
		if !s.Joined() {
			if owner != nil {
				t.Fatal("two servers own one folder")
			}
			owner = s
		}
	}
	if owner == nil {
		t.Fatal("nobody owns the server")
	}
	pid := serverPID(t, owner)
	for _, s := range servers {
		if s != owner {
			stop(t, s)
			break
		}
	}
	if !alive(pid) {
		t.Fatal("one that had joined stopped the server")
	}

	stop(t, owner)
	var heir *Server
	eventually(t, "another one takes over", func() bool {
		for _, s := range servers {
			if s != owner && !s.Joined() {
				heir = s
			}
		}
		return heir != nil
	})
	if got := ask(t, heir, "select 'served'"); got != "served" {
		t.Error(got)
	}
}

func TestUnfinishedClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	site, err := survey(config(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, half := range []string{site.data, site.data + ".new"} {
		if err := os.MkdirAll(filepath.Join(half, "base"), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(half, "PG_VERSION"), []byte("15\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s := start(t, config(dir))
	if got := ask(t, s, "select current_database()"); got != databaseName {
		t.Error(got)
	}
	if _, err := os.Stat(site.data + ".aside/PG_VERSION"); err != nil {
		t.Errorf("what was there is not set aside: %v", err)
	}
}

func TestLongAndOddFolders(t *testing.T) {
	t.Parallel()
	for _, name := range []string{strings.Repeat("long", 40), `with blank, "comma" é`} {
		t.Run(name[:9], func(t *testing.T) {
			t.Parallel()
			s := start(t, config(filepath.Join(folder(t), name)))
			if got := ask(t, s, "show data_directory"); got != s.Folder() {
				t.Errorf("data in %s, want %s", got, s.Folder())
			}
			stop(t, s)
			if _, err := os.Stat(s.site.socket); s.site.socket != s.site.data && err == nil {
				t.Errorf("%s is left", s.site.socket)
			}
		})
	}
}

func TestCancelledStartLeavesNoServer(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond) // initdb takes longer
	defer cancel()
	dir := folder(t)
	if _, err := Start(ctx, config(dir)); err == nil {
		t.Fatal("a start whose time was over succeeded")
	}
	if s := start(t, config(dir)); s.Joined() {
		t.Error("the cancelled start left a server")
	}
}
