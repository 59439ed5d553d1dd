package sample

import (
	"context"
	"fmt"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
)

// MostEngagements is how many can be generated at once.
const MostEngagements = 1_000_000

// Wish is what Generate makes.
type Wish struct {
	Engagements int
	Seed        uint64
	Now         time.Time
	// Progress, if not nil, is called after every transaction, by one goroutine
	// at a time.
	Progress func(Added)
}

// Added is what Generate has added so far.
type Added struct {
	Engagements int
	Events      int
	People      int // known at the end
}

// Check refuses a number that cannot be meant.
func (w Wish) Check() error {
	if w.Engagements < 1 || w.Engagements > MostEngagements {
		return fault.New(fault.Invalid, "The number of engagements goes from 1 to %s.", engagement.Thousands(MostEngagements))
	}
	return nil
}

// Generate adds engagements to a database that has a playbook, and the teams
// that work on them: about 500 engagements for a dozen people, the first of whom
// are those of the demo. The rules decide on everything that happens in them, and
// all of it happened before today.
//
// The same seed gives the same events on the same day (in UTC) for the same IDs
// and people, so in a database that was empty. Whatever ends it early, it leaves
// whole engagements, and Added tells how many.
func Generate(ctx context.Context, store *postgres.Store, wish Wish) (Added, error) {
	if err := wish.Check(); err != nil {
		return Added{}, err
	}
	edition, err := store.StartEdition(ctx)
	if err != nil {
		return Added{}, err
	}
	g := &generator{Wish: wish, store: store, on: edition.Edition, crowd: crowd{store: store}}
	err = g.run(ctx)
	g.added.People = g.crowd.joined
	if err != nil {
		return g.added, fmt.Errorf("generate engagements: %w", err)
	}
	return g.added, store.Analyze(ctx)
}
