package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Compared are two editions of a playbook.
type Compared struct {
	From   *Edition // nil before the first one
	To     *Edition
	Newest int // the number of the newest edition; they count from 1 without a gap
}

// Compared gives who asks two editions of a playbook by their numbers, the older one
// first, in one round trip, and one more for each that was not read before; 0 is the
// newest for to, and the one before to for from. One that is not is NotFound.
func (v *Visit) Compared(ctx context.Context, slug string, from, to int) (*Compared, error) {
	if to != 0 && from > to {
		from, to = to, from
	}
	const sql = `select e.id, n.newest, e.number = $2::bigint or $2::bigint = 0 and e.number < n.upper, e.number = n.upper
		from playbook p
		join lateral (select max(number) newest, coalesce(nullif($3::bigint, 0), max(number)) upper from edition where playbook_id = p.id) n on true
		join edition e on e.playbook_id = p.id and e.number in (n.upper, coalesce(nullif($2::bigint, 0), n.upper - 1))
		where p.slug = $1`
	var all []comparedRow
	err := v.read(ctx, func(_ look, _ *Directory, b *pgx.Batch) {
		b.Queue(sql, storable(slug), from, to).Query(func(rows pgx.Rows) (err error) {
			all, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (f comparedRow, err error) {
				return f, row.Scan(&f.id, &f.newest, &f.from, &f.to)
			})
			return err
		})
	})
	if err != nil {
		return nil, trouble(err, "find editions of %q", slug)
	}
	c, err := v.store.compared(ctx, all)
	if err != nil {
		return nil, trouble(err, "compare editions of %q", slug)
	}
	if c.To == nil || from != 0 && c.From == nil {
		return nil, foundEdition(pgx.ErrNoRows)
	}
	return c, nil
}

// comparedRow is an edition, and which of the two it is.
type comparedRow struct {
	id       int64
	newest   int
	from, to bool
}

func (s *Store) compared(ctx context.Context, all []comparedRow) (*Compared, error) {
	c := &Compared{}
	for _, row := range all {
		e, err := s.editionByID(ctx, s.pool, row.id)
		if err != nil {
			return nil, err
		}
		c.Newest = row.newest
		if row.from {
			c.From = e
		}
		if row.to {
			c.To = e
		}
	}
	return c, nil
}
