package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

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

// SessionPerson gives who is signed in by a token's hash. A session that was
// not used for idle, that has expired, or whose person is disabled is
// Unauthenticated. The use is noted, once a minute at most, by the same
// statement.
func (s *Store) SessionPerson(ctx context.Context, tokenHash []byte, now time.Time, idle time.Duration) (Person, error) {
	const sql = `with found as (
			select token_hash, person_id, used_at from session
			where token_hash = $1 and expires_at > $2 and used_at > $3),
		touched as (
			update session s set used_at = $2 from found f
			where s.token_hash = f.token_hash and f.used_at < $4)
		` + selectPerson + `where p.id = (select person_id from found) and p.disabled_at is null`
	var p Person
	err := s.pool.QueryRow(ctx, sql, tokenHash, now, now.Add(-idle), now.Add(-touchEvery)).Scan(p.at()...)
	if errors.Is(err, pgx.ErrNoRows) {
		return Person{}, noSession()
	}
	return p, trouble(err, "read a session")
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
