// Package sample fills a database with something to look at: the demo
// portfolio, twelve engagements that each tell a story of the field. The
// stories are told through the same commands that people use, with moments in
// the past, so that their history, their meetings and their approvals are real.
package sample

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// tellers is how many stories are told at the same time.
const tellers = 4

// Load adds the people of the demo where they are missing, and the demo
// portfolio where there is no engagement yet. A playbook must be published.
// Every date is relative to now.
func Load(ctx context.Context, store *postgres.Store, now time.Time, log *slog.Logger) error {
	c, err := people(ctx, store)
	if err != nil {
		return err
	}
	page, err := store.Portfolio(ctx, access.System, postgres.PortfolioQuery{Phase: postgres.PhaseAll})
	if err != nil || len(page.Rows) > 0 {
		return err
	}
	start := time.Now()
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(tellers)
	for _, s := range stories {
		group.Go(func() error { return s.told(c, pen(ctx, store), now) })
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("load the demo portfolio: %w", err)
	}
	log.Info("demo portfolio loaded", "engagements", len(stories), "took", time.Since(start).Round(time.Millisecond))
	return nil
}

// pen writes one engagement into the store.
func pen(ctx context.Context, store *postgres.Store) write {
	var id engagement.ID
	return func(cmd engagement.Command, by access.Actor, at time.Time) (err error) {
		if c, begins := cmd.(engagement.Create); begins {
			id, err = store.Create(ctx, c, by, at)
			return err
		}
		_, err = store.Change(ctx, id, cmd, by, 0, at)
		return err
	}
}
