package postgres

import (
	"bytes"
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// ImportNew makes a file the first edition of a playbook that is not there yet:
// nobody runs on it, and there is nothing to merge it with. A slug that is taken is
// Invalid, at the field "slug"; see ImportFile for what is wrong with a file.
func (s *Store) ImportNew(ctx context.Context, slug, name string, source []byte, includes map[string]string, by access.Actor, now time.Time) (*Edition, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, err
	}
	if err := checkSlug(slug); err != nil {
		return nil, err
	}
	book, err := parseImport(slug, source, includes)
	if err != nil {
		return nil, err
	}
	var edition *Edition
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if id, err := lockPlaybook(ctx, tx, slug); err != nil {
			return err
		} else if id != 0 {
			return slugTaken(slug)
		}
		came := newImport{Origin: FromFile, Name: name, Catalog: playbook.Catalog{Source: source, Includes: includes}, by: by, at: now}
		id, fresh, err := came.publish(ctx, tx, slug, book.Title)
		if err != nil {
			return err
		}
		if edition, err = s.editionByID(ctx, tx, id); err == nil && (!fresh || edition.Number > 1) {
			return slugTaken(slug) // by who was quicker
		}
		return err
	})
	if err != nil {
		return nil, trouble(err, "import the playbook %q", slug)
	}
	return edition, nil
}

// checkSlug tells at the field "slug" what is no slug, or leads to a page of its own.
func checkSlug(slug string) error {
	var f fault.Fields
	switch {
	case slug != playbook.Slug(slug):
		f.Add("slug", "A playbook is named by letters a to z, digits and single hyphens, such as %s.", playbook.Slug(slug))
	case slug == "import", len(slug) > 100:
		f.Add("slug", "Choose another name, of at most 100 characters.")
	}
	return f.Err()
}

func slugTaken(slug string) error {
	var f fault.Fields
	f.Add("slug", "There is a playbook %s already. Import the file over it on its own page, or choose another name.", slug)
	return f.Err()
}

// publish makes the import an edition, and notes that it was taken in.
func (i *newImport) publish(ctx context.Context, tx pgx.Tx, slug, title string) (edition int64, fresh bool, err error) {
	if err := i.sum(); err != nil {
		return 0, false, err
	}
	made := newEdition{Catalog: i.Catalog, title: title, by: engagement.PersonID(i.by.ID), at: i.at}
	if i.Origin == FromFile {
		made.summary = "Imported from " + storable(i.Name)
	}
	edition, fresh, err = publish(ctx, tx, slug, made)
	if err != nil || !fresh {
		return edition, false, err
	}
	id, err := lockPlaybook(ctx, tx, slug)
	if err == nil {
		_, err = i.insert(ctx, tx, id, ImportTaken)
	}
	return edition, true, err
}

// Offered is what became of a playbook that came with the program.
type Offered int

// What can become of it.
const (
	OfferedNothing Offered = iota // it was offered before
	OfferPublished                // there was none of its slug: it is the first edition
	OfferWaits                    // it waits to be merged by who may edit it
)

// OfferPlaybook brings in the file of a playbook that came with the program. It is
// published where there is none of its slug. Otherwise a file that is not the one
// that was brought last waits to be merged; one that would change nothing is noted
// as taken in.
func (s *Store) OfferPlaybook(ctx context.Context, slug, name string, source []byte, includes map[string]string, now time.Time) (became Offered, err error) {
	book, err := parseImport(slug, source, includes)
	if err != nil {
		return OfferedNothing, err
	}
	came := newImport{Origin: FromProgram, Name: name, Catalog: playbook.Catalog{Source: source, Includes: includes}, at: now}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		id, err := lockPlaybook(ctx, tx, slug)
		if err != nil {
			return err
		}
		if id != 0 {
			became, err = s.offer(ctx, tx, id, slug, came)
			return err
		}
		_, fresh, err := came.publish(ctx, tx, slug, book.Title)
		if fresh {
			became = OfferPublished
		}
		return err
	})
	return became, trouble(err, "bring in the playbook %q", slug)
}

// offer brings in the file of a playbook that is there.
func (s *Store) offer(ctx context.Context, tx pgx.Tx, id int64, slug string, came newImport) (Offered, error) {
	if err := came.sum(); err != nil {
		return OfferedNothing, err
	}
	for _, where := range []string{"origin = 'program'", "origin = 'program' and state = 'taken'", "state = 'taken'"} {
		last, err := lastSum(ctx, tx, id, where)
		if err != nil {
			return OfferedNothing, err
		}
		if bytes.Equal(last, came.sha256) {
			return OfferedNothing, nil
		}
	}
	number, err := came.wait(ctx, tx, id)
	if err != nil {
		return OfferedNothing, err
	}
	i, err := waiting(ctx, tx, slug, number)
	if err != nil {
		return OfferedNothing, err
	}
	d, err := s.readDraft(ctx, tx, slug, access.Actor{Role: access.Admin}, "")
	if err != nil {
		return OfferedNothing, err
	}
	merged, err := i.Merge(d.Catalog, nil)
	if err != nil || merged.Open() > 0 || !merged.Catalog.Equal(d.Catalog) {
		return OfferWaits, nil // what cannot be merged is told where it is tried
	}
	return OfferedNothing, settleImport(ctx, tx, id, number, ImportTaken, nil, access.Actor{}, came.at)
}
