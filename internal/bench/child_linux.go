package main

import "syscall"

// tied makes a child that the kernel ends when we die, however we do, and that
// a Ctrl-C in the terminal does not reach before us.
func tied() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
}
