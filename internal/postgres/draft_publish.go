package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// PublishDraft makes a draft the next edition of its playbook, and ends the draft.
// The summary is a line of the refresh summary, of the day on which it is at the
// publisher; see playbook.Catalog.Publish. Seen must be the version that stands.
// What cannot be published as it stands, or says nothing new, is a Conflict.
func (s *Store) PublishDraft(ctx context.Context, slug string, seen int, summary string, by access.Actor, now time.Time) (*Edition, error) {
	var edition *Edition
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		d, err := s.lockDraft(ctx, tx, slug, seen, by)
		if err != nil {
			return err
		}
		if err := d.publishable(seen); err != nil {
			return err
		}
		made, err := d.edition(summary, by, now)
		if err != nil {
			return err
		}
		id, fresh, err := publish(ctx, tx, slug, made)
		if err == nil && !fresh {
			err = d.nothingNew()
		}
		if err != nil {
			return err
		}
		if err := d.clear(ctx, tx); err != nil {
			return err
		}
		if edition, err = s.editionByID(ctx, tx, id); err == nil && edition.Number != d.next() {
			err = fault.New(fault.Conflict, "Edition %d was published while this draft stood on an older one. Throw the draft away, and begin it on that edition.", edition.Number-1)
		}
		return err
	})
	if err != nil {
		return nil, trouble(err, "publish the draft of %q", slug)
	}
	return edition, nil
}

// publishable tells, by a Conflict, what keeps a draft from being published.
func (d *Draft) publishable(seen int) error {
	switch {
	case !d.Begun || !d.Changed():
		return d.nothingNew()
	case seen != d.Version:
		return d.stands(seen)
	case d.Typed != nil:
		return unreadable()
	}
	if found := engagement.CheckCatalog(d.Catalog); len(found) > 0 {
		return fault.New(fault.Conflict, "The draft cannot be published yet: %s", found[0].Message)
	}
	return nil
}

func (d *Draft) nothingNew() error {
	if d.Edition == nil {
		return fault.New(fault.Conflict, "There is nothing to publish yet.")
	}
	return fault.New(fault.Conflict, "There is nothing to publish: the draft is the same as edition %d.", d.Edition.Number)
}

// next is the number of the edition that the draft becomes.
func (d *Draft) next() int {
	if d.Edition == nil {
		return 1
	}
	return d.Edition.Number + 1
}

// edition gives the edition that a draft becomes.
func (d *Draft) edition(summary string, by access.Actor, now time.Time) (newEdition, error) {
	zone, err := day.Zone(by.Zone)
	if err != nil || by.Zone == "" {
		zone = time.UTC
	}
	p := playbook.Publication{Number: d.next(), On: day.Of(now, zone), Who: by.Name, Summary: summary}
	if d.Edition != nil {
		p.Before = d.Edition.Playbook
	}
	made, err := d.Catalog.Publish(p)
	if err != nil {
		return newEdition{}, err
	}
	book, err := made.Parse()
	if err != nil {
		return newEdition{}, err
	}
	newest := book.RefreshSummary[0]
	return newEdition{Catalog: made, title: book.Title, summary: newest.What, by: engagement.PersonID(by.ID), at: now}, nil
}
