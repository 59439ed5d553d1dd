package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// turnKey is the advisory lock that stands before the migrator's own.
const turnKey = 0x6761_7074_7261_636b // "gaptrack"

// takeTurn runs do while no other program of this database does so. It asks for
// the lock again and again: a session that waits for one inside a statement
// would block CREATE INDEX CONCURRENTLY, and that one the waiting session.
func takeTurn(ctx context.Context, url string, do func() error) error {
	config, err := single(url)
	if err != nil {
		return err
	}
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return away(err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // gives the lock back
	for {
		var mine bool
		if err := conn.QueryRow(ctx, "select pg_try_advisory_lock($1)", int64(turnKey)).Scan(&mine); err != nil {
			return trouble(err, "wait for the turn to migrate")
		}
		if mine {
			return do()
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the turn to migrate: %w", ctx.Err())
		case <-time.After(100 * time.Millisecond):
		}
	}
}
