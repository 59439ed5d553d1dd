package main

import (
	"context"
	"fmt"
	"net/http"
)

// unchanged measures the answer that a page has not changed: 304, to a browser
// that names the page it has. It is held against the ceiling's full page, as
// information.
//
// What was bought: the moment of a list is compared with the newest written alone,
// by its index. Asked whether anything newer exists, PostgreSQL read the table: 166
// answers a second in place of 4,174, at 20,000 engagements.
func (b *bench) unchanged(ctx context.Context) (*table, error) {
	t := &table{
		title: "Not changed (304), to the ceiling's full page: median (least–most) of the rounds",
		head:  []string{"page", "req/s", "CPU", "p99", "CPU with PostgreSQL", "req/s of 304"},
	}
	var duels []*duel
	for _, p := range measured {
		if !b.wants("page/unchanged/" + p.name) {
			continue
		}
		d, err := b.unchangedDuel(ctx, p)
		if err != nil {
			return t, err
		}
		if d == nil {
			t.note("%s: the program does not answer 304", p.name)
			continue
		}
		duels = append(duels, d)
	}
	if len(duels) == 0 {
		return t, nil
	}
	err := b.interleave(ctx, "not changed", b.slice/2, duels)
	for _, d := range duels {
		t.add(d.title, d.ratio(rate).String(), d.ratio(serverCPU).String(), d.ratio(p99).String(), d.ratio(bothCPU).String(), whole(d.of(0, rate)))
	}
	return t, err
}

// unchangedDuel gives nil where the program does not answer by 304.
func (b *bench) unchangedDuel(ctx context.Context, p page) (*duel, error) {
	addr, who := b.large.program.addr, p.who(b.large.asked)
	if tag, err := tagOf(addr, p.paths(b.large.asked)[0], who); err != nil || tag == "" {
		return nil, err
	}
	full, err := b.pageSide(ctx, p, b.ceiling, 8, browser)
	if err != nil {
		return nil, err
	}
	full.label = "ceiling"
	ours := side{label: "gaptrack-304", meters: b.meters(b.large.program), renew: func(ctx context.Context) (load, error) {
		requests, err := conditional(ctx, addr, p.paths(b.large.asked), who)
		return load{addr: addr, source: shuffled(requests, 8), status: http.StatusNotModified}, err
	}}
	return &duel{title: p.name, name: "Unchanged/page=" + p.name + "/conns=8", key: "side", sides: [2]side{ours, full}}, nil
}

// mostTags is how many pages the browser has.
const mostTags = 40

// conditional builds the requests of a browser that has the pages already.
func conditional(ctx context.Context, addr string, paths []string, who visitor) ([][]byte, error) {
	var requests [][]byte
	for _, path := range paths[:min(mostTags, len(paths))] {
		tag, err := tagOf(addr, path, who)
		if err == nil && tag == "" {
			err = fmt.Errorf("GET %s is not answered by 304 any more", path)
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		requests = append(requests, get(addr, path, who, browser, "If-None-Match: "+tag))
	}
	return requests, nil
}

// tagTries is how often a page is asked for twice in a row: what happens between
// the two, be it a note of the session's use, may make another page of it.
const tagTries = 3

// tagOf gives the ETag of a page that answers 304 to a browser that has it. It
// is empty where the page does not.
func tagOf(addr, path string, who visitor) (string, error) {
	for range tagTries {
		first, err := fetchPage(addr, path, who, browser)
		if err != nil {
			return "", err
		}
		tag := first.header.Get("ETag")
		if tag == "" {
			return "", nil
		}
		again, err := fetch(addr, path, who, browser, tag)
		if err != nil || again.status == http.StatusNotModified {
			return tag, err
		}
	}
	return "", nil
}
