package postgres

import (
	"maps"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// nextEdition publishes the playbook with some of its text replaced.
func (o *office) nextEdition(t *testing.T, replace ...string) *Edition {
	t.Helper()
	newest, err := o.Edition(t.Context(), gaps, 0)
	must(t, err)
	source := strings.NewReplacer(replace...).Replace(string(newest.Source))
	next, fresh := o.nextOf(t, gaps, []byte(source), nil)
	if !fresh {
		t.Fatal("nothing was replaced")
	}
	return next
}

// without4101 takes a task out, and words a key output otherwise.
var without4101 = []string{
	"| 4101 | Replace Security Default Policies with CA Policies for Migrations | O | FastTrack Engineer |  Exchange / OneDrive for Business / SharePoint |\n", "",
	"- The environment meets or exceeds", "- The whole environment meets or exceeds",
}

// moveAll moves whatever waits, by two programs at once.
func (o *office) moveAll(t *testing.T) {
	t.Helper()
	other := New(pool(t, o.url, Options{}))
	var wg sync.WaitGroup
	for _, s := range []*Store{o.Store, other} {
		wg.Go(func() {
			for {
				n, err := s.MoveSome(t.Context(), 3, now)
				if err != nil {
					t.Error(err)
				}
				if n == 0 || err != nil {
					return
				}
			}
		})
	}
	wg.Wait()
	_, err := o.MoveSome(t.Context(), 1, now) // what one held while the other ended
	must(t, err)
}

// became gives what became of each engagement of a move, by state.
func (o *office) became(t *testing.T, id int64) map[MoveState][]MovedRow {
	t.Helper()
	all := map[MoveState][]MovedRow{}
	for _, state := range MoveStates {
		m, page, err := o.Move(t.Context(), gaps, id, state, "", o.admin)
		must(t, err)
		if len(page.Rows) != m.Counts[state] {
			t.Errorf("%d are %s, and %d are counted", len(page.Rows), state, m.Counts[state])
		}
		if len(page.Rows) > 0 {
			all[state] = page.Rows
		}
	}
	return all
}

// TestMoveMany moves four engagements: nothing stands in the way of one, another has a
// task begun that is gone, a third waits for its exit, the fourth has exited.
func TestMoveMany(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	plain, begun, waits, exited := o.begin(t), o.begin(t), o.begin(t), o.begin(t)
	o.do(t, begun, o.engineer, engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)})
	for _, id := range []engagement.ID{waits, exited} {
		o.ready(t, id)
		o.do(t, id, o.engineer, engagement.RequestExit{})
	}
	o.do(t, exited, o.manager, engagement.DecideExit{N: 1, Approve: true})
	before := map[engagement.ID]map[string]string{}
	for _, id := range []engagement.ID{plain, begun, waits, exited} {
		before[id] = o.get(t, id).Values()
	}
	next := o.nextEdition(t, without4101...)

	id, err := o.StartMove(t.Context(), Moving{Slug: gaps}, o.admin, now)
	must(t, err)
	_, err = o.StartMove(t.Context(), Moving{Slug: gaps}, o.admin, now)
	wantKind(t, err, fault.Conflict) // one at a time
	if all := o.became(t, id); len(all[MoveWaiting]) != 3 {
		t.Errorf("before anything is done: %v", all)
	}
	o.moveAll(t)
	all := o.became(t, id)
	if len(all[MoveDone]) != 1 || all[MoveDone][0].ID != plain || len(all[MoveLeft]) != 2 ||
		!strings.Contains(all[MoveLeft][0].Why, "Task 4101: It is in progress") || !strings.Contains(all[MoveLeft][1].Why, "exit was requested") {
		t.Errorf("what became of them: %+v", all)
	}
	if m, _, _ := o.Move(t.Context(), gaps, id, MoveDone, "", o.admin); m.FinishedAt.IsZero() || m.Edition != 2 || m.ByName != "Ada Min" {
		t.Errorf("%+v", m)
	}
	for id, want := range map[engagement.ID]int64{plain: next.ID, begun: 1, waits: 1, exited: 1} {
		if l := o.get(t, id); l.Facts.Edition != want || l.Edition.ID != want {
			t.Errorf("engagement %d is on edition %d, want %d", id, l.Facts.Edition, want)
		}
	}
	again, err := o.StartMove(t.Context(), Moving{Slug: gaps, Only: []engagement.ID{begun, exited}, Conflicts: true}, o.admin, now)
	must(t, err)
	o.moveAll(t)
	if all := o.became(t, again); len(all[MoveDone]) != 1 || all[MoveDone][0].ID != begun {
		t.Errorf("with its conflict: %+v", all)
	}
	o.verified(t)
	o.undoAll(t, id, again)
	for id, want := range before {
		if got := o.get(t, id).Values(); !maps.Equal(got, want) {
			t.Errorf("engagement %d is not what it was", id)
		}
	}
	o.verified(t)
	if _, then, _, err := o.visit(t, o.admin).Past(t.Context(), plain, 0, Point{Seq: all[MoveDone][0].Seq}); err != nil || then[0].Edition.Number != 2 {
		t.Errorf("as of the move: %v", err)
	}
}

