package postgres

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	exitproof "gaptrack/internal/proof"
)

var addProof = insertInto("exit_proof", []string{"engagement_id", "n", "key_id", "signed", "texts"})

// approval is an exit being approved: what is approved, as it stands before the
// approval changes it, and the key that signs the proof of it.
type approval struct {
	n     int // the exit request, 0 where nothing is approved
	key   signingKey
	basis engagement.Basis
}

// approving begins the approval that a command asks for; none for another command.
func approving(cmd engagement.Command) approval {
	if c, decides := cmd.(engagement.DecideExit); decides && c.Approve {
		return approval{n: c.N}
	}
	return approval{}
}

// queue queues the reading of the key.
func (a *approval) queue(b *pgx.Batch) {
	if a.n != 0 {
		a.key.queue(b)
	}
}

// begin notes what is approved, if it is. It leaves the key's ID for the event.
func (a *approval) begin(ctx context.Context, tx *transaction, l *Loaded, ask *engagement.Ask) error {
	if a.n == 0 {
		return nil
	}
	if err := a.key.ready(ctx, tx, ask.Now); err != nil {
		return fmt.Errorf("make a signing key: %w", err)
	}
	a.basis, ask.Key = l.ExitBasis(a.n, l.Today(ask.Now)), a.key.id
	return nil
}

// keep queues the writing of the proof of what was approved, beside the sealed
// events of the approval.
func (a *approval) keep(b *pgx.Batch, l *Loaded, events []engagement.Event) {
	if a.n == 0 {
		return
	}
	d := document(l, a.n, a.basis, events)
	d.Sign(a.key.private())
	signed, texts := d.Split()
	b.Queue(addProof, l.ID, a.n, a.key.id, signed.Encode(), texts)
}

// document makes the proof of an approval, not yet signed: the decision, all that it
// rests on, and the people whom those name, as they are called now.
func document(l *Loaded, n int, basis engagement.Basis, events []engagement.Event) *exitproof.Document {
	d := &exitproof.Document{}
	who := map[engagement.PersonID]bool{}
	basis = append(engagement.Basis{decided(l.ID, n, events)}, basis...)
	for _, s := range basis {
		d.Add(s.Name, provenValues(s, who), newSalt)
	}
	for _, id := range slices.Sorted(maps.Keys(who)) {
		p, _ := l.People.Person(id)
		d.Add(personPart(id), []exitproof.Value{{Name: "name", Text: p.Name, Free: true}, {Name: "role", Text: string(p.Role)}}, newSalt)
	}
	return d
}

// decided states an approval: who approved which exit and when, in which words, and
// the event that it is.
func decided(id engagement.ID, n int, events []engagement.Event) engagement.Stated {
	s := engagement.Stated{Name: exitproof.DecisionPart}
	i := slices.IndexFunc(events, func(ev engagement.Event) bool { return ev.Kind == engagement.ExitApproved })
	if i < 0 {
		return s
	}
	ev := events[i]
	s.Values = []engagement.Value{
		{Name: "engagement", Text: strconv.FormatInt(int64(id), 10)}, {Name: "exit", Text: strconv.Itoa(n)},
		{Name: "by", Text: strconv.FormatInt(int64(ev.Actor), 10), Who: true},
		{Name: exitproof.DecidedAt, Text: ev.At.Format(time.RFC3339Nano)},
		{Name: "seq", Text: strconv.Itoa(ev.Seq)}, {Name: "hash", Text: ev.Hash.String()},
	}
	for _, c := range ev.Changes {
		if (c.Field == "words" || c.Field == "decided_on") && c.Became != "" {
			s.Values = append(s.Values, engagement.Value{Name: c.Field, Text: c.Became, Free: c.Free})
		}
	}
	return s
}

// provenValues gives the values of one stated thing as a proof has them, and adds
// the people whom they name: the proof tells of each in a part of their own.
func provenValues(s engagement.Stated, who map[engagement.PersonID]bool) []exitproof.Value {
	var all []exitproof.Value
	for _, v := range s.Values {
		text := v.Text
		if id, err := strconv.ParseInt(text, 10, 64); v.Who && err == nil {
			who[engagement.PersonID(id)] = true
			text = personPart(engagement.PersonID(id))
		}
		all = append(all, exitproof.Value{Name: v.Name, Text: text, Free: v.Free})
	}
	return all
}

// personPart names the part of a proof that tells of a person.
func personPart(id engagement.PersonID) string { return fmt.Sprintf("person %d", id) }

// ExitProof is the proof of an approval as it is kept, and the keys of this
// installation to hold it to.
type ExitProof struct {
	*exitproof.Document // empty where what is kept cannot be read
	Keys                exitproof.Keys
	Broken              error // why it cannot be read; nobody but a superuser of the database makes it so
}

// Proof gives an engagement, and the proof of the approval of its exit request n;
// nil where it has none. See Visit.Engagement.
func (v *Visit) Proof(ctx context.Context, id engagement.ID, n, seen int) (l *Loaded, p *ExitProof, fresh bool, err error) {
	var r reading
	var row proofRow
	var keys exitproof.Keys
	err = v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		r, row = reading{id: id, by: by.Actor, known: known, seen: seen}, proofRow{}
		r.queue(b)
		b.Queue("select signed, texts from exit_proof where engagement_id = $1 and n = $2::bigint", id, n).QueryRow(row.scan)
		queueKeys(b, &keys)
	})
	if err == nil {
		l, err = v.store.loaded(ctx, &r)
	}
	if err == nil && row.signed != nil {
		p = &ExitProof{Document: &exitproof.Document{}, Keys: keys}
		if d, broken := row.document(); broken == nil {
			p.Document = d
		} else {
			p.Broken = broken
		}
	}
	if err != nil {
		return nil, nil, false, trouble(err, "read the proof of exit %d of engagement %d", n, id)
	}
	return l, p, l.fresh(seen), nil
}

// proofRow is a proof as it is kept.
type proofRow struct {
	signed []byte
	texts  exitproof.Texts
}

// scan reads the row, if there is one.
func (r *proofRow) scan(row pgx.Row) error {
	err := row.Scan(&r.signed, &r.texts)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil
	}
	return err
}

// document puts the proof together.
func (r *proofRow) document() (*exitproof.Document, error) {
	d, err := exitproof.Read(r.signed)
	if err != nil {
		return nil, err
	}
	return d, d.Join(r.texts)
}
