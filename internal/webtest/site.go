package webtest

import (
	"bufio"
	"context"
	"errors"
	"io"
	"log/slog"
	"strings"

	"gaptrack/internal/app"
)

// Site is the whole program, serving the demo on a port of its own.
type Site struct {
	Base string // http://127.0.0.1:PORT
	stop context.CancelFunc
	done chan error
}

// Start runs the program on a database, and gives the site once it listens.
func Start(ctx context.Context, db app.Database, log *slog.Logger) (*Site, error) {
	return StartOn(ctx, "127.0.0.1:0", db, log)
}

// StartOn is Start on an address, as of a program that was stopped.
func StartOn(ctx context.Context, addr string, db app.Database, log *slog.Logger) (*Site, error) {
	ctx, stop := context.WithCancel(ctx)
	out, in := io.Pipe()
	s := &Site{stop: stop, done: make(chan error, 1)}
	go func() {
		err := app.Run(ctx, app.Config{Database: db, Addr: addr, Demo: true, Version: "test", Out: in, Log: log})
		in.CloseWithError(errors.Join(err, io.EOF))
		s.done <- err
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if base, found := strings.CutPrefix(lines.Text(), "listening on "); found {
			s.Base = base
			go func() { _, _ = io.Copy(io.Discard, out) }() // what it says later is of no matter
			return s, nil
		}
	}
	stop()
	return nil, errors.Join(errors.New("the program ended before it listened"), <-s.done)
}

// Stop drains the program and gives the error that it ended with.
func (s *Site) Stop() error {
	s.stop()
	return <-s.done
}
