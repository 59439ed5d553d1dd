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

// ImportFile lets a file wait to be merged into a playbook's catalog, in the place
// of one that waits already, and gives its number. Includes are the fragments that
// came with it, by Include.File. What does not parse is Invalid, with
// playbook.Problems behind it; what is the same as was taken in last is a Conflict.
func (s *Store) ImportFile(ctx context.Context, slug, name string, source []byte, includes map[string]string, by access.Actor, now time.Time) (number int, err error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return 0, err
	}
	if _, err := parseImport(slug, source, includes); err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		id, err := lockPlaybook(ctx, tx, slug)
		if err != nil {
			return err
		}
		if id == 0 {
			return noSuchPlaybook()
		}
		came := newImport{Origin: FromFile, Name: name, Catalog: playbook.Catalog{Source: source, Includes: includes}, by: by, at: now}
		if err := came.sum(); err != nil {
			return err
		}
		last, err := lastSum(ctx, tx, id, "state = 'taken'")
		if err != nil {
			return err
		}
		if bytes.Equal(last, came.sha256) {
			return fault.New(fault.Conflict, "This file is the same as the one that was taken in last. There is nothing to merge.")
		}
		number, err = came.wait(ctx, tx, id)
		return err
	})
	return number, trouble(err, "import a file over %q", slug)
}

// parseImport parses a file that is to be imported.
func parseImport(slug string, source []byte, includes map[string]string) (*playbook.Playbook, error) {
	if err := checkFiles(slug, includes); err != nil {
		return nil, err
	}
	book, err := playbook.Parse(source)
	if err != nil {
		return nil, fault.Wrap(err, fault.Invalid, "The file cannot be read as a playbook:\n%v", err)
	}
	return book, nil
}

// lockPlaybook gives a playbook's ID, 0 when there is none; who saves its draft or
// imports over it waits for its turn.
func lockPlaybook(ctx context.Context, tx pgx.Tx, slug string) (id int64, err error) {
	rows, _ := tx.Query(ctx, "select id from playbook where slug = $1 for update", storable(slug)) // CollectRows gives the error
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	return ids[0], nil
}

// newImport is a file that comes in.
type newImport struct {
	playbook.Catalog
	Origin ImportOrigin
	Name   string
	by     access.Actor
	at     time.Time
	sha256 []byte
}

func (i *newImport) sum() (err error) {
	_, i.sha256, err = sumCatalog(i.Catalog)
	return err
}

// wait inserts the import as one that waits, and leaves aside what waited of its
// origin.
func (i *newImport) wait(ctx context.Context, tx pgx.Tx, playbookID int64) (number int, err error) {
	if err := i.leaveOlder(ctx, tx, playbookID); err != nil {
		return 0, err
	}
	return i.insert(ctx, tx, playbookID, ImportWaits)
}

func (i *newImport) leaveOlder(ctx context.Context, tx pgx.Tx, playbookID int64) error {
	const leave = `update playbook_import set state = 'left', settled_at = $3, settled_by = $4
		where playbook_id = $1 and origin = $2 and state = 'waiting'`
	by := engagement.PersonID(i.by.ID)
	_, err := tx.Exec(ctx, leave, playbookID, i.Origin, i.at, orNone(&by))
	return err
}

func (i *newImport) insert(ctx context.Context, tx pgx.Tx, playbookID int64, state ImportState) (number int, err error) {
	const insert = `insert into playbook_import (playbook_id, number, origin, name, source, includes, sha256, state, by_id, at, settled_by, settled_at)
		select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from playbook_import where playbook_id = $1 returning number`
	by, settledBy := engagement.PersonID(i.by.ID), engagement.PersonID(0)
	var settled time.Time
	if state != ImportWaits {
		settledBy, settled = by, i.at
	}
	if i.Includes == nil {
		i.Includes = map[string]string{}
	}
	err = tx.QueryRow(ctx, insert, playbookID, i.Origin, storable(i.Name), i.Source, i.Includes, i.sha256, state,
		orNone(&by), i.at, orNone(&settledBy), moment{&settled}).Scan(&number)
	return number, err
}

// TakeImport merges a file that waits into the draft, which it begins where there
// is none. Seen is the version of the draft over which the choices were made, by
// the keys of the conflicts; a draft that was saved since, and conflicts that are
// not settled, are a Conflict. Nothing is published.
func (s *Store) TakeImport(ctx context.Context, slug string, number, seen int, choices map[string]playbook.Choice, by access.Actor, now time.Time) (*Draft, error) {
	return s.changeDraft(ctx, slug, seen, by, func(tx pgx.Tx, d *Draft) error {
		if err := d.stands(seen); err != nil {
			return err
		}
		if d.Typed != nil {
			return unreadable()
		}
		i, err := waiting(ctx, tx, slug, number)
		if err != nil {
			return err
		}
		merged, err := i.Merge(d.Catalog, choices)
		if err != nil {
			return err
		}
		if n := merged.Open(); n > 0 {
			return fault.New(fault.Conflict, "Where both this file and the draft were changed, it has to be settled which stands; still open: %d.", n)
		}
		if err := settleImport(ctx, tx, d.playbookID, number, ImportTaken, merged.Choices(), by, now); err != nil {
			return err
		}
		if merged.Catalog.Equal(d.Catalog) {
			return nil
		}
		d.Catalog = merged.Catalog
		return d.save(ctx, tx, "import of "+i.Name, by, now)
	})
}

// LeaveImport leaves a file that waits aside: nothing of it comes into the draft.
// The next one is compared with what was taken in before.
func (s *Store) LeaveImport(ctx context.Context, slug string, number int, by access.Actor, now time.Time) error {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		id, err := lockPlaybook(ctx, tx, slug)
		if err != nil {
			return err
		}
		if _, err := waiting(ctx, tx, slug, number); err != nil {
			return err
		}
		return settleImport(ctx, tx, id, number, ImportLeft, nil, by, now)
	})
	return trouble(err, "leave a file for %q aside", slug)
}

func settleImport(ctx context.Context, tx pgx.Tx, playbookID int64, number int, state ImportState, choices map[string]playbook.Choice, by access.Actor, now time.Time) error {
	const settle = `update playbook_import set state = $3, choices = $4, settled_by = $5, settled_at = $6
		where playbook_id = $1 and number = $2`
	if choices == nil {
		choices = map[string]playbook.Choice{}
	}
	who := engagement.PersonID(by.ID)
	_, err := tx.Exec(ctx, settle, playbookID, number, state, choices, orNone(&who), now)
	return err
}
