package postgres

import (
	"slices"

	"github.com/jackc/pgx/v5"
)

// Part is the beginning of a list, and how many more there are.
type Part[T any] struct {
	Rows []T
	More int
}

// queuePart queues the reading of a part. The query's last column is the
// number of all rows, without its limit.
func queuePart[T any](b *pgx.Batch, sql string, args []any, into *Part[T], at func(*T) []any) {
	b.Queue(sql, args...).Query(func(rows pgx.Rows) error {
		total := 0
		all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r T, err error) {
			return r, row.Scan(append(at(&r), &total)...)
		})
		*into = Part[T]{Rows: all, More: total - len(all)}
		return err
	})
}

// only drops the rows that do not hold.
func (p *Part[T]) only(holds func(T) bool) {
	p.Rows = slices.DeleteFunc(p.Rows, func(r T) bool { return !holds(r) })
}

// cut leaves the first rows, limit of them.
func (p *Part[T]) cut(limit int) {
	if extra := len(p.Rows) - limit; extra > 0 {
		p.Rows, p.More = p.Rows[:limit], p.More+extra
	}
}
