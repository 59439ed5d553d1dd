package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/postgres"
	"gaptrack/migrations"
)

// seed is of all that is drawn: the sample, and what is asked of it.
const seed = 1

// fill gives the URL of a database of so many engagements, and makes it by
// `gaptrack sample` where there is none that is whole.
func (c *cluster) fill(ctx context.Context, o options, size int) (string, error) {
	name := fmt.Sprintf("bench_%d", size)
	mark, err := markOf(size)
	if err != nil {
		return "", err
	}
	url := c.DatabaseURL(name)
	err = c.admin(ctx, func(conn *pgx.Conn) error {
		whole, err := marked(ctx, conn, name, mark)
		if err != nil || whole && !o.fresh {
			return err
		}
		if err := create(ctx, conn, name); err != nil {
			return err
		}
		if err := sample(ctx, o.program, url, size); err != nil {
			return err
		}
		_, err = conn.Exec(ctx, fmt.Sprintf("comment on database %s is '%s'", name, mark))
		return err
	})
	if err != nil {
		return "", fmt.Errorf("database %s: %w", name, err)
	}
	return url, settle(ctx, url)
}

// markOf names what a database was made of: the migrations, the sample's seed
// and its size. It is kept as the database's comment, last of all, so that it
// comes and goes with the data.
func markOf(size int) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(migrations.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := fs.ReadFile(migrations.FS, name)
		fmt.Fprintf(sum, "%s %d %s", name, len(text), text)
		return err
	})
	return fmt.Sprintf("gaptrack sample: engagements %d, seed %d, migrations %x", size, seed, sum.Sum(nil)[:8]), err
}

func marked(ctx context.Context, conn *pgx.Conn, name, mark string) (bool, error) {
	const sql = "select coalesce(shobj_description(oid, 'pg_database') = $2, false) from pg_database where datname = $1"
	whole := false
	err := conn.QueryRow(ctx, sql, name, mark).Scan(&whole)
	if errors.Is(err, pgx.ErrNoRows) {
		return false, nil
	}
	return whole, err
}

func create(ctx context.Context, conn *pgx.Conn, name string) error {
	for _, sql := range []string{"drop database if exists " + name + " with (force)", "create database " + name} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return err
		}
	}
	return nil
}

// sample runs the program's own command; it migrates and publishes too.
func sample(ctx context.Context, program, url string, size int) error {
	say("making %d engagements, which are kept for the next run", size)
	start := time.Now()
	cmd := exec.CommandContext(ctx, program, "sample",
		"--engagements", strconv.Itoa(size), "--seed", strconv.Itoa(seed), "--database-url", url)
	cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = os.Stderr, os.Stderr, tied()
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = 20 * time.Second
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("gaptrack sample: %w", err)
	}
	say("made %d engagements in %v", size, time.Since(start).Round(time.Second))
	return tidy(ctx, url)
}

// settle does what the days since the filling have left to do, so that no sweep
// runs while something is measured, and writes out what is only in memory.
func settle(ctx context.Context, url string) error {
	pool, err := postgres.Open(ctx, url, postgres.Options{})
	if err != nil {
		return err
	}
	defer pool.Close()
	swept, err := postgres.New(pool).Sweep(ctx, time.Now())
	if err != nil || swept == 0 {
		return err
	}
	say("swept %d engagements whose dates have passed", swept)
	return tidy(ctx, url)
}

// tidy leaves nothing to PostgreSQL's own housekeeping.
func tidy(ctx context.Context, url string) error {
	return connected(ctx, url, func(conn *pgx.Conn) error {
		for _, sql := range []string{"vacuum (analyze)", "checkpoint"} {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return err
			}
		}
		return nil
	})
}
