package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// Feed is the private address of a person's calendar. Whoever knows it reads their
// checkpoints; there is one at most, and it is kept by its token's SHA-256.
type Feed struct {
	Made time.Time // zero: there is none
	Read time.Time // when a calendar last asked, within the hour; zero: none did
}

// StartFeed gives a person an address, in place of the one that they had.
func (s *Store) StartFeed(ctx context.Context, tokenHash []byte, p engagement.PersonID, now time.Time) error {
	const sql = `insert into calendar_feed (person_id, token_hash, created_at)
		select id, $2, $3 from person where id = $1 and disabled_at is null
		on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at, read_at = null`
	done, err := s.pool.Exec(ctx, sql, p, tokenHash, now)
	if err == nil && done.RowsAffected() == 0 {
		return noSession()
	}
	return trouble(err, "make the address of a calendar")
}

// EndFeed takes a person's address away. One that is not there is gone already.
func (s *Store) EndFeed(ctx context.Context, p engagement.PersonID) error {
	_, err := s.pool.Exec(ctx, "delete from calendar_feed where person_id = $1", p)
	return trouble(err, "take the address of a calendar away")
}

// FeedOf gives what is known of a person's address.
func (s *Store) FeedOf(ctx context.Context, p engagement.PersonID) (Feed, error) {
	var f Feed
	err := s.pool.QueryRow(ctx, "select created_at, read_at from calendar_feed where person_id = $1", p).Scan(moment{&f.Made}, moment{&f.Read})
	if errors.Is(err, pgx.ErrNoRows) {
		return Feed{}, nil
	}
	return f, trouble(err, "find the address of a calendar")
}
