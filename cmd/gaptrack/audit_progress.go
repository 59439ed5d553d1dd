package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// meter tells how far a proof has come: on a terminal in one line, once a second,
// else in a line every tenth.
type meter struct {
	out   io.Writer
	begun time.Time
	told  time.Time
	every time.Duration
	ends  string // of a line
}

func newMeter(out io.Writer, now time.Time) *meter {
	m := &meter{out: out, begun: now, told: now, every: 10 * time.Second, ends: "\n"}
	if file, ok := out.(*os.File); ok {
		if about, err := file.Stat(); err == nil && about.Mode()&os.ModeCharDevice != 0 {
			m.every, m.ends = time.Second, "\r"
		}
	}
	return m
}

// tell writes how far it has come, if the time for it has come.
func (m *meter) tell(p postgres.Progress, now time.Time) {
	if now.Sub(m.told) < m.every {
		return
	}
	m.told = now
	fmt.Fprintf(m.out, "%s of %s engagements, %s of %s events, %s a second   %s",
		engagement.Thousands(p.Engagements), engagement.Thousands(p.AllEngagements),
		engagement.Thousands(p.Events), engagement.Thousands(p.AllEvents), m.rate(p.Events, now), m.ends)
}

// end leaves the terminal's line.
func (m *meter) end() {
	if m.ends == "\r" && m.told != m.begun {
		fmt.Fprintln(m.out)
	}
}

// rate gives how many events a second were proven so far.
func (m *meter) rate(events int, now time.Time) string {
	return engagement.Thousands(int(float64(events) / max(now.Sub(m.begun), time.Millisecond).Seconds()))
}

// wrong is the line of what does not hold.
func wrong(f postgres.Failure) string {
	if f.Seq == 0 {
		return fmt.Sprintf("engagement %d: %s", f.Engagement, f.What)
	}
	who := "by nobody, as a date passed"
	if f.Actor != 0 {
		who = fmt.Sprintf("by person %d", f.Actor)
	}
	if f.Who != "" {
		who += ", " + f.Who
	}
	return fmt.Sprintf("engagement %d: %s (event %d, %s, at %s, %s)", f.Engagement, f.What, f.Seq, f.Kind, f.At.UTC().Format(time.RFC3339Nano), who)
}
