package postgres

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// past gives how an engagement stood at a point, as somebody sees it.
func (o *office) past(t *testing.T, by access.Actor, id engagement.ID, p Point) *Past {
	t.Helper()
	_, then, _, err := o.visit(t, by).Past(t.Context(), id, 0, p)
	must(t, err)
	return then[0]
}

// TestThePastIsWhatStoodThen sends commands of every kind at random, and then looks
// back at each of them: by its number, and by the moments on both sides of it.
func TestThePastIsWhatStoodThen(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	r := &chance{rand.New(rand.NewPCG(7, 7)), o}
	stood, at := map[int]map[string]string{}, map[int]time.Time{}
	for i := range 120 {
		moment := now.Add(time.Duration(i) * 7 * time.Hour)
		done, err := o.Change(t.Context(), id, r.command(), pick(r, o.engineer, o.manager, o.other), 0, moment)
		if err == nil && len(done.Events) > 0 {
			l := o.get(t, id)
			stood[l.Version], at[l.Version] = l.Values(), moment
		}
	}
	last := o.get(t, id).Version
	for _, version := range slices.Sorted(maps.Keys(stood)) {
		for name, p := range map[string]Point{
			"its number": {Seq: version}, "its moment": {At: at[version].Truncate(time.Microsecond)}, "a day later": {Seq: version, At: at[version].Add(24 * time.Hour)},
		} {
			then := o.past(t, o.engineer, id, p)
			if then.Version != version || !maps.Equal(then.Values(), stood[version]) || then.Last.Seq != version {
				t.Fatalf("by %s, change %d is shown as %d", name, version, then.Version)
			}
			next := then.Next != nil && then.Next.Seq == version+1
			if next != (version < last) || then.Past.At.Before(then.Past.Since) || next && !then.Past.At.Before(then.Next.At) {
				t.Fatalf("by %s, change %d stood at %s, from %s on, until %v", name, version, then.Past.At, then.Past.Since, then.Next)
			}
		}
		before := o.past(t, o.engineer, id, Point{At: at[version].Truncate(time.Microsecond).Add(-time.Microsecond)})
		if before.Version >= version {
			t.Fatalf("a microsecond before change %d it is shown", version)
		}
	}
	if len(stood) < 30 {
		t.Errorf("only %d commands landed", len(stood))
	}
}

// The past of two points is read at once, each on its own.
func TestPastsSideBySide(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	visit := o.visit(t, o.engineer)
	var l *Loaded
	var then []*Past
	if got := o.trips.during(t, func() {
		var err error
		l, then, _, err = visit.Past(t.Context(), id, 0, Point{}, Point{Seq: 3}, Point{Seq: 1})
		must(t, err)
	}); got != 1 {
		t.Errorf("%d round trips", got)
	}
	if !maps.Equal(then[0].Values(), l.Values()) || then[0].Head != l.Head || then[0].Next != nil {
		t.Error("now is not how it stands now")
	}
	if then[1].Items[1].State != engagement.ItemOpen || len(then[2].Items) != 0 || then[2].Edition == nil || then[2].People == nil {
		t.Errorf("the item was %v, and before %v", then[1].Items[1], then[2].Items)
	}
	if sum := then[1].Sum(then[1].Past.At); sum.ItemsTotal != 1 || sum.ItemsClosed != 0 {
		t.Errorf("it is summed up as %+v", sum)
	}
	_, none, fresh, err := visit.Past(t.Context(), id, l.Version, Point{Seq: 3})
	if err != nil || fresh || none != nil {
		t.Errorf("of the version that is known: %v, %v, %v", none, fresh, err)
	}
}

