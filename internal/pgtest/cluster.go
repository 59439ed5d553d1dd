package pgtest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/localpg"
)

const (
	template     = "gaptrack_template"
	startTimeout = 2 * time.Minute
)

// settings trade every safety for speed: the data dies with the test program.
var settings = []string{
	"fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal",
	"max_wal_senders=0", "max_wal_size=8GB", "checkpoint_timeout=1h", "autovacuum=off",
	"max_connections=200",
}

type cluster struct {
	server *localpg.Server
	admin  *pgxpool.Pool
	dir    *scratch
}

func startCluster(migrate Migrate, files fs.FS) (*cluster, error) {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	downloads, err := downloads()
	if err != nil {
		return nil, err
	}
	dir, err := newScratch(keeping())
	if err != nil {
		return nil, err
	}
	server, err := localpg.Start(ctx, localpg.Config{
		DataDir: dir.path, Downloads: downloads, Settings: settings,
		Log: slog.New(slog.DiscardHandler), Detached: keeping(),
	})
	if err != nil {
		return nil, errors.Join(err, dir.remove())
	}
	c := &cluster{server: server, dir: dir}
	if err := c.prepare(ctx, migrate, files); err != nil {
		return nil, errors.Join(err, c.end())
	}
	return c, nil
}

// downloads is the checkout's .gaptrack, which `make postgres` fills. A test
// program runs in its package's folder.
func downloads() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return filepath.Join(dir, ".gaptrack"), nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod in any parent folder")
		}
	}
}

// prepare makes the template. Marked so, nobody can connect to it, which would
// keep it from being copied.
func (c *cluster) prepare(ctx context.Context, migrate Migrate, files fs.FS) error {
	var err error
	if c.admin, err = pgxpool.New(ctx, c.server.DatabaseURL("postgres")+"&pool_max_conns=4"); err != nil {
		return err
	}
	if err := c.clone(ctx, template, "template0"); err != nil {
		return err
	}
	if err := migrate(ctx, c.server.DatabaseURL(template), files); err != nil {
		return fmt.Errorf("migrate the template: %w", err)
	}
	_, err = c.admin.Exec(ctx, "alter database "+template+" with is_template true allow_connections false")
	return err
}

// clone copies files, which beats writing the log when both are in memory.
func (c *cluster) clone(ctx context.Context, name, from string) error {
	how := ""
	if c.server.Major() >= 15 {
		how = " strategy file_copy"
	}
	_, err := c.admin.Exec(ctx, "create database "+quote(name)+" template "+quote(from)+how)
	if err != nil {
		return fmt.Errorf("create the database %s: %w", name, err)
	}
	return nil
}

func (c *cluster) drop(ctx context.Context, name string) error {
	if _, err := c.admin.Exec(ctx, "drop database "+quote(name)+" with (force)"); err != nil {
		return fmt.Errorf("drop the database %s: %w", name, err)
	}
	return nil
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// end stops the server and removes its folder, unless they are to be kept.
func (c *cluster) end() error {
	if c.admin != nil {
		c.admin.Close()
	}
	if keeping() {
		fmt.Fprintf(os.Stderr, "pgtest: the databases are kept in %s; pg_ctl stop -D %s ends them\n",
			c.dir.path, c.server.Folder())
		return nil
	}
	return errors.Join(c.server.Stop(context.Background()), c.dir.remove())
}
