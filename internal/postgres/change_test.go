package postgres

import (
	"errors"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	e := o.get(t, id)
	if e.Version != 2 || e.Facts.Phase != engagement.Remediate || e.Members[int(o.engineer.ID)] == nil {
		t.Errorf("created: version %d, %+v, members %v", e.Version, e.Facts, e.Members)
	}
	if e.Facts.Customer != "Nordlys Energi" || e.Facts.Cadence != engagement.Weekly || e.ManagerTeam != o.manager.TeamID {
		t.Errorf("facts %+v, manager's team %d", e.Facts, e.ManagerTeam)
	}
	bad := o.facts()
	bad.Seats = 0
	_, err := o.Create(t.Context(), engagement.Create{Facts: bad}, o.engineer, now)
	wantKind(t, err, fault.Invalid)
	o.verified(t)
}

func TestCreateNeedsPlaybook(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.run(t, "alter table edition disable trigger all")
	o.run(t, "delete from edition")
	_, err := o.Create(t.Context(), engagement.Create{Facts: o.facts()}, o.engineer, now)
	wantKind(t, err, fault.Conflict)
}

func TestChangeMergesAndClashes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	seen := o.get(t, id).Version
	o.do(t, id, o.manager, engagement.ChangeTask{FTOP: 4080, Notes: new("theirs")})

	mine := engagement.ChangeTask{FTOP: 4080, Notes: new(""), State: new(engagement.InProgress)}
	_, err := o.Change(t.Context(), id, mine, o.engineer, seen, now)
	must(t, err)
	if got := o.get(t, id).Tasks[4080]; got.Notes != "theirs" || got.State != engagement.InProgress {
		t.Errorf("merged into %+v", got)
	}

	_, err = o.Change(t.Context(), id, engagement.ChangeTask{FTOP: 4080, Notes: new("mine")}, o.engineer, seen, now)
	wantKind(t, err, fault.Conflict)
	var clash *fault.Error
	want := fault.Clash{Name: "notes", Noun: "task", Field: "notes", By: o.manager.ID, At: now, Original: "", Theirs: "theirs", Yours: "mine"}
	if !errors.As(err, &clash) || len(clash.Clashes) != 1 || clash.Clashes[0] != want {
		t.Errorf("clashes of %v, want %v", err, want)
	}
}

func TestChangeOfNothing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	before := o.get(t, id)
	done := o.do(t, id, o.engineer, engagement.ChangeFacts{Facts: o.facts()})
	if after := o.get(t, id); len(done.Events) != 0 || done.Version != before.Version || after.Head != before.Head {
		t.Errorf("it made %v", done)
	}
}

func TestUndo(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	before := o.get(t, id).Values()
	done := o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("called the customer")})
	o.do(t, id, o.manager, engagement.AddItem{Item: someItem()})

	_, err := o.Change(t.Context(), id, engagement.Undo{Seq: done.Version}, o.manager, 0, now)
	wantKind(t, err, fault.Invalid) // another's
	for _, seen := range []int{done.Version, 0} {
		_, err = o.Change(t.Context(), id, engagement.Undo{Seq: done.Version}, o.engineer, seen, now)
		if seen != 0 {
			must(t, err)
			continue
		}
		wantKind(t, err, fault.Conflict) // it was taken back already
	}
	after := o.get(t, id).Values()
	maps.DeleteFunc(after, func(name, _ string) bool { return strings.HasPrefix(name, "item ") })
	if !maps.Equal(before, after) {
		t.Errorf("undo leaves %v, was %v", after, before)
	}
	o.verified(t)
}

func someItem() engagement.Item {
	return engagement.Item{
		Finding: "Proxy blocks the service", DoneWhen: "the test tool is green", Service: "MDATP",
		Severity: engagement.Critical, Side: "customer", Owner: "Kari",
	}
}

// TestChangeTellsTheOthers listens as a page that stays open does.
func TestChangeTellsTheOthers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	conn, err := pgx.Connect(t.Context(), o.url)
	must(t, err)
	defer func() { _ = conn.Close(t.Context()) }()
	_, err = conn.Exec(t.Context(), "listen "+channel)
	must(t, err)
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("x")})
	heard, err := conn.WaitForNotification(t.Context())
	must(t, err)
	if heard.Payload == "1:2" { // of its beginning, told late
		heard, err = conn.WaitForNotification(t.Context())
		must(t, err)
	}
	if heard.Payload != "1:3" {
		t.Errorf("heard %q", heard.Payload)
	}
}

// TestChangeWritesWhatItNames counts the rows that a command touches by the
// transaction that last wrote them.
func TestChangeWritesWhatItNames(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, neighbour := o.begin(t), o.begin(t)
	for range 3 {
		o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	}
	before := o.writers(t)
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 2, Notes: new("looked at")})
	var touched []string
	for row, xmin := range o.writers(t) {
		if before[row] != xmin {
			touched = append(touched, row)
		}
	}
	want := map[string]bool{"engagement 1 0": true, "item 1 2": true, "event 1 6": true, "event_text 1 6": true}
	if len(touched) != len(want) {
		t.Errorf("wrote %v", touched)
	}
	for _, row := range touched {
		if !want[row] {
			t.Errorf("wrote %s; neighbour is %d", row, neighbour)
		}
	}
}

