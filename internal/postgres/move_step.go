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

// moveStep is one engagement of a move that waits.
type moveStep struct {
	move, edition int64
	id            engagement.ID
	by            engagement.PersonID
	conflicts     bool
	undo          int // the event that is taken back, 0 for none
}

// MoveSome moves engagements that wait for it, at most limit of them, and tells how
// many: each in a transaction of its own, which takes note of it too, so that
// whatever is killed when, each moves once. Any number of programs can do so at the
// same time. What the program fails on is left, and the first such error given.
func (s *Store) MoveSome(ctx context.Context, limit int, now time.Time) (int, error) {
	var failed error
	for n := range limit {
		step, err := s.moveOne(ctx, now)
		switch {
		case err == nil && step == nil:
			return n, errors.Join(failed, s.finishMoves(ctx, now))
		case err == nil:
		case step == nil || ctx.Err() != nil || fault.KindOf(err) == fault.Unavailable:
			return n, errors.Join(failed, err) // it waits on
		default:
			if _, noted := s.pool.Exec(ctx, moveFailed, step.id, step.move); noted != nil {
				return n, errors.Join(failed, err, trouble(noted, "note a move that failed"))
			}
			failed = errors.Join(failed, err)
		}
	}
	return limit, failed
}

const (
	// nextMove looks up the first that waits of each move that goes on: asked for the
	// first of all, PostgreSQL reads and sorts every one that waits.
	nextMove = `select m.id, m.edition_id, t.engagement_id, m.by_id, m.conflicts,
			coalesce((select o.seq from move_engagement o where o.move_id = m.undo_of and o.engagement_id = t.engagement_id), 0)
		from move m
		cross join lateral (select engagement_id from move_engagement where move_id = m.id and state = 'waiting'
			order by engagement_id limit 1 for update skip locked) t
		where m.finished_at is null order by m.id limit 1`

	moveFailed = `update move_engagement set state = 'failed', why = 'The program failed on it; its log says why.'
		where engagement_id = $1 and move_id = $2 and state = 'waiting'`

	noteMove = "update move_engagement set state = $3, why = $4, seq = $5 where engagement_id = $1 and move_id = $2"

	finishMoves = `update move m set finished_at = $1 where m.finished_at is null
		and not exists (select from move_engagement t where t.move_id = m.id and t.state = 'waiting')`
)

// moveOne moves the next engagement that waits and that nobody else moves. None is
// nil.
func (s *Store) moveOne(ctx context.Context, now time.Time) (step *moveStep, err error) {
	var done Changed
	err = s.transact(ctx, func(tx *transaction) (err error) {
		step, done, err = s.takeStep(ctx, tx, now)
		return err
	})
	if err != nil {
		return step, trouble(err, "move an engagement")
	}
	if len(done.Events) > 0 {
		s.tell(step.id, done.Version)
	}
	return step, nil
}

func (s *Store) takeStep(ctx context.Context, tx *transaction, now time.Time) (*moveStep, Changed, error) {
	step := &moveStep{}
	b := &pgx.Batch{}
	b.Queue(nextMove).QueryRow(func(row pgx.Row) error {
		return row.Scan(&step.move, &step.edition, &step.id, &step.by, &step.conflicts, &step.undo)
	})
	if err := send(ctx, tx, b); errors.Is(err, pgx.ErrNoRows) {
		return nil, Changed{}, tx.commit(ctx, &pgx.Batch{})
	} else if err != nil {
		return nil, Changed{}, err
	}
	r := &road{id: step.id, cmd: step.command(nil), now: now}
	if err := s.lock(ctx, tx, r); err != nil {
		return step, Changed{}, err
	}
	done, why, err := s.decideStep(ctx, tx, step, r)
	if err != nil {
		return step, Changed{}, err
	}
	b = &pgx.Batch{}
	step.keep(b, r, done, why)
	return step, done, tx.commit(ctx, b)
}

// command gives what is asked of the engagement; the edition is where it goes.
func (m *moveStep) command(to *engagement.Edition) engagement.Command {
	if m.undo != 0 {
		return engagement.UndoMove{Seq: m.undo, To: to}
	}
	return engagement.Move{To: to}
}

// decideStep has the rules decide. Why it is left is no error.
func (s *Store) decideStep(ctx context.Context, tx *transaction, m *moveStep, r *road) (Changed, string, error) {
	who, _ := r.engagement.People.Person(m.by) // as they are now
	r.ask.By = who.Actor
	if err := access.May(who.Actor, access.EditPlaybooks); err != nil || !who.Active {
		return Changed{}, "Who began this move may not move engagements any more.", nil
	}
	to, err := s.stepEdition(ctx, tx, m, r)
	if err != nil {
		return Changed{}, "", err
	}
	l := r.engagement
	if why := m.leaves(l, to, r.now); why != "" {
		return Changed{}, why, nil
	}
	events, err := l.Decide(m.command(to), r.ask)
	var refused *fault.Error
	if errors.As(err, &refused) {
		return Changed{}, refused.Message, nil
	}
	return Changed{Engagement: r.id, Version: l.Version, Events: events}, "", err
}

// stepEdition gives the edition to which the engagement moves: back to the one from
// which it came, where a move is taken back.
func (s *Store) stepEdition(ctx context.Context, q querier, m *moveStep, r *road) (*engagement.Edition, error) {
	id := m.edition
	if m.undo != 0 {
		id = r.engagement.Facts.Edition
		for _, ev := range r.ask.Since {
			if from := ev.MovedFrom(); ev.Seq == m.undo && from != 0 {
				id = from
			}
		}
	}
	edition, err := s.editionByID(ctx, q, id)
	if err != nil {
		return nil, err
	}
	return edition.Edition, nil
}

// leaves says why the engagement is left for somebody to look at, or nothing.
func (m *moveStep) leaves(l *Loaded, to *engagement.Edition, now time.Time) string {
	switch n := l.WaitingExit(); {
	case l.Exited():
		return "It has exited."
	case m.conflicts:
		return ""
	case m.undo != 0 && n > 0:
		return "The exit was requested, and waits for a manager."
	case m.undo != 0:
		return ""
	}
	p, err := l.Preview(to, l.Today(now))
	if err != nil {
		return "" // the rules say it again
	}
	return p.Left()
}

// keep queues the writing of what became of the engagement.
func (m *moveStep) keep(b *pgx.Batch, r *road, done Changed, why string) {
	state, seq := MoveLeft, 0
	if len(done.Events) > 0 {
		r.engagement.keep(b, done.Events, r.now)
		state, seq = MoveDone, done.Events[0].Seq
	}
	b.Queue(noteMove, m.id, m.move, state, why, orNone(&seq))
}

// finishMoves notes of moves that nothing of them waits any more.
func (s *Store) finishMoves(ctx context.Context, now time.Time) error {
	_, err := s.pool.Exec(ctx, finishMoves, now)
	return trouble(err, "finish a move")
}
