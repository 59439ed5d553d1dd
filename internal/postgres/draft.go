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
	Typed  *string // the document as typed, where it does not parse; Source is the last that does
	What   string  // the last that was done, in words
	By     engagement.PersonID
	At     time.Time
	Undoes string // what can be taken back, in words; empty for nothing
	Redoes string // what was taken back and can be brought back; empty for nothing

	Waiting int // files that came in and wait to be merged

	playbookID int64
	place      place
}

// place is where a draft stands among its saves.
type place struct {
	begun  int // the version at which it was its edition still
	at     int // the version whose catalog it is: its own, unless it undoes or redoes
	parent int // the place that the one at this place was made on
	since  time.Time
}

// findDraft reads a draft by its playbook's slug.
const findDraft = `select p.id, p.saves, d.version is not null, coalesce(d.edition_id, e.id), d.source, d.includes, coalesce(d.beside, '{}'), d.typed,
		coalesce(d.what, ''), d.by_id, d.at, coalesce(d.begun, p.saves), coalesce(d.place, p.saves), coalesce(d.parent, p.saves), d.since,
		coalesce((select u.what from draft u where u.playbook_id = p.id and u.version = d.place and (d.parent = d.begun
			or exists (select from draft x where x.playbook_id = p.id and x.version = d.parent))), ''),
		coalesce((select r.what from draft r where r.playbook_id = p.id and r.parent = d.place and r.place = r.version and r.step
			order by r.version desc limit 1), ''),
		(select count(*) from playbook_import i where i.playbook_id = p.id and i.state = 'waiting')
	from playbook p
	left join lateral (select * from draft where playbook_id = p.id order by version desc limit 1) d on true
	left join lateral (select id from edition where playbook_id = p.id order by number desc limit 1) e on true
	where p.slug = $1 `

// Draft gives the draft of a playbook, for who may edit it. A playbook that is not
// is NotFound.
func (s *Store) Draft(ctx context.Context, slug string, by access.Actor) (*Draft, error) {
	d, err := s.readDraft(ctx, s.pool, slug, by, "")
	return d, trouble(err, "read the draft of %q", slug)
}

// Draft gives the draft of a playbook; see Store.Draft.
func (v *Visit) Draft(ctx context.Context, slug string) (*Draft, error) {
	var d *Draft
	var edition int64
	var refused error
	err := v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		d, edition = &Draft{Slug: slug}, 0
		if refused = access.May(by.Actor, access.EditPlaybooks); refused != nil {
			return
		}
		b.Queue(findDraft, storable(slug)).QueryRow(func(row pgx.Row) error { return d.scan(row, &edition) })
	})
	if refused != nil && (err == nil || fault.KindOf(err) == fault.Forbidden) {
		return nil, refused
	}
	if err == nil {
		err = v.store.complete(ctx, v.store.pool, d, edition)
	}
	if err != nil {
		return nil, trouble(err, "read the draft of %q", slug)
	}
	return d, nil
}

// readDraft reads the newest draft; lock is what is to follow the playbook's row:
// "for update of p" to save next.
func (s *Store) readDraft(ctx context.Context, q querier, slug string, by access.Actor, lock string) (*Draft, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, err
	}
	d := &Draft{Slug: slug}
	var edition int64
	if err := d.scan(q.QueryRow(ctx, findDraft+lock, storable(slug)), &edition); err != nil {
		return nil, err
	}
	return d, s.complete(ctx, q, d, edition)
}

// scan reads a row of findDraft.
func (d *Draft) scan(row pgx.Row, edition *int64) error {
	err := row.Scan(&d.playbookID, &d.Version, &d.Begun, orNone(edition), &d.Source, &d.Includes, &d.Beside, &d.Typed,
		&d.What, orNone(&d.By), moment{&d.At}, &d.place.begun, &d.place.at, &d.place.parent, moment{&d.place.since}, &d.Undoes, &d.Redoes, &d.Waiting)
	if errors.Is(err, pgx.ErrNoRows) {
		return noSuchPlaybook()
	}
	return err
}

func noSuchPlaybook() error { return fault.New(fault.NotFound, "There is no such playbook.") }

// complete adds to a draft the edition on which it stands.
func (s *Store) complete(ctx context.Context, q querier, d *Draft, edition int64) (err error) {
	if edition != 0 {
		d.Edition, err = s.editionByID(ctx, q, edition)
	}
	if err == nil && !d.Begun {
		d.Catalog = d.published()
	}
	return err
}

// published gives the catalog of the edition on which the draft stands.
func (d *Draft) published() playbook.Catalog {
	if d.Edition == nil {
		return playbook.Catalog{}
	}
	return d.Edition.Catalog
}

// Changed reports whether the draft says anything else than its edition.
func (d *Draft) Changed() bool { return d.Typed != nil || !d.Catalog.Equal(d.published()) }

// AsTyped gives the document as somebody typed it last, which may not parse, with
// what stands beside it.
func (d *Draft) AsTyped() playbook.Catalog {
	c := d.Catalog
	if d.Typed != nil {
		c.Source = c.Typed(*d.Typed)
	}
	return c
}

// EditDraft saves an edit of a draft's structure, and what was done in words. Seen
// is the version that the person saw: the edit is made on what stands now, and tells
// by itself whether others changed the same; see playbook.Catalog.Edit. While the
// document as typed does not parse, every edit is a Conflict. One that changes
// nothing is not saved.
func (s *Store) EditDraft(ctx context.Context, slug string, seen int, what string,
	edit func(playbook.Catalog) (playbook.Catalog, error), by access.Actor, now time.Time,
) (*Draft, error) {
	return s.changeDraft(ctx, slug, seen, by, func(tx pgx.Tx, d *Draft) error {
		if d.Typed != nil {
			return unreadable()
		}
		before := d.Catalog
		var err error
		if d.Catalog, err = edit(before); err != nil || d.Catalog.Equal(before) {
			return err
		}
		return d.save(ctx, tx, what, by, now)
	})
}

func unreadable() error {
	return fault.New(fault.Conflict, "The Markdown of the draft cannot be read as it stands. Mend its problems first, or take the last change back.")
}

// changeDraft reads a draft, has it changed, and reads it again. Who changes a
// draft of the same playbook waits for its turn.
func (s *Store) changeDraft(ctx context.Context, slug string, seen int, by access.Actor, change func(pgx.Tx, *Draft) error) (*Draft, error) {
	var d *Draft
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		if d, err = s.lockDraft(ctx, tx, slug, seen, by); err != nil {
			return err
		}
		if err := change(tx, d); err != nil {
			return err
		}
		d, err = s.readDraft(ctx, tx, slug, by, "")
		return err
	})
	if err != nil {
		return nil, trouble(err, "change the draft of %q", slug)
	}
	return d, nil
}

// lockDraft reads a draft to save it next.
func (s *Store) lockDraft(ctx context.Context, tx pgx.Tx, slug string, seen int, by access.Actor) (*Draft, error) {
	d, err := s.readDraft(ctx, tx, slug, by, "for update of p")
	if err == nil && seen > d.Version {
		err = fault.New(fault.Invalid, "The page that this was sent from does not belong to this playbook. Open it again.")
	}
	return d, err
}
