package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program builds the real program once a test.
func program(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "gaptrack")
	if out, err := exec.Command("go", "build", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return bin
}

// started is the program, serving.
type started struct {
	cmd  *exec.Cmd
	base string
}

// start runs the program until it listens. A program that is still there when
// the test ends is killed.
func start(t *testing.T, bin string, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, bin, append([]string{"serve", "--addr", "127.0.0.1:0"}, args...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if base, found := strings.CutPrefix(lines.Text(), "listening on "); found {
			return started{cmd, base}
		}
	}
	t.Fatalf("the program ended before it listened: %v", cmd.Wait())
	return started{}
}

func (s started) status(t *testing.T, path string) int {
	t.Helper()
	resp, err := http.Get(s.base + path)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode
}

// reach is a folder that PostgreSQL's own user can enter, as t.TempDir is not
// where the tests run as root.
func reach(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "gaptrack-serve-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestServe starts the real program on its private PostgreSQL, stops it by
// SIGTERM, kills it, and starts it again on the same data.
func TestServe(t *testing.T) {
	t.Parallel()
	bin, data := program(t), reach(t)
	for _, end := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT} {
		s := start(t, bin, "--data-dir", data)
		for path, want := range map[string]int{"/healthz": 200, "/readyz": 200, "/login": 200, "/nowhere": 404} {
			if got := s.status(t, path); got != want {
				t.Errorf("%s answers %d, want %d", path, got, want)
			}
		}
		if err := s.cmd.Process.Signal(end); err != nil {
			t.Fatal(err)
		}
		err := s.cmd.Wait()
		if end != syscall.SIGKILL && err != nil {
			t.Errorf("after %v the program ended with %v, want exit code 0", end, err)
		}
	}
}
