package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"sync/atomic"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/server"
	"gaptrack/internal/signin"
	"gaptrack/web/static"
)

// drainTime is how long requests under way may take once the program stops.
const drainTime = 10 * time.Second

// Config is what the program is told by its flags and environment.
type Config struct {
	Database
	Addr    string   // host:port; port 0 picks one
	Demo    bool     // demo people and portfolio, and their sign-in without a password
	HTTPS   bool     // browsers reach it over HTTPS, through a proxy
	Proxies []string // networks of the proxies whose X-Forwarded-For is believed, as CIDR
	Version string
	Out     io.Writer // hears where the program listens
	Log     *slog.Logger
}

// Check refuses what must not be served: a demo, which lets anybody in, is for
// this machine alone.
func (c Config) Check() error {
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "The address %q is not of the form HOST:PORT.", c.Addr)
	}
	if addr, err := netip.ParseAddr(host); c.Demo && host != "localhost" && (err != nil || !addr.IsLoopback()) {
		return fault.New(fault.Invalid,
			"The demo lets everybody in without a password, so it is served on a loopback address only, such as 127.0.0.1:8080, and not on %s.", c.Addr)
	}
	for _, network := range c.Proxies {
		if _, err := netip.ParsePrefix(network); err != nil {
			return fault.Wrap(err, fault.Invalid, "The trusted proxy %q is not a network like 10.0.0.0/8.", network)
		}
	}
	return nil
}

// Run serves until ctx ends, then drains and gives nil.
func Run(ctx context.Context, c Config) error {
	if err := c.Check(); err != nil {
		return err
	}
	db, err := c.Open(ctx, c.Log)
	if err != nil {
		return err
	}
	defer db.Close()
	return serve(ctx, c, db)
}

func serve(ctx context.Context, c Config, db *OpenDatabase) error {
	var ready atomic.Bool
	if err := prepare(ctx, c, db); err == nil {
		ready.Store(true)
	} else if fault.KindOf(err) != fault.Unavailable {
		return err
	}
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return fault.Wrap(err, fault.Unavailable, "GapTrack cannot listen on %s: is another program, or another GapTrack, using it? --addr names another.", c.Addr)
	}
	site := &http.Server{
		Handler: server.New(server.Config{
			Store: db.Store, Log: c.Log, Demo: c.Demo, Secure: c.HTTPS, Proxies: c.Proxies, Version: c.Version, Now: time.Now, Ready: ready.Load,
		}),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(c.Log.Handler(), slog.LevelWarn),
	}
	announce(c, listener.Addr())
	work, stop := context.WithCancel(ctx)
	defer stop()
	kept := make(chan error, 1)
	go func() { kept <- keep(work, c, db, &ready) }()
	served := make(chan error, 1)
	go func() { served <- site.Serve(listener) }()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case err := <-kept:
		if err != nil {
			return errors.Join(err, site.Close())
		}
	case <-ctx.Done():
	}
	return drain(site, c.Log)
}

// drain lets requests under way end.
func drain(site *http.Server, log *slog.Logger) error {
	log.Info("stopping", "drain", drainTime)
	ctx, cancel := context.WithTimeout(context.Background(), drainTime)
	defer cancel()
	if err := site.Shutdown(ctx); errors.Is(err, context.DeadlineExceeded) {
		return site.Close()
	} else if err != nil {
		return fmt.Errorf("stop: %w", err)
	}
	return nil
}

func announce(c Config, addr net.Addr) {
	for _, name := range static.Missing() {
		c.Log.Warn("a script is missing, so pages work without it; `make assets` fetches it", "file", name)
	}
	fmt.Fprintf(c.Out, "listening on http://%s\n", addr)
	if c.Demo {
		fmt.Fprintf(c.Out, "Open http://%s in a browser and sign in with one of the demo buttons. Ctrl-C stops.\n", addr)
	}
}

// keep does what no request does: it finishes a start that waits for its
// database, and lets dates pass.
func keep(ctx context.Context, c Config, db *OpenDatabase, ready *atomic.Bool) error {
	for !ready.Load() {
		if !pause(ctx, 2*time.Second) {
			return nil
		}
		switch err := prepare(ctx, c, db); {
		case err == nil:
			ready.Store(true)
			c.Log.Info("the database is there")
		case fault.KindOf(err) != fault.Unavailable:
			return err
		}
	}
	for pause(ctx, time.Minute) {
		sweep(ctx, db.Store, c.Log)
	}
	return nil
}

// sweep renews the summaries that a date made stale, and forgets sessions that
// ended.
func sweep(ctx context.Context, store *postgres.Store, log *slog.Logger) {
	n, err := store.Sweep(ctx, time.Now())
	if err == nil {
		_, err = store.PruneSessions(ctx, time.Now(), signin.IdleTime)
	}
	if err != nil && ctx.Err() == nil {
		log.Error("sweep", "error", err)
	} else if n > 0 {
		log.Info("sweep", "renewed", n)
	}
}

// pause waits, and reports whether there is still something to do.
func pause(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
