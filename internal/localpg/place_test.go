package localpg

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestPassable(t *testing.T) {
	t.Parallel()
	us := account{uid: 100, gid: 200}
	for _, c := range []struct {
		perm, uid, gid uint32
		want           bool
	}{
		{0o700, 100, 0, true},
		{0o077, 100, 200, false}, // the owner's bits alone count for the owner
		{0o710, 0, 200, true},
		{0o701, 0, 200, false}, // and the group's for the group
		{0o701, 0, 0, true},
		{0o750, 0, 0, false},
		{0o744, 0, 0, false}, // reading is not entering
	} {
		if got := passable(c.perm, c.uid, c.gid, us); got != c.want {
			t.Errorf("%o of %d:%d: passable %v", c.perm, c.uid, c.gid, got)
		}
	}
}

func TestPlace(t *testing.T) {
	t.Parallel()
	top := folder(t)
	closed := filepath.Join(top, "closed")
	if err := os.MkdirAll(filepath.Join(closed, "clone"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	other := &account{name: "other", uid: 4_000_000, gid: 4_000_000}
	owner := &account{name: "owner", uid: uint32(os.Getuid()), gid: uint32(os.Getgid())}
	dir := filepath.Join(closed, "clone", ".gaptrack")
	for _, c := range []struct {
		name  string
		dir   string
		as    *account
		moved bool
	}{
		{"ordinary user", dir, nil, false},
		{"user that may enter", dir, owner, false},
		{"user that may not", dir, other, true},
		{"the folder itself closed", closed, other, true},
		{"not there yet, open parents", filepath.Join(top, "new", "data"), other, false},
	} {
		home, notice := place(c.dir, c.as, "/elsewhere")
		if moved := home != c.dir; moved != c.moved || moved != (notice != "") {
			t.Errorf("%s: home %s, notice %q", c.name, home, notice)
		}
		if c.moved && (filepath.Dir(home) != "/elsewhere" || !strings.Contains(notice, home) || !strings.Contains(notice, closed)) {
			t.Errorf("%s: home %s, notice %q", c.name, home, notice)
		}
	}
}

func TestStableName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ dir, want string }{
		{"/root/gaptrack/.gaptrack", "root-gaptrack-gaptrack-"},
		{"/", ""},
		{"/root/" + strings.Repeat("x", 99), strings.Repeat("x", 41) + "-"},
	} {
		got := stableName(c.dir)
		if got != stableName(c.dir) || got != c.want+shortHash(c.dir) || len(got) > 50 {
			t.Errorf("%s: %s", c.dir, got)
		}
	}
	if stableName("/root/a-b") == stableName("/root/a/b") {
		t.Error("two folders share a name")
	}
}

// TestClosedParents is the clone under /root: an ordinary user runs PostgreSQL
// as itself, so there the data stays where it is.
func TestClosedParents(t *testing.T) {
	t.Parallel()
	top, elsewhere := folder(t), folder(t)
	closed := filepath.Join(top, "closed")
	if err := os.Mkdir(closed, 0o700); err != nil {
		t.Fatal(err)
	}
	config := config(filepath.Join(closed, "clone", ".gaptrack"))
	config.elsewhere = filepath.Join(elsewhere, "gaptrack")
	s := start(t, config)
	if os.Getuid() != 0 {
		if s.Notice() != "" || !strings.HasPrefix(s.Folder(), closed) {
			t.Errorf("folder %s, notice %q", s.Folder(), s.Notice())
		}
		return
	}
	if !strings.HasPrefix(s.Folder(), config.elsewhere) || !strings.Contains(s.Notice(), config.elsewhere) {
		t.Errorf("folder %s, notice %q", s.Folder(), s.Notice())
	}
	ask(t, s, "select set_config('a.b', 'c', false)")
	stop(t, s)
	if again := start(t, config); again.Folder() != s.Folder() {
		t.Errorf("found again at %s, was at %s", again.Folder(), s.Folder())
	}
}
