package postgres

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// erased has all erasures done.
func (o *office) erased(t *testing.T) {
	t.Helper()
	if more, err := o.Erase(t.Context(), now, 100); err != nil || more {
		t.Fatalf("there is more to erase: %t, %v", more, err)
	}
}

func TestContactIsErased(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.withContacts(t)
	id := o.begin(t)
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Ask OTTO\nEARLIER, then Otto.")})
	o.feedback(t, "Who is Otto Earlier?")

	m, err := o.Mentions(t.Context(), "otto earlier", o.admin)
	must(t, err)
	if len(m.Texts) != 2 || len(m.Feedback) != 1 || m.More || len(m.People) != 0 || m.Texts[1].Engagement != id || m.Texts[1].Field != "notes" {
		t.Errorf("mentioned in %+v", m)
	}
	must(t, o.EraseContact(t.Context(), "otto earlier", o.admin, now))
	o.erased(t)
	o.wantNowhere(t, "otto earlier", "otto\nearlier")
	if got := o.get(t, id).Tasks[4080].Notes; got != "Ask "+engagement.Anonymous+", then Otto." {
		t.Errorf("the notes are %q", got)
	}
	p, err := o.Privacy(t.Context(), nil, o.admin, now)
	must(t, err)
	if e := p.Erasures[0]; e.Engagements != 2 || e.Texts != 2 || e.DoneAt.IsZero() || p.Acts.Rows[0].Kind != ContactErased {
		t.Errorf("erased %+v, %+v", e, p.Acts)
	}
	o.verified(t)
	if more, err := o.Erase(t.Context(), now, 1); more || err != nil {
		t.Errorf("there is more to do: %v", err)
	}
}

func TestPersonIsErased(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.withContacts(t)
	o.do(t, id, o.manager, engagement.Reopen{Reason: "Rhea Osei found another gap."})
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4101, Notes: new("rhea osei asks")})
	rhea := engagement.PersonID(o.engineer.ID)
	must(t, o.StartFeed(t.Context(), []byte("hash"), rhea, now))
	v := o.visit(t, o.engineer)
	must(t, o.ErasePerson(t.Context(), rhea, o.admin, now))
	wantKind(t, v.Prove(t.Context()), fault.Unauthenticated)
	o.erased(t)
	o.wantNowhere(t, "Rhea Osei", "rhea-osei@example.com")
	if feed, err := o.FeedOf(t.Context(), rhea); err != nil || !feed.Made.IsZero() {
		t.Errorf("their calendar is still there: %+v, %v", feed, err)
	}
	e := o.get(t, id)
	p, _ := e.People.Person(rhea)
	if p.Name != "Former person 1" || p.Active || p.TeamID == 0 || e.Facts.Reopened != engagement.Anonymous+" found another gap." {
		t.Errorf("%+v, reopened because %q", p, e.Facts.Reopened)
	}
	if v := o.verified(t); v.Proofs != 1 {
		t.Errorf("verified %+v", v)
	}
	proof := o.proven(t, id, 1)
	if got := proof.Part("person 1"); got == nil || got.Get("name") != "" || got.Get("role") != "engineer" || len(proof.Check(&proof.Keys)) > 0 {
		t.Errorf("the proof tells %+v", got)
	}
	wantKind(t, o.ErasePerson(t.Context(), rhea, o.admin, now), fault.Conflict)
	wantKind(t, o.ErasePerson(t.Context(), engagement.PersonID(o.admin.ID), o.admin, now), fault.Conflict)
	wantKind(t, o.ErasePerson(t.Context(), 999, o.admin, now), fault.NotFound)
	wantKind(t, o.EraseContact(t.Context(), "Ana Souza", o.admin, now), fault.Conflict)
	for _, by := range []access.Actor{o.manager, o.stranger} {
		wantKind(t, o.ErasePerson(t.Context(), rhea, by, now), fault.Forbidden)
		wantKind(t, o.EraseContact(t.Context(), "Ida Customer", by, now), fault.Forbidden)
		_, err := o.Mentions(t.Context(), "Ida Customer", by)
		wantKind(t, err, fault.Forbidden)
		_, err = o.PersonData(t.Context(), rhea, by, now)
		wantKind(t, err, fault.Forbidden)
		_, err = o.ContactData(t.Context(), "Ida Customer", by, now)
		wantKind(t, err, fault.Forbidden)
	}
}

