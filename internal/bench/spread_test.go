package main

import (
	"math"
	"testing"
	"time"
)

func TestSpread(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		values []float64
		want   string
	}{
		{[]float64{0.91, 0.79, 0.83}, "0.83 (0.79–0.91)"},
		{[]float64{4, 1, 2, 3}, "2.50 (1.00–4.00)"},
		{[]float64{2, math.NaN(), math.Inf(1)}, "2.00 (2.00–2.00)"},
		{[]float64{math.NaN()}, "unknown"},
		{nil, "unknown"},
	} {
		if got := spreadOf(c.values).String(); got != c.want {
			t.Errorf("%v: %s, want %s", c.values, got, c.want)
		}
	}
}

func TestVerdict(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of    target
		value float64
		want  string
	}{
		{pageRate, 0.7, "met"}, {pageRate, 0.71, "met"}, {pageRate, 0.69, "not met"},
		{pageCost, 1.5, "met"}, {pageCost, 1.4, "met"}, {pageCost, 1.51, "not met"},
		{pageCost, math.NaN(), "unknown"},
	} {
		if got := c.of.verdict(c.value); got != c.want {
			t.Errorf("%v of %s: %s, want %s", c.value, c.of, got, c.want)
		}
	}
}

// sliceOf makes a slice of one second with answers that all took as long.
func sliceOf(answers int, each, cpu time.Duration) slice {
	s := slice{took: time.Second, server: cpu, serverOK: true}
	for range answers {
		s.times = append(s.times, each)
	}
	return s
}

func TestRatiosAreOfOneRound(t *testing.T) {
	t.Parallel()
	d := duel{rounds: [][2]slice{
		{sliceOf(100, time.Millisecond, time.Second), sliceOf(200, time.Millisecond, time.Second)},
		{sliceOf(50, 3*time.Millisecond, time.Second), sliceOf(50, 2*time.Millisecond, time.Second)},
		{sliceOf(80, time.Millisecond, time.Second), sliceOf(100, time.Millisecond, time.Second)},
	}}
	for name, c := range map[string]struct {
		of   metric
		want string
	}{
		"rate": {rate, "0.80 (0.50–1.00)"}, "CPU": {serverCPU, "1.25 (1.00–2.00)"}, "p99": {p99, "1.00 (1.00–1.50)"},
		"PostgreSQL": {dbCPU, "unknown"},
	} {
		if got := d.ratio(c.of).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if got := d.of(1, rate); got.median != 100 {
		t.Errorf("the second side's rate: %v", got)
	}
}

func TestQuantiles(t *testing.T) {
	t.Parallel()
	one, two := tally{wire: 1000}, tally{wire: 500}
	for i := range 100 {
		one.times = append(one.times, time.Duration(100-i)*time.Microsecond)
	}
	s := slice{took: time.Second}.with([]tally{one, two})
	if median(s) != 51 || p99(s) != 100 || mean(s) != 50.5 || bytesEach(s) != 15 || rate(s) != 100 {
		t.Errorf("p50 %v, p99 %v, mean %v, bytes %v, rate %v", median(s), p99(s), mean(s), bytesEach(s), rate(s))
	}
	if none := (slice{took: time.Second}); !math.IsNaN(p99(none)) || rate(none) != 0 {
		t.Errorf("of nothing: p99 %v, rate %v", p99(none), rate(none))
	}
}

func TestReadingsAreBroughtToTheSlice(t *testing.T) {
	t.Parallel()
	begin := time.Now()
	was := reading{at: begin, server: time.Second, serverOK: true}
	now := reading{at: begin.Add(500 * time.Millisecond), server: 1200 * time.Millisecond, serverOK: true}
	s := now.since(was, time.Second)
	if s.took != time.Second || s.server != 400*time.Millisecond || !s.serverOK || s.dbOK || !math.IsNaN(s.others) {
		t.Errorf("%+v", s)
	}
}
