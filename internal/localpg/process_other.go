//go:build !linux

package localpg

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

// tied makes a child that a Ctrl-C in the terminal does not reach before us.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

// untie has nothing to undo here: only the watchdog ties.
func untie(*syscall.SysProcAttr) {}

// endWithUs has the watchdog do what the kernel does on Linux.
func endWithUs(pid int) (release func(), err error) {
	lifeline, ours, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("watch the database: %w", err)
	}
	send, err := watchdog(pid, lifeline)
	_ = lifeline.Close()
	if err != nil {
		_ = ours.Close()
		return nil, err
	}
	return func() { send(); _ = ours.Close() }, nil
}

// programOf gives the name of the program that a process runs, "" when unknown.
func programOf(pid int) string {
	out, err := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		return ""
	}
	return filepath.Base(strings.TrimSpace(string(out)))
}
