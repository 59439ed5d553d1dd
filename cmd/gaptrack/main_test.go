package main

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }

// gaptrack carries out a command line and gives what it printed and its code.
func gaptrack(t *testing.T, stdin string, args ...string) (out, errs string, code int) {
	t.Helper()
	var o, e bytes.Buffer
	code = run(env{
		Context: t.Context(), in: strings.NewReader(stdin), out: &o, err: &e, log: slog.New(slog.DiscardHandler),
	}, args)
	return o.String(), e.String(), code
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if out, _, code := gaptrack(t, "", "version"); code != 0 || out != "gaptrack development\n" {
		t.Errorf("version printed %q and gave %d", out, code)
	}
}

func TestCommandLinesThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{}, {"fly"}, {"user", "add"}, {"user", "add", "--email", "a@b.c", "--name", "A", "--role", "king"}} {
		if _, errs, code := gaptrack(t, "", args...); code != 2 || errs == "" {
			t.Errorf("%q gave %d and said %q; want 2 and a reason", args, code, errs)
		}
	}
}

func TestDemoIsForThisMachineAlone(t *testing.T) {
	t.Parallel()
	for _, addr := range []string{"0.0.0.0:0", ":0", "192.0.2.1:80", "[::]:0"} {
		_, errs, code := gaptrack(t, "", "serve", "--demo", "--addr", addr, "--database-url", "postgres://nowhere.invalid/x")
		if code != 1 || !strings.Contains(errs, "loopback") {
			t.Errorf("serve --demo --addr %s gave %d and said %q", addr, code, errs)
		}
	}
}
