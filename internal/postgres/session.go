package postgres

import (
	"context"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// touchEvery is how old a session's last use may be in the record: using it
// more often writes nothing.
const touchEvery = time.Minute

// StartSession keeps a session by its token's SHA-256, until expires at most.
// A disabled person gets none: Unauthenticated.
func (s *Store) StartSession(ctx context.Context, tokenHash []byte, person engagement.PersonID, now, expires time.Time) error {
	const sql = `insert into session (token_hash, person_id, created_at, used_at, expires_at)
		select $1, id, $3, $3, $4 from person where id = $2 and disabled_at is null`
	done, err := s.pool.Exec(ctx, sql, tokenHash, person, now, expires)
	if err == nil && done.RowsAffected() == 0 {
		return noSession()
	}
	return trouble(err, "start a session")
}

// EndSession signs a token out. One that is not there is signed out already.
func (s *Store) EndSession(ctx context.Context, tokenHash []byte) error {
	_, err := s.pool.Exec(ctx, "delete from session where token_hash = $1", tokenHash)
	return trouble(err, "end a session")
}

// PruneSessions removes the sessions that nobody can use any more, and tells
// how many.
func (s *Store) PruneSessions(ctx context.Context, now time.Time, idle time.Duration) (int, error) {
	done, err := s.pool.Exec(ctx, "delete from session where expires_at <= $1 or used_at <= $2", now, now.Add(-idle))
	return int(done.RowsAffected()), trouble(err, "remove old sessions")
}

func noSession() error { return fault.New(fault.Unauthenticated, "Sign in to go on.") }
