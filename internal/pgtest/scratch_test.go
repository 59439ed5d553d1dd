package pgtest

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestSweep(t *testing.T) {
	t.Parallel()
	top := t.TempDir()
	hours := time.Now().Add(-time.Hour)
	for _, name := range []string{used + "left", used + "runs", kept + "asked", used + "young"} {
		path := filepath.Join(top, name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		if name != used+"young" {
			if err := os.Chtimes(path, hours, hours); err != nil {
				t.Fatal(err)
			}
		}
	}
	lock, err := hold(filepath.Join(top, used+"runs"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lock.Close() }()
	sweep(top)
	for name, want := range map[string]bool{used + "left": false, used + "runs": true, kept + "asked": true, used + "young": true} {
		if _, err := os.Stat(filepath.Join(top, name)); (err == nil) != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}
