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

// cut takes off the row that only tells that there are more, and makes the
// cursors.
func (page *PortfolioPage) cut(at cursor) {
	more := len(page.Rows) > pageSize
	if more {
		page.Rows = page.Rows[:pageSize]
	}
	if at.Back {
		slices.Reverse(page.Rows)
	}
	if len(page.Rows) == 0 {
		return
	}
	first, last := at, at
	first.Back, first.Keys = true, page.Rows[0].keys
	last.Back, last.Keys = false, page.Rows[len(page.Rows)-1].keys
	if at.Back && more || !at.Back && len(at.Keys) > 0 {
		page.Prev = first.String()
	}
	if at.Back || more {
		page.Next = last.String()
	}
}

var rowOfPortfolio = "e.id, e." + strings.Join(slices.Concat(factColumns, summaryColumns), ", e.") + ", e.updated_at, m.name"

// queueRows queues the reading of rows of the portfolio.
func queueRows(b *pgx.Batch, w *where, order, keys string, limit int, into func([]PortfolioRow)) {
	sql := fmt.Sprintf("select %s, %s from engagement e join person m on m.id = e.manager_id where %s order by %s limit %d",
		rowOfPortfolio, keys, w, order, limit)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) error {
		all, err := pgx.CollectRows(rows, scanPortfolio)
		into(all)
		return err
	})
}

func scanPortfolio(row pgx.CollectableRow) (PortfolioRow, error) {
	var r PortfolioRow
	var sum summary
	err := row.Scan(slices.Concat([]any{&r.ID}, factsAt(&r.Facts), sum.at(),
		[]any{moment{&r.UpdatedAt}, &r.ManagerName, &r.keys})...)
	r.Summary = sum.whole(r.Phase)
	return r, err
}