// What is cut off goes on: an erasure that failed is taken again where it stood.
func TestErasureGoesOn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const count = eraseStep + 3
	var ids []engagement.ID
	for range count {
		id := o.begin(t)
		o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Ask Otto Earlier.")})
		ids = append(ids, id)
	}
	must(t, o.EraseContact(t.Context(), "Otto Earlier", o.admin, now))
	more, err := o.Erase(t.Context(), now, 1)
	if must(t, err); !more || o.get(t, ids[0]).Tasks[4080].Notes == o.get(t, ids[count-1]).Tasks[4080].Notes {
		t.Error("a step takes them all")
	}
	o.run(t, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$")
	o.run(t, "create trigger bad before insert on event for each row execute function refuse()")
	if _, err := o.Erase(t.Context(), now, 1); err == nil {
		t.Error("it goes on where nothing can be written")
	}
	o.run(t, "drop trigger bad on event")
	o.erased(t)
	o.wantNowhere(t, "Otto Earlier")
	p, err := o.Privacy(t.Context(), nil, o.admin, now)
	must(t, err)
	if e := p.Erasures[0]; e.Engagements != count {
		t.Errorf("erased %+v", e)
	}
}

func TestDataIsExported(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.withContacts(t)
	o.do(t, id, o.manager, engagement.Reopen{Reason: "Rhea Osei found another gap."})
	o.feedback(t, "Is 4080 still needed?")
	o.visit(t, o.engineer)
	rhea := engagement.PersonID(o.engineer.ID)
	must(t, o.Settle(t.Context(), rhea, Settings{Mail: MailWanted{Reminders: true}}))
	must(t, o.StartFeed(t.Context(), []byte("hash"), rhea, now))
	d, err := o.PersonData(t.Context(), rhea, o.admin, now)
	must(t, err)
	if d.Account.Mail != (MailWanted{Reminders: true}) || !d.Account.Feed.Equal(now) {
		t.Errorf("%+v", d.Account)
	}
	if d.Name != "Rhea Osei" || d.Account.Email != "rhea-osei@example.com" || d.Account.Created.IsZero() || len(d.Account.Sessions) != 1 ||
		len(d.Acts) < 10 || len(d.Staffed) != 1 || !d.Staffed[0].Present || len(d.Feedback) != 1 || len(d.Texts) != 1 {
		t.Errorf("%+v", d)
	}
	d, err = o.ContactData(t.Context(), "Kari Nordmann", o.admin, now)
	must(t, err)
	if d.Account != nil || len(d.Texts) != 3 || d.Texts[0].Field != "confirmed_by" {
		t.Errorf("%+v", d)
	}
	p, err := o.Privacy(t.Context(), nil, o.admin, now)
	must(t, err)
	if len(p.Acts.Rows) != 2 || strings.Contains(p.Acts.Rows[0].Words+p.Acts.Rows[1].Words, "Kari") {
		t.Errorf("%+v", p.Acts)
	}
	_, err = o.PersonData(t.Context(), 999, o.admin, now)
	wantKind(t, err, fault.NotFound)
	_, err = o.ContactData(t.Context(), "x", o.admin, now)
	wantKind(t, err, fault.Invalid)
}

// PostgreSQL is asked for every text that a name is found in, whatever its case, its
// blanks and the form in which it is kept.
func TestNamePatternLeavesNothingOut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Za-zŽéßΣſK]{1,4}['.&"-]?[A-Za-zŽéßΣ]{0,3} [A-Za-z]{2,5}`).Draw(t, "name")
		called := rapid.SampledFrom([]func(string) string{strings.ToUpper, strings.ToLower, func(s string) string { return s },
			func(s string) string { return strings.ReplaceAll(s, " ", "\n  ") }, func(s string) string { return strings.ReplaceAll(s, "s", "ſ") }}).Draw(t, "called")(name)
		text := "Ask " + called + ", please."
		if rapid.Bool().Draw(t, "kept as JSON") {
			text = quotedJSON(text)
		}
		if engagement.NewPersonName(name).TakeOut(text) == text {
			t.Skip("it is not found: upper case can be other letters")
		}
		// What is written is understood alike by both: Go has no other reading of it.
		if !regexp.MustCompile("(?s)" + namePattern(name)).MatchString(text) {
			t.Fatalf("%q is not looked at for %q", text, name)
		}
	})
}

func quotedJSON(text string) string {
	b, err := json.Marshal([]string{text})
	if err != nil {
		panic(err)
	}
	return string(b)
}

// feedback has the engineer ask something about the playbook.
func (o *office) feedback(t *testing.T, words string) {
	t.Helper()
	o.run(t, `insert into feedback (playbook_id, edition_id, by_id, state, steps, changed_at) values (1, 1, $1, 'open', 1, $2)`, o.engineer.ID, now)
	o.run(t, `insert into feedback_step (feedback_id, n, kind, by_id, at, words) values ((select max(id) from feedback), 1, 'asked', $1, $2, $3)`,
		o.engineer.ID, now, words)
}
