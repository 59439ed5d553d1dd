package localpg

import (
	"fmt"
	"os"
	"strings"
	"syscall"
)

// tied makes a child that the kernel ends when we die, however we do, and that
// a Ctrl-C in the terminal does not reach before us.
func tied() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGINT}
}

// untie lets the child outlive us.
func untie(attributes *syscall.SysProcAttr) { attributes.Pdeathsig = 0 }

// endWithUs has nothing to do here: the kernel sees to it.
func endWithUs(int) (release func(), err error) { return nil, nil }

// programOf gives the name of the program that a process runs, "" when unknown.
func programOf(pid int) string {
	name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(name))
}
