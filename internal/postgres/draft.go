package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// Draft is a playbook's catalog as it is being edited. One that nobody has begun is
// the newest edition.
type Draft struct {
	Slug    string
	Version int // counts the saves of the playbook's drafts, from edition to edition
	Begun   bool
	Edition *Edition // on which it stands; nil where the playbook has none
	playbook.Catalog
	Typed *string // the document as typed, where it does not parse; Source is the last that does
	What  string  // the last that was done, in words
	By    engagement.PersonID
	At    time.Time

	playbookID int64
}

// Draft gives the draft of a playbook, for who may edit it. A playbook that is not
// is NotFound.
func (s *Store) Draft(ctx context.Context, slug string, by access.Actor) (*Draft, error) {
	d, err := s.readDraft(ctx, s.pool, slug, by, "")
	return d, trouble(err, "read the draft of %q", slug)
}

// readDraft reads the newest draft; lock is what is to follow the playbook's row:
// "for update of p" to save next.
func (s *Store) readDraft(ctx context.Context, q querier, slug string, by access.Actor, lock string) (*Draft, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, err
	}
	const find = `select p.id, p.saves, d.version is not null, coalesce(d.edition_id, e.id), d.source, d.includes, coalesce(d.beside, '{}'), d.typed,
			coalesce(d.what, ''), d.by_id, d.at
		from playbook p
		left join lateral (select * from draft where playbook_id = p.id order by version desc limit 1) d on true
		left join lateral (select id from edition where playbook_id = p.id order by number desc limit 1) e on true
		where p.slug = $1 `
	d := &Draft{Slug: slug}
	var edition int64
	err := q.QueryRow(ctx, find+lock, storable(slug)).Scan(&d.playbookID, &d.Version, &d.Begun, orNone(&edition),
		&d.Source, &d.Includes, &d.Beside, &d.Typed, &d.What, orNone(&d.By), moment{&d.At})
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fault.New(fault.NotFound, "There is no such playbook.")
	}
	if err == nil && edition != 0 {
		d.Edition, err = s.editionByID(ctx, q, edition)
	}
	if err == nil && !d.Begun && d.Edition != nil {
		d.Catalog = d.Edition.Catalog
	}
	return d, err
}

// EditDraft saves an edit of a draft's structure, and what was done in words. Seen
// is the version that the person saw: the edit is made on what stands now, and tells
// by itself whether others changed the same; see playbook.Catalog.Edit. While the
// document as typed does not parse, every edit is a Conflict.
func (s *Store) EditDraft(ctx context.Context, slug string, seen int, what string,
	edit func(playbook.Catalog) (playbook.Catalog, error), by access.Actor, now time.Time,
) (*Draft, error) {
	var d *Draft
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		if d, err = s.lockDraft(ctx, tx, slug, seen, by); err != nil {
			return err
		}
		if d.Typed != nil {
			return fault.New(fault.Conflict, "The Markdown of the draft cannot be read as it stands. Mend its problems first, or take the last change back.")
		}
		if d.Catalog, err = edit(d.Catalog); err != nil {
			return err
		}
		return d.save(ctx, tx, what, by, now)
	})
	if err != nil {
		return nil, trouble(err, "edit the draft of %q", slug)
	}
	return d, nil
}

// lockDraft reads a draft to save it next; who saves a draft of the same playbook
// waits for its turn.
func (s *Store) lockDraft(ctx context.Context, tx pgx.Tx, slug string, seen int, by access.Actor) (*Draft, error) {
	d, err := s.readDraft(ctx, tx, slug, by, "for update of p")
	if err == nil && seen > d.Version {
		err = fault.New(fault.Invalid, "The page that this was sent from does not belong to this playbook. Open it again.")
	}
	return d, err
}

// mostDrafts is how many saves of a draft are kept.
const mostDrafts = 200

// save writes the draft as its next version.
func (d *Draft) save(ctx context.Context, tx pgx.Tx, what string, by access.Actor, now time.Time) error {
	const insert = `insert into draft (playbook_id, version, edition_id, source, includes, beside, typed, what, by_id, at)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	d.Version, d.Begun = d.Version+1, true
	d.What, d.By, d.At = what, engagement.PersonID(by.ID), now.UTC().Truncate(time.Microsecond)
	var edition int64
	if d.Edition != nil {
		edition = d.Edition.ID
	}
	if d.Includes == nil {
		d.Includes = map[string]string{}
	}
	b := &pgx.Batch{}
	b.Queue("update playbook set saves = $2 where id = $1", d.playbookID, d.Version)
	b.Queue(insert, d.playbookID, d.Version, orNone(&edition), d.Source, d.Includes, d.Beside, d.Typed, d.What, d.By, d.At)
	b.Queue("delete from draft where playbook_id = $1 and version <= $2", d.playbookID, d.Version-mostDrafts)
	return send(ctx, tx, b)
}
