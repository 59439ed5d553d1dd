package postgres

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/playbook"
	"gaptrack/playbooks"
)

// now is the moment at which the tests play, a Monday.
var now = time.Date(2026, 11, 23, 9, 0, 0, 123_456_000, time.UTC)

// office is a store with people and the playbook that comes with the program.
type office struct {
	*Store
	url   string
	trips *roundTrips

	engineer, manager, other access.Actor // of one team; other is a manager too
	stranger                 access.Actor // a manager of another team
	admin                    access.Actor
}

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{url: pgtest.New(t), trips: &roundTrips{}}
	o.Store = New(pool(t, o.url, Options{Tracer: o.trips}))
	o.publish(t)
	o.engineer = o.person(t, "Rhea Osei", access.Engineer, "North")
	o.manager = o.person(t, "Per Lindqvist", access.Manager, "North")
	o.other = o.person(t, "Ana Souza", access.Manager, "North")
	o.stranger = o.person(t, "Sam Stone", access.Manager, "South")
	o.admin = o.person(t, "Ada Min", access.Admin, "")
	return o
}

func (o *office) publish(t *testing.T) {
	t.Helper()
	source, err := playbooks.FS.ReadFile("address-technical-gaps.md")
	must(t, err)
	_, err = o.OfferPlaybook(t.Context(), gaps, "address-technical-gaps.md", source, nil, now)
	must(t, err)
}

// nextOf publishes a file as it is, past its draft; fresh tells whether it is another
// than the newest edition.
func (o *office) nextOf(t *testing.T, slug string, source []byte, includes map[string]string) (edition *Edition, fresh bool) {
	t.Helper()
	book, err := playbook.Parse(source)
	must(t, err)
	must(t, pgx.BeginFunc(t.Context(), o.pool, func(tx pgx.Tx) error {
		came := newImport{Origin: FromProgram, Name: slug + ".md", Catalog: playbook.Catalog{Source: source, Includes: includes}, at: now}
		var id int64
		if id, fresh, err = came.publish(t.Context(), tx, slug, book.Title); err != nil {
			return err
		}
		edition, err = o.editionByID(t.Context(), tx, id)
		return err
	}))
	return edition, fresh
}

func (o *office) person(t *testing.T, name string, role access.Role, team string) access.Actor {
	t.Helper()
	email := playbook.Slug(name) + "@example.com"
	_, err := o.AddPerson(t.Context(), NewPerson{Email: email, Name: name, Role: role, Team: team})
	must(t, err)
	account, err := o.PersonByEmail(t.Context(), email)
	must(t, err)
	return account.Actor
}

// facts are those of a customer for whom tasks 4080, 4101, 3190 and 1700 are in
// scope.
func (o *office) facts() engagement.Facts {
	return engagement.Facts{
		Customer: "Nordlys Energi", Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"},
		Manager: engagement.PersonID(o.manager.ID), Cadence: engagement.Weekly, MeetsAt: 10 * 60, Zone: "Europe/Oslo",
	}
}

// begin creates an engagement of the engineer's.
func (o *office) begin(t *testing.T) engagement.ID {
	t.Helper()
	id, err := o.Create(t.Context(), engagement.Create{Facts: o.facts()}, o.engineer, now)
	must(t, err)
	return id
}

// do sends a command that must land.
func (o *office) do(t *testing.T, id engagement.ID, by access.Actor, cmd engagement.Command) Changed {
	t.Helper()
	if c, decides := cmd.(engagement.DecideExit); decides && c.Approve {
		cmd = o.shown(t, id, c)
	}
	done, err := o.Change(t.Context(), id, cmd, by, 0, now)
	if err != nil {
		t.Fatalf("%T: %v", cmd, err)
	}
	return done
}

// shown gives a decision on an exit the sight of what stands.
func (o *office) shown(t *testing.T, id engagement.ID, c engagement.DecideExit) engagement.DecideExit {
	t.Helper()
	e := o.get(t, id)
	return c.ShownBy(e.Engagement, e.Today(now))
}

// get reads an engagement as the admin sees it.
func (o *office) get(t *testing.T, id engagement.ID) *Loaded {
	t.Helper()
	l, err := o.Engagement(t.Context(), id, o.admin)
	must(t, err)
	return l
}

// ready takes an engagement to where its exit can be requested.
func (o *office) ready(t *testing.T, id engagement.ID) {
	t.Helper()
	book := o.get(t, id).Edition.Playbook
	o.do(t, id, o.engineer, attest(engagement.NounInput, len(book.KeyInputs)))
	o.do(t, id, o.engineer, attest(engagement.NounOutput, len(book.KeyOutputs)))
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})
	o.do(t, id, o.engineer, engagement.ChangeTask{
		FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new("Kari Nordmann"), ConfirmedOn: new(day.New(2026, 11, 20)),
	})
}

func attest(noun engagement.Noun, count int) engagement.Attest {
	answers := map[int]engagement.Answer{}
	for n := 1; n <= count; n++ {
		answers[n] = engagement.Answer{Met: true, Words: "seen"}
	}
	return engagement.Attest{Noun: noun, Answers: answers}
}

// visit is a look at a page by somebody with a session of their own.
func (o *office) visit(t *testing.T, by access.Actor) *Visit {
	t.Helper()
	token := []byte(rand.Text())
	id := engagement.PersonID(by.ID)
	must(t, o.StartSession(t.Context(), token, id, now, now.Add(time.Hour)))
	return o.Visit(Session{TokenHash: token, Person: id, Now: now, Idle: time.Hour}, 0)
}

// verified fails the test unless everything verifies.
func (o *office) verified(t *testing.T) Verification {
	t.Helper()
	v, err := o.Verify(t.Context(), nil)
	must(t, err)
	if len(v.Failures) > 0 {
		t.Fatalf("does not verify: %v", v.Failures)
	}
	return v
}

// run executes SQL behind the program's back.
func (o *office) run(t *testing.T, sql string, args ...any) {
	t.Helper()
	_, err := o.pool.Exec(t.Context(), sql, args...)
	must(t, err)
}

func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if fault.KindOf(err) != kind || err == nil {
		t.Errorf("got error %v, want a fault of kind %d", err, kind)
	}
}

// roundTrips counts round trips: queries and batches, not the statements in them.
type roundTrips struct{ count atomic.Int64 }

func (c *roundTrips) TraceQueryStart(ctx context.Context, _ *pgx.Conn, _ pgx.TraceQueryStartData) context.Context {
	c.count.Add(1)
	return ctx
}

func (c *roundTrips) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

// TraceBatchStart counts a batch, unless it only tells of a change, which nobody
// waits for.
func (c *roundTrips) TraceBatchStart(ctx context.Context, _ *pgx.Conn, batch pgx.TraceBatchStartData) context.Context {
	tells := func(q *pgx.QueuedQuery) bool { return strings.Contains(q.SQL, "pg_notify") }
	if !slices.ContainsFunc(batch.Batch.QueuedQueries, tells) {
		c.count.Add(1)
	}
	return ctx
}

func (c *roundTrips) TraceBatchQuery(context.Context, *pgx.Conn, pgx.TraceBatchQueryData) {}
func (c *roundTrips) TraceBatchEnd(context.Context, *pgx.Conn, pgx.TraceBatchEndData)     {}

// during counts the round trips that do makes, once statements are prepared.
func (c *roundTrips) during(t *testing.T, do func()) int64 {
	t.Helper()
	do()
	before := c.count.Load()
	do()
	return c.count.Load() - before
}
