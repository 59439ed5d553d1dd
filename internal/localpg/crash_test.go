package localpg

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

func TestServerComesBackAfterItsCrash(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := start(t, config(dir))
	killed := serverPID(t, s)
	if err := syscall.Kill(killed, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	eventually(t, "a new server answers", func() bool {
		pid, err := postmasterPID(s.Folder())
		return err == nil && pid != killed && ping(t.Context(), s.URL()) == nil
	})
	if s.Joined() {
		t.Error("the new server is not ours")
	}
}

func TestStartAfterTheProgramWasKilled(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	owner := exec.Command(os.Args[0])
	owner.Env = append(os.Environ(), ownerVariable+"="+dir)
	out, err := owner.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := owner.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready\n" {
		t.Fatalf("owner said %q, %v", line, err)
	}
	joined := start(t, config(dir))
	if !joined.Joined() {
		t.Fatal("not joined")
	}
	pid := serverPID(t, joined)
	stop(t, joined)
	if err := owner.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = owner.Wait()
	if s := start(t, config(dir)); s.Joined() { // at once, while the old server still ends
		eventually(t, "own server", func() bool { return !s.Joined() })
	}
	eventually(t, "the killed program's server ends", func() bool { return !alive(pid) })
}

func TestStaleProcessIDOfAnotherProgram(t *testing.T) {
	t.Parallel()
	dir := folder(t)
	s := start(t, config(dir))
	stop(t, s)
	// The shell runs as the server's user, as a program may after a reboot.
	other := s.site.command(t.Context(), "postgres")
	other.Path, other.Args = "/bin/sleep", []string{"sleep", "60"}
	child, err := spawn(other, false)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = child.stop(context.Background()) }()
	text := fmt.Sprintf("%d\n%s\n1700000000\n5432\n%s\n\n", other.Process.Pid, s.Folder(), s.Folder())
	for _, name := range []string{"postmaster.pid", ".s.PGSQL.5432.lock"} {
		if err := os.WriteFile(filepath.Join(s.Folder(), name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	start(t, config(dir))
}
