package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// longestStart is aimed at: from the program's start to the first page, on a
// database that holds the data, whose PostgreSQL runs.
const longestStart = time.Second

// starts measures how long it takes from the start of `gaptrack serve` to the
// first page that it answers, over the large database.
//
// What was bought and what was tried: nothing, it was a sixth of what is aimed at.
func (b *bench) starts(ctx context.Context) ([]*table, error) {
	if !b.wants("start") {
		return nil, nil
	}
	var all []float64
	for n := range b.times(5) {
		say("start: %d of %d", n+1, b.times(5))
		took, err := b.firstPage(ctx)
		if err != nil {
			return nil, err
		}
		if err := b.raw.single("Start/page=overview", float64(took.Nanoseconds()), "ns/op"); err != nil {
			return nil, err
		}
		all = append(all, float64(took.Milliseconds()))
	}
	aim := target{limit: float64(longestStart.Milliseconds())}
	s := spreadOf(all)
	t := &table{title: "Start", head: []string{"from its start to the first page", "ms " + aim.String()}}
	t.add(fmt.Sprintf("%d engagements", b.large.size), s.in("%.0f")+"  "+aim.verdict(s.most))
	return []*table{t}, nil
}

// firstPage starts one more program, and ends it once it has answered.
func (b *bench) firstPage(ctx context.Context) (time.Duration, error) {
	path := below(b.large.middling[:1])[0]
	begun := time.Now()
	c, err := b.serve(ctx, b.large)
	if err != nil {
		return 0, err
	}
	defer c.stop()
	for {
		f, err := fetch(c.addr, path, b.large.engineer, browser, "")
		switch {
		case err == nil && f.status == http.StatusOK:
			return time.Since(begun), nil
		case time.Since(begun) > patience:
			return 0, fmt.Errorf("no page after %v: %d, %w", patience, f.status, err)
		case !wait(ctx, 2*time.Millisecond):
			return 0, ctx.Err()
		}
	}
}
