package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/playbooks"
)

const ours = "address-technical-gaps.md"

// file writes the program's own playbook, changed by replacing old by new.
func file(t *testing.T, replace ...string) string {
	t.Helper()
	source, err := playbooks.FS.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, playbooks.FS); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, ours)
	if err := os.WriteFile(name, []byte(strings.NewReplacer(replace...).Replace(string(source))), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestPlaybookCheck(t *testing.T) {
	t.Parallel()
	out, _, code := gaptrack(t, "", "playbook", "check", file(t))
	if code != 0 || !strings.Contains(out, "activities: 4, tasks: 13, warnings: 1") || !strings.Contains(out, "3358") {
		t.Errorf("check gave %d and %q", code, out)
	}
}

func TestPlaybookCheckTellsEveryProblem(t *testing.T) {
	t.Parallel()
	name := file(t, "4096", "40x96", "1/31/2020", "31/1/2020")
	out, _, code := gaptrack(t, "", "playbook", "check", name, "--json")
	if lines := strings.Split(strings.TrimSpace(out), "\n"); code != 1 || len(lines) < 3 {
		t.Errorf("check gave %d and %q; want 1 and three problems", code, out)
	}
	for line := range strings.Lines(out) {
		if !strings.HasPrefix(line, name+":") {
			t.Errorf("%q does not begin with the file", line)
		}
	}
}

func TestPlaybookCheckWarnsOfAMissingInclude(t *testing.T) {
	t.Parallel()
	name := file(t, "./includes/data-privacy.md", "./includes/nowhere.md")
	out, _, code := gaptrack(t, "", "playbook", "check", name)
	if code != 0 || !strings.Contains(out, "includes/nowhere.md is not there") || !strings.Contains(out, "warnings: 2") {
		t.Errorf("check gave %d and %q", code, out)
	}
}

func TestPlaybookCheckOfNoFile(t *testing.T) {
	t.Parallel()
	if _, errs, code := gaptrack(t, "", "playbook", "check", "/no/such/file.md"); code != 1 || !strings.Contains(errs, "cannot be read") {
		t.Errorf("check gave %d and said %q", code, errs)
	}
}

func TestPlaybookCheckJSON(t *testing.T) {
	t.Parallel()
	out, _, code := gaptrack(t, "", "playbook", "check", file(t), "--json")
	var got struct {
		Title, Phase string
		Motions      []string
		Activities   []struct {
			Name      string
			Condition string
			AppliesTo []string `json:"applies_to"`
			Tasks     []struct {
				ID        int
				Mandatory bool
				Services  []string
				Line      int
			}
		}
		Refresh  []struct{ Date, Who, What string } `json:"refresh_summary"`
		Warnings []struct {
			Line    int
			Message string
		}
		FrontMatter map[string]string `json:"front_matter"`
	}
	if err := json.Unmarshal([]byte(out), &got); err != nil || code != 0 {
		t.Fatalf("check --json gave %d, %v: %s", code, err, out)
	}
	if got.Title != "Address Technical Gaps" || got.Phase != "Remediate" || len(got.Motions) != 3 || len(got.Activities) != 4 {
		t.Errorf("the playbook reads as %+v", got)
	}
	enterprise := got.Activities[2]
	if !strings.Contains(enterprise.Condition, "20,000") || len(enterprise.AppliesTo) != 2 || len(enterprise.Tasks) != 3 {
		t.Errorf("the enterprise activity reads as %+v", enterprise)
	}
	if got.FrontMatter["ms.date"] != "2020-03-25" {
		t.Errorf("the playbook's date is %q", got.FrontMatter["ms.date"])
	}
	if got.Refresh[0].Date != "2020-01-31" || got.FrontMatter["ms.topic"] != "playbook" || len(got.Warnings) != 1 {
		t.Errorf("dates, front matter or warnings are %v, %v, %v", got.Refresh[0], got.FrontMatter, got.Warnings)
	}
}

func TestPlaybookListOfAnEmptyCatalog(t *testing.T) {
	t.Parallel()
	out, _, code := gaptrack(t, "", "playbook", "list", "--database-url="+pgtest.New(t))
	if code != 0 || strings.TrimSpace(out) != "SLUG  EDITION  PUBLISHED  TITLE" {
		t.Errorf("playbook list gave %d and %q", code, out)
	}
}