func TestThePastAtACheckpoint(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{})
	o.do(t, id, o.engineer, engagement.LogProgress{Checkpoint: 1, On: engagement.Subject{Noun: engagement.NounItem, N: 1}, State: "ready to verify"})
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1, Minutes: new("Agreed."), Next: engagement.ScheduleCheckpoint{On: day.New(2026, 12, 1), At: 600}})
	o.do(t, id, o.engineer, engagement.CorrectMinutes{N: 1, Note: "It was Tuesday."})
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	then := o.past(t, o.engineer, id, Point{Checkpoint: 1})
	if then.Last.Kind != engagement.CheckpointScheduled || then.Checkpoints[1].Minutes != "Agreed." || then.Items[1].State != engagement.ReadyToVerify || len(then.Lines) != 1 {
		t.Errorf("after %s: %+v, %+v", then.Last.Kind, then.Checkpoints[1], then.Items[1])
	}
	for _, n := range []int{2, 3, 1 << 40} {
		_, _, _, err := o.visit(t, o.engineer).Past(t.Context(), id, 0, Point{Checkpoint: n})
		wantKind(t, err, fault.NotFound)
	}
}

// Who may see the past is who may see the engagement now, whoever did then.
func TestWhoSeesThePast(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	former := o.person(t, "Fay Former", access.SME, "")
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: []engagement.PersonID{engagement.PersonID(o.engineer.ID), engagement.PersonID(former.ID)}})
	member := o.get(t, id).Version
	if then := o.past(t, former, id, Point{Seq: 1}); then.Version != 1 {
		t.Errorf("a member sees %d, of before they were one", then.Version)
	}
	o.do(t, id, o.engineer, engagement.ChangeMembers{Members: []engagement.PersonID{engagement.PersonID(o.engineer.ID)}})
	for name, by := range map[string]access.Actor{"a former member": former, "a stranger": o.stranger} {
		for _, p := range []Point{{Seq: member}, {Seq: 1}, {}, {At: now}, {Checkpoint: 1}, {Seq: 99}} {
			now, then, _, err := o.visit(t, by).Past(t.Context(), id, 0, p)
			if wantKind(t, err, fault.NotFound); now != nil || then != nil || err.Error() != engagement.NotFound().Error() {
				t.Errorf("%s is told %v of %+v", name, err, p)
			}
		}
		_, events, err := o.visit(t, by).Events(t.Context(), id, HistoryQuery{})
		if wantKind(t, err, fault.NotFound); events != nil {
			t.Errorf("%s gets %d events", name, len(events))
		}
	}
}

func TestWhereNothingStood(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.begin(t)
	for _, p := range []Point{{Seq: 3}, {Seq: -1}, {Seq: 1 << 40}, {At: now.Add(-time.Second)}, {Checkpoint: 1}, {Checkpoint: -1}} {
		_, _, _, err := o.visit(t, o.engineer).Past(t.Context(), id, 0, Point{}, p)
		if wantKind(t, err, fault.NotFound); err.Error() == engagement.NotFound().Error() {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if then := o.past(t, o.engineer, id, Point{At: now.Add(99 * time.Hour)}); then.Version != 2 || then.Past.At.After(now) {
		t.Errorf("of a moment to come: change %d, at %s", then.Version, then.Past.At)
	}
}

// What belongs to a record is found by every event that tells of it.
func TestHistoryOfARecordHasWhatBelongsToIt(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	one := engagement.Subject{Noun: engagement.NounItem, N: 1}
	for range 2 {
		o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	}
	o.do(t, id, o.engineer, engagement.ProposeWaiver{On: one, Reason: "r", Compensating: "c", ReviewOn: day.New(2027, 1, 1)})
	o.do(t, id, o.manager, engagement.DecideWaiver{N: 1, Approve: true})
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{})
	for _, on := range []engagement.Subject{one, {Noun: engagement.NounItem, N: 2}, {Noun: engagement.NounTask, N: 4080}} {
		o.do(t, id, o.engineer, engagement.LogProgress{Checkpoint: 1, On: on, Note: "told"})
	}
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1})
	o.do(t, id, o.engineer, engagement.CorrectMinutes{N: 1, Note: "Later."})
	r := &chance{rand.New(rand.NewPCG(5, 1)), o}
	for i := range 100 {
		_, err := o.Change(t.Context(), id, r.command(), pick(r, o.engineer, o.manager, o.other), 0, now.Add(time.Duration(i)*time.Hour))
		if err != nil && fault.KindOf(err) == fault.Internal {
			t.Fatal(err)
		}
	}
	e, all, err := o.visit(t, o.engineer).Events(t.Context(), id, HistoryQuery{})
	must(t, err)
	found := map[engagement.Noun]int{}
	for _, s := range []engagement.Subject{
		{Noun: engagement.NounItem, N: 1}, {Noun: engagement.NounItem, N: 2}, {Noun: engagement.NounTask, N: 4080},
		{Noun: engagement.NounCheckpoint, N: 1}, {Noun: engagement.NounWaiver, N: 1}, {Noun: engagement.NounItem, N: 99},
	} {
		var want, got []int
		for _, ev := range all {
			if belongs(e, ev, s) {
				want = append(want, ev.Seq)
			}
		}
		_, events, err := o.visit(t, o.engineer).Events(t.Context(), id, HistoryQuery{Noun: s.Noun, N: s.N})
		must(t, err)
		for _, ev := range events {
			got = append(got, ev.Seq)
			found[ev.Subject.Noun]++
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: changes %v, want %v", s, got, want)
		}
	}
	for _, noun := range []engagement.Noun{engagement.NounWaiver, engagement.NounLine} {
		if found[noun] == 0 {
			t.Errorf("no %s was found: it proves nothing", noun)
		}
	}
}

