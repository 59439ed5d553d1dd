package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// micro runs the benchmarks of the handlers, internal/server's BenchmarkPage:
// what one page allocates, without sockets and compression. Their output is kept
// beside the raw results.
//
// What was bought: allocations of the overview from 3,088 to about 1,000, of a
// checklist of 36 rows from 9,172 to about 3,000.
func (b *bench) micro(ctx context.Context) ([]*table, error) {
	if !b.wants("go") {
		return nil, nil
	}
	say("go test -bench Page ./internal/server")
	args := []string{"test", "-run", "^$", "-bench", "Page", "-benchmem", "-count", strconv.Itoa(b.times(5))}
	if b.quick {
		args = append(args, "-benchtime", "20x")
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "./internal/server")...)
	cmd.SysProcAttr = tied() // a process group, for what it runs ends with it
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	out, err := cmd.CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, out)
	}
	if err := os.WriteFile(b.results+".go.txt", out, 0o644); err != nil {
		return nil, err
	}
	return []*table{microTable(out)}, nil
}

// microLine is a line of a benchmark: its name, and its numbers.
var microLine = regexp.MustCompile(`^BenchmarkPage/(\S+?)(?:-\d+)?\s+\d+\s+(.*)$`)

func microTable(out []byte) *table {
	t := &table{
		title: "Handlers alone (go test -bench Page): median (least–most)",
		head:  []string{"page", "µs/op", "B/op", "allocs/op"},
	}
	var order []string
	found := map[string]map[string][]float64{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		match := microLine.FindStringSubmatch(lines.Text())
		if match == nil {
			continue
		}
		name, fields := match[1], strings.Fields(match[2])
		if found[name] == nil {
			order, found[name] = append(order, name), map[string][]float64{}
		}
		for i := 0; i+1 < len(fields); i += 2 {
			if v, err := strconv.ParseFloat(fields[i], 64); err == nil {
				found[name][fields[i+1]] = append(found[name][fields[i+1]], v)
			}
		}
	}
	for _, name := range order {
		times := found[name]["ns/op"]
		for i := range times {
			times[i] /= 1000
		}
		t.add(name, spreadOf(times).in("%.0f"), spreadOf(found[name]["B/op"]).in("%.0f"), spreadOf(found[name]["allocs/op"]).in("%.0f"))
	}
	return t
}
