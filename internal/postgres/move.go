package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Move is a move of many engagements to an edition of their playbook, or the taking
// back of one. MoveSome carries it out.
type Move struct {
	ID         int64
	Edition    int    // to which; of one that takes a move back, the number to which that was
	UndoOf     int64  // the move that it takes back, 0 for none
	UndoneBy   int64  // the move that takes it back, 0 for none
	Conflicts  bool   // what conflicts, or has a request that waits, moves too
	ByName     string // who began it
	At         time.Time
	FinishedAt time.Time // zero while it goes on
	Counts     map[MoveState]int
}

// MoveState is what became of one engagement of a move.
type MoveState string

// The states.
const (
	MoveWaiting MoveState = "waiting"
	MoveDone    MoveState = "moved"
	MoveLeft    MoveState = "left"   // the rules leave it to somebody's look
	MoveFailed  MoveState = "failed" // the program failed on it
)

// MoveStates lists the states in the order in which pages show them.
var MoveStates = []MoveState{MoveWaiting, MoveDone, MoveLeft, MoveFailed}

// All counts the engagements of a move.
func (m Move) All() int {
	n := 0
	for _, count := range m.Counts {
		n += count
	}
	return n
}

// Moving asks for the move of engagements to an edition of their playbook.
type Moving struct {
	Slug      string
	Edition   int             // 0 for the newest
	Only      []engagement.ID // of those that run on another edition; none for all
	Conflicts bool            // what conflicts, or has a request that waits, moves too
}

// StartMove begins to move open engagements to an edition, and gives the move's ID.
// One at a time moves of a playbook: while another goes on, and where nothing is to
// be moved, it is a Conflict.
func (s *Store) StartMove(ctx context.Context, ask Moving, by access.Actor, now time.Time) (int64, error) {
	const (
		begin = `insert into move (playbook_id, edition_id, conflicts, by_id, at)
			select p.id, e.id, $3, $4, $5 from playbook p join edition e on e.playbook_id = p.id
			where p.slug = $1 and ($2::bigint = 0 or e.number = $2::bigint) order by e.number desc limit 1 returning id`
		take = `insert into move_engagement (engagement_id, move_id, state)
			select g.id, m.id, 'waiting' from move m
			join edition e on e.playbook_id = m.playbook_id and e.number < (select number from edition where id = m.edition_id)
			join engagement g on g.edition_id = e.id and g.phase <> 'Enable'
			where m.id = $1 and ($2::bigint[] is null or g.id = any($2))`
	)
	return s.startMove(ctx, by, func(tx pgx.Tx) (id int64, taken int64, err error) {
		err = tx.QueryRow(ctx, begin, storable(ask.Slug), ask.Edition, ask.Conflicts, by.ID, now).Scan(&id)
		if errors.Is(err, pgx.ErrNoRows) {
			return 0, 0, fault.New(fault.NotFound, "There is no such playbook, or it has no such edition.")
		}
		if err != nil {
			return 0, 0, err
		}
		done, err := tx.Exec(ctx, take, id, ask.Only)
		return id, done.RowsAffected(), err
	})
}

// StartUndo begins to take back a move of a playbook: what it moved moves back,
// and what moved on since is left. A move is taken back once.
func (s *Store) StartUndo(ctx context.Context, slug string, move int64, conflicts bool, by access.Actor, now time.Time) (int64, error) {
	const (
		begin = `insert into move (playbook_id, edition_id, undo_of, conflicts, by_id, at)
			select m.playbook_id, m.edition_id, m.id, $3, $4, $5 from move m join playbook p on p.id = m.playbook_id
			where p.slug = $1 and m.id = $2 and m.undo_of is null returning id`
		take = `insert into move_engagement (engagement_id, move_id, state)
			select o.engagement_id, m.id, 'waiting' from move m
			join move_engagement o on o.move_id = m.undo_of and o.state = 'moved' where m.id = $1`
	)
	return s.startMove(ctx, by, func(tx pgx.Tx) (id int64, taken int64, err error) {
		err = tx.QueryRow(ctx, begin, storable(slug), move, conflicts, by.ID, now).Scan(&id)
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return 0, 0, fault.New(fault.NotFound, "There is no such move to take back.")
		case violates(err, "move_undo_of_key"):
			return 0, 0, fault.New(fault.Conflict, "This move was taken back already.")
		case err != nil:
			return 0, 0, err
		}
		done, err := tx.Exec(ctx, take, id)
		return id, done.RowsAffected(), err
	})
}

// startMove begins what begin writes, as long as it takes some engagement.
func (s *Store) startMove(ctx context.Context, by access.Actor, begin func(pgx.Tx) (id, taken int64, err error)) (id int64, err error) {
	if err := access.May(by, access.EditPlaybooks); err != nil {
		return 0, err
	}
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
		var taken int64
		if id, taken, err = begin(tx); err == nil && taken == 0 {
			err = fault.New(fault.Conflict, "There is nothing to move: no open engagement of this playbook is on another edition that this would move it from.")
		}
		return err
	})
	if violates(err, "move_running") {
		err = fault.New(fault.Conflict, "Engagements of this playbook are being moved already. Wait until that has ended.")
	}
	return id, trouble(err, "begin a move")
}
