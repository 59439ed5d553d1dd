package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	exitproof "gaptrack/internal/proof"
)

// exitProofs holds the proofs of some engagements' exits to what their events say.
type exitProofs struct {
	rows     map[engagement.ID]map[int]proofRow // those that no approval has asked for yet
	keys     exitproof.Keys
	editions map[int64]*engagement.Edition

	holding  int // proofs that hold
	unproven int // approvals that name no key, and so have no proof
}

// read reads the editions on which engagements run or ran, and queues the reading of
// the proofs of those above one ID and up to another.
func (x *exitProofs) read(ctx context.Context, s *Store, q querier, b *pgx.Batch, above engagement.ID, p *proof) error {
	x.rows, x.editions = map[engagement.ID]map[int]proofRow{}, map[int64]*engagement.Edition{}
	runs := map[int64]bool{}
	for _, l := range p.rows {
		runs[l.Facts.Edition] = true
	}
	const all = `select e.id from edition e where e.playbook_id in (select playbook_id from edition where id = any($1::bigint[]))`
	rows, _ := q.Query(ctx, all, slices.Collect(maps.Keys(runs))) // CollectRows gives the error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		return err
	}
	for _, id := range ids {
		edition, err := s.editionByID(ctx, q, id)
		if err != nil {
			return err
		}
		x.editions[id] = edition.Edition
	}
	queueKeys(b, &x.keys)
	const sql = "select engagement_id, n, signed, texts from exit_proof where engagement_id > $1 and engagement_id <= $2"
	b.Queue(sql, above, p.upTo).Query(x.scan)
	return nil
}

func (x *exitProofs) scan(rows pgx.Rows) error {
	for rows.Next() {
		var id engagement.ID
		var n int
		var r proofRow
		if err := rows.Scan(&id, &n, &r.signed, &r.texts); err != nil {
			return fmt.Errorf("read exit_proof: %w", err)
		}
		if x.rows[id] == nil {
			x.rows[id] = map[int]proofRow{}
		}
		x.rows[id][n] = r
	}
	return rows.Err()
}

// hold holds the proof of an approval to the engagement as it stood before. It has
// nothing to say of another event.
func (x *exitProofs) hold(before *engagement.Engagement, ev engagement.Event) error {
	if ev.Kind != engagement.ExitApproved {
		return nil
	}
	n := ev.Subject.N
	row, found := x.rows[ev.Engagement][n]
	delete(x.rows[ev.Engagement], n)
	key := becameOf(ev, "key")
	switch {
	case !found && key == "":
		x.unproven++
		return nil
	case !found:
		return fmt.Errorf("the proof of exit %d is gone", n)
	case key == "":
		return foreign(n)
	}
	if err := x.wrong(row, key, before, ev); err != nil {
		return fmt.Errorf("the proof of exit %d: %w", n, err)
	}
	x.holding++
	return nil
}

func foreign(n int) error {
	return fmt.Errorf("there is a proof of exit %d, and no approval that it is of", n)
}

// wrong gives what does not hold of a proof.
func (x *exitProofs) wrong(row proofRow, key string, before *engagement.Engagement, ev engagement.Event) error {
	d, err := row.document()
	if err != nil {
		return err
	}
	if problems := d.Check(&x.keys); len(problems) > 0 {
		return problems[0]
	}
	if d.Key != key {
		return fmt.Errorf("it is signed by key %s, and the approval says %s", d.Key, key)
	}
	before.Edition = x.editions[before.Facts.Edition]
	if before.Edition == nil {
		return nil // what the record says of it does not hold, which is told
	}
	stood, err := approved(before, ev)
	if err != nil {
		return err
	}
	return differs(d, stood)
}

// approved gives what an approval was of, by the engagement as it stood before it.
func approved(before *engagement.Engagement, ev engagement.Event) (engagement.Basis, error) {
	found, err := engagement.ExitRequest{Readiness: becameOf(ev, "readiness")}.Conditions()
	if err != nil {
		return nil, err
	}
	basis := before.ExitBasis(ev.Subject.N, before.Today(ev.At)).Found(found)
	return append(engagement.Basis{decided(ev.Engagement, ev.Subject.N, []engagement.Event{ev})}, basis...), nil
}

// differs gives the first part of a proof that says something else than what stood.
// How people were called then, the proof alone knows.
func differs(d *exitproof.Document, stood engagement.Basis) error {
	who := map[engagement.PersonID]bool{}
	for i, s := range stood {
		if i == len(d.Parts) || d.Parts[i].Name != s.Name || !says(d.Parts[i], provenValues(s, who)) {
			return fmt.Errorf("it says something else of %s than the events do", s.Name)
		}
	}
	people := d.Parts[len(stood):]
	if len(people) != len(who) {
		return fmt.Errorf("it tells of %d people, and the events of %d", len(people), len(who))
	}
	for i, id := range slices.Sorted(maps.Keys(who)) {
		if people[i].Name != personPart(id) {
			return fmt.Errorf("it does not tell of %s", personPart(id))
		}
	}
	return nil
}

// says reports whether a part of a proof says some values and no others.
func says(p exitproof.Part, values []exitproof.Value) bool {
	return slices.EqualFunc(p.Of, values, func(f exitproof.Field, v exitproof.Value) bool {
		return f.Name == v.Name && f.Says(v.Text)
	})
}

// left notes of engagements that have a proof of no approval that this does not hold.
func (x *exitProofs) left(bad map[engagement.ID]string) {
	for id, of := range x.rows {
		for n := range of {
			if bad[id] == "" {
				bad[id] = foreign(n).Error()
			}
		}
	}
}

// becameOf gives what an event made of a field, "" where it did not touch it.
func becameOf(ev engagement.Event, field string) string {
	i := slices.IndexFunc(ev.Changes, func(c engagement.Change) bool { return c.Field == field })
	if i < 0 {
		return ""
	}
	return ev.Changes[i].Became
}
