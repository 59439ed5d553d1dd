package localpg

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

func TestWatchdog(t *testing.T) {
	t.Parallel()
	watched := exec.Command("/bin/sleep", "60")
	if err := watched.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = watched.Process.Kill() }()

	watch := func() (release func(), ours *os.File) {
		lifeline, ours, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		release, err = watchdog(watched.Process.Pid, lifeline)
		if err != nil {
			t.Fatal(err)
		}
		_ = lifeline.Close()
		return release, ours
	}
	release, ours := watch()
	release()
	_ = ours.Close()
	if err := watched.Process.Signal(syscall.Signal(0)); err != nil {
		t.Fatalf("releasing the watchdog ended what it watched: %v", err)
	}

	release, ours = watch()
	_ = ours.Close() // as our death does
	_ = watched.Wait()
	if status := watched.ProcessState.Sys().(syscall.WaitStatus); status.Signal() != syscall.SIGINT {
		t.Errorf("ended by %v", status)
	}
	release()
}
