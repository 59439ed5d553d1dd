package server_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
)

// asked keeps every different statement that pages send, with what it took once.
type asked struct {
	mu         sync.Mutex
	statements map[string][]any
}

func (a *asked) note(sql string, args []any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if strings.HasPrefix(sql, "select") || strings.HasPrefix(sql, "with") {
		a.statements[sql] = args
	}
}

// grows are the tables that get longer with the engagements.
var grows = []string{"engagement", "snapshot_parts", "event", "event_text", "item", "task", "waiver", "checkpoint", "checkpoint_line",
	"member", "notice", "attestation", "exit_request", "exit_proof", "seat_exception", "session", "feedback", "feedback_step"}

// TestEveryListHasAnIndex reads the plans of all that pages ask of the database,
// over generated engagements. Where PostgreSQL is told to use an index if it can,
// it reads a whole table only where there is none for the question. An index that
// is read without a condition gives a list its order: then its reading ends with
// the page; of engagements, which are few here, it may be read for less. The
// counting of what an administrator filters ends too, at a thousand.
func TestEveryListHasAnIndex(t *testing.T) {
	t.Parallel()
	d := newGenerated(t, 1_100)
	d.as("overseer", access.Admin)
	a := &asked{statements: map[string][]any{}}
	d.trips.asked = a
	for _, as := range []string{"engineer", "manager", "overseer"} {
		d.look(as)
	}
	d.trips.asked = nil
	if len(a.statements) < 25 {
		t.Errorf("only %d different statements were sent", len(a.statements))
	}
	conn, err := pgx.Connect(t.Context(), d.url)
	d.must(err)
	defer func() { d.must(conn.Close(context.Background())) }()
	_, err = conn.Exec(t.Context(), "set enable_seqscan = off")
	d.must(err)
	for sql, args := range a.statements {
		var plan []byte
		d.must(conn.QueryRow(t.Context(), "explain (format json) "+sql, args...).Scan(&plan))
		var explained []struct{ Plan node }
		d.must(json.Unmarshal(plan, &explained))
		for _, fault := range explained[0].Plan.faults(false) {
			t.Errorf("%s\n  in %s", fault, strings.Join(strings.Fields(sql), " "))
		}
	}
}

// look opens every page that somebody may, lists in each of their orders and on
// their second pages.
func (d *demo) look(as string) {
	d.tb.Helper()
	customer := d.seen(as)
	for _, p := range pages {
		path := d.path(customer, p.path)
		if p.customer == "" {
			path = p.path
		}
		w := d.answer(d.ask(as, http.MethodGet, path))
		d.answer(d.ask(as, http.MethodGet, path, "If-None-Match", w.Header().Get("ETag")))
	}
	for _, query := range []string{"noun=task", "noun=item&n=1", "person=1", "kind=item.", "before=9", "after=3", "noun=task&n=4080", "noun=checkpoint&n=1",
		"since=1&until=3"} {
		d.get(as, d.path(customer, "/history?"+query))
		d.get(as, d.path(customer, "/history.csv?"+query))
	}
	for _, path := range []string{"as-of?on=2026-11-24", "as-of?checkpoint=1", "compare?from=checkpoint-1&to=2026-11-24T10:00:00Z", "compare?from_on=2026-11-24"} {
		d.answer(d.ask(as, http.MethodGet, d.path(customer, "/history/"+path)))
	}
	for _, view := range []string{"attention", "mine", "ready", "waiting", "exited", "all"} {
		for _, sort := range []string{"attention", "customer", "seats", "items", "next", "updated", "-seats"} {
			page := d.get(as, "/engagements?view="+view+"&sort="+sort, "Accept-Encoding", "identity").Body.String()
			if next := nextPage.FindStringSubmatch(page); next != nil {
				d.get(as, strings.ReplaceAll(next[1], "&amp;", "&"))
			}
		}
	}
	for _, path := range playbookPages {
		d.answer(d.ask(as, http.MethodGet, path))
	}
	for _, filter := range []string{"q=a", "motion=RFA", "service=AIP", "manager=5", "why=blocked", "state=returned"} {
		d.get(as, "/engagements?"+filter)
	}
}

var nextPage = regexp.MustCompile(`href="([^"]*from=[^"]*)"`)

// seen gives a customer whom somebody sees.
func (d *demo) seen(as string) string {
	d.tb.Helper()
	found := regexp.MustCompile(`href="/engagements/(\d+)"`).FindStringSubmatch(d.get(as, "/engagements?view=all", "Accept-Encoding", "identity").Body.String())
	if found == nil {
		d.tb.Fatalf("%s sees no engagement", as)
	}
	for customer, id := range d.ids {
		if fmt.Sprint(id) == found[1] {
			return customer
		}
	}
	d.tb.Fatalf("engagement %s is not known", found[1])
	return ""
}

// node is a node of a plan.
type node struct {
	Type     string `json:"Node Type"`
	Relation string `json:"Relation Name"`
	Index    string `json:"Index Name"`
	Cond     string `json:"Index Cond"`
	Plans    []node
}

// partial indexes hold what waits for somebody, and nothing else: they are read
// whole.
var partial = regexp.MustCompile(`_(waiting|returned)$`)

// faults names what reads a whole table that grows. Limited tells whether the
// reading ends when a page is full.
func (n node) faults(limited bool) []string {
	limited = n.Type == "Limit" || limited && !slices.Contains([]string{"Sort", "Aggregate", "WindowAgg", "Hash", "Incremental Sort"}, n.Type)
	var all []string
	switch {
	case !slices.Contains(grows, n.Relation):
	case n.Type == "Seq Scan" && !limited:
		all = append(all, n.Relation+" is read to its end")
	case strings.HasPrefix(n.Type, "Index") && n.Relation != "engagement" && n.Cond == "" && !limited && !partial.MatchString(n.Index):
		all = append(all, fmt.Sprintf("%s is read to its end, by its index %s", n.Relation, n.Index))
	}
	for _, p := range n.Plans {
		all = append(all, p.faults(limited)...)
	}
	return all
}
