//go:build !linux

package main

import "syscall"

// tied makes a child that a Ctrl-C in the terminal does not reach before us.
func tied() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }
