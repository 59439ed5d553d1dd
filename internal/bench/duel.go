package main

import (
	"context"
	"fmt"
	"time"
)

// side is one of the two that a duel compares.
type side struct {
	label  string // its value in the names of the raw results
	load   load
	meters meters
	renew  func(context.Context) (load, error) // makes the load anew for each slice; nil: it stays
}

// duel is a scenario that is run on two sides in turns. What it gives is the
// ratio of the first to the second.
type duel struct {
	title  string // in the tables
	name   string // in the raw results, as "Page/page=tasks/conns=8"
	key    string // in those names, of what the sides differ in
	sides  [2]side
	rounds [][2]slice
}

// interleave runs rounds of all duels: of each, one slice of either side, the
// order swapped from round to round, so that what else goes on in the machine
// meets both.
func (b *bench) interleave(ctx context.Context, what string, long time.Duration, duels []*duel) error {
	for n := range b.rounds {
		say("%s: round %d of %d", what, n+1, b.rounds)
		for _, d := range duels {
			if err := b.round(ctx, d, n, long); err != nil {
				return fmt.Errorf("%s: %w", d.title, err)
			}
		}
	}
	return nil
}

func (b *bench) round(ctx context.Context, d *duel, n int, long time.Duration) error {
	var both [2]slice
	for turn := range both {
		i := (turn + n) % 2
		s, err := d.sides[i].slice(ctx, long)
		if err != nil {
			return fmt.Errorf("%s: %w", d.sides[i].label, err)
		}
		both[i] = s
		b.shares = append(b.shares, s.shares)
		if err := b.raw.line(fmt.Sprintf("%s/%s=%s", d.name, d.key, d.sides[i].label), s); err != nil {
			return err
		}
	}
	d.rounds = append(d.rounds, both)
	return b.emptyLogs()
}

// renewals is how often a load is made anew for one slice: what it asks for may
// grow old in the middle of it.
const renewals = 5

// slice measures one side for so long.
func (s side) slice(ctx context.Context, long time.Duration) (slice, error) {
	if s.renew == nil {
		return s.load.run(ctx, warmUp(long), long, s.meters)
	}
	var err error
	for range renewals {
		var l load
		if l, err = s.renew(ctx); err != nil {
			break
		}
		var found slice
		if found, err = l.run(ctx, warmUp(long), long, s.meters); err == nil {
			return found, nil
		}
	}
	return slice{}, err
}

// ratio gives a metric of the first side in the second's, round by round.
func (d *duel) ratio(m metric) spread {
	var all []float64
	for _, both := range d.rounds {
		all = append(all, m(both[0])/m(both[1]))
	}
	return spreadOf(all)
}

// of gives a metric of one side over the rounds.
func (d *duel) of(i int, m metric) spread {
	var all []float64
	for _, both := range d.rounds {
		all = append(all, m(both[i]))
	}
	return spreadOf(all)
}
