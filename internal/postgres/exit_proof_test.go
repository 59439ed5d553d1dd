package postgres

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	exitproof "gaptrack/internal/proof"
)

// exited gives an engagement with items and an accepted risk, whose exit was approved.
func (o *office) exited(t *testing.T) engagement.ID {
	t.Helper()
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.AddItem{Item: someItem()})
	o.do(t, id, o.engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	o.do(t, id, o.engineer, engagement.ProposeWaiver{
		On: engagement.Subject{Noun: engagement.NounItem, N: 2}, Reason: "The proxy goes in May.", Compensating: "A rule on the firewall.",
		ReviewOn: day.Of(now, time.UTC).Add(90),
	})
	o.do(t, id, o.manager, engagement.DecideWaiver{N: 1, Approve: true})
	o.do(t, id, o.engineer, engagement.RequestExit{Note: "All is done."})
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Approve: true, Words: "Well done — all of it."})
	return id
}

// proven gives the proof of an exit, as a manager reads it.
func (o *office) proven(t *testing.T, id engagement.ID, n int) *ExitProof {
	t.Helper()
	_, p, _, err := o.visit(t, o.manager).Proof(t.Context(), id, n, 0)
	must(t, err)
	if p == nil {
		t.Fatalf("exit %d of engagement %d has no proof", n, id)
	}
	return p
}

func TestApprovalLeavesAProof(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.exited(t)
	p := o.proven(t, id, 1)
	file, err := exitproof.Read(p.Encode())
	must(t, err)
	if problems := file.Check(&p.Keys); len(problems) > 0 {
		t.Fatal(problems)
	}
	e := o.get(t, id)
	manager := personPart(e.Exits[1].DecidedBy)
	for _, want := range []struct{ part, field, text string }{
		{"decision", "engagement", "1"}, {"decision", "exit", "1"}, {"decision", "by", manager}, {"decision", "at", "2026-11-23T09:00:00.123456Z"},
		{"decision", "words", "Well done — all of it."}, {"facts", "customer", "Nordlys Energi"}, {"exit 1", "note", "All is done."},
		{"edition", "number", "1"}, {"condition tasks", "met", "yes"}, {"output 1", "words", "seen"},
		{"item 1", "finding", "Proxy blocks the service"}, {"item 1", "state", "resolved"}, {"item 2", "state", "open"},
		{"waiver 1", "compensating", "A rule on the firewall."}, {"waiver 1", "review_on", "2027-02-21"},
		{"task 3190", "confirmed_by", "Kari Nordmann"}, {"event", "hash", e.Exits[1].StoodOn},
		{manager, "name", "Per Lindqvist"}, {manager, "role", "manager"},
	} {
		if got := file.Part(want.part).Get(want.field); got != want.text {
			t.Errorf("the %s of %s is %q, want %q", want.field, want.part, got, want.text)
		}
	}
	if e.Exits[1].Key != file.Key {
		t.Errorf("the approval names key %q, the proof %s", e.Exits[1].Key, file.Key)
	}
	if v := o.verified(t); v.Proofs != 1 || v.Unproven != 0 {
		t.Errorf("verified %+v", v)
	}
}

// Every byte of a real proof matters: this changes each in one of several ways.
func TestEveryByteOfARealProofMatters(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	file := o.proven(t, o.exited(t), 1).Encode()
	for i, b := range file {
		with := [][]byte{{b ^ 1}, {b ^ 0x20}, {b ^ 0x80}, {0}, {}, {b, b}}[i%6]
		altered := append(append(bytes.Clone(file[:i]), with...), file[i+1:]...)
		if d, err := exitproof.Read(altered); err == nil && len(d.Check(nil)) == 0 {
			t.Fatalf("byte %d, %q, can be %q", i, b, with)
		}
	}
}

