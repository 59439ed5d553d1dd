package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// How many saves of a draft are kept.
const (
	mostSteps  = 200 // that can be undone, one by one
	mostWithin = 20  // of those after which a step went on: they serve who saw them and saves next
)

// save writes the draft as its next version, which is a step of its own.
func (d *Draft) save(ctx context.Context, tx pgx.Tx, what string, by access.Actor, now time.Time) error {
	d.place.parent, d.place.since = d.place.at, now
	d.place.at = d.Version + 1
	return d.write(ctx, tx, what, by, now)
}

// goOn writes the draft as its next version, which is of one step with this one.
func (d *Draft) goOn(ctx context.Context, tx pgx.Tx, what string, by access.Actor, now time.Time) error {
	_, err := tx.Exec(ctx, "update draft set step = false where playbook_id = $1 and version = $2", d.playbookID, d.Version)
	if err != nil {
		return err
	}
	d.place.at = d.Version + 1
	return d.write(ctx, tx, what, by, now)
}

// write inserts the draft as its next version, at its place.
func (d *Draft) write(ctx context.Context, tx pgx.Tx, what string, by access.Actor, now time.Time) error {
	const insert = `insert into draft (playbook_id, version, edition_id, source, includes, beside, typed, what, by_id, at, begun, place, parent, since)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`
	d.Version, d.Begun = d.Version+1, true
	d.What, d.By, d.At = what, engagement.PersonID(by.ID), now
	var edition int64
	if d.Edition != nil {
		edition = d.Edition.ID
	}
	if d.Includes == nil {
		d.Includes = map[string]string{}
	}
	b := &pgx.Batch{}
	b.Queue("update playbook set saves = $2 where id = $1", d.playbookID, d.Version)
	b.Queue(insert, d.playbookID, d.Version, orNone(&edition), d.Source, d.Includes, d.Beside, d.Typed, d.What, orNone(&d.By), d.At,
		d.place.begun, d.place.at, d.place.parent, d.place.since)
	d.prune(b)
	return send(ctx, tx, b)
}

// prune queues the removal of saves that are no longer kept.
func (d *Draft) prune(b *pgx.Batch) {
	b.Queue(`delete from draft where playbook_id = $1 and version < (
		select version from draft where playbook_id = $1 and step order by version desc offset $2 limit 1)`, d.playbookID, mostSteps-1)
	b.Queue("delete from draft where playbook_id = $1 and not step and version <= $2", d.playbookID, d.Version-mostWithin)
}

// clear removes the draft: from the next version on, the playbook has none.
func (d *Draft) clear(ctx context.Context, tx pgx.Tx) error {
	b := &pgx.Batch{}
	b.Queue("update playbook set saves = $2 where id = $1", d.playbookID, d.Version+1)
	b.Queue("delete from draft where playbook_id = $1", d.playbookID)
	return send(ctx, tx, b)
}
