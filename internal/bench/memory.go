package main

import (
	"context"
	"time"
)

// What memory is aimed at, in MiB of the server's resident set.
const (
	idleMemory = 64
	loadMemory = 256
)

// memory measures what a program of its own takes: idle, some seconds after it
// was started and has answered one page, and at the most under the load of 32
// connections that ask for every page in turn.
//
// What was bought: assets are compressed by gzip alone, before the start gives
// its memory back (112 to 24 MiB idle); pages are compressed without zstd, whose
// writers hold some megabytes each.
func (b *bench) memory(ctx context.Context) ([]*table, error) {
	if !b.wants("memory") {
		return nil, nil
	}
	say("memory")
	c, err := b.serve(ctx, b.large)
	if err != nil {
		return nil, err
	}
	defer c.stop()
	t := &table{title: "Memory of the server", head: []string{"when", "MiB", ""}}
	for _, state := range []struct {
		when, name string
		limit      float64
		reach      func() error
	}{
		{"idle after one page", "VmRSS", idleMemory, func() error { return b.idle(ctx, c) }},
		{"32 connections, at the end", "VmRSS", loadMemory, func() error { return b.everyPage(ctx, c) }},
		{"32 connections, at the most", "VmHWM", loadMemory, func() error { return nil }},
	} {
		err := state.reach()
		if err == nil {
			err = b.resident(t, c, state.when, state.name, state.limit)
		}
		if err != nil {
			return nil, err
		}
	}
	return []*table{t}, nil
}

// idle asks for one page, and waits for some seconds.
func (b *bench) idle(ctx context.Context, c *child) error {
	_, err := fetchPage(c.addr, below(b.large.middling[:1])[0], b.large.engineer, browser)
	wait(ctx, time.Duration(b.times(8))*time.Second)
	return err
}

// resident adds a row of what the system tells of a server's memory.
func (b *bench) resident(t *table, c *child, when, name string, limit float64) error {
	n, ok := memoryOf(c.pid(), name)
	if !ok {
		t.note("%s: unknown on this system", when)
		return nil
	}
	aim, mib := target{limit: limit}, float64(n)/(1<<20)
	s := spread{mib, mib, mib}
	t.add(when, whole(s), aim.String()+"  "+aim.verdict(mib))
	return b.raw.single("Memory/"+name+"="+when[:2], float64(n), "B")
}

// everyPage loads a server with all measured pages, as long as a round of them
// takes.
func (b *bench) everyPage(ctx context.Context, c *child) error {
	for _, p := range measured {
		requests := gets(c.addr, p.paths(b.large.asked), p.who(b.large.asked), browser)
		l := load{addr: c.addr, source: shuffled(requests, 32), status: 200}
		if _, err := l.run(ctx, warmUp(b.slice), 2*b.slice, b.meters(c)); err != nil {
			return err
		}
	}
	return nil
}
