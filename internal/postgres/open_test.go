package postgres

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
)

func pool(t *testing.T, url string, options Options) *pgxpool.Pool {
	t.Helper()
	p, err := Open(t.Context(), url, options)
	must(t, err)
	t.Cleanup(p.Close)
	return p
}

func TestSessions(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	ours := pool(t, url, Options{})
	theirs := pool(t, url+"&statement_timeout=1000&application_name=own&pool_max_conns=3", Options{})
	for _, c := range []struct {
		pool          *pgxpool.Pool
		setting, want string
	}{
		{ours, "application_name", "gaptrack"},
		{ours, "timezone", "UTC"},
		{ours, "statement_timeout", "30s"},
		{ours, "idle_in_transaction_session_timeout", "1min"},
		{theirs, "application_name", "own"},
		{theirs, "timezone", "UTC"},
		{theirs, "statement_timeout", "1s"},
	} {
		var got string
		must(t, c.pool.QueryRow(t.Context(), "select current_setting($1)", c.setting).Scan(&got))
		if got != c.want {
			t.Errorf("%s is %s, want %s", c.setting, got, c.want)
		}
	}
	if got := theirs.Config().MaxConns; got != 3 {
		t.Errorf("the URL's 3 connections became %d", got)
	}
	if got := ours.Config(); got.MaxConns < smallestPool || got.MaxConnLifetimeJitter == 0 {
		t.Errorf("pool of %d, jitter %s", got.MaxConns, got.MaxConnLifetimeJitter)
	}
}

func TestPoolRecoversWhenTheDatabaseComes(t *testing.T) {
	t.Parallel()
	url := pgtest.Empty(t)
	missing := strings.Replace(url, "/t", "/later_t", 1)
	p := pool(t, missing, Options{})
	if err := p.Ping(t.Context()); err == nil {
		t.Fatal("a database that is not there answers")
	}
	name := p.Config().ConnConfig.Database
	execute(t, url, "create database "+name)
	defer func() {
		p.Close()
		execute(t, url, "drop database "+name)
	}()
	must(t, p.Ping(t.Context()))
}

func TestOpenFaults(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"postgres://u:hidden@:port/", "postgres://u:hidden@h/d?pool_max_conns=many"} {
		_, err := Open(t.Context(), url, Options{})
		if fault.KindOf(err) != fault.Invalid || strings.Contains(err.Error(), "hidden") {
			t.Errorf("%s: %v", url, err)
		}
	}
}

// trips counts statements as a test of a page's round trips does.
type trips struct{ n atomic.Int64 }

func (c *trips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.n.Add(1)
	return ctx
}

func (c *trips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func TestTracer(t *testing.T) {
	t.Parallel()
	var counted trips
	p := pool(t, pgtest.Empty(t), Options{Tracer: &counted})
	for range 3 {
		_, err := p.Exec(t.Context(), "select 1")
		must(t, err)
	}
	if got := counted.n.Load(); got != 3 {
		t.Errorf("counted %d", got)
	}
}
