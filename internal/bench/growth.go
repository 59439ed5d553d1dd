package main

import (
	"context"
	"errors"
	"fmt"
	"html"
	"regexp"
	"strconv"

	"gaptrack/internal/route"
)

// allOfThem is the view with every engagement that the person sees.
const allOfThem = route.Engagements + "?view=all"

// grown are the pages that must stay as fast when the database grows: all that
// show an engagement, and every list.
var grown = append([]page{
	{"work", asked.asEngineer, func(asked) []string { return []string{route.Work} }},
	{"history", asked.asEngineer, func(a asked) []string { return below(a.many, "history") }},
	{"checkpoints", asked.asEngineer, func(a asked) []string { return below(a.many, "checkpoints") }},
	{"exit", asked.asEngineer, func(a asked) []string { return below(a.many, "exit") }},
	{"approvals", asked.asManager, func(asked) []string { return []string{route.Approvals} }},
	{"portfolio-admin", asked.asAdmin, func(asked) []string { return []string{allOfThem} }},
}, measured...)

// growth compares every page over the large database with the same over the
// small one, one request at a time, asked by people with about as much work. The
// last row is a deep page of an administrator's list against its first, both
// over the large database. Aimed at is 1.3 times the time, in the mean and in
// the median.
//
// What was bought: the portfolio ranks keys and counts to a thousand; filters offer
// one's own team's managers; people come from a directory; approvals look for what
// waits in the engagements that are seen. What is left: those are looked up one by
// one, five hundred of a manager's, where a small database's tables are read whole
// in less time.
func (b *bench) growth(ctx context.Context) ([]*table, error) {
	duels, err := b.growthDuels(ctx)
	if err != nil || len(duels) == 0 {
		return nil, err
	}
	err = b.interleave(ctx, "growth", b.slice/2, duels)
	return []*table{b.growthTable(duels)}, err
}

func (b *bench) growthDuels(ctx context.Context) ([]*duel, error) {
	var duels []*duel
	for _, p := range grown {
		if !b.wants("growth/" + p.name) {
			continue
		}
		d := &duel{title: p.name, name: "Growth/page=" + p.name, key: "of"}
		for i, of := range []*dataset{b.large, b.small} {
			var err error
			if d.sides[i], err = b.grownSide(ctx, p, of); err != nil {
				return nil, err
			}
		}
		duels = append(duels, d)
	}
	if !b.wants("growth/deep") {
		return duels, nil
	}
	d, err := b.deep(ctx)
	return append(duels, d), err
}

func (b *bench) growthTable(duels []*duel) *table {
	t := &table{
		title: fmt.Sprintf("Growth, %d engagements to %d, 1 connection: median (least–most) of the rounds", b.large.size, b.small.size),
		head: []string{"page", "mean " + growthTime.String(), "median " + growthTime.String(), "CPU", "PostgreSQL CPU",
			"mean µs", "was", "B/answer", "was"},
	}
	for _, d := range duels {
		t.add(d.title, growthTime.judged(d.ratio(mean)), growthTime.judged(d.ratio(median)), d.ratio(serverCPU).String(), d.ratio(dbCPU).String(),
			whole(d.of(0, mean)), whole(d.of(1, mean)), whole(d.of(0, bytesEach)), whole(d.of(1, bytesEach)))
	}
	return t
}

func (b *bench) grownSide(ctx context.Context, p page, d *dataset) (side, error) {
	s, err := b.sideOf(ctx, d.program, gets(d.program.addr, p.paths(d.asked), p.who(d.asked), browser), 1)
	s.label = strconv.Itoa(d.size)
	return s, err
}

// deepPage is how far a list is read.
const deepPage = 50

// deep compares a page far down a list with its first.
func (b *bench) deep(ctx context.Context) (*duel, error) {
	path, n, err := b.follow(ctx, allOfThem, deepPage)
	if err != nil {
		return nil, err
	}
	d := &duel{title: fmt.Sprintf("portfolio-admin, page %d to page 1", n), name: "Growth/page=portfolio-deep", key: "of"}
	for i, path := range []string{path, allOfThem} {
		requests := gets(b.large.program.addr, []string{path}, b.large.admin, browser)
		if d.sides[i], err = b.sideOf(ctx, b.large.program, requests, 1); err != nil {
			return nil, err
		}
	}
	d.sides[0].label, d.sides[1].label = "page-"+strconv.Itoa(n), "page-1"
	return d, nil
}

var nextLink = regexp.MustCompile(`<a class="button" href="([^"]*)" rel="next"`)

// follow reads a list by its links to the next page, and gives page n, or the
// last one where there are not so many.
func (b *bench) follow(ctx context.Context, path string, n int) (string, int, error) {
	for at := 1; at < n; at++ {
		f, err := fetchPage(b.large.program.addr, path, b.large.admin, identity)
		if err != nil {
			return "", 0, err
		}
		next := nextLink.FindSubmatch(f.body)
		if next == nil && at > 1 {
			return path, at, nil
		}
		if next == nil {
			return "", 0, errors.New("the administrator's list has no link to a next page")
		}
		path = html.UnescapeString(string(next[1]))
		if ctx.Err() != nil {
			return "", 0, ctx.Err()
		}
	}
	return path, n, nil
}
