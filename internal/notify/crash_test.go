package notify

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gaptrack/internal/postgres"
)

// childVariable holds the point at which a program that a test started ends itself.
const childVariable = "GAPTRACK_NOTIFY_CRASH"

// child runs the jobs of a database as a program of its own, and is killed by itself at
// a point, as by the machine: nothing is put in order.
func child() {
	ctx := context.Background()
	_ = os.Setenv("PGAPPNAME", crashes)
	pool, err := postgres.Open(ctx, os.Getenv("GAPTRACK_NOTIFY_DATABASE"), postgres.Options{})
	if err == nil {
		err = run(ctx, Config{
			Settings: Settings{SMTP: os.Getenv("GAPTRACK_NOTIFY_SMTP"), From: "gaptrack@team.example"}, Store: postgres.New(pool),
			Log: slog.New(slog.NewTextHandler(os.Stderr, nil)), Now: func() time.Time { return today.Add(time.Minute) }, Poll: 20 * time.Millisecond,
		}, func(point string) {
			if point == os.Getenv(childVariable) {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
		})
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// crashes is what a child calls itself to the database.
const crashes = "crashes"

// alone waits until the database has done the last that a killed program asked for.
func (d *desk) alone() {
	d.Helper()
	for {
		var left bool
		must(d, d.pool.QueryRow(d.Context(), "select exists (select from pg_stat_activity where datname = current_database() and application_name = $1)", crashes).Scan(&left))
		if !left {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// TestCrash kills the program at every point of sending a mail, and lets another one
// take over: what may have been sent is not sent again, and everything else is.
func TestCrash(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		point  string // of ours at which it ends
		stage  string // of the mail server at which it is killed
		states string // in the end
		taken  int    // mails by the mail server, in the end
	}{
		"before the note":        {"before the note", "", "sent 1", 1},
		"after the note":         {"after the note", "", "unsure 1", 0},
		"after the sending":      {"after the sending", "", "unsure 1", 1},
		"while it is addressed":  {"none", "rcpt", "unsure 1", 0},
		"before the content":     {"none", "data", "unsure 1", 0},
		"before the last answer": {"none", "taken", "unsure 1", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t)
			d.meet()
			d.run("update person set digests = id = $1", d.rhea.ID)
			d.run("update contact set wants = false")
			d.run("delete from snapshot_parts")
			cmd := exec.Command(os.Args[0])
			killed := make(chan struct{})
			var once sync.Once
			box := newPostbox(t, func(stage, _ string) (err error) {
				if stage == test.stage {
					once.Do(func() {
						_ = cmd.Process.Kill()
						<-killed
						err = errHangUp // what is on its way already is not taken
					})
				}
				return err
			})
			cmd.Env = append(os.Environ(), childVariable+"="+test.point, "GAPTRACK_NOTIFY_DATABASE="+d.url, "GAPTRACK_NOTIFY_SMTP="+box.url)
			must(t, cmd.Start())
			if err := cmd.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
				t.Errorf("the program ended by %v", err)
			}
			close(killed)
			d.alone()
			// Minutes pass: River gives the jobs of a program that is gone to another.
			d.run("update river_job set state = 'available' where state = 'running'")
			d.run("delete from river_leader")
			d.runs(by(box), today.Add(time.Hour), func() { d.waitFor("dropped 1, " + test.states) })
			time.Sleep(100 * time.Millisecond)
			if got := box.taken(); len(got) != test.taken || d.states() != "dropped 1, "+test.states {
				t.Errorf("the mail server has %v; the mails are %s", got, d.states())
			}
		})
	}
}
