package postgres

import (
	"context"
	"errors"
	"strconv"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// mostMoves is how many moves of a playbook are listed, the newest of them.
const mostMoves = 50

// OnEdition counts the open engagements that run on an edition.
type OnEdition struct {
	Number int
	Open   int
}

// selectMove reads moves m with how far each has come.
const selectMove = `select m.id, e.number, coalesce(m.undo_of, 0), coalesce(u.id, 0), m.conflicts, w.name, m.at, m.finished_at, c.counts
	from move m join playbook p on p.id = m.playbook_id join edition e on e.id = m.edition_id join person w on w.id = m.by_id
	left join move u on u.undo_of = m.id
	cross join lateral (select jsonb_object_agg(s.state, s.n) counts from
		(select t.state, count(*) n from move_engagement t where t.move_id = m.id group by t.state) s) c
	where p.slug = $1 `

func (m *Move) at() []any {
	return []any{&m.ID, &m.Edition, orNone(&m.UndoOf), orNone(&m.UndoneBy), &m.Conflicts, &m.ByName, moment{&m.At}, moment{&m.FinishedAt}, &m.Counts}
}

// Moves lists the newest moves of a playbook, and counts the open engagements of each
// of its editions, newest first, for who moves engagements.
func (s *Store) Moves(ctx context.Context, slug string, by access.Actor) (moves []Move, on []OnEdition, err error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, nil, err
	}
	const (
		list     = selectMove + "order by m.id desc limit $2"
		editions = `select e.number, (select count(*) from engagement g where g.edition_id = e.id and g.phase <> 'Enable')
			from edition e join playbook p on p.id = e.playbook_id where p.slug = $1 order by e.number desc`
	)
	b := &pgx.Batch{}
	b.Queue(list, storable(slug), mostMoves).Query(func(rows pgx.Rows) (err error) {
		moves, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Move, err error) { return m, row.Scan(m.at()...) })
		return err
	})
	b.Queue(editions, storable(slug)).Query(func(rows pgx.Rows) (err error) {
		on, err = pgx.CollectRows(rows, pgx.RowToStructByPos[OnEdition])
		return err
	})
	err = send(ctx, s.pool, b)
	if err == nil && len(on) == 0 {
		err = fault.New(fault.NotFound, "There is no such playbook.")
	}
	return moves, on, trouble(err, "list the moves of %q", slug)
}

// MovedRow is one engagement of a move.
type MovedRow struct {
	ID       engagement.ID
	Customer string
	State    MoveState
	Why      string // it was left
	Seq      int    // of the event that moved it
}

// MovedPage is a page of the engagements of a move that are in one state, by ID.
type MovedPage struct {
	Rows []MovedRow
	Next string // for the page after this one; empty where there is none
}

// Move gives a move of a playbook with a page of its engagements in a state, after
// what a page before gave as its Next, for who moves engagements.
func (s *Store) Move(ctx context.Context, slug string, id int64, state MoveState, after string, by access.Actor) (*Move, MovedPage, error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return nil, MovedPage{}, err
	}
	const rows = `select g.id, g.customer, t.state, t.why, coalesce(t.seq, 0) from move_engagement t join engagement g on g.id = t.engagement_id
		where t.move_id = $1 and t.state = $2 and t.engagement_id > $3 order by t.engagement_id limit $4`
	from, _ := strconv.ParseInt(after, 10, 64) // what is no place is the beginning
	m, page := &Move{}, MovedPage{}
	b := &pgx.Batch{}
	b.Queue(selectMove+"and m.id = $2", storable(slug), id).QueryRow(func(row pgx.Row) error { return row.Scan(m.at()...) })
	b.Queue(rows, id, state, from, pageSize+1).Query(func(rows pgx.Rows) (err error) {
		page.Rows, err = pgx.CollectRows(rows, pgx.RowToStructByPos[MovedRow])
		return err
	})
	err := send(ctx, s.pool, b)
	if errors.Is(err, pgx.ErrNoRows) {
		err = fault.New(fault.NotFound, "There is no such move.")
	}
	if err != nil {
		return nil, MovedPage{}, trouble(err, "read move %d", id)
	}
	if len(page.Rows) > pageSize {
		page.Rows = page.Rows[:pageSize]
		page.Next = strconv.FormatInt(int64(page.Rows[pageSize-1].ID), 10)
	}
	return m, page, nil
}