// undoAll takes moves back, each of which can be taken back once.
func (o *office) undoAll(t *testing.T, moves ...int64) {
	t.Helper()
	for _, id := range moves {
		undo, err := o.StartUndo(t.Context(), gaps, id, false, o.admin, now)
		must(t, err)
		o.moveAll(t)
		if all := o.became(t, undo); len(all) != 1 || len(all[MoveDone]) == 0 {
			t.Errorf("taking back move %d: %v", id, all)
		}
		_, err = o.StartUndo(t.Context(), gaps, id, false, o.admin, now)
		wantKind(t, err, fault.Conflict)
		_, err = o.StartUndo(t.Context(), gaps, undo, false, o.admin, now)
		wantKind(t, err, fault.NotFound)
	}
}

// The proof of an exit is held to the edition of its approval, wherever the
// engagement moved after it was reopened.
func TestProofsHoldAcrossMoves(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.RequestExit{})
	o.do(t, id, o.other, engagement.DecideExit{N: 1, Approve: true})
	o.do(t, id, o.manager, engagement.Reopen{Reason: "More to do."})
	next := o.nextEdition(t, without4101...)
	moved := o.do(t, id, o.engineer, engagement.Move{To: next.Edition})
	if v := o.verified(t); v.Proofs != 1 {
		t.Errorf("%d proofs hold", v.Proofs)
	}
	first, err := o.Edition(t.Context(), gaps, 1)
	must(t, err)
	o.do(t, id, o.engineer, engagement.UndoMove{Seq: moved.Events[0].Seq, To: first.Edition})
	o.verified(t)
}

func TestMovesAreRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.begin(t)
	_, err := o.StartMove(t.Context(), Moving{Slug: gaps}, o.admin, now)
	wantKind(t, err, fault.Conflict) // all run on the newest edition
	_, err = o.StartMove(t.Context(), Moving{Slug: "no-such"}, o.admin, now)
	wantKind(t, err, fault.NotFound)
	o.nextEdition(t, without4101...)
	_, err = o.StartMove(t.Context(), Moving{Slug: gaps}, o.manager, now)
	wantKind(t, err, fault.Forbidden)
	_, _, err = o.Moves(t.Context(), gaps, o.manager)
	wantKind(t, err, fault.Forbidden)
	_, _, err = o.Move(t.Context(), gaps, 7, MoveDone, "", o.admin)
	wantKind(t, err, fault.NotFound)
	id, err := o.StartMove(t.Context(), Moving{Slug: gaps}, o.admin, now)
	must(t, err)
	o.run(t, "update person set disabled_at = now() where id = $1", o.admin.ID)
	o.moveAll(t)
	o.run(t, "update person set disabled_at = null where id = $1", o.admin.ID)
	if all := o.became(t, id); len(all[MoveLeft]) != 1 || !strings.Contains(all[MoveLeft][0].Why, "may not move") {
		t.Errorf("begun by who is disabled: %v", all)
	}
	moves, on, err := o.Moves(t.Context(), gaps, o.admin)
	must(t, err)
	if len(moves) != 1 || moves[0].All() != 1 || len(on) != 2 || on[1].Open != 1 {
		t.Errorf("%+v, %+v", moves, on)
	}
}
