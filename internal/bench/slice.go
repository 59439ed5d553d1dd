package main

import (
	"context"
	"math"
	"slices"
	"time"
)

// slice is what was measured of one side in one round.
type slice struct {
	took           time.Duration   // the measured time
	times          []time.Duration // of each answer, sorted
	wire           int64           // bytes of all answers
	server, db     time.Duration   // CPU time of the server's process, and of PostgreSQL's
	serverOK, dbOK bool            // whether the system told them
	shares
}

// shares are what of the processors' time went elsewhere, from 0 to 1: into the
// load itself, and into what else runs on the machine. NaN where it is unknown.
type shares struct{ own, others float64 }

// with adds what the connections counted.
func (s slice) with(tallies []tally) slice {
	for _, t := range tallies {
		s.times = append(s.times, t.times...)
		s.wire += t.wire
	}
	slices.Sort(s.times)
	return s
}

// wait pauses, and reports whether it came to its end.
func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// metric is one number of a slice; NaN where it is not known.
type metric func(slice) float64

func rate(s slice) float64 { return float64(len(s.times)) / s.took.Seconds() }

// serverCPU is in microseconds a request, as dbCPU and bothCPU are.
func serverCPU(s slice) float64 { return s.each(s.server, s.serverOK) }

func dbCPU(s slice) float64 { return s.each(s.db, s.dbOK) }

func bothCPU(s slice) float64 { return serverCPU(s) + dbCPU(s) }

func (s slice) each(used time.Duration, known bool) float64 {
	if !known || len(s.times) == 0 {
		return math.NaN()
	}
	return micros(used) / float64(len(s.times))
}

// mean is in microseconds, as median and p99 are.
func mean(s slice) float64 {
	var sum time.Duration
	for _, t := range s.times {
		sum += t
	}
	return micros(sum) / float64(len(s.times))
}

func median(s slice) float64 { return s.quantile(0.50) }

func p99(s slice) float64 { return s.quantile(0.99) }

func (s slice) quantile(q float64) float64 {
	if len(s.times) == 0 {
		return math.NaN()
	}
	return micros(s.times[min(int(q*float64(len(s.times))), len(s.times)-1)])
}

func bytesEach(s slice) float64 { return float64(s.wire) / float64(len(s.times)) }

func micros(d time.Duration) float64 { return float64(d) / float64(time.Microsecond) }
