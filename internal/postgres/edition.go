package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Playbooks lists the playbooks by title to who asks, in one round trip.
func (v *Visit) Playbooks(ctx context.Context) ([]Playbook, error) {
	var all []Playbook
	err := v.read(ctx, func(_ look, _ *Directory, b *pgx.Batch) {
		b.Queue(selectPlaybooks).Query(func(rows pgx.Rows) (err error) {
			all, err = pgx.CollectRows(rows, scanPlaybook)
			return err
		})
	})
	return all, trouble(err, "list playbooks")
}

// Edition gives who asks an edition of a playbook, number 0 for the newest, and the
// number of the newest, in one round trip, and one more for an edition that was not
// read before. One that is not is NotFound.
func (v *Visit) Edition(ctx context.Context, slug string, number int) (e *Edition, newest int, err error) {
	const sql = `select e.id, (select max(number) from edition where playbook_id = p.id)
		from edition e join playbook p on p.id = e.playbook_id
		where p.slug = $1 and ($2::bigint = 0 or e.number = $2::bigint) order by e.number desc limit 1`
	var id int64
	err = v.read(ctx, func(_ look, _ *Directory, b *pgx.Batch) {
		b.Queue(sql, storable(slug), number).QueryRow(func(row pgx.Row) error { return foundEdition(row.Scan(&id, &newest)) })
	})
	if err == nil {
		e, err = v.store.editionByID(ctx, v.store.pool, id)
	}
	if err != nil {
		return nil, 0, trouble(err, "read playbook %q", slug)
	}
	return e, newest, nil
}

func foundEdition(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return fault.New(fault.NotFound, "There is no such playbook, or it has no such edition.")
	}
	return err
}

// EditionRow is one edition in a list.
type EditionRow struct {
	Number      int
	Summary     string
	PublishedBy engagement.PersonID // 0: it came with the program
	PublishedAt time.Time
	SHA256      []byte
}

// EditionPage is a page of the editions of a playbook, the newest first.
type EditionPage struct {
	Newest *Edition
	Rows   []EditionRow
	Older  int // the editions of the next page are below it; 0 where there is none
}

// Editions gives who asks a page of the editions of a playbook: those below a
// number, 0 for the newest. A playbook that is not is NotFound.
func (v *Visit) Editions(ctx context.Context, slug string, below int) (EditionPage, error) {
	const newest = "select id from edition where playbook_id = (select id from playbook where slug = $1) order by number desc limit 1"
	list := fmt.Sprintf(`select e.number, e.summary, e.published_by, e.published_at, e.sha256
		from edition e where e.playbook_id = (select id from playbook where slug = $1) and ($2::bigint = 0 or e.number < $2::bigint)
		order by e.number desc limit %d`, pageSize+1)
	var page EditionPage
	var id int64
	err := v.read(ctx, func(_ look, _ *Directory, b *pgx.Batch) {
		page = EditionPage{}
		b.Queue(newest, storable(slug)).QueryRow(func(row pgx.Row) error { return foundEdition(row.Scan(&id)) })
		b.Queue(list, storable(slug), below).Query(func(rows pgx.Rows) (err error) {
			page.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r EditionRow, err error) {
				return r, row.Scan(&r.Number, &r.Summary, orNone(&r.PublishedBy), moment{&r.PublishedAt}, &r.SHA256)
			})
			return err
		})
	})
	if err == nil {
		page.Newest, err = v.store.editionByID(ctx, v.store.pool, id)
	}
	if err != nil {
		return EditionPage{}, trouble(err, "list the editions of playbook %q", slug)
	}
	if len(page.Rows) > pageSize {
		page.Rows = page.Rows[:pageSize]
		page.Older = page.Rows[pageSize-1].Number
	}
	return page, nil
}
