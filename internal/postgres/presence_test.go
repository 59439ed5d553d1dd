package postgres

import (
	"fmt"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// watched gives how a meeting stands for somebody.
func (o *office) watched(t *testing.T, by access.Actor, id engagement.ID, n int) Watched {
	t.Helper()
	w, err := o.visit(t, by).Watch(t.Context(), id, n)
	must(t, err)
	return w
}

func TestPresence(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	at := func(by access.Actor, stream string) Presence {
		return Presence{id, 1, engagement.PersonID(by.ID), stream}
	}
	want := func(when string, people ...access.Actor) {
		t.Helper()
		var all []engagement.PersonID
		for _, p := range people {
			all = append(all, engagement.PersonID(p.ID))
		}
		if got := o.watched(t, o.engineer, id, 1).Here; fmt.Sprint(got) != fmt.Sprint(all) {
			t.Errorf("%s: %v are here, want %v", when, got, all)
		}
	}
	want("at first")
	ear := o.Hear(id)
	listening(t, o.Store)
	wantHeard(t, "that it listens", ear)
	must(t, o.Stay(t.Context(), at(o.engineer, "a"), now))
	wantHeard(t, "who came", ear)
	must(t, o.Stay(t.Context(), at(o.engineer, "b"), now))
	wantHeard(t, "another window", ear)
	must(t, o.Stay(t.Context(), at(o.manager, "c"), now.Add(-PresenceTime+time.Second)))
	must(t, o.Stay(t.Context(), at(o.other, "d"), now.Add(-PresenceTime)))
	want("with two windows of one", o.engineer, o.manager)
	must(t, o.Leave(t.Context(), at(o.engineer, "a")))
	want("after one was closed", o.engineer, o.manager)
	must(t, o.Leave(t.Context(), at(o.engineer, "b")))
	want("after both were", o.manager)
	must(t, o.Stay(t.Context(), at(o.other, "d"), now))
	want("once heard of again", o.manager, o.other)
	if got := o.watched(t, o.engineer, id, 2).Here; len(got) != 0 {
		t.Errorf("another checkpoint has %v", got)
	}
	must(t, o.PruneMeetings(t.Context(), now.Add(2*PresenceTime)))
	o.wantRows(t, "presence", 1) // the one that is exactly so old stays
}

// Who does not see an engagement watches none, and looking on is no use of a session.
func TestWatch(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	_, err := o.visit(t, o.stranger).Watch(t.Context(), id, 1)
	wantKind(t, err, fault.NotFound)
	_, err = o.visit(t, o.engineer).Watch(t.Context(), id+100, 1)
	wantKind(t, err, fault.NotFound)
	before := o.watched(t, o.engineer, id, 0).Version
	done := o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Seen.")})
	if after := o.watched(t, o.engineer, id, 0).Version; after != done.Version || after == before {
		t.Errorf("version %d is watched, want %d", after, done.Version)
	}

	v := o.visit(t, o.engineer)
	v.session.Watching, v.session.Now = true, now.Add(2*touchEvery)
	_, err = v.Watch(t.Context(), id, 1)
	must(t, err)
	o.wantRows(t, "session where used_at > created_at", 0)
	must(t, o.EndSession(t.Context(), v.session.TokenHash))
	_, err = v.Watch(t.Context(), id, 1)
	wantKind(t, err, fault.Unauthenticated)
}

// wantRows counts rows.
func (o *office) wantRows(t *testing.T, of string, want int) {
	t.Helper()
	var got int
	must(t, o.pool.QueryRow(t.Context(), "select count(*) from "+of).Scan(&got))
	if got != want {
		t.Errorf("there are %d of %s, want %d", got, of, want)
	}
}
