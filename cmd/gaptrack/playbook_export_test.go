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

// catalogOf makes a database with a playbook of two editions, one where they are the
// same, and a draft, and gives its URL and the newest edition's document: what was published, with its row of
// the refresh summary.
func catalogOf(t *testing.T, first, second, draft string, includes map[string]string) (url, published string) {
	t.Helper()
	url = pgtest.New(t)
	pool, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	e := &editor{T: t, Store: postgres.New(pool)}
	e.begin(first, includes)
	if published = first; second != first {
		published = string(e.publish(second).Source)
	}
	e.edit(draft)
	return url, published
}

// editor is an administrator who edits the catalog of a database.
type editor struct {
	*testing.T
	*postgres.Store
	by access.Actor
}

const editedSlug = "address-technical-gaps"

// edited is when an editor publishes.
var edited = time.Date(2020, 11, 25, 12, 0, 0, 0, time.UTC)

func (e *editor) step(err error) {
	e.Helper()
	if err != nil {
		e.Fatal(err)
	}
}

// begin brings in the first edition, and the administrator.
func (e *editor) begin(source string, includes map[string]string) {
	e.Helper()
	_, err := e.OfferPlaybook(e.Context(), editedSlug, ours, []byte(source), includes, time.Now())
	e.step(err)
	id, err := e.AddPerson(e.Context(), postgres.NewPerson{Email: "ana@example.org", Name: "Ana", Role: access.Admin})
	e.step(err)
	e.by = access.Actor{ID: int64(id), Name: "Ana", Role: access.Admin}
}

// edit makes a document the draft's.
func (e *editor) edit(source string) (version int) {
	e.Helper()
	d, err := e.EditDraft(e.Context(), editedSlug, 0, "edited", func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = []byte(source)
		return c, nil
	}, e.by, time.Now())
	e.step(err)
	return d.Version
}

func (e *editor) publish(source string) *postgres.Edition {
	e.Helper()
	edition, err := e.PublishDraft(e.Context(), editedSlug, e.edit(source), "Edited", e.by, edited)
	e.step(err)
	return edition
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
	url, second := catalogOf(t, first, second, draft, includes)
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
