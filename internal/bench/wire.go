package main

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// What goes over the wire is aimed at to stay below, in bytes with the heads of
// the answers: a page, and a first visit with all that the page refers to.
const (
	largestPage  = 20_000
	largestVisit = 80_000
)

// wire measures what a browser is sent: each page compressed, the longest and
// the usual of those that are asked for, and the first visit to it, all in.
// Asked again with its ETag, a page is to answer 304; what it refers to is to be
// kept for ever.
//
// What was bought: a row's quick form without its frame; nothing else was needed.
func (b *bench) wire(ctx context.Context) ([]*table, error) {
	if !b.wants("wire") {
		return nil, nil
	}
	page, visit := target{limit: largestPage}, target{limit: largestVisit}
	t := &table{
		title: "Over the wire, compressed, in bytes",
		head:  []string{"page", "usual", "longest " + page.String(), "first visit " + visit.String(), "asked again", "assets"},
	}
	for _, p := range grown {
		say("wire: %s", p.name)
		v, err := b.visit(ctx, p)
		if err != nil {
			return []*table{t}, err
		}
		t.add(p.name, fmt.Sprint(v.usual), fmt.Sprintf("%d  %s", v.longest, page.verdict(float64(v.longest))),
			fmt.Sprintf("%d  %s", v.all, visit.verdict(float64(v.all))), v.again, v.kept)
		err = b.raw.single("Wire/page="+p.name, float64(v.longest), "B/page")
		if err == nil {
			err = b.raw.single("Wire/page="+p.name, float64(v.all), "B/visit")
		}
		if err != nil {
			return []*table{t}, err
		}
	}
	return []*table{t}, nil
}

// visit is what a page and a first visit to it come to.
type visit struct {
	usual, longest, all int64 // bytes
	again, kept         string
}

// visit asks for every path of a page, and for all that the longest refers to.
func (b *bench) visit(ctx context.Context, p page) (visit, error) {
	addr, who, paths := b.large.program.addr, p.who(b.large.asked), p.paths(b.large.asked)
	l := load{addr: addr, status: http.StatusOK}
	answers, err := l.each(ctx, gets(addr, paths, who, browser))
	if err != nil {
		return visit{}, err
	}
	longest := 0
	var sizes []int64
	for i, a := range answers {
		sizes = append(sizes, a.wire)
		if a.wire > answers[longest].wire {
			longest = i
		}
	}
	slices.Sort(sizes)
	v := visit{usual: sizes[len(sizes)/2], longest: answers[longest].wire}
	first, err := fetchPage(addr, paths[longest], who, browser)
	if err != nil {
		return v, err
	}
	assets, kept, err := b.assets(ctx, addr, paths[longest], first.body)
	v.all, v.kept = v.longest+assets, kept
	if err == nil {
		v.again, err = again(addr, paths[longest], who)
	}
	return v, err
}

// again tells what a page answers to a browser that has it.
func again(addr, path string, who visitor) (string, error) {
	tag, err := tagOf(addr, path, who)
	if tag == "" {
		return "no 304  not met", err
	}
	return "304  met", err
}

// assets asks for all that a page refers to. It gives their bytes, and whether
// all of them are kept for ever.
func (b *bench) assets(ctx context.Context, addr, path string, body []byte) (int64, string, error) {
	sum, kept := int64(0), "immutable  met"
	names, err := references(path, body)
	if err != nil {
		return 0, "", err
	}
	l := load{addr: addr, status: http.StatusOK}
	for _, name := range names {
		answers, err := l.each(ctx, [][]byte{get(addr, name, visitor{}, browser)})
		if err != nil {
			return 0, "", err
		}
		sum += answers[0].wire
		f, err := fetch(addr, name, visitor{}, browser, "")
		if err != nil {
			return 0, "", err
		}
		if !strings.Contains(f.header.Get("Cache-Control"), "immutable") {
			kept = name + " is not immutable  not met"
		}
	}
	return sum, kept, nil
}
