package postgres

import (
	"context"
	"fmt"
	"runtime"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"gaptrack/internal/fault"
)

const (
	connectTimeout   = 5 * time.Second
	statementTimeout = 30 * time.Second
	idleTransaction  = time.Minute
	smallestPool     = 8 // connections
	poolPerCPU       = 4
)

// Options are what a pool may be given besides its URL.
type Options struct {
	// Tracer sees every statement: tests count round trips by it.
	Tracer pgx.QueryTracer
}

// Open gives a pool for a database URL. It connects when it is first used, so a
// database that is away is no error here: statements fail until it is back, and
// work again then. Sessions run in UTC under the name gaptrack, statements for 30
// seconds at the most, on 4 connections for each CPU and at least 8. What the
// URL itself sets (pool_max_conns, statement_timeout, …) holds over that.
func Open(ctx context.Context, url string, options Options) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, badURL(err)
	}
	given, err := pgx.ParseConfig(url) // knows nothing of pool_…: those stay in its parameters
	if err != nil {
		return nil, badURL(err)
	}
	size(config, given.RuntimeParams)
	config.ConnConfig.Tracer = options.Tracer
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	session(config.ConnConfig, map[string]string{
		"application_name":                    "gaptrack",
		"timezone":                            "UTC",
		"statement_timeout":                   milliseconds(statementTimeout),
		"idle_in_transaction_session_timeout": milliseconds(idleTransaction),
	})
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	return pool, nil
}

// size keeps a few connections warm, and renews them at moments that differ, so
// that a fleet of replicas does not reconnect all at once.
func size(config *pgxpool.Config, given map[string]string) {
	set := func(name string, to func()) {
		if _, ok := given[name]; !ok {
			to()
		}
	}
	set("pool_max_conns", func() { config.MaxConns = max(smallestPool, int32(poolPerCPU*runtime.GOMAXPROCS(0))) })
	set("pool_min_idle_conns", func() { config.MinIdleConns = min(2, config.MaxConns) })
	set("pool_max_conn_lifetime", func() { config.MaxConnLifetime = time.Hour })
	set("pool_max_conn_lifetime_jitter", func() { config.MaxConnLifetimeJitter = 10 * time.Minute })
	set("pool_max_conn_idle_time", func() { config.MaxConnIdleTime = 5 * time.Minute })
	set("pool_health_check_period", func() { config.HealthCheckPeriod = 15 * time.Second })
}

// session sets parameters that the URL leaves open.
func session(config *pgx.ConnConfig, defaults map[string]string) {
	for name, value := range defaults {
		if _, ok := config.RuntimeParams[name]; !ok {
			config.RuntimeParams[name] = value
		}
	}
}

func milliseconds(d time.Duration) string { return strconv.FormatInt(d.Milliseconds(), 10) }

// single reads the URL for one connection: without what it says of the pool.
func single(url string) (*pgx.ConnConfig, error) {
	config, err := pgxpool.ParseConfig(url)
	if err != nil {
		return nil, badURL(err)
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = connectTimeout
	}
	return config.ConnConfig, nil
}

// badURL keeps the driver's words, which leave the password out.
func badURL(err error) error {
	return fault.Wrap(err, fault.Invalid, "The database URL cannot be read: %v.", err)
}
