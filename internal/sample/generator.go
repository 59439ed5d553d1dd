package sample

import (
	"context"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// chunk is how many engagements are written in one transaction: some ten
// megabytes, and a second's work.
const chunk = 100

type generator struct {
	Wish
	store *postgres.Store
	on    *engagement.Edition
	crowd crowd

	mu    sync.Mutex
	added Added
}

// seat is an engagement that is to be made, and by whom.
type seat struct {
	id   engagement.ID
	team *team
}

// run hands out chunks to as many workers as there are processors, and one more
// for the while that the database takes to commit. Each makes a chunk and writes
// it before it takes the next, so that no more of them are in memory.
func (g *generator) run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	chunks := make(chan []seat)
	group.Go(func() error {
		defer close(chunks)
		return g.handOut(ctx, chunks)
	})
	for range runtime.GOMAXPROCS(0) + 1 {
		group.Go(func() error {
			for seats := range chunks {
				if err := g.add(ctx, seats); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return group.Wait()
}

// handOut takes IDs and finds their teams in one order, whoever makes them.
func (g *generator) handOut(ctx context.Context, chunks chan<- []seat) error {
	for left := g.Engagements; left > 0; left -= chunk {
		ids, err := g.store.TakeIDs(ctx, min(left, chunk))
		if err != nil {
			return err
		}
		var seats []seat
		for _, id := range ids {
			team, err := g.crowd.team(ctx, id)
			if err != nil {
				return err
			}
			seats = append(seats, seat{id, team})
		}
		select {
		case chunks <- seats:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// add makes and writes a chunk.
func (g *generator) add(ctx context.Context, seats []seat) error {
	var all []postgres.Whole
	events := 0
	for _, s := range seats {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		e, err := invent(newChance(g.Seed, int64(s.id)), s.id, g.on, s.team, g.Now)
		if err != nil {
			return err
		}
		all = append(all, e)
		events += len(e.Events)
	}
	if err := g.store.AddWhole(ctx, all, g.Now); err != nil {
		return err
	}
	g.count(len(all), events)
	return nil
}

func (g *generator) count(engagements, events int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.added.Engagements += engagements
	g.added.Events += events
	if g.Progress != nil {
		g.Progress(g.added)
	}
}
