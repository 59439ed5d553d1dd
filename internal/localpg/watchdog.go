package localpg

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

// watchdog starts a shell that sends pid a SIGINT once the other end of
// lifeline is closed, as it is when the program that holds it ends in any way.
// release sends the shell away.
func watchdog(pid int, lifeline *os.File) (release func(), err error) {
	cmd := exec.Command("/bin/sh", "-c", `cat >/dev/null; kill -INT "$0"`, strconv.Itoa(pid))
	cmd.Stdin = lifeline
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("watch the database: %w", err)
	}
	return func() {
		_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL)
		_ = cmd.Wait()
	}, nil
}
