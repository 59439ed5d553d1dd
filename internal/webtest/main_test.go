package webtest

import (
	"log/slog"
	"path/filepath"
	"testing"

	"gaptrack/internal/app"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }

// site gives the whole program with the demo, on a database of its own.
func site(t *testing.T) *Site {
	t.Helper()
	return siteOn(t, pgtest.New(t))
}

// siteOn gives the whole program with the demo on a database.
func siteOn(t *testing.T, url string) *Site {
	t.Helper()
	s, err := Start(t.Context(), app.Database{URL: url}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Errorf("the program ended with %v", err)
		}
	})
	return s
}

// TestScripts runs every script of testdata, all on one site: each makes what
// it changes.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	s := site(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			Run(t, s.Base, file)
		})
	}
}
