package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// finish takes the name out of what belongs to no history of an engagement, and out of
// the erasure itself. What names them and was not sent yet is removed: the browser that
// it is typed in has it still.
func (e *erasing) finish(ctx context.Context) error {
	if err := e.feedback(ctx); err != nil {
		return err
	}
	if _, err := e.tx.Exec(ctx, "delete from meeting_draft where replace(value, '\\n', ' ') ~ $1", namePattern(e.name)); err != nil {
		return err
	}
	if _, err := e.tx.Exec(ctx, wordless+"to_name ~ $1 or body_text ~ $1 or subject ~ $1", namePattern(e.name)); err != nil {
		return err
	}
	if e.person != 0 {
		const sql = "update exit_proof set texts = texts #- array[$1, 'name'] where texts -> $1 ? 'name'"
		if _, err := e.tx.Exec(ctx, sql, personPart(e.person)); err != nil {
			return err
		}
	}
	_, err := e.tx.Exec(ctx, "update erasure set name = '', done_at = $2 where id = $1", e.id, e.now)
	return err
}

// feedback takes the name out of what readers of playbooks asked and were answered.
func (e *erasing) feedback(ctx context.Context) error {
	rows, err := e.tx.Query(ctx, "select feedback_id, n, words from feedback_step where words ~ $1", namePattern(e.name))
	if err != nil {
		return err
	}
	b := &pgx.Batch{}
	called := engagement.NewPersonName(e.name)
	var id, n int64
	var words string
	_, err = pgx.ForEachRow(rows, []any{&id, &n, &words}, func() error {
		if without := called.TakeOut(words); without != words {
			b.Queue("update feedback_step set words = $3 where feedback_id = $1 and n = $2", id, n, without)
			b.Queue("update feedback set written = pg_current_xact_id() where id = $1", id) // pages that show it have changed
		}
		return nil
	})
	if err != nil {
		return err
	}
	return send(ctx, e.tx, b)
}
