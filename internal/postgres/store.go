package postgres

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Store keeps everything in one PostgreSQL database. It holds no state of its
// own but published editions and its name, which never change, and the people as
// they were read last, whose version every reading asks for: any number of stores work
// side by side on one database.
type Store struct {
	pool      *pgxpool.Pool
	editions  sync.Map // edition ID → *Edition
	directory atomic.Pointer[Directory]
	services  atomic.Pointer[services]
	instance  atomic.Pointer[string]
	hints     hints
	ears      ears
}

// New gives a store on a pool of connections, which stays the caller's to close.
func New(pool *pgxpool.Pool) *Store { return &Store{pool: pool} }

// Ping reports, by an Unavailable fault, whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return trouble(s.pool.Ping(ctx), "reach the database")
}

// querier is a pool, a connection or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// send runs a batch, one round trip, with the functions that were queued with
// its queries.
func send(ctx context.Context, q querier, b *pgx.Batch) error {
	return q.SendBatch(ctx, b).Close()
}

// sendSnapshot runs a batch of reads that all see the same moment.
func sendSnapshot(ctx context.Context, q querier, fill func(b *pgx.Batch)) error {
	b := &pgx.Batch{}
	b.Queue("begin isolation level repeatable read read only")
	fill(b)
	b.Queue("commit")
	return send(ctx, q, b)
}
