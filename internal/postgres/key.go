package postgres

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	exitproof "gaptrack/internal/proof"
)

// signingKey is the key with which proofs are signed. It leaves the store in what
// it signs alone.
type signingKey struct {
	id   string
	seed []byte
}

func (k *signingKey) queue(b *pgx.Batch) {
	b.Queue("select id, private from signing_key where retired_at is null").QueryRow(func(row pgx.Row) error {
		err := row.Scan(&k.id, &k.seed)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil // one is made when it is needed
		}
		return err
	})
}

// ready makes the key where there was none to read.
func (k *signingKey) ready(ctx context.Context, q querier, now time.Time) error {
	if k.id != "" {
		return nil
	}
	b := &pgx.Batch{}
	if err := addKey(b, now, " on conflict do nothing"); err != nil {
		return err
	}
	k.queue(b) // another's, where one was made at the same time
	return send(ctx, q, b)
}

func (k *signingKey) private() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(k.seed) }

// addKey queues the writing of a new key.
func addKey(b *pgx.Batch, now time.Time, conflict string) error {
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	sql := insertInto("signing_key", []string{"id", "public", "private", "made_at"}) + conflict
	b.Queue(sql, exitproof.KeyID(public), []byte(public), private.Seed(), now)
	return nil
}

// EnsureKey makes the key with which proofs are signed, unless there is one.
func (s *Store) EnsureKey(ctx context.Context, now time.Time) error {
	var k signingKey
	b := &pgx.Batch{}
	k.queue(b)
	err := send(ctx, s.pool, b)
	if err == nil {
		err = k.ready(ctx, s.pool, now)
	}
	return trouble(err, "make a signing key")
}

// RotateKey retires the key in use, whose private half is forgotten, and makes
// another. What the old one signed stays valid. It gives all keys as they are then.
func (s *Store) RotateKey(ctx context.Context, now time.Time) (*exitproof.Keys, error) {
	err := s.transact(ctx, func(tx *transaction) error {
		b := &pgx.Batch{}
		b.Queue("lock table signing_key in share row exclusive mode") // so that two rotate one after the other
		b.Queue("update signing_key set retired_at = $1, private = null where retired_at is null", now)
		if err := addKey(b, now, ""); err != nil {
			return err
		}
		return tx.commit(ctx, b)
	})
	if err != nil {
		return nil, trouble(err, "rotate the signing key")
	}
	return s.Keys(ctx)
}

// Keys gives the public keys of this installation, the one in use first and then
// the newest.
func (s *Store) Keys(ctx context.Context) (*exitproof.Keys, error) {
	var keys exitproof.Keys
	b := &pgx.Batch{}
	queueKeys(b, &keys)
	if err := send(ctx, s.pool, b); err != nil {
		return nil, trouble(err, "read the public keys")
	}
	return &keys, nil
}

func queueKeys(b *pgx.Batch, into *exitproof.Keys) {
	const sql = `select id, public, made_at, retired_at from signing_key order by retired_at is not null, made_at desc, id`
	b.Queue(sql).Query(func(rows pgx.Rows) error {
		var err error
		into.Keys, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (k exitproof.Key, err error) {
			return k, row.Scan(&k.ID, (*[]byte)(&k.Public), moment{&k.MadeAt}, moment{&k.RetiredAt})
		})
		return err
	})
}
