package server_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/internal/sample"
	"gaptrack/internal/server"
	"gaptrack/internal/signin"
	"gaptrack/playbooks"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }

// demo is the site on a database with the demo portfolio.
type demo struct {
	tb      testing.TB
	handler http.Handler
	url     string // of its database
	store   *postgres.Store
	trips   *roundTrips
	now     time.Time
	tokens  map[string]signin.Token
	people  map[string]int64         // by the demo's buttons
	ids     map[string]engagement.ID // by customer
}

func newDemo(tb testing.TB) *demo {
	tb.Helper()
	d := newSite(tb)
	d.must(sample.Load(tb.Context(), d.store, d.now, slog.New(slog.DiscardHandler)))
	d.know()
	return d
}

// newGenerated is the site on a generated portfolio.
func newGenerated(tb testing.TB, engagements int) *demo {
	tb.Helper()
	d := newSite(tb)
	_, err := sample.Generate(tb.Context(), d.store, sample.Wish{Engagements: engagements, Seed: 1, Now: d.now})
	d.must(err)
	d.must(d.store.Analyze(tb.Context()))
	d.know()
	return d
}

// newSite is the site without an engagement.
func newSite(tb testing.TB) *demo {
	tb.Helper()
	d := &demo{
		tb: tb, url: pgtest.New(tb), trips: &roundTrips{}, now: time.Now(),
		tokens: map[string]signin.Token{}, people: map[string]int64{}, ids: map[string]engagement.ID{},
	}
	pool, err := postgres.Open(tb.Context(), d.url, postgres.Options{Tracer: d.trips})
	d.must(err)
	tb.Cleanup(pool.Close)
	d.store = postgres.New(pool)
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	d.must(err)
	_, err = d.store.OfferPlaybook(tb.Context(), gaps, gaps+".md", source, nil, d.now)
	d.must(err)
	d.serve("a build")
	return d
}

// know learns the engagements' IDs.
func (d *demo) know() {
	d.tb.Helper()
	q := postgres.PortfolioQuery{Phase: postgres.PhaseAll}
	for more := true; more; more = q.Cursor != "" {
		page, err := d.store.Portfolio(d.tb.Context(), access.System, q)
		d.must(err)
		for _, row := range page.Rows {
			d.ids[row.Customer] = row.ID
		}
		q.Cursor = page.Next
	}
}

// serve makes the handler of a build of the program.
func (d *demo) serve(build string) {
	d.handler = server.New(server.Config{
		Store: d.store, Log: slog.New(slog.DiscardHandler), Demo: true, Version: "test", Build: build,
		Now: func() time.Time { return d.now },
	})
}

// run executes SQL behind the program's back.
func (d *demo) run(sql string, args ...any) {
	d.tb.Helper()
	conn, err := pgx.Connect(d.tb.Context(), d.url)
	d.must(err)
	defer func() { d.must(conn.Close(d.tb.Context())) }()
	_, err = conn.Exec(d.tb.Context(), sql, args...)
	d.must(err)
}

// rename gives somebody another name.
func (d *demo) rename() { d.run("update person set name = 'R. Osei-Bonsu' where demo = 'engineer'") }

// write changes something of a customer's engagement.
func (d *demo) write(customer string) {
	d.tb.Helper()
	by, err := d.store.PersonByDemo(d.tb.Context(), "engineer")
	d.must(err)
	_, err = d.store.Change(d.tb.Context(), d.ids[customer], engagement.ChangeItem{N: 1, Notes: new("Seen again.")}, by.Actor, 0, d.now)
	d.must(err)
}

// as adds somebody of no team, whom ask knows by a name of theirs.
func (d *demo) as(name string, role access.Role) {
	d.tb.Helper()
	_, err := d.store.AddPerson(d.tb.Context(), postgres.NewPerson{Email: name + "@example.com", Name: name, Role: role, Demo: name})
	d.must(err)
}

