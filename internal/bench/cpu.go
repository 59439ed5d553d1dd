package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit in which Linux tells a process's CPU time.
const tick = 10 * time.Millisecond

// stat is what Linux tells of a process.
type stat struct {
	parent int
	own    time.Duration // user and system
	waited time.Duration // of the children that ended
}

// readStat reads /proc/PID/stat. Elsewhere than on Linux there is none.
func readStat(pid int) (stat, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}, false
	}
	return parseStat(text)
}

// parseStat reads the fields behind the program's name, which may hold blanks
// and brackets itself.
func parseStat(text []byte) (stat, bool) {
	end := bytes.LastIndexByte(text, ')')
	fields := strings.Fields(string(text[end+1:]))
	if end < 0 || len(fields) < 15 {
		return stat{}, false
	}
	var n [15]int64
	for _, i := range []int{1, 11, 12, 13, 14} {
		var err error
		if n[i], err = strconv.ParseInt(fields[i], 10, 64); err != nil {
			return stat{}, false
		}
	}
	return stat{int(n[1]), time.Duration(n[11]+n[12]) * tick, time.Duration(n[13]+n[14]) * tick}, true
}

// processCPU is the meter of one process.
func processCPU(pid int) func() (time.Duration, bool) {
	return func() (time.Duration, bool) {
		s, ok := readStat(pid)
		return s.own, ok
	}
}

// familyCPU is the meter of a process with its children, those that ended too:
// all of a PostgreSQL, by its postmaster.
func familyCPU(pid int) func() (time.Duration, bool) {
	return func() (time.Duration, bool) {
		s, ok := readStat(pid)
		sum := s.own + s.waited
		for _, child := range processes() {
			if s, ok := readStat(child); ok && s.parent == pid {
				sum += s.own
			}
		}
		return sum, ok
	}
}

// busyCPU is the time that all processors have worked, whoever for.
func busyCPU() (time.Duration, bool) {
	text, err := os.ReadFile("/proc/stat")
	if err != nil {
		return 0, false
	}
	return parseBusy(string(text))
}

// parseBusy adds up user, nice, system, interrupts and soft interrupts: all but
// idling and waiting, and what other machines took.
func parseBusy(text string) (time.Duration, bool) {
	first, _, _ := strings.Cut(text, "\n")
	fields := strings.Fields(first)
	if len(fields) < 8 || fields[0] != "cpu" {
		return 0, false
	}
	var sum time.Duration
	for _, i := range []int{1, 2, 3, 6, 7} {
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, false
		}
		sum += time.Duration(n) * tick
	}
	return sum, true
}

// processes lists who runs now.
func processes() []int {
	names, _ := filepath.Glob("/proc/[0-9]*") // its pattern is right
	var all []int
	for _, name := range names {
		if pid, err := strconv.Atoi(filepath.Base(name)); err == nil {
			all = append(all, pid)
		}
	}
	return all
}

// memoryOf reads a line of /proc/PID/status, such as VmRSS, in bytes.
func memoryOf(pid int, name string) (int64, bool) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0, false
	}
	for line := range strings.Lines(string(text)) {
		if value, found := strings.CutPrefix(line, name+":"); found {
			kB, err := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
			return kB << 10, err == nil
		}
	}
	return 0, false
}
