package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
)

// catalogOf makes a database with a playbook of two editions and a draft, and
// gives its URL.
func catalogOf(t *testing.T, first, second, draft string, includes map[string]string) string {
	t.Helper()
	url := pgtest.New(t)
	pool, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	store := postgres.New(pool)
	const slug = "address-technical-gaps"
	for _, text := range []string{first, second} {
		if _, _, err := store.PublishPlaybook(t.Context(), slug, []byte(text), includes); err != nil {
			t.Fatal(err)
		}
	}
	id, err := store.AddPerson(t.Context(), postgres.NewPerson{Email: "ana@example.org", Name: "Ana", Role: access.Admin})
	if err != nil {
		t.Fatal(err)
	}
	edit := func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = []byte(draft)
		return c, nil
	}
	by := access.Actor{ID: int64(id), Role: access.Admin}
	if _, err := store.EditDraft(t.Context(), slug, 0, "edited", edit, by, time.Now()); err != nil {
		t.Fatal(err)
	}
	return url
}

// TestPlaybookExport writes editions and the draft byte for byte, whatever ends
// their lines.
func TestPlaybookExport(t *testing.T) {
	t.Parallel()
	source, err := playbooks.FS.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	first := "\uFEFF" + strings.ReplaceAll(string(source), "\n", "\r\n")
	second, draft := string(source), strings.TrimSuffix(strings.Replace(string(source), "Pilot users", "All pilot users", 1), "\n")
	includes := map[string]string{"includes/data-privacy.md": "Ours\r\nalone."}
	url := catalogOf(t, first, second, draft, includes)
	const slug = "address-technical-gaps"
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"--edition=1"}, first},
		{nil, second},
		{[]string{"--edition=2"}, second},
		{[]string{"--draft"}, draft},
	} {
		out, errs, code := gaptrack(t, "", append([]string{"playbook", "export", slug, "--database-url=" + url}, c.args...)...)
		if code != 0 || out != c.want || errs != "" {
			t.Errorf("export %v gave %d, %d bytes of %d, %q", c.args, code, len(out), len(c.want), errs)
		}
	}
	for _, args := range [][]string{{slug, "--edition=9"}, {slug, "--edition=-1"}, {"no-such"}, {slug, "--edition=1", "--draft"}} {
		if out, errs, code := gaptrack(t, "", append([]string{"playbook", "export", "--database-url=" + url}, args...)...); code == 0 || out != "" || errs == "" {
			t.Errorf("export %v gave %d, %q, %q", args, code, out, errs)
		}
	}
	to := filepath.Join(t.TempDir(), "a", "b")
	if out, errs, code := gaptrack(t, "", "playbook", "export", slug, "--edition=1", "--to="+to, "--database-url="+url); code != 0 || out != "" {
		t.Fatalf("export --to gave %d, %q, %q", code, out, errs)
	}
	for file, want := range map[string]string{slug + ".md": first, "includes/data-privacy.md": includes["includes/data-privacy.md"]} {
		if got, err := os.ReadFile(filepath.Join(to, file)); err != nil || !bytes.Equal(got, []byte(want)) {
			t.Errorf("%s: %d bytes, %v", file, len(got), err)
		}
	}
}
