package postgres

import (
	"fmt"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
)

func (page *PortfolioPage) count(b *pgx.Batch, w *where) {
	sql := fmt.Sprintf("select count(*) from (select from engagement e where %s limit %d) bounded", w, maxTotal+1)
	b.Queue(sql, w.args...).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&page.Total)
		page.TotalOver = page.Total > maxTotal
		page.Total = min(page.Total, maxTotal)
		return err
	})
}

// rowColumnsShown are what a row of the portfolio shows.
var rowColumnsShown = slices.Concat([]string{"id", "customer", "seats", "manager_id", "time_zone", "phase", "created_on"},
	summaryColumns, []string{"updated_at"})

// rowList is a part of the portfolio.
type rowList struct {
	where   *where
	at      cursor
	keys    []key
	limit   int
	counted bool // how many rows there are at all is counted too: it looks at every one
}

// queue queues the reading of the rows. Which they are is found by their keys
// alone: a row is read to its end when it is known to be shown.
func (l rowList) queue(b *pgx.Batch, known *Directory, into func(rows []PortfolioRow, total int)) {
	total := "0::bigint"
	if l.counted {
		total = "count(*) over ()"
	}
	order := l.at.order(l.keys)
	sql := fmt.Sprintf(`select e.%s, %s, v.total
		from (select e.id, %s total from engagement e where %s order by %s limit %d) v join engagement e on e.id = v.id order by %s`,
		strings.Join(rowColumnsShown, ", e."), values(l.keys), total, l.where, order, l.limit, order)
	b.Queue(sql, l.where.args...).Query(func(rows pgx.Rows) error {
		all := 0
		found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (PortfolioRow, error) {
			r, err := scanPortfolio(row, &all)
			r.ManagerName = known.Name(r.Manager)
			return r, err
		})
		into(found, all)
		return err
	})
}

func scanPortfolio(row pgx.CollectableRow, total *int) (PortfolioRow, error) {
	var r PortfolioRow
	var sum summary
	f := &r.Facts
	err := row.Scan(slices.Concat([]any{&r.ID, &f.Customer, &f.Seats, &f.Manager, &f.Zone, &f.Phase, &f.CreatedOn}, sum.at(),
		[]any{moment{&r.UpdatedAt}, &r.keys, total})...)
	r.Summary = sum.whole(r.Phase)
	return r, err
}
