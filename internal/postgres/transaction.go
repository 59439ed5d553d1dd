package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// transaction is a transaction that takes no round trip of its own: it begins
// with the first batch that is sent, and ends with the batch that is given to
// commit. A change of an engagement is two round trips so, in place of four.
type transaction struct {
	*pgxpool.Conn
	begun bool
}

// transact runs do in a transaction, and once again where that failed by another
// transaction alone. What do does not commit is undone.
func (s *Store) transact(ctx context.Context, do func(tx *transaction) error) error {
	err := s.transactOnce(ctx, do)
	if passes(err) {
		err = s.transactOnce(ctx, do)
	}
	return err
}

func (s *Store) transactOnce(ctx context.Context, do func(tx *transaction) error) error {
	conn, err := s.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release() // closes a connection that a transaction is still open on
	tx := &transaction{Conn: conn}
	err = do(tx)
	if conn.Conn().PgConn().TxStatus() != 'I' && !conn.Conn().IsClosed() {
		_, _ = conn.Exec(ctx, "rollback") // else Release closes the connection
	}
	return err
}

// SendBatch sends a batch, the first one behind a begin.
func (tx *transaction) SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults {
	if !tx.begun {
		tx.begun = true
		first := &pgx.Batch{}
		first.Queue("begin")
		first.QueuedQueries = append(first.QueuedQueries, b.QueuedQueries...)
		b = first
	}
	return tx.Conn.SendBatch(ctx, b)
}

// commit sends the last batch, and ends the transaction where all of it could be
// done.
func (tx *transaction) commit(ctx context.Context, b *pgx.Batch) error {
	b.Queue("commit")
	return send(ctx, tx, b)
}
