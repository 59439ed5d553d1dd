package postgres

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// requested gives an engagement with a resolved item, of which an exit waits.
func (o *office) requested(t *testing.T) engagement.ID {
	t.Helper()
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	o.do(t, id, o.engineer, engagement.RequestExit{})
	return id
}

// wholly fails the test unless an engagement is wholly before its exit or wholly
// behind it, and tells which.
func (o *office) wholly(t *testing.T, id engagement.ID) (exited bool) {
	t.Helper()
	e := o.get(t, id)
	x := e.Exits[e.LastExit()]
	approved, done := x.State == engagement.Approved, e.Task(engagement.ExitTask).State == engagement.Done
	open := len(e.OpenOptional(e.Today(now))) > 0
	if e.Exited() != approved || e.Exited() != done || e.Exited() == open || approved != (x.Readiness != "") {
		t.Errorf("engagement %d: exited %t, the request is %s, task 1700 done %t, optional tasks open %t",
			id, e.Exited(), x.State, done, open)
	}
	return e.Exited()
}

func TestHundredApprovalsAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.requested(t)
	approve := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
	errs := make([]error, 100)
	var wg sync.WaitGroup
	for i := range errs {
		wg.Go(func() {
			by := []access.Actor{o.manager, o.other}[i%2]
			_, errs[i] = o.Change(t.Context(), id, approve, by, 0, now)
		})
	}
	wg.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
			continue
		}
		if wantKind(t, err, fault.Conflict); !strings.Contains(err.Error(), "This exit was approved already") {
			t.Errorf("who came too late is told %q", err)
		}
	}
	approvals := o.history(t, id, HistoryQuery{Kind: string(engagement.ExitApproved)}).Events
	if won != 1 || len(approvals) != 1 || !o.wholly(t, id) {
		t.Errorf("%d of 100 approvals were taken, %d are events", won, len(approvals))
	}
	o.verified(t)
}

// beside are changes that take from under an approval what it rests on.
var beside = map[string]engagement.Command{
	"an item opened":     engagement.ChangeItem{N: 1, State: new(engagement.ItemOpen)},
	"an item added":      engagement.AddItem{Item: someItem()},
	"an output opened":   engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{2: {}}},
	"a task opened":      engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)},
	"taken back":         engagement.TakeBackExit{N: 1},
	"something by heart": engagement.ChangeTask{FTOP: 4101, Notes: new("By the way.")},
}

// Both at once: one of them is first, and the other is refused by what it finds.
func TestApprovalBesideAnotherChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range 5 {
		for name, cmd := range beside {
			id := o.requested(t)
			approve := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
			var approved, changed error
			var wg sync.WaitGroup
			wg.Go(func() { _, approved = o.Change(t.Context(), id, approve, o.manager, 0, now) })
			wg.Go(func() { _, changed = o.Change(t.Context(), id, cmd, o.engineer, 0, now) })
			wg.Wait()
			o.oneOfTwo(t, name, id, approved, changed)
		}
	}
	o.verified(t)
}

// oneOfTwo wants one of an approval and a change to have been refused.
func (o *office) oneOfTwo(t *testing.T, name string, id engagement.ID, approved, changed error) {
	t.Helper()
	if (approved == nil) == (changed == nil) {
		t.Errorf("%s: approved %v, changed %v", name, approved, changed)
		return
	}
	wantKind(t, errors.Join(approved, changed), fault.Conflict)
	if o.wholly(t, id) != (approved == nil) {
		t.Errorf("%s: approved %v, and it shows not", name, approved)
	}
}

// Either order, forced: both wait for the row, and it is given to the first.
func TestApprovalBeforeAndAfterAnotherChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, cmd := range beside {
		for _, first := range []bool{true, false} {
			id := o.requested(t)
			approve := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
			var approved, changed error
			approving := func() { _, approved = o.Change(t.Context(), id, approve, o.manager, 0, now) }
			changing := func() { _, changed = o.Change(t.Context(), id, cmd, o.engineer, 0, now) }
			if first {
				o.inOrder(t, id, approving, changing)
			} else {
				o.inOrder(t, id, changing, approving)
			}
			if o.oneOfTwo(t, name, id, approved, changed); first != (approved == nil) {
				t.Errorf("%s: the approval came first %t, and was refused with %v", name, first, approved)
			}
		}
	}
	o.verified(t)
}

// inOrder lets two changes wait for an engagement's row, the first before the
// second, and then gives it to them.
func (o *office) inOrder(t *testing.T, id engagement.ID, first, second func()) {
	t.Helper()
	holder, err := o.pool.Begin(t.Context())
	must(t, err)
	_, err = holder.Exec(t.Context(), "select from engagement where id = $1 for update", id)
	must(t, err)
	var wg sync.WaitGroup
	wg.Go(first)
	o.awaits(t, "transactionid")
	wg.Go(second)
	o.awaits(t, "tuple")
	must(t, holder.Rollback(t.Context()))
	wg.Wait()
}

// Nobody approves what they asked for or stood for, whatever the door: a page's
// road and the program's own are one.
func TestNobodyApprovesTheirOwnExit(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.other, engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.InProgress)})
	o.do(t, id, o.other, engagement.ChangeTask{
		FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new("Kari Nordmann"), ConfirmedOn: new(day.New(2026, 11, 20)),
	})
	o.do(t, id, o.manager, engagement.RequestExit{})
	gone := o.person(t, "Gia Gone", access.Manager, "North")
	leaving := o.visit(t, gone)
	o.run(t, "update person set disabled_at = now() where id = $1", gone.ID)
	approve := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
	for name, test := range map[string]struct {
		by   access.Actor
		want fault.Kind
	}{
		"who asked":              {o.manager, fault.Forbidden},
		"who stood for a review": {o.other, fault.Forbidden},
		"an engineer":            {o.engineer, fault.Forbidden},
		"an administrator":       {o.admin, fault.Forbidden},
		"another team's manager": {o.stranger, fault.NotFound},
		"nobody":                 {access.System, fault.Unauthenticated},
	} {
		if _, err := o.Change(t.Context(), id, approve, test.by, 0, now); fault.KindOf(err) != test.want {
			t.Errorf("%s: %v", name, err)
		}
		if test.by == access.System {
			continue
		}
		if _, err := o.visit(t, test.by).Change(t.Context(), id, approve, 0); fault.KindOf(err) != test.want {
			t.Errorf("%s, by a page: %v", name, err)
		}
	}
	if _, err := leaving.Change(t.Context(), id, approve, 0); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("who is disabled: %v", err)
	}
	if o.wholly(t, id) {
		t.Error("it was approved")
	}
}
