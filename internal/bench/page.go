package main

import (
	"context"
	"fmt"
	"slices"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
)

// page is a page that is asked for, of a dataset as somebody.
type page struct {
	name  string
	who   func(asked) visitor
	paths func(asked) []string
}

func (a asked) asEngineer() visitor { return a.engineer }
func (a asked) asManager() visitor  { return a.manager }
func (a asked) asAdmin() visitor    { return a.admin }

// myPortfolio is the view with the engagements of who asks.
const myPortfolio = route.Engagements + "?view=mine"

// measured are the pages that are held against the ceiling.
var measured = []page{
	{"overview", asked.asEngineer, func(a asked) []string { return below(a.middling) }},
	{"tasks", asked.asEngineer, func(a asked) []string { return below(a.many, "tasks") }},
	{"checklist", asked.asEngineer, func(a asked) []string { return below(a.middling, "checklist") }},
	{"checkpoint", asked.asEngineer, heldPaths},
	{"portfolio", asked.asEngineer, func(asked) []string { return []string{myPortfolio} }},
}

// below gives the paths of a page of some engagements.
func below(ids []int64, parts ...any) []string {
	var all []string
	for _, id := range ids {
		all = append(all, route.Engagement(engagement.ID(id), parts...))
	}
	return all
}

func heldPaths(a asked) []string {
	var all []string
	for id, n := range a.held {
		all = append(all, route.Checkpoint(engagement.ID(id), n))
	}
	slices.Sort(all)
	return all
}

// pages compares every measured page with the ceiling's, at 8 and 32
// connections, as a browser asks and without compression. Aimed at is 0.7 of the
// ceiling's requests a second, 1.5 times its CPU time of a request in the
// server's process, and 1.5 times its p99. Beside the full page stands the
// answer that nothing has changed, held against the ceiling's full page.
//
// What was bought, by profile: the session proven beside the rows (one round trip
// in place of two, two statements in place of eighteen); records as one snapshot;
// scope's sentences written when they are asked for; rows of lists as one template
// each, choices drawn once, no computed classes (templ makes two maps of each);
// gzip at its quickest level, no zstd; the collector at five times what lives.
// What is left, by a profile of the tasks' page, of its time in the handler: 28 %
// templ, above all one fmt.Sprint and one errors.Join a value; 18 % the snapshot;
// 14 % the view; 13 % the round trip; the rest, compression first, is the ceiling's
// own. Tried without use: more indexes. Not done: keeping drawn pages by their tag,
// which would serve a browser that kept its own copy nothing.
func (b *bench) pages(ctx context.Context) ([]*table, error) {
	var tables []*table
	for _, as := range []encoding{browser, identity} {
		duels, err := b.pageDuels(ctx, as)
		if err == nil && len(duels) > 0 {
			err = b.interleave(ctx, "pages, "+string(as), b.slice, duels)
			tables = append(tables, pageRatios(as, duels), numbers(as, duels))
		}
		if err != nil {
			return tables, err
		}
	}
	t, err := b.unchanged(ctx)
	return append(tables, t), err
}

// pageDuels makes the duels of one encoding that the options ask for.
func (b *bench) pageDuels(ctx context.Context, as encoding) ([]*duel, error) {
	var duels []*duel
	for _, p := range measured {
		for _, connections := range []int{8, 32} {
			name := fmt.Sprintf("page=%s/conns=%d/enc=%s", p.name, connections, as)
			if !b.wants("page/" + name[len("page="):]) {
				continue
			}
			d := &duel{title: fmt.Sprintf("%s, %d connections", p.name, connections), name: "Page/" + name, key: "side"}
			for i, server := range []*child{b.large.program, b.ceiling} {
				s, err := b.pageSide(ctx, p, server, connections, as)
				if err != nil {
					return nil, err
				}
				d.sides[i] = s
			}
			d.sides[0].label, d.sides[1].label = "gaptrack", "ceiling"
			duels = append(duels, d)
		}
	}
	return duels, nil
}

// pageSide asks for every path once, which shows that each is there, and makes
// the load. An answer that is a quarter shorter than the shortest is none.
func (b *bench) pageSide(ctx context.Context, p page, server *child, connections int, as encoding) (side, error) {
	requests := gets(server.addr, p.paths(b.large.asked), p.who(b.large.asked), as)
	return b.sideOf(ctx, server, requests, connections)
}

func (b *bench) sideOf(ctx context.Context, server *child, requests [][]byte, connections int) (side, error) {
	l := load{addr: server.addr, status: 200}
	answers, err := l.each(ctx, requests)
	if err != nil {
		return side{}, err
	}
	for _, a := range answers {
		if floor := a.body * 3 / 4; l.floor == 0 || floor < l.floor {
			l.floor = floor
		}
	}
	l.source = shuffled(requests, connections)
	return side{load: l, meters: b.meters(server)}, nil
}
