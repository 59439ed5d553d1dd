package postgres

import (
	"context"
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

// EndSession signs a token out. One that is not there is signed out already.
func (s *Store) EndSession(ctx context.Context, tokenHash []byte) error {
	_, err := s.pool.Exec(ctx, "delete from session where token_hash = $1", tokenHash)
	return trouble(err, "end a session")
}

// mostSessions is how many sessions are listed.
const mostSessions = 100

// Sessions gives where a person is signed in, the newest first and mostSessions at most,
// and which of them, by its token's SHA-256, is their own.
func (s *Store) Sessions(ctx context.Context, p engagement.PersonID, own []byte, now time.Time, idle time.Duration) ([]OwnSession, error) {
	const sql = `select created_at, used_at, expires_at, token_hash = $2 from session
		where person_id = $1 and expires_at > $3 and used_at > $4 order by created_at desc, token_hash limit $5`
	rows, _ := s.pool.Query(ctx, sql, p, own, now, now.Add(-idle), mostSessions) // CollectRows gives the error
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (o OwnSession, err error) {
		return o, row.Scan(moment{&o.Created}, moment{&o.Used}, moment{&o.Expires}, &o.This)
	})
	return all, trouble(err, "list sessions")
}

// OwnSession is a session of who asks.
type OwnSession struct {
	SessionData
	This bool // they ask by it
}

// EndOtherSessions signs a person out everywhere but in the session of a token's
// SHA-256, and tells how many there were.
func (s *Store) EndOtherSessions(ctx context.Context, p engagement.PersonID, own []byte) (int, error) {
	done, err := s.pool.Exec(ctx, "delete from session where person_id = $1 and token_hash <> $2", p, own)
	return int(done.RowsAffected()), trouble(err, "end sessions")
}

// PruneSessions removes the sessions that nobody can use any more, and tells
// how many.
func (s *Store) PruneSessions(ctx context.Context, now time.Time, idle time.Duration) (int, error) {
	done, err := s.pool.Exec(ctx, "delete from session where expires_at <= $1 or used_at <= $2", now, now.Add(-idle))
	return int(done.RowsAffected()), trouble(err, "remove old sessions")
}

func noSession() error { return fault.New(fault.Unauthenticated, "Sign in to go on.") }
