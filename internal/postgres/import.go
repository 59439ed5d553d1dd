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

// ImportOrigin is where the file of a playbook came from.
type ImportOrigin string

// The origins. What the program brought is compared with what it brought before,
// and a file with the last file, where there is one.
const (
	FromFile    ImportOrigin = "file"
	FromProgram ImportOrigin = "program"
)

// ImportState is what became of a file.
type ImportState string

// The states. At most one file of each origin waits.
const (
	ImportWaits ImportState = "waiting" // to be merged
	ImportTaken ImportState = "taken"   // into the draft, or as the first edition
	ImportLeft  ImportState = "left"    // aside, or for a newer one
)

// Import is a file of a playbook that came in over its catalog.
type Import struct {
	Number    int // counts the imports of the playbook
	Origin    ImportOrigin
	Name      string // of the file
	State     ImportState
	By        engagement.PersonID // 0: the program, or its shell
	At        time.Time
	SettledBy engagement.PersonID
	SettledAt time.Time // zero while it waits
}

// WaitingImport is a file that waits to be merged.
type WaitingImport struct {
	Import
	playbook.Catalog // the file with its fragments; nothing is beside it

	base playbook.Catalog // what was taken in before it
}

// Merge merges the file into a catalog: what it changed of the file before it, and
// what was changed here since.
func (i *WaitingImport) Merge(into playbook.Catalog, choices map[string]playbook.Choice) (playbook.Merged, error) {
	base, theirs := i.base, i.Catalog
	theirs.Includes = completed(theirs.Includes, base.Includes)
	return playbook.Merge(base, into, theirs, choices)
}

// completed gives the fragments that came with a file, and those that did not as
// they were.
func completed(came, before map[string]string) map[string]string {
	all := map[string]string{}
	for file, text := range before {
		all[file] = text
	}
	for file, text := range came {
		all[file] = text
	}
	return all
}

// Imports is what has come in over a playbook, with its draft.
type Imports struct {
	Draft   *Draft
	Waiting []*WaitingImport // a file's and the program's, the older first
	Past    []Import         // settled, the newest first; at most mostPastImports
}

// mostPastImports is how many settled imports are told of.
const mostPastImports = 20

// findWaiting reads the files that wait, each with the one that was taken in
// before it: the last of its origin, else the last of all.
const findWaiting = `select i.number, i.origin, i.name, i.by_id, i.at, i.source, i.includes, b.source, b.includes
	from playbook_import i
	left join lateral (select source, includes from playbook_import
		where playbook_id = i.playbook_id and state = 'taken' order by (origin = i.origin) desc, number desc limit 1) b on true
	where i.playbook_id = (select id from playbook where slug = $1) and i.state = 'waiting' order by i.number`

const findPast = `select number, origin, name, state, by_id, at, settled_by, settled_at from playbook_import
	where playbook_id = (select id from playbook where slug = $1) and state <> 'waiting' order by number desc limit $2`

func scanWaiting(row pgx.CollectableRow) (*WaitingImport, error) {
	i := &WaitingImport{Import: Import{State: ImportWaits}}
	err := row.Scan(&i.Number, &i.Origin, &i.Name, orNone(&i.By), moment{&i.At}, &i.Source, &i.Includes, &i.base.Source, &i.base.Includes)
	return i, err
}

func scanPast(row pgx.CollectableRow) (i Import, err error) {
	return i, row.Scan(&i.Number, &i.Origin, &i.Name, &i.State, orNone(&i.By), moment{&i.At}, orNone(&i.SettledBy), moment{&i.SettledAt})
}

// Imports gives what has come in over a playbook, for who may edit it.
func (v *Visit) Imports(ctx context.Context, slug string) (*Imports, error) {
	var all *Imports
	var edition int64
	var refused error
	err := v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		all, edition = &Imports{Draft: &Draft{Slug: slug}}, 0
		if refused = access.May(by.Actor, access.EditPlaybooks); refused != nil {
			return
		}
		b.Queue(findDraft, storable(slug)).QueryRow(func(row pgx.Row) error { return all.Draft.scan(row, &edition) })
		b.Queue(findWaiting, storable(slug)).Query(func(rows pgx.Rows) (err error) {
			all.Waiting, err = pgx.CollectRows(rows, scanWaiting)
			return err
		})
		b.Queue(findPast, storable(slug), mostPastImports).Query(func(rows pgx.Rows) (err error) {
			all.Past, err = pgx.CollectRows(rows, scanPast)
			return err
		})
	})
	if refused != nil && (err == nil || fault.KindOf(err) == fault.Forbidden) {
		return nil, refused
	}
	if err == nil {
		err = v.store.complete(ctx, v.store.pool, all.Draft, edition)
	}
	if err != nil {
		return nil, trouble(err, "read what came in over %q", slug)
	}
	return all, nil
}

// waiting reads one file that waits.
func waiting(ctx context.Context, q querier, slug string, number int) (*WaitingImport, error) {
	rows, _ := q.Query(ctx, findWaiting, storable(slug)) // CollectRows gives the error
	all, err := pgx.CollectRows(rows, scanWaiting)
	if err != nil {
		return nil, err
	}
	for _, i := range all {
		if i.Number == number {
			return i, nil
		}
	}
	return nil, fault.New(fault.Conflict, "This file does not wait any more: it was taken in, left aside, or a newer one came.")
}

// lastSum gives the SHA-256 of the last import of a playbook that where tells, nil
// when there is none.
func lastSum(ctx context.Context, q querier, playbookID int64, where string) (sum []byte, err error) {
	find := "select sha256 from playbook_import where playbook_id = $1 and " + where + " order by number desc limit 1"
	err = q.QueryRow(ctx, find, playbookID).Scan(&sum)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	return sum, err
}

// WaitingImport gives a file that waits, for who may edit the playbook. One that
// does not is a Conflict.
func (s *Store) WaitingImport(ctx context.Context, slug string, number int, by access.Actor) (*WaitingImport, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, err
	}
	i, err := waiting(ctx, s.pool, slug, number)
	return i, trouble(err, "read a file that waits for %q", slug)
}
