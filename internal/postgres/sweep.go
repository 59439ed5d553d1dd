package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// sweepPage is how many stale engagements are looked up at once.
const sweepPage = 200

// Sweep does what dates that have passed do: it lapses every engagement whose
// summary is stale, each in a transaction of its own, and tells how many. One
// that fails does not keep the others from it; the errors are given together.
func (s *Store) Sweep(ctx context.Context, now time.Time) (int, error) {
	const sql = `select id, stale_at from engagement where stale_at <= $1 and (stale_at, id) > ($2, $3)
		order by stale_at, id limit $4`
	type stale struct {
		ID      engagement.ID
		StaleAt time.Time
	}
	swept, last := 0, stale{}
	var failed []error
	for {
		rows, _ := s.pool.Query(ctx, sql, now, last.StaleAt, last.ID, sweepPage) // CollectRows gives the error
		page, err := pgx.CollectRows(rows, pgx.RowToStructByName[stale])
		if err != nil {
			return swept, errors.Join(append(failed, trouble(err, "find stale engagements"))...)
		}
		for _, one := range page {
			if _, err := s.Change(ctx, one.ID, engagement.Lapse{}, access.System, 0, now); err != nil {
				failed = append(failed, err)
				continue
			}
			swept++
		}
		if len(page) < sweepPage {
			return swept, errors.Join(failed...)
		}
		last = page[len(page)-1]
	}
}
