package main

import (
	"os"
	"strings"
	"testing"

	"gaptrack/playbooks"
)

// TestPlaybookImport takes files in from the shell: into the draft where nothing
// clashes, and by what is given where something does.
func TestPlaybookImport(t *testing.T) {
	t.Parallel()
	source, err := playbooks.FS.ReadFile(ours)
	if err != nil {
		t.Fatal(err)
	}
	const slug = "address-technical-gaps"
	edited := strings.Replace(string(source), "Edge Site Discovery|O|", "Edge discovery|M|", 1)
	url, _ := catalogOf(t, string(source), string(source), edited, nil)
	run := func(wantCode int, want string, args ...string) {
		t.Helper()
		out, errs, code := gaptrack(t, "", append([]string{"playbook", "--database-url=" + url}, args...)...)
		if code != wantCode || !strings.Contains(out+errs, want) {
			t.Errorf("%v gave %d, %q and %q; want %d, %q", args, code, out, errs, wantCode, want)
		}
	}
	clashing := file(t, "Edge Site Discovery", "Edge Browser Discovery")
	run(1, "conflict: Assist with Remediation Steps: Task 4096: Task Name\n", "import", clashing)
	run(0, "merged into the draft of "+slug+"; nothing is published\n", "import", clashing, "--keep=theirs")
	run(0, "Edge Browser Discovery|M|", "export", slug, "--draft")
	run(0, "Edge Site Discovery|O|", "export", slug)
	run(1, "the same as the one that was taken in last", "import", clashing)
	run(0, "merged into the draft", "import", file(t, "Edge Site Discovery", "Edge Browser Discovery", "Pilot users", "All pilot users"))
	run(0, "- All pilot users", "export", slug, "--draft")

	bad := file(t, "4096", "40x96")
	run(1, bad+":", "import", bad)
	run(1, "cannot be read", "import", "no-such.md")
	second := file(t, "# Address Technical Gaps", "# Enable Services", "Phase: **Remediate**", "Phase: **Enable**")
	run(0, "published enable-services, edition 1\n", "import", second, "--slug=enable-services")
	run(0, "includes/data-privacy.md", "export", "enable-services")
	want, _ := os.ReadFile(second)
	if out, _, code := gaptrack(t, "", "playbook", "export", "enable-services", "--database-url="+url); code != 0 || out != string(want) {
		t.Errorf("exported %d bytes of %d", len(out), len(want))
	}
	run(1, "named by letters", "import", second, "--slug=Enable Services")
}
