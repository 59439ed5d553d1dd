package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/feedback"
)

// Ask takes a question of a reader of an edition, number 0 for the newest; see
// feedback.Ask. What one person sends at the same time is taken one after another.
func (s *Store) Ask(ctx context.Context, slug string, number int, ask feedback.Ask, by access.Actor, now time.Time) (feedback.ID, error) {
	edition, err := s.Edition(ctx, slug, number)
	if err != nil {
		return 0, err
	}
	var id feedback.ID
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		open, err := openFeedback(ctx, tx, engagement.PersonID(by.ID))
		if err != nil {
			return err
		}
		f, err := ask.Of(edition.Edition, open, by, now)
		if err != nil {
			return err
		}
		id, err = insertFeedback(ctx, tx, edition.ID, f)
		return err
	})
	return id, trouble(err, "take a question about playbook %q", slug)
}

// openFeedback locks a person's asking, and reads what they asked that is open,
// with its first step alone.
func openFeedback(ctx context.Context, tx pgx.Tx, by engagement.PersonID) ([]feedback.Feedback, error) {
	const (
		lock = "select from person where id = $1 for no key update"
		read = `select p.slug, f.ftop, s.words from feedback f join playbook p on p.id = f.playbook_id
			join feedback_step s on s.feedback_id = f.id and s.n = 1 where f.by_id = $1 and f.state = 'open' limit $2`
	)
	if _, err := tx.Exec(ctx, lock, by); err != nil {
		return nil, err
	}
	rows, _ := tx.Query(ctx, read, by, feedback.MaxOpen) // CollectRows gives the error
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (f feedback.Feedback, err error) {
		f.Steps = make([]feedback.Step, 1)
		return f, row.Scan(&f.Playbook, orNone(&f.Task), &f.Steps[0].Words)
	})
}

func insertFeedback(ctx context.Context, tx pgx.Tx, edition int64, f feedback.Feedback) (feedback.ID, error) {
	const sql = `insert into feedback (playbook_id, edition_id, ftop, by_id, state, steps, changed_at)
		select e.playbook_id, e.id, $2, $3, $4, 0, $5 from edition e where e.id = $1 returning id`
	err := tx.QueryRow(ctx, sql, edition, orNone(&f.Task), f.AskedBy(), f.State, f.Steps[0].At).Scan(&f.ID)
	if err != nil {
		return 0, err
	}
	b := &pgx.Batch{}
	queueStep(b, f)
	return f.ID, send(ctx, tx, b)
}

// queueStep queues the writing of the newest step, and of how the question stands
// by it.
func queueStep(b *pgx.Batch, f feedback.Feedback) {
	const (
		step = "insert into feedback_step (feedback_id, n, kind, by_id, at, words, edition) values ($1, $2, $3, $4, $5, $6, $7)"
		head = `update feedback set state = $2, steps = $3, changed_at = $4, unseen_since = $5, written = pg_current_xact_id() where id = $1`
	)
	s := f.Steps[len(f.Steps)-1]
	var unseen time.Time
	if f.TellsAsker() {
		unseen = s.At
	}
	b.Queue(step, f.ID, f.Version(), s.Kind, s.By, s.At, s.Words, s.Edition)
	b.Queue(head, f.ID, f.State, f.Version(), s.At, moment{&unseen})
}

// ChangeFeedback does something about a question, as somebody saw it who counted
// its steps, 0 for whatever stands; see feedback.Feedback.After.
func (s *Store) ChangeFeedback(ctx context.Context, id feedback.ID, c feedback.Command, seen int, by access.Actor, now time.Time) (feedback.Feedback, error) {
	var f Feedback
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		b.Queue("select from feedback where id = $1 for update", id)
		f.queue(b, id)
		if err := send(ctx, tx, b); err != nil {
			return err
		}
		after, err := f.After(c, seen, by, now)
		if err != nil {
			return err
		}
		f.Feedback = after
		b = &pgx.Batch{}
		queueStep(b, f.Feedback)
		return send(ctx, tx, b)
	})
	if err != nil {
		return feedback.Feedback{}, trouble(err, "change question %d by %T", id, c)
	}
	return f.Feedback, nil
}

// Feedback is a question with what its page shows besides.
type Feedback struct {
	feedback.Feedback
	Title       string    // of the playbook
	Read        *Edition  // that was read
	UnseenSince time.Time // of the newest step that who asked has not seen; zero for none

	edition int64
}

// Feedback gives a question to who sees it, in one round trip, and one more for an
// edition that was not read before.
func (v *Visit) Feedback(ctx context.Context, id feedback.ID) (*Feedback, error) {
	var f Feedback
	err := v.read(ctx, func(_ look, _ *Directory, b *pgx.Batch) {
		f = Feedback{}
		f.queue(b, id)
	})
	if err == nil && !f.SeenBy(v.who.Actor) {
		err = feedback.NotFound()
	}
	if err == nil {
		f.Read, err = v.store.editionByID(ctx, v.store.pool, f.edition)
	}
	if err != nil {
		return nil, trouble(err, "read question %d", id)
	}
	return &f, nil
}

// queue queues the reading of a question with its steps.
func (f *Feedback) queue(b *pgx.Batch, id feedback.ID) {
	const (
		head = `select f.id, p.slug, p.title, e.id, e.number, f.ftop, f.state, f.unseen_since,
				(select max(number) from edition where playbook_id = p.id)
			from feedback f join playbook p on p.id = f.playbook_id join edition e on e.id = f.edition_id where f.id = $1`
		steps = "select kind, by_id, at, words, edition from feedback_step where feedback_id = $1 order by n"
	)
	b.Queue(head, id).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&f.ID, &f.Playbook, &f.Title, &f.edition, &f.Edition, orNone(&f.Task), &f.State, moment{&f.UnseenSince}, &f.Newest)
		if errors.Is(err, pgx.ErrNoRows) {
			return feedback.NotFound()
		}
		return err
	})
	b.Queue(steps, id).Query(func(rows pgx.Rows) (err error) {
		f.Steps, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (s feedback.Step, err error) {
			return s, row.Scan(&s.Kind, &s.By, moment{&s.At}, &s.Words, &s.Edition)
		})
		return err
	})
}

// AskFeedback is Store.Ask for who asks.
func (v *Visit) AskFeedback(ctx context.Context, slug string, number int, ask feedback.Ask) (feedback.ID, error) {
	if err := v.Prove(ctx); err != nil {
		return 0, err
	}
	return v.store.Ask(ctx, slug, number, ask, v.who.Actor, v.session.Now)
}

// ChangeFeedback is Store.ChangeFeedback for who asks.
func (v *Visit) ChangeFeedback(ctx context.Context, id feedback.ID, c feedback.Command, seen int) (feedback.Feedback, error) {
	if err := v.Prove(ctx); err != nil {
		return feedback.Feedback{}, err
	}
	return v.store.ChangeFeedback(ctx, id, c, seen, v.who.Actor, v.session.Now)
}

// noInbox is told to who does not answer questions: to them there is no such page.
func noInbox() error {
	return fault.New(fault.NotFound, "The address may be mistyped, or what it led to is not yours to see.")
}
