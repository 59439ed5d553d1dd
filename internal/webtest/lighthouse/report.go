package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// lighthouse is the tool, and where its files are.
type lighthouse struct {
	folder  string // of its package
	headers string // the file with the session
	reports string
	scratch string // for the browser's profile
}

// chrome is how the browser is started: alone, and with nothing but the page to
// ask for.
const chrome = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking " +
	"--disable-component-update --disable-sync"

// report is the part of Lighthouse's report that is told.
type report struct {
	Categories map[string]struct {
		Score float64 `json:"score"`
	} `json:"categories"`
	Audits map[string]struct {
		Value float64 `json:"numericValue"`
	} `json:"audits"`
	RuntimeError *struct {
		Message string `json:"message"`
	} `json:"runtimeError"`
	Environment struct {
		Benchmark float64 `json:"benchmarkIndex"`
	} `json:"environment"`
}

func (r report) score(category string) int { return int(r.Categories[category].Score*100 + 0.5) }

// full reports whether what has to be perfect is.
func (r report) full() bool { return r.score("performance") == 100 && r.score("accessibility") == 100 }

// String gives the scores, what they hang on, and how fast Lighthouse found the
// machine: its phone is a quarter of that.
func (r report) String() string {
	value := func(audit string) float64 { return r.Audits[audit].Value }
	return fmt.Sprintf("performance %3d  accessibility %3d  best-practices %3d  %6.0f bytes  LCP %4.0f ms  TBT %4.0f ms  CLS %.3f  machine %4.0f",
		r.score("performance"), r.score("accessibility"), r.score("best-practices"), value("total-byte-weight"),
		value("largest-contentful-paint"), value("total-blocking-time"), value("cumulative-layout-shift"), r.Environment.Benchmark)
}

// middle measures a page some times, and gives the run of the middle performance.
func (l lighthouse) middle(ctx context.Context, name, url string, args []string, runs int) (report, error) {
	var all []report
	for n := range runs {
		r, err := l.sure(ctx, fmt.Sprintf("%s-%d", name, n+1), url, args)
		if err != nil {
			return report{}, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b report) int {
		return cmp.Compare(a.Categories["performance"].Score, b.Categories["performance"].Score)
	})
	return all[len(all)/2], nil
}

// sure is a run, and where the browser's trace came out broken, as it does now
// and then, one or two more.
func (l lighthouse) sure(ctx context.Context, name, url string, args []string) (report, error) {
	r, err := l.run(ctx, name, url, args)
	for more := 2; err != nil && more > 0 && ctx.Err() == nil; more-- {
		r, err = l.run(ctx, name, url, args)
	}
	return r, err
}

// run measures a page once, in a browser with a new profile.
func (l lighthouse) run(ctx context.Context, name, url string, args []string) (report, error) {
	profile, err := os.MkdirTemp(l.scratch, "profile-")
	if err != nil {
		return report{}, err
	}
	file := filepath.Join(l.reports, name+".json")
	cmd := exec.CommandContext(ctx, "node", append([]string{
		filepath.Join(l.folder, "node_modules/lighthouse/cli/index.js"), url, "--quiet", "--no-enable-error-reporting",
		"--only-categories=performance,accessibility,best-practices", "--extra-headers=" + l.headers,
		"--output=json", "--output-path=" + file, "--chrome-flags=" + chrome + " --user-data-dir=" + profile,
	}, args...)...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // it ends its browser
	if out, err := cmd.CombinedOutput(); err != nil {
		return report{}, fmt.Errorf("%w\n%s", err, strings.TrimSpace(string(out)))
	}
	return read(file)
}

func read(file string) (report, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return report{}, err
	}
	var r report
	if err := json.Unmarshal(text, &r); err != nil {
		return report{}, fmt.Errorf("read %s: %w", file, err)
	}
	if r.RuntimeError != nil && r.RuntimeError.Message != "" {
		return r, errors.New(r.RuntimeError.Message)
	}
	return r, nil
}
