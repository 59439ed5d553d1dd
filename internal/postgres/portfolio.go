package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
)

// PortfolioSort names an order of the portfolio.
type PortfolioSort string

// The orders. Every one ends with the ID, so that no two rows are equal.
const (
	ByAttention PortfolioSort = "attention" // the most pressing reason first, the longest first among equals
	ByCustomer  PortfolioSort = "customer"
	BySeats     PortfolioSort = "seats"
	ByOpenItems PortfolioSort = "items"
	ByNext      PortfolioSort = "next" // the next checkpoint; none comes last
	ByUpdated   PortfolioSort = "updated"
)

// sortKeys are the orders' keys; each is an index of the table engagement.
var sortKeys = map[PortfolioSort][]key{
	ByAttention: {{"e.attention_rank", numberKey}, {"e.attention_since", dateKey}, {"e.id", numberKey}},
	ByCustomer:  {{"lower(e.customer)", textKey}, {"e.id", numberKey}},
	BySeats:     {{"e.seats", numberKey}, {"e.id", numberKey}},
	ByOpenItems: {{"e.open_items", numberKey}, {"e.id", numberKey}},
	ByNext:      {{"coalesce(e.next_at, 'infinity')", momentKey}, {"e.id", numberKey}},
	ByUpdated:   {{"e.updated_at", momentKey}, {"e.id", numberKey}},
}

// PhaseFilter leaves engagements by where they stand.
type PhaseFilter string

// The filters; empty is PhaseOpen.
const (
	PhaseOpen   PhaseFilter = "open"
	PhaseExited PhaseFilter = "exited"
	PhaseAll    PhaseFilter = "all"
)

// PortfolioQuery says which part of the portfolio, and in which order. Zero
// values leave everything in, but for Phase.
type PortfolioQuery struct {
	Search    string // a part of the customer's name, in any case
	Phase     PhaseFilter
	Motion    string
	Service   string
	Manager   engagement.PersonID
	Exit      engagement.RequestState // of the newest exit request
	Attention engagement.AttentionKind
	Mine      bool          // of which who asks is a member or the manager
	Blocked   bool          // something is blocked
	Pressing  bool          // something needs attention
	Sort      PortfolioSort // empty is ByAttention, and so is what is no order
	Desc      bool
	Cursor    string // of PortfolioPage; empty for the first page
}

// PortfolioRow is one engagement in a list: of its facts, those that lists show.
type PortfolioRow struct {
	ID engagement.ID
	engagement.Facts
	engagement.Summary
	ManagerName string
	UpdatedAt   time.Time

	keys []string
}

// PortfolioPage is a page of the portfolio.
type PortfolioPage struct {
	Rows       []PortfolioRow
	Total      int    // of all pages, maxTotal at most
	TotalOver  bool   // there are more than Total
	Next, Prev string // cursors of the pages beside this one, empty where there is none

	Services []playbook.Term // of all playbooks, by their newest editions
}

// The size of a page, and how far its total is counted.
const (
	pageSize = 50
	maxTotal = 1_000
)

// Portfolio gives a page of the engagements that by sees. A service goes by any of
// its names. A cursor that is not whole, or of another order, is Invalid.
func (s *Store) Portfolio(ctx context.Context, by access.Actor, q PortfolioQuery) (PortfolioPage, error) {
	return s.portfolio(ctx, q, func(r *portfolioReading) error {
		known, err := s.People(ctx)
		if err != nil {
			return err
		}
		b := &pgx.Batch{}
		r.queue(b, lookBy(by, known), known)
		return send(ctx, s.pool, b)
	})
}

// Portfolio gives a page of the engagements that who asks sees, in one round
// trip; see Store.Portfolio.
func (v *Visit) Portfolio(ctx context.Context, q PortfolioQuery) (PortfolioPage, error) {
	return v.store.portfolio(ctx, q, func(r *portfolioReading) error {
		return v.read(ctx, func(by look, known *Directory, b *pgx.Batch) { r.queue(b, by, known) })
	})
}

// portfolioReading is a page of the portfolio being read.
type portfolioReading struct {
	q    PortfolioQuery
	at   cursor
	keys []any // the cursor's, as values
	page PortfolioPage

	services []playbook.Term // of which the query's is one
	newest   []int64         // editions
}

// portfolio reads a page by a function that sends what is queued.
func (s *Store) portfolio(ctx context.Context, q PortfolioQuery, read func(*portfolioReading) error) (PortfolioPage, error) {
	if sortKeys[q.Sort] == nil {
		q.Sort = ByAttention
	}
	r := &portfolioReading{q: q}
	var err error
	if r.at, err = parseCursor(q.Cursor, string(q.Sort), q.Desc); err != nil {
		return PortfolioPage{}, err
	}
	if r.keys, err = r.at.values(sortKeys[q.Sort]); err != nil {
		return PortfolioPage{}, err
	}
	if err := s.readPortfolio(ctx, r, read); err != nil {
		return PortfolioPage{}, trouble(err, "read the portfolio")
	}
	r.page.Rows, r.page.Prev, r.page.Next = cutPage(r.page.Rows, r.at, func(row PortfolioRow) []string { return row.keys })
	return r.page, nil
}

// readPortfolio reads a page with the services as they are known, and once more
// where the page asks for one and an edition was published since.
func (s *Store) readPortfolio(ctx context.Context, r *portfolioReading, read func(*portfolioReading) error) error {
	known, err := s.knownServices(ctx)
	if err != nil {
		return err
	}
	r.services = known.terms
	if err := read(r); err != nil {
		return err
	}
	now, err := s.servicesOf(ctx, r.newest)
	if err == nil && now != known && r.q.Service != "" {
		r.services = now.terms
		err = read(r)
	}
	if err == nil {
		r.page.Services = now.terms
	}
	return err
}

func (r *portfolioReading) queue(b *pgx.Batch, by look, known *Directory) {
	r.page = PortfolioPage{}
	queueNewest(b, &r.newest)
	list := rowList{where: r.where(by), at: r.at, keys: sortKeys[r.q.Sort], limit: pageSize + 1}
	list.counted = !access.ReachOf(by.Actor).Everything && len(r.keys) == 0
	if !list.counted {
		r.page.count(b, r.where(by))
	}
	r.at.after(list.where, list.keys, r.keys)
	list.queue(b, known, func(rows []PortfolioRow, total int) {
		r.page.Rows = rows
		if list.counted {
			r.page.Total, r.page.TotalOver = min(total, maxTotal), total > maxTotal
		}
	})
}
