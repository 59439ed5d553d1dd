package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"net"
	"time"

	"golang.org/x/sync/errgroup"
)

// load is what one slice asks for. Each source is a connection's own: it asks
// one request after another and waits for each answer. Redirects are not
// followed.
type load struct {
	addr   string // host:port
	source []func() []byte
	status int   // that every answer must have
	floor  int64 // bytes of a body that no answer may be short of
}

// patience is how long an answer may take once its slice has ended.
const patience = 20 * time.Second

// run asks for as long as warm and long together, and measures the second of
// them. The first answer that is not as it must be ends it.
func (l load) run(ctx context.Context, warm, long time.Duration, m meters) (slice, error) {
	begin := time.Now().Add(warm)
	end := begin.Add(long)
	tallies := make([]tally, len(l.source))
	var s slice
	group, all := errgroup.WithContext(ctx)
	for i := range l.source {
		group.Go(func() error { return l.connection(all, i, begin, end, &tallies[i]) })
	}
	group.Go(func() error {
		s = m.between(all, begin, end)
		return nil
	})
	if err := group.Wait(); err != nil {
		return slice{}, err
	}
	return s.with(tallies), nil
}

// tally is what one connection has counted.
type tally struct {
	times []time.Duration
	wire  int64
}

func (l load) connection(ctx context.Context, i int, begin, end time.Time, t *tally) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.addr)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(end.Add(patience)); err != nil {
		return err
	}
	in := bufio.NewReaderSize(conn, 64<<10)
	for was := time.Now(); was.Before(end) && ctx.Err() == nil; {
		a, err := l.ask(conn, in, l.source[i]())
		if err != nil {
			return err
		}
		now := time.Now()
		if !now.Before(begin) && now.Before(end) {
			t.times = append(t.times, now.Sub(was))
			t.wire += a.wire
		}
		was = now
	}
	return ctx.Err()
}

// ask sends one request and checks its answer.
func (l load) ask(conn net.Conn, in *bufio.Reader, request []byte) (answer, error) {
	_, err := conn.Write(request)
	var a answer
	if err == nil {
		a, err = readAnswer(in)
	}
	switch {
	case err != nil:
		return a, fmt.Errorf("%s: %w", firstLine(request), err)
	case l.status != 0 && a.status != l.status:
		return a, fmt.Errorf("%s answered %d, not %d", firstLine(request), a.status, l.status)
	case a.body < l.floor:
		return a, fmt.Errorf("%s answered %d bytes, less than %d", firstLine(request), a.body, l.floor)
	}
	return a, nil
}

func firstLine(request []byte) string {
	line, _, _ := bytes.Cut(request, []byte(" HTTP/"))
	return string(line)
}

// each asks every request once, over one connection, and gives the answers.
func (l load) each(ctx context.Context, requests [][]byte) ([]answer, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", l.addr)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	in := bufio.NewReaderSize(conn, 64<<10)
	var all []answer
	for _, request := range requests {
		if err := conn.SetDeadline(time.Now().Add(patience)); err != nil {
			return nil, err
		}
		a, err := l.ask(conn, in, request)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	return all, nil
}
