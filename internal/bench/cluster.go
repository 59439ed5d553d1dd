package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/localpg"
)

// cluster is the PostgreSQL that all of it runs on: private, with PostgreSQL's
// own settings, so with fsync on.
type cluster struct {
	*localpg.Server
	pid     int    // of the postmaster
	version string // "15.14"
}

// startCluster starts it on its data, which stays from run to run. A second run
// beside a first would measure both.
func startCluster(ctx context.Context, dir string) (*cluster, error) {
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	server, err := localpg.Start(ctx, localpg.Config{
		DataDir: filepath.Join(dir, "data"), Downloads: filepath.Join(dir, ".."), Log: log,
	})
	if err != nil {
		return nil, err
	}
	c := &cluster{Server: server}
	if server.Joined() {
		c.stop()
		return nil, errors.New("another run works on the same data; wait for its end")
	}
	if err := c.ask(ctx); err != nil {
		c.stop()
		return nil, err
	}
	return c, nil
}

func (c *cluster) ask(ctx context.Context) error {
	text, err := os.ReadFile(filepath.Join(c.Folder(), "postmaster.pid"))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if c.pid, err = strconv.Atoi(strings.TrimSpace(first)); err != nil {
		return fmt.Errorf("postmaster.pid: %w", err)
	}
	return c.admin(ctx, func(conn *pgx.Conn) error {
		fsync := ""
		err := conn.QueryRow(ctx, "select split_part(current_setting('server_version'), ' ', 1), current_setting('fsync')").Scan(&c.version, &fsync)
		if err == nil && fsync != "on" {
			err = errors.New("fsync is off: this is not how it runs in production")
		}
		return err
	})
}

func (c *cluster) stop() {
	if err := c.Stop(context.Background()); err != nil {
		say("stop PostgreSQL: %v", err)
	}
}

// admin gives a connection that makes and drops databases.
func (c *cluster) admin(ctx context.Context, do func(*pgx.Conn) error) error {
	return connected(ctx, c.DatabaseURL("postgres"), do)
}

func connected(ctx context.Context, url string, do func(*pgx.Conn) error) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	return do(conn)
}
