// Package sample fills a database with something to look at: the demo
// portfolio, twelve engagements that each tell a story of the field (Load), or a
// generated one of any size, told by chance (Generate). All are told through the
// same commands that people use, with moments in the past, so that their history,
// their meetings and their approvals are real.
package sample

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"golang.org/x/sync/errgroup"

	"gaptrack/internal/access"
	"gaptrack/internal/postgres"
)

// tellers is how many stories are told at the same time.
const tellers = 4

// Load adds the people of the demo where they are missing, and the demo
// portfolio where there is no engagement yet. One that was cut off while it was
// told is told to its end. Programs that load at the same moment take turns. A
// playbook must be published. Every date is relative to now.
func Load(ctx context.Context, store *postgres.Store, now time.Time, log *slog.Logger) error {
	return store.InTurn(ctx, func() error {
		if awaited, err := awaited(ctx, store); err != nil {
			return err
		} else if awaited {
			return tell(ctx, store, now, log)
		}
		_, err := people(ctx, store, append([]player{closer}, players...)...)
		return err
	})
}

// awaited tells whether there is a portfolio to tell: whether none was begun and
// no engagement stands, or one was begun and not ended.
func awaited(ctx context.Context, store *postgres.Store) (bool, error) {
	ended, err := closer.here(ctx, store)
	if ended || err != nil {
		return false, err
	}
	begun, err := players[0].here(ctx, store)
	if begun || err != nil {
		return begun, err
	}
	page, err := store.Portfolio(ctx, access.System, postgres.PortfolioQuery{Phase: postgres.PhaseAll})
	return len(page.Rows) == 0, err
}

func tell(ctx context.Context, store *postgres.Store, now time.Time, log *slog.Logger) error {
	start := time.Now()
	c, err := people(ctx, store, players...)
	if err != nil {
		return err
	}
	found, err := tales(ctx, store)
	if err != nil {
		return err
	}
	group, all := errgroup.WithContext(ctx)
	group.SetLimit(tellers)
	for _, s := range stories {
		group.Go(func() error {
			earlier := found[s.customer]
			return s.told(c, earlier.pen(all, store), earlier.moment(s, now))
		})
	}
	if err := group.Wait(); err != nil {
		return fmt.Errorf("load the demo portfolio: %w", err)
	}
	asked, err := askAll(ctx, store, c, now)
	if err != nil {
		return err
	}
	last, err := people(ctx, store, closer)
	if err != nil {
		return err
	}
	if err := answerAll(ctx, store, last, asked, now); err != nil {
		return err
	}
	log.Info("demo portfolio loaded", "engagements", len(stories), "took", time.Since(start).Round(time.Millisecond))
	return nil
}
