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
	"os"
	"syscall"
	"time"

	"gaptrack/internal/fault"
	"gaptrack/internal/notify"
	"gaptrack/internal/server"
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
	Mail    notify.Settings
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
	return c.Mail.Check()
}

// Run serves until ctx ends, then drains and gives nil. A start that ctx ends
// gives nil too.
func Run(ctx context.Context, c Config) error {
	if err := c.Check(); err != nil {
		return err
	}
	tuneMemory()
	err := run(ctx, c)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// run takes the address before it opens the database: a second program on the
// same address and data ends without having touched them.
func run(ctx context.Context, c Config) error {
	listener, err := listen(c.Addr)
	if err != nil {
		return err
	}
	defer listener.Close()
	db, err := c.Open(ctx, c.Log)
	if err != nil {
		return err
	}
	defer db.Close()
	if c.Mail.URL == "" {
		c.Mail.URL = "http://" + listener.Addr().String() // for who tries it on this machine
	}
	k := &keeper{Config: c, db: db}
	if err := k.begin(ctx); err != nil {
		return err
	}
	return serve(ctx, k, listener)
}

func listen(addr string) (net.Listener, error) {
	listener, err := net.Listen("tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fault.New(fault.Unavailable, "Another program, or another GapTrack, listens on %s already. Stop it, or choose another address by --addr.", addr)
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "GapTrack cannot listen on %s. Choose another address by --addr.", addr)
	}
	return listener, nil
}

// serve answers until ctx ends.
func serve(ctx context.Context, k *keeper, listener net.Listener) error {
	ending := make(chan struct{})
	site := k.site(ending)
	site.RegisterOnShutdown(func() { close(ending) })
	announce(k.Config, listener.Addr())
	work, stop := context.WithCancel(ctx)
	defer stop()
	kept := make(chan error, 1)
	go func() {
		kept <- k.keep(work)
		close(kept)
	}()
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
	err := drain(site, k.Log)
	stop()
	<-kept // the mails that are being sent come to their end
	return err
}

// site is the server of the pages, with limits on how long a browser may take. Its
// streams end with ending.
func (k *keeper) site(ending <-chan struct{}) *http.Server {
	return &http.Server{
		Handler: server.New(server.Config{
			Store: k.db.Store, Log: k.Log, Demo: k.Demo, Secure: k.HTTPS, Proxies: k.Proxies, Version: k.Version, Build: build(),
			Mail: server.Mail{Words: k.Mail.Words(), Sends: k.Mail.Sends(), From: k.Mail.From, URL: k.Mail.URL},
			Now:  time.Now, Ready: k.ready.Load, Ending: ending,
		}),
		ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(k.Log.Handler(), slog.LevelWarn),
	}
}

// build tells this build of the program from others: by its file's size and time.
func build() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	file, err := os.Stat(path)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%d.%d", file.Size(), file.ModTime().UnixNano())
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
