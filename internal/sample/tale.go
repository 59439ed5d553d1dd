package sample

import (
	"context"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// tale is how far a story is told in the store; the zero one has not begun. No
// two commands of a story are of the same moment, so the newest event's moment
// is the place where it was cut off.
type tale struct {
	id    engagement.ID
	began day.Date
	until time.Time
}

// tales gives what stands in the store, by customer.
func tales(ctx context.Context, store *postgres.Store) (map[string]tale, error) {
	page, err := store.Portfolio(ctx, access.System, postgres.PortfolioQuery{Phase: postgres.PhaseAll})
	if err != nil {
		return nil, err
	}
	found := map[string]tale{}
	for _, row := range page.Rows {
		found[row.Customer] = tale{row.ID, row.CreatedOn, row.UpdatedAt}
	}
	return found, nil
}

// moment gives the now of a story's teller: of the day on which it was begun, so
// that its commands have the same moments again.
func (t tale) moment(s story, now time.Time) time.Time {
	if t.began.IsZero() {
		return now
	}
	local := now.In(s.facts(nil).Location())
	passed := day.Of(local, local.Location()).Sub(t.began) - s.began
	return local.AddDate(0, 0, -passed)
}

// pen writes what the store lacks of one engagement.
func (t tale) pen(ctx context.Context, store *postgres.Store) write {
	return func(cmd engagement.Command, by access.Actor, at time.Time) (err error) {
		if !at.After(t.until) {
			return nil
		}
		if c, begins := cmd.(engagement.Create); begins {
			t.id, err = store.Create(ctx, c, by, at)
			return err
		}
		if _, decides := cmd.(engagement.DecideExit); decides {
			e, err := store.Engagement(ctx, t.id, by)
			if err != nil {
				return err
			}
			cmd = shown(cmd, e.Engagement, at)
		}
		_, err = store.Change(ctx, t.id, cmd, by, 0, at)
		return err
	}
}
