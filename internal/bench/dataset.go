package main

import (
	"context"
	"path/filepath"
	"strconv"

	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/postgres"
)

// dataset is a database of engagements, the program that serves it, and what is
// asked of it.
type dataset struct {
	size    int
	url     string
	pool    *pgxpool.Pool
	store   *postgres.Store
	program *child
	asked
}

// openDataset fills the database where need be, chooses what to ask of it, and
// starts the program on it.
func (b *bench) openDataset(ctx context.Context, size int) (*dataset, error) {
	d := &dataset{size: size}
	var err error
	if d.url, err = b.cluster.fill(ctx, b.options, size); err != nil {
		return nil, err
	}
	if d.pool, err = postgres.Open(ctx, d.url, postgres.Options{}); err != nil {
		return nil, err
	}
	b.atEnd(d.pool.Close)
	d.store = postgres.New(d.pool)
	if err := b.choose(ctx, d); err != nil {
		return nil, err
	}
	d.program, err = b.serve(ctx, d)
	return d, err
}

// serve starts one more program on the database.
func (b *bench) serve(ctx context.Context, d *dataset) (*child, error) {
	log := filepath.Join(b.dir, "serve_"+strconv.Itoa(d.size)+".log")
	return b.start(ctx, log, b.program, "serve", "--database-url", d.url, "--addr", "127.0.0.1:0")
}

// meters are those of a server that works on the cluster.
func (b *bench) meters(server *child) meters {
	return meters{server: processCPU(server.pid()), db: familyCPU(b.cluster.pid)}
}
