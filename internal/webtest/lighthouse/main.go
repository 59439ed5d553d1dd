// Command lighthouse measures the demo's most opened pages with Lighthouse, as a
// phone and as a desktop sees them: `make lighthouse`. It prints a line a page
// and mode, and fails where performance or accessibility is below 100.
//
// A busy machine shows in the times, so each line is the run of the middle
// performance score.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/signal"

	"gaptrack/internal/app"
	"gaptrack/internal/webtest"
)

// pages are measured as the engineer of the demo sees them.
var pages = []struct{ name, customer, path string }{
	{"portfolio", "", "/engagements?view=all"},
	{"overview", "Padma", ""},
	{"checklist", "Padma", "/checklist"},
}

// modes are Lighthouse's own: a phone on a slow network is what it takes unless
// told otherwise.
var modes = []struct {
	name string
	args []string
}{
	{"mobile", nil}, {"desktop", []string{"--preset=desktop"}},
}

func main() {
	runs := flag.Int("runs", 3, "how often each page is measured")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if flag.NArg() != 2 || *runs < 1 {
		fmt.Fprintln(os.Stderr, "usage: lighthouse [-runs N] FOLDER-OF-LIGHTHOUSE FOLDER-FOR-REPORTS")
		os.Exit(2)
	}
	good, err := measure(ctx, flag.Arg(0), flag.Arg(1), *runs)
	if err != nil {
		fmt.Fprintln(os.Stderr, "lighthouse:", err)
	}
	if err != nil || !good {
		os.Exit(1)
	}
}

// measure starts the program with the demo on data of its own, and reports
// whether every page has full scores.
func measure(ctx context.Context, tool, reports string, runs int) (good bool, err error) {
	if err := os.MkdirAll(reports, 0o755); err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "gaptrack-lighthouse-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's own user passes through it
		return false, err
	}
	site, err := webtest.Start(ctx, app.Database{DataDir: dir}, slog.New(slog.DiscardHandler))
	if err != nil {
		return false, err
	}
	defer func() {
		if stopped := site.Stop(); err == nil {
			err = stopped
		}
	}()
	v := visitor{base: site.Base}
	if err := v.signIn(ctx); err != nil {
		return false, err
	}
	headers, err := v.headerFile(dir)
	if err != nil {
		return false, err
	}
	return every(ctx, v, lighthouse{tool, headers, reports, dir}, runs)
}

// every measures all pages in all modes.
func every(ctx context.Context, v visitor, l lighthouse, runs int) (bool, error) {
	good := true
	for _, p := range pages {
		path, err := v.pathOf(ctx, p.customer)
		if err != nil {
			return false, err
		}
		for _, m := range modes {
			r, err := l.middle(ctx, p.name+"-"+m.name, v.base+path+p.path, m.args, runs)
			if err != nil {
				return false, err
			}
			fmt.Printf("%-10s %-8s %s\n", p.name, m.name, r)
			good = good && r.full()
		}
	}
	return good, nil
}