// rewrite puts new words for old ones into the draft of the playbook, pair by pair.
func (d *demo) rewrite(as string, replace ...string) (access.Actor, *postgres.Draft) {
	d.tb.Helper()
	by, err := d.store.PersonByDemo(d.tb.Context(), as)
	d.must(err)
	draft, err := d.store.EditDraft(d.tb.Context(), gaps, 0, "The new month", func(c playbook.Catalog) (playbook.Catalog, error) {
		c.Source = []byte(strings.NewReplacer(replace...).Replace(string(c.Source)))
		return c, nil
	}, by.Actor, d.now)
	d.must(err)
	return by.Actor, draft
}

// publish makes the next edition of the playbook by new words for old ones.
func (d *demo) publish(as string, replace ...string) {
	d.tb.Helper()
	by, draft := d.rewrite(as, replace...)
	_, err := d.store.PublishDraft(d.tb.Context(), gaps, draft.Version, "The new month", by, d.now)
	d.must(err)
}

func (d *demo) must(err error) {
	d.tb.Helper()
	if err != nil {
		d.tb.Fatal(err)
	}
}

// path gives a page of a customer's engagement, or path itself for no customer.
func (d *demo) path(customer, path string) string {
	if customer == "" {
		return path
	}
	id := d.ids[customer]
	if id == 0 {
		d.tb.Fatalf("the demo has no %s", customer)
	}
	return route.Engagement(id) + path
}

// ask makes the request of a demo person's browser; as is empty for nobody.
func (d *demo) ask(as, method, path string, header ...string) *http.Request {
	d.tb.Helper()
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if as == "" {
		return r
	}
	if d.tokens[as] == "" {
		who, err := d.store.PersonByDemo(d.tb.Context(), as)
		d.must(err)
		token := signin.NewToken()
		d.must(d.store.StartSession(d.tb.Context(), token.Hash(), engagement.PersonID(who.ID), d.now, d.now.Add(signin.LifeTime)))
		d.tokens[as], d.people[as] = token, who.ID
	}
	r.AddCookie(&http.Cookie{Name: "gaptrack", Value: d.tokens[as].Cookie(d.people[as])})
	return r
}

// answer gives what the site answers.
func (d *demo) answer(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

// get opens a page that must be there.
func (d *demo) get(as, path string, header ...string) *httptest.ResponseRecorder {
	d.tb.Helper()
	w := d.answer(d.ask(as, http.MethodGet, path, header...))
	if w.Code != http.StatusOK && w.Code != http.StatusNotModified {
		d.tb.Fatalf("GET %s as %s: %d\n%.400s", path, as, w.Code, w.Body)
	}
	return w
}

// roundTrips counts round trips to the database: queries and batches, not the
// statements in them, and not what only tells of a change, which nobody waits for.
type roundTrips struct {
	count atomic.Int64
	asked *asked // hears every statement, if not nil
}

func (c *roundTrips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, q pgx.TraceQueryStartData) context.Context {
	if strings.TrimSpace(q.SQL) != ";" && q.SQL != "-- ping" {
		c.count.Add(1)
	}
	if c.asked != nil {
		c.asked.note(q.SQL, q.Args)
	}
	return ctx
}

func (c *roundTrips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (c *roundTrips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, batch pgx.TraceBatchStartData) context.Context {
	tells := false
	for _, q := range batch.Batch.QueuedQueries {
		tells = tells || strings.Contains(q.SQL, "pg_notify")
		if c.asked != nil {
			c.asked.note(q.SQL, q.Arguments)
		}
	}
	if !tells {
		c.count.Add(1)
	}
	return ctx
}

func (c *roundTrips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (c *roundTrips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// during counts the round trips that do makes, once statements are prepared.
func (c *roundTrips) during(do func()) int64 {
	do()
	before := c.count.Load()
	do()
	return c.count.Load() - before
}