// Who returns a request, or is refused, leaves no proof.
func TestOnlyApprovalsLeaveAProof(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.begin(t)
	o.ready(t, id)
	o.do(t, id, o.engineer, engagement.RequestExit{})
	o.do(t, id, o.manager, engagement.DecideExit{N: 1, Words: "Not yet."})
	o.do(t, id, o.engineer, engagement.RequestExit{})
	for _, by := range []access.Actor{o.engineer, o.admin, o.stranger} {
		if _, err := o.Change(t.Context(), id, o.shown(t, id, engagement.DecideExit{N: 2, Approve: true}), by, 0, now); err == nil {
			t.Errorf("%s approves", by.Name)
		}
	}
	for n := range 4 {
		_, p, _, err := o.visit(t, o.manager).Proof(t.Context(), id, n, 0)
		if must(t, err); p != nil {
			t.Errorf("exit %d has a proof", n)
		}
	}
	o.do(t, id, o.manager, engagement.DecideExit{N: 2, Approve: true})
	o.do(t, id, o.manager, engagement.Reopen{Reason: "The proxy is back."})
	o.do(t, id, o.engineer, engagement.RequestExit{})
	o.do(t, id, o.other, engagement.DecideExit{N: 3, Approve: true})
	if v := o.verified(t); v.Proofs != 2 || o.proven(t, id, 3).Part("decision").Get("exit") != "3" {
		t.Errorf("verified %+v", v)
	}
}

// Who does not see the engagement does not see its proof.
func TestProofIsSeenByWhoSeesTheEngagement(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.exited(t)
	_, _, _, err := o.visit(t, o.stranger).Proof(t.Context(), id, 1, 0)
	wantKind(t, err, fault.NotFound)
	_, p, fresh, err := o.visit(t, o.admin).Proof(t.Context(), id, 1, o.get(t, id).Version)
	if must(t, err); fresh || p == nil {
		t.Errorf("a copy of the page is fresh: %t", fresh)
	}
}

// An approval and its proof are one commit: where the one cannot be written, neither
// is the other.
func TestNoApprovalWithoutItsProof(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.requested(t)
	o.run(t, `create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$;
		create trigger full_disk before insert on exit_proof for each row execute function refuse()`)
	cmd := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
	if _, err := o.Change(t.Context(), id, cmd, o.manager, 0, now); err == nil || o.wholly(t, id) {
		t.Fatalf("approved without a proof: %v", err)
	}
	o.run(t, "drop trigger full_disk on exit_proof")
	o.do(t, id, o.manager, cmd)
	if v := o.verified(t); v.Proofs != 1 || !o.wholly(t, id) {
		t.Errorf("verified %+v", v)
	}
}

func TestApprovalIsTwoRoundTrips(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.exited(t) // makes the key, and prepares the statements
	id := o.requested(t)
	cmd := o.shown(t, id, engagement.DecideExit{N: 1, Approve: true})
	before := o.trips.count.Load()
	_, err := o.Change(t.Context(), id, cmd, o.manager, 0, now)
	must(t, err)
	if got := o.trips.count.Load() - before; got != 2 {
		t.Errorf("an approval makes %d round trips", got)
	}
}

// TestVerifyNoticesProofs alters a proof, or what it is held to, as only the
// database's superuser can.
func TestVerifyNoticesProofs(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ sql, want string }{
		"an altered value":     {`update exit_proof set signed = replace(encode(signed, 'escape'), 'resolved', 'reopened')::bytea`, "is not what was signed"},
		"an altered text":      {`update exit_proof set texts = replace(texts::text, 'Per Lindqvist', 'Ana Souza')::jsonb`, "the name of person"},
		"a text of no field":   {`update exit_proof set texts = texts || '{"item 9": {"x": {"salt": "", "text": ""}}}'`, "no place for 1 of its texts"},
		"a proof taken out":    {`delete from exit_proof`, "the proof of exit 1 is gone"},
		"a proof of another":   {`update exit_proof set n = 2`, "the proof of exit 1 is gone"},
		"an altered key":       {`update signing_key set public = sha256('x')`, "another public key"},
		"a key taken out":      {`delete from signing_key`, "not among the keys"},
		"a proof that is none": {`update exit_proof set signed = ''`, "line 1, column 1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.exited(t)
			o.verified(t)
			o.run(t, "set session_replication_role = replica; "+test.sql+"; reset session_replication_role")
			v, err := o.Verify(t.Context(), nil)
			must(t, err)
			if len(v.Failures) != 1 || v.Failures[0].Engagement != id || !strings.Contains(v.Failures[0].What, test.want) || v.Proofs != 0 {
				t.Errorf("found %+v, want %q", v, test.want)
			}
		})
	}
}

