package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// UndoDraft takes the last step of a draft back, as a save of its own. Seen must be
// the version that stands: what nobody saw is not taken back.
func (s *Store) UndoDraft(ctx context.Context, slug string, seen int, by access.Actor, now time.Time) (*Draft, error) {
	return s.changeDraft(ctx, slug, seen, by, func(tx pgx.Tx, d *Draft) error {
		if err := d.stands(seen); err != nil {
			return err
		}
		if d.Undoes == "" {
			return fault.New(fault.Conflict, "There is nothing to undo: no earlier save of this draft is kept.")
		}
		return d.goTo(ctx, tx, d.place.parent, "taken back: "+d.Undoes, by, now)
	})
}

// RedoDraft brings back what was taken back last; see UndoDraft.
func (s *Store) RedoDraft(ctx context.Context, slug string, seen int, by access.Actor, now time.Time) (*Draft, error) {
	return s.changeDraft(ctx, slug, seen, by, func(tx pgx.Tx, d *Draft) error {
		if err := d.stands(seen); err != nil {
			return err
		}
		const next = `select version from draft where playbook_id = $1 and parent = $2 and place = version and step order by version desc limit 1`
		var version int
		err := tx.QueryRow(ctx, next, d.playbookID, d.place.at).Scan(&version)
		if errors.Is(err, pgx.ErrNoRows) {
			return fault.New(fault.Conflict, "There is nothing to redo: the last that was done is there.")
		}
		if err != nil {
			return err
		}
		return d.goTo(ctx, tx, version, "brought back: "+d.Redoes, by, now)
	})
}

// stands reports, by a Conflict, that somebody saved since a version was seen.
func (d *Draft) stands(seen int) error {
	if seen == d.Version {
		return nil
	}
	return fault.New(fault.Conflict, "The draft was changed while this page was open. Look at it as it is now, then decide again.")
}

// goTo saves the draft as it was at a place.
func (d *Draft) goTo(ctx context.Context, tx pgx.Tx, at int, what string, by access.Actor, now time.Time) error {
	const find = "select source, includes, beside, typed, parent, since from draft where playbook_id = $1 and version = $2"
	d.place.at = at
	if at == d.place.begun {
		d.Catalog, d.Typed, d.place.parent, d.place.since = d.published(), nil, at, now
		return d.write(ctx, tx, what, by, now)
	}
	d.Catalog, d.Typed = playbook.Catalog{}, nil
	err := tx.QueryRow(ctx, find, d.playbookID, at).Scan(&d.Source, &d.Includes, &d.Beside, &d.Typed, &d.place.parent, moment{&d.place.since})
	if err != nil {
		return err
	}
	return d.write(ctx, tx, what, by, now)
}

// DropDraft throws a draft away, with all its saves: the newest edition is the
// playbook again. Seen must be the version that stands.
func (s *Store) DropDraft(ctx context.Context, slug string, seen int, by access.Actor) error {
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		d, err := s.lockDraft(ctx, tx, slug, seen, by)
		if err != nil {
			return err
		}
		if !d.Begun {
			return fault.New(fault.Conflict, "There is no draft to throw away.")
		}
		if err := d.stands(seen); err != nil {
			return err
		}
		return d.clear(ctx, tx)
	})
	return trouble(err, "throw the draft of %q away", slug)
}
