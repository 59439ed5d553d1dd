package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine gives the head of the raw results: what they depend on, in the form
// that benchstat reads.
func (b *bench) machine(ctx context.Context) []string {
	return []string{
		"goos: " + runtime.GOOS, "goarch: " + runtime.GOARCH, "pkg: gaptrack/internal/bench", "cpu: " + processor(),
		fmt.Sprintf("cores: %d", runtime.NumCPU()), "go: " + runtime.Version(), "postgres: " + b.cluster.version, "commit: " + commit(ctx),
		fmt.Sprintf("engagements: %d and %d", b.small.size, b.large.size),
		fmt.Sprintf("plan: %d rounds of %v", b.rounds, b.slice),
	}
}

// heading is what the printed tables begin with.
func (b *bench) heading(to io.Writer) {
	fmt.Fprintf(to, "GapTrack, %s\n%d cores, %s, %s, PostgreSQL %s with fsync on\n",
		commit(context.Background()), runtime.NumCPU(), processor(), runtime.Version(), b.cluster.version)
	fmt.Fprintf(to, "%d and %d engagements, %d rounds of %v for each side\n", b.small.size, b.large.size, b.rounds, b.slice)
	var own, others []float64
	for _, s := range b.shares {
		own, others = append(own, 100*s.own), append(others, 100*s.others)
	}
	fmt.Fprintf(to, "%% of the processors' time in a slice: the load %s, other programs %s\n", spreadOf(own).in("%.0f"), spreadOf(others).in("%.0f"))
}

// commit names what was measured, and tells when the checkout has more in it.
func commit(ctx context.Context) string {
	head, err := exec.CommandContext(ctx, "git", "rev-parse", "--short", "HEAD").Output()
	if err != nil {
		return "unknown"
	}
	name := strings.TrimSpace(string(head))
	if changed, err := exec.CommandContext(ctx, "git", "status", "--porcelain").Output(); err != nil || len(changed) > 0 {
		name += " with changes"
	}
	return name
}

func processor() string {
	text, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return "unknown"
	}
	for line := range strings.Lines(string(text)) {
		if name, value, _ := strings.Cut(line, ":"); strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown"
}