// Who holds the key can sign anything; the events say otherwise.
func TestVerifyHoldsProofsToTheEvents(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		alter func(*exitproof.Document)
		want  string
	}{
		"an item's state": {func(d *exitproof.Document) { field(d, "item 2", "state").Value = "resolved" }, "something else of item 2"},
		"who approved":    {func(d *exitproof.Document) { field(d, "decision", "by").Value = "person 3" }, "something else of decision"},
		"an item left out": {func(d *exitproof.Document) {
			d.Parts = slices.DeleteFunc(d.Parts, func(p exitproof.Part) bool { return p.Name == "item 2" })
		}, "something else of item 2"},
		"a person left out":  {func(d *exitproof.Document) { d.Parts = d.Parts[:len(d.Parts)-1] }, "it tells of"},
		"another person":     {func(d *exitproof.Document) { d.Parts[len(d.Parts)-1].Name = "person 99" }, "it does not tell of person"},
		"a value left out":   {func(d *exitproof.Document) { p := d.Part("waiver 1"); p.Of = p.Of[1:] }, "something else of waiver 1"},
		"nothing but a name": {func(*exitproof.Document) {}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.exited(t)
			d := o.proven(t, id, 1).Document
			test.alter(d)
			o.forge(t, id, d)
			v, err := o.Verify(t.Context(), nil)
			must(t, err)
			if test.want == "" && len(v.Failures) == 0 {
				return
			}
			if len(v.Failures) != 1 || !strings.Contains(v.Failures[0].What, test.want) {
				t.Errorf("found %+v, want %q", v, test.want)
			}
		})
	}
}

func field(d *exitproof.Document, part, name string) *exitproof.Field {
	of := d.Part(part).Of
	return &of[slices.IndexFunc(of, func(f exitproof.Field) bool { return f.Name == name })]
}

// forge signs a proof with the installation's key, in place of the one that is kept.
func (o *office) forge(t *testing.T, id engagement.ID, d *exitproof.Document) {
	t.Helper()
	var k signingKey
	b := &pgx.Batch{}
	k.queue(b)
	must(t, send(t.Context(), o.pool, b))
	forged := &exitproof.Document{}
	for _, p := range d.Parts {
		var values []exitproof.Value
		for _, f := range p.Of {
			values = append(values, exitproof.Value{Name: f.Name, Text: p.Get(f.Name), Free: f.Text != nil})
		}
		forged.Add(p.Name, values, newSalt)
	}
	forged.Sign(k.private())
	signed, texts := forged.Split()
	conn, err := o.pool.Acquire(t.Context())
	must(t, err)
	defer conn.Release()
	_, err = conn.Exec(t.Context(), "set session_replication_role = replica")
	must(t, err)
	_, err = conn.Exec(t.Context(), "update exit_proof set signed = $2, texts = $3 where engagement_id = $1", id, signed.Encode(), texts)
	must(t, err)
	_, err = conn.Exec(t.Context(), "reset session_replication_role")
	must(t, err)
}

func TestProofsAreAppendOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.exited(t)
	for _, sql := range []string{
		"delete from exit_proof", "truncate exit_proof", "update exit_proof set signed = ''", "update exit_proof set n = 2",
		`update exit_proof set texts = texts || '{"item 1": {}, "item 9": {}}'`,
		`update exit_proof set texts = jsonb_set(texts, '{item 1,finding,text}', '"nothing"')`,
		"delete from signing_key", "truncate signing_key cascade", "update signing_key set public = 'x'", "update signing_key set private = null",
		"update signing_key set retired_at = now()", // and keeps its private half
	} {
		_, err := o.pool.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: %v", sql, err)
		}
	}
	o.run(t, `update exit_proof set texts = texts #- '{item 1,finding}'`)
	p := o.proven(t, id, 1)
	if v := o.verified(t); v.Proofs != 1 || p.TakenOut() != 1 || p.Part("item 1").Get("finding") != "" || len(p.Check(&p.Keys)) > 0 {
		t.Errorf("with a text taken out: %+v", v)
	}
}