func belongs(e *Loaded, ev engagement.Event, s engagement.Subject) bool {
	switch w, l := e.Waivers[ev.Subject.N], e.Lines[ev.Subject.N]; {
	case ev.Subject == s:
		return true
	case ev.Subject.Noun == engagement.NounWaiver:
		return w.On() == s
	case ev.Subject.Noun == engagement.NounLine:
		return l.On() == s || s.Noun == engagement.NounCheckpoint && l.Checkpoint == s.N
	}
	return false
}

func TestEventsAreExportedInTheirOrder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	for range pageSize + 5 {
		o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	}
	for name, test := range map[string]struct {
		q        HistoryQuery
		from, to int
	}{
		"all": {HistoryQuery{}, 1, pageSize + 7}, "a part": {HistoryQuery{Since: 4, Until: 9}, 5, 9}, "wherever the page begins": {HistoryQuery{Before: 3}, 1, pageSize + 7},
	} {
		_, events, err := o.visit(t, o.engineer).Events(t.Context(), id, test.q)
		must(t, err)
		if len(events) != test.to-test.from+1 || events[0].Seq != test.from || events[len(events)-1].Seq != test.to {
			t.Errorf("%s: %d events", name, len(events))
		}
	}
	if got := seqs(o.history(t, id, HistoryQuery{Since: 4, Until: 9, Before: 8})); !slices.Equal(got, []int{7, 6, 5}) {
		t.Errorf("a page of a part: %v", got)
	}
}

// TestClosing reads how an engagement stood when a checkpoint was closed, and nothing of
// one that was not.
func TestClosing(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	closing := func(by access.Actor, seen, n int) (*Loaded, *Past, bool) {
		t.Helper()
		now, then, fresh, err := o.visit(t, by).Closing(t.Context(), id, seen, n)
		must(t, err)
		return now, then, fresh
	}
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{})
	if now, then, _ := closing(o.engineer, 0, 1); now.BeingHeld() != 1 || then != nil {
		t.Errorf("while it is being held: %+v", then)
	}
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Then")})
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1})
	closed := o.get(t, id).Values()
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Since")})
	now, then, fresh := closing(o.manager, 0, 1)
	if !fresh || now.Tasks[4080].Notes != "Since" || then == nil || !maps.Equal(then.Values(), closed) {
		t.Errorf("the closing is shown as %+v", then)
	}
	if _, then, fresh := closing(o.manager, now.Version, 1); fresh || then != nil {
		t.Error("what the browser has is read again")
	}
	if _, then, _ := closing(o.manager, 0, 7); then != nil {
		t.Error("a checkpoint that is not there was closed")
	}
	_, _, _, err := o.visit(t, o.stranger).Closing(t.Context(), id, 0, 1)
	wantKind(t, err, fault.NotFound)
}
