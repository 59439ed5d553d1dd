// Command bench measures GapTrack as it runs in production: the real program,
// on a PostgreSQL of its own with fsync on, asked over loopback connections that
// are kept alive. `make bench` runs all of it and prints a table.
//
// A time says something of one machine alone, so what counts are ratios. Each
// scenario runs on the program and on the ceiling (internal/bench/ceiling, the
// least that such a page can do) side by side, in short slices, in an order that
// is swapped from round to round. A ratio is of the two slices of one round; the
// table shows the median of the rounds, and in brackets the least and the most.
//
// The parts are pages (page.go), a write (write.go), growth (growth.go), the
// start (start.go), memory (memory.go), bytes (wire.go) and the handlers alone
// (micro.go). The doc comment of each says what it measures and what is aimed
// at, and keeps what was bought and what was tried.
//
// Raw results lie in .gaptrack/bench, a line a slice in Go's format, for
// `benchstat -col /side` (growth: `-col /of`). CPU and memory are known on Linux
// alone. The exit code is 0 when all of it ran, whatever the table says.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	o, err := parseOptions(os.Args[1:])
	if err != nil {
		os.Exit(2) // the flags have said why
	}
	err = run(ctx, o)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// say tells on standard error how far it has come.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
