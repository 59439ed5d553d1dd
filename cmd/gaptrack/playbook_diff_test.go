package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/playbooks"
)

const row4096 = "|4096|Microsoft Edge Site Discovery|O|SME|Edge|"

func TestPlaybookDiffOfFiles(t *testing.T) {
	t.Parallel()
	a := file(t)
	for name, c := range map[string]struct {
		replace []string
		code    int
		out     string
	}{
		"the same":         {nil, 0, ""},
		"another padding":  {[]string{row4096, strings.ReplaceAll(row4096, "|", " | ")}, 1, "The two mean the same and are not written the same.\n"},
		"a mandatory task": {[]string{row4096, strings.ReplaceAll(row4096, "|O|", "|M|")}, 1, "Task 4096 “Microsoft Edge Site Discovery” is mandatory now; it was optional.\n"},
		"escape signs":     {[]string{"Site Discovery", "\x1b[31mred"}, 1, "Task 4096 “Microsoft Edge \uFFFD[31mred” was called “Microsoft Edge Site Discovery”.\n"},
	} {
		out, errs, code := gaptrack(t, "", "playbook", "diff", a, file(t, c.replace...))
		if code != c.code || out != c.out || errs != "" {
			t.Errorf("%s: diff gave %d, %q and %q", name, code, out, errs)
		}
	}
}

// TestPlaybookDiffIsAPatch has git make the one file of the other.
func TestPlaybookDiffIsAPatch(t *testing.T) {
	t.Parallel()
	a, b := file(t), file(t, row4096+"\n", "", "Pilot users", "All pilot users", "nobody is frustrated", "no one\nis frustrated")
	out, _, code := gaptrack(t, "", "playbook", "diff", "--text", a, b)
	names := "\n--- " + a + "\n+++ " + b + "\n@@ "
	if code != 1 || !strings.Contains(out, "\n-"+row4096+"\n") || !strings.Contains(out, names) {
		t.Fatalf("diff --text gave %d and %q", code, out)
	}
	run := exec.Command("git", "apply", "-p0", "-")
	run.Dir = filepath.Dir(a)
	run.Stdin = strings.NewReader(strings.Replace(out, names, "\n--- "+filepath.Base(a)+"\n+++ "+filepath.Base(a)+"\n@@ ", 1))
	if said, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	want, _ := os.ReadFile(b)
	if got, _ := os.ReadFile(a); string(got) != string(want) {
		t.Errorf("patched to\n%s", got)
	}
}

func TestPlaybookDiffOfEditions(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	pool, err := postgres.Open(t.Context(), url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer pool.Close()
	source, err := playbooks.FS.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	const slug = editedSlug
	e := &editor{T: t, Store: postgres.New(pool)}
	e.begin(string(source), map[string]string{"includes/data-privacy.md": "Ours alone."})
	e.publish(strings.Replace(string(source), "Edge Site Discovery|O|", "Edge Site Discovery|M|", 1))
	alone := filepath.Join(t.TempDir(), ours)
	if err := os.WriteFile(alone, source, 0o600); err != nil {
		t.Fatal(err)
	}
	const mandatory = "The playbook's ms.date is “11/25/2020”; it was “3/25/2020”.\n" +
		"Task 4096 “Microsoft Edge Site Discovery” is mandatory now; it was optional.\n" +
		"Refresh Summary: added “11/25/2020, Ana: Edited”.\n"
	for _, c := range []struct {
		a, b string
		code int
		out  string
		errs string
	}{
		{slug, slug + "@2", 0, "", ""},
		{slug + "@1", slug, 1, mandatory, ""},
		{slug + "@1", slug + "@draft", 1, mandatory, ""},
		{alone, slug + "@1", 0, "", ""},
		{alone, slug, 1, mandatory, ""},
		{slug + "@9", alone, 1, "", "no such edition"},
		{"no-such-playbook", alone, 1, "", "no such playbook"},
		{slug + "@0", alone, 1, "", "cannot be read"},
		{file(t, "4096", "40x96"), slug, 1, "", ":"},
	} {
		out, errs, code := gaptrack(t, "", "playbook", "diff", c.a, c.b, "--database-url="+url)
		if code != c.code || out != c.out || !strings.Contains(errs, c.errs) || c.errs == "" && errs != "" {
			t.Errorf("diff %s %s gave %d, %q and %q", c.a, c.b, code, out, errs)
		}
	}
}
