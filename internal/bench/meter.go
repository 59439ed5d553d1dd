package main

import (
	"context"
	"math"
	"os"
	"runtime"
	"time"
)

// meters read the CPU time of a side.
type meters struct {
	server, db func() (time.Duration, bool)
}

// reading is what the meters show at a moment.
type reading struct {
	at                     time.Time
	server, db, own, busy  time.Duration
	serverOK, dbOK, busyOK bool
}

// read takes the slow one first, before the moment that counts.
func (m meters) read() reading {
	var r reading
	r.db, r.dbOK = m.db()
	r.at = time.Now()
	r.server, r.serverOK = m.server()
	own, _ := readStat(os.Getpid())
	r.own = own.own
	r.busy, r.busyOK = busyCPU()
	return r
}

// between reads the meters at two moments. What it gives is of no use when ctx
// ends before.
func (m meters) between(ctx context.Context, begin, end time.Time) slice {
	wait(ctx, time.Until(begin))
	was := m.read()
	wait(ctx, time.Until(end))
	return m.read().since(was, end.Sub(begin))
}

// since gives what was used from one reading to the next, brought to the length
// of the slice: on a busy machine the readings come a little late.
func (r reading) since(was reading, took time.Duration) slice {
	part := float64(took) / float64(r.at.Sub(was.at))
	used := func(now, was time.Duration) time.Duration { return time.Duration(part * float64(now-was)) }
	s := slice{
		took: took, server: used(r.server, was.server), db: used(r.db, was.db),
		serverOK: r.serverOK && was.serverOK, dbOK: r.dbOK && was.dbOK, shares: shares{math.NaN(), math.NaN()},
	}
	if r.busyOK && was.busyOK {
		all := float64(took) * float64(runtime.NumCPU())
		s.own = float64(used(r.own, was.own)) / all
		s.others = max(0, float64(used(r.busy, was.busy)-s.server-s.db)/all-s.own)
	}
	return s
}