// writers gives the transaction that last wrote each row.
func (o *office) writers(t *testing.T) map[string]string {
	t.Helper()
	const sql = `select 'engagement ' || id || ' 0', xmin::text from engagement
		union all select 'item ' || engagement_id || ' ' || n, xmin::text from item
		union all select 'task ' || engagement_id || ' ' || ftop, xmin::text from task
		union all select 'member ' || engagement_id || ' ' || person_id, xmin::text from member
		union all select 'attestation ' || engagement_id || ' ' || n, xmin::text from attestation
		union all select 'event ' || engagement_id || ' ' || seq, xmin::text from event
		union all select 'event_text ' || engagement_id || ' ' || seq, xmin::text from event_text`
	rows, _ := o.pool.Query(t.Context(), sql)
	all := map[string]string{}
	var row, xmin string
	_, err := pgx.ForEachRow(rows, []any{&row, &xmin}, func() error { all[row] = xmin; return nil })
	must(t, err)
	return all
}

func TestChangesAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	var wg sync.WaitGroup
	errs := make([]error, 50)
	for i := range errs {
		wg.Go(func() {
			_, errs[i] = o.Change(t.Context(), id, engagement.AddItem{Item: someItem()}, o.engineer, 0, now)
		})
	}
	wg.Wait()
	must(t, errors.Join(errs...))
	if e := o.get(t, id); len(e.Items) != len(errs) || e.Version != 2+len(errs) {
		t.Errorf("%d items at version %d", len(e.Items), e.Version)
	}
	o.verified(t)
}

// TestRightIsAskedBehindTheLock takes a right away from somebody whose change waits
// for its turn.
func TestRightIsAskedBehindTheLock(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.RequestExit{})
	visit := o.visit(t, o.manager)
	must(t, visit.Prove(t.Context()))
	approve := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
	holder, err := o.pool.Begin(t.Context())
	must(t, err)
	_, err = holder.Exec(t.Context(), "select from engagement where id = $1 for update", id)
	must(t, err)
	decided := make(chan error, 1)
	go func() {
		_, err := visit.Change(t.Context(), id, approve, 0)
		decided <- err
	}()
	o.awaits(t, "tuple", "transactionid")
	o.run(t, "update person set role = 'engineer' where id = $1", o.manager.ID)
	must(t, holder.Rollback(t.Context()))
	wantKind(t, <-decided, fault.Forbidden)
	if o.get(t, id).Exited() {
		t.Error("the exit was approved by who no longer may")
	}
}

// awaits waits until some statement waits for a lock of one of the kinds.
func (o *office) awaits(t *testing.T, kinds ...string) {
	t.Helper()
	const sql = "select exists (select from pg_stat_activity where datname = current_database() and wait_event = any($1))"
	for range 1000 {
		var waits bool
		must(t, o.pool.QueryRow(t.Context(), sql, kinds).Scan(&waits))
		if waits {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("nothing waits for a lock")
}

func TestRoundTrips(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	visit := o.visit(t, o.manager)
	plan := engagement.ScheduleCheckpoint{On: day.New(2026, 11, 30), At: 10 * 60}
	for name, limit := range map[string]struct {
		most int64
		do   func()
	}{
		"Engagement": {1, func() { o.get(t, id) }},
		"Portfolio": {2, func() {
			_, err := o.Portfolio(t.Context(), o.engineer, PortfolioQuery{})
			must(t, err)
		}},
		"a visitor's engagement": {1, func() {
			_, _, err := visit.Engagement(t.Context(), id, 0)
			must(t, err)
		}},
		"a visitor's portfolio": {1, func() {
			_, err := visit.Portfolio(t.Context(), PortfolioQuery{})
			must(t, err)
		}},
		"Work": {1, func() {
			_, err := visit.Work(t.Context(), now)
			must(t, err)
		}},
		"Approvals": {1, func() {
			_, err := visit.Approvals(t.Context())
			must(t, err)
		}},
		"History": {1, func() {
			_, _, _, err := visit.History(t.Context(), id, HistoryQuery{}, 0)
			must(t, err)
		}},
		"Change": {2, func() { o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()}) }}, // begin and commit among them
		"a change that owes a reminder": {2, func() {
			o.do(t, id, o.engineer, plan)
			plan.On = plan.On.Add(1)
		}},
		"a visitor's change": {2, func() {
			_, err := visit.Change(t.Context(), id, engagement.AddItem{Item: someItem()}, 0)
			must(t, err)
		}},
	} {
		if got := o.trips.during(t, limit.do); got > limit.most {
			t.Errorf("%s makes %d round trips, %d at the most", name, got, limit.most)
		}
	}
}
