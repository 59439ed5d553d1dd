package postgres

import (
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestAddPersonRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good := NewPerson{Email: "new@example.com", Name: "New Comer", Role: access.SME, Zone: "Europe/Prague", Demo: "sme"}
	_, err := o.AddPerson(t.Context(), good)
	must(t, err)
	for field, p := range map[string]NewPerson{
		"email":     {Email: "NEW@example.com", Name: "A", Role: access.SME},
		"demo":      {Email: "other@example.com", Name: "A", Role: access.SME, Demo: "sme"},
		"name":      {Email: "other@example.com", Name: " ", Role: access.SME},
		"role":      {Email: "other@example.com", Name: "A", Role: "boss"},
		"time_zone": {Email: "other@example.com", Name: "A", Role: access.SME, Zone: "Nowhere"},
	} {
		_, err := o.AddPerson(t.Context(), p)
		fields := faultFields(err)
		if fault.KindOf(err) != fault.Invalid || len(fields) != 1 || fields[0].Name != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, email := range []string{"", "a", "@b", "a@", "a b@c", "a\x00@b", "<a@b>"} {
		_, err := o.AddPerson(t.Context(), NewPerson{Email: email, Name: "A", Role: access.SME})
		wantKind(t, err, fault.Invalid)
	}
}

func TestFindPeople(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, err := o.AddPerson(t.Context(), NewPerson{Email: "demo@example.com", Name: "Demo", Role: access.SME,
		Team: "North", Demo: "sme", PasswordHash: "h"})
	must(t, err)
	a, err := o.PersonByEmail(t.Context(), " DEMO@example.com")
	must(t, err)
	if a.ID != int64(id) || a.PasswordHash != "h" || !a.Active || a.Team != "North" || a.TeamID != o.manager.TeamID {
		t.Errorf("account %+v", a)
	}
	p, err := o.PersonByDemo(t.Context(), "sme")
	if err != nil || p.ID != int64(id) {
		t.Errorf("demo %+v: %v", p, err)
	}
	for _, nobody := range []string{"", "nobody@example.com", "\x00\xff"} {
		_, err := o.PersonByEmail(t.Context(), nobody)
		wantKind(t, err, fault.NotFound)
		_, err = o.PersonByDemo(t.Context(), nobody)
		wantKind(t, err, fault.NotFound)
	}
	must(t, o.DisablePerson(t.Context(), id, access.System, now))
	_, err = o.PersonByDemo(t.Context(), "sme")
	wantKind(t, err, fault.NotFound)
	active, err := o.People(t.Context())
	must(t, err)
	all, err := o.ListPeople(t.Context())
	must(t, err)
	if len(active.Active()) != 5 || len(all) != 6 || all[0].Name != "Ada Min" || all[2].Active {
		t.Errorf("active %v\nall %v", active.Active(), all)
	}
}

func TestSessionLife(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	me := engagement.PersonID(o.engineer.ID)
	const idle = 12 * time.Hour
	token := []byte("a hash")
	signedIn := func(at time.Time) bool {
		t.Helper()
		v := o.Visit(Session{TokenHash: token, Person: me, Now: at, Idle: idle}, 0)
		if err := v.Prove(t.Context()); err != nil {
			wantKind(t, err, fault.Unauthenticated)
			return false
		}
		return v.Who().ID == o.engineer.ID && v.Who().Role == access.Engineer
	}
	start := func() {
		t.Helper()
		must(t, o.EndSession(t.Context(), token))
		must(t, o.StartSession(t.Context(), token, me, now, now.Add(14*24*time.Hour)))
	}
	start()
	if !signedIn(now) || signedIn(now.Add(idle)) {
		t.Error("an unused session ends after its idle time, and not before")
	}
	if !signedIn(now.Add(11*time.Hour)) || !signedIn(now.Add(22*time.Hour)) {
		t.Error("using a session keeps it")
	}
	for at := now.Add(22 * time.Hour); at.Before(now.Add(14 * 24 * time.Hour)); at = at.Add(11 * time.Hour) {
		signedIn(at)
	}
	if signedIn(now.Add(14 * 24 * time.Hour)) {
		t.Error("a session ends, however much it is used")
	}
	start()
	must(t, o.EndSession(t.Context(), token))
	if signedIn(now) {
		t.Error("a session that was ended goes on")
	}
	start()
	must(t, o.DisablePerson(t.Context(), me, access.System, now))
	if signedIn(now) {
		t.Error("a disabled person is signed in")
	}
	wantKind(t, o.StartSession(t.Context(), token, me, now, now.Add(time.Hour)), fault.Unauthenticated)
	wantKind(t, o.DisablePerson(t.Context(), 1<<40, access.System, now), fault.NotFound)
	wantKind(t, o.DisablePerson(t.Context(), me, access.Actor{ID: int64(me)}, now), fault.Conflict)
}

func TestSessionIsTouchedOnceAMinute(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	token := []byte("a hash")
	must(t, o.StartSession(t.Context(), token, engagement.PersonID(o.engineer.ID), now, now.Add(time.Hour)))
	for after, want := range map[time.Duration]time.Duration{59 * time.Second: 0, 61 * time.Second: 61 * time.Second} {
		o.run(t, "update session set used_at = created_at")
		must(t, o.Visit(Session{TokenHash: token, Now: now.Add(after), Idle: time.Hour}, 0).Prove(t.Context()))
		var used time.Time
		must(t, o.pool.QueryRow(t.Context(), "select used_at from session").Scan(&used))
		if !used.Equal(now.Add(want)) {
			t.Errorf("used %v after: kept %v", after, used.Sub(now))
		}
	}
}

func TestPruneSessions(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	me := engagement.PersonID(o.engineer.ID)
	for name, times := range map[string][2]time.Duration{
		"fresh": {0, time.Hour}, "idle": {-2 * time.Hour, time.Hour}, "over": {-time.Minute, 0},
	} {
		must(t, o.StartSession(t.Context(), []byte(name), me, now.Add(times[0]), now.Add(times[1])))
	}
	n, err := o.PruneSessions(t.Context(), now, time.Hour)
	if err != nil || n != 2 {
		t.Errorf("removed %d: %v", n, err)
	}
	must(t, o.Visit(Session{TokenHash: []byte("fresh"), Now: now, Idle: time.Hour}, 0).Prove(t.Context()))
}
