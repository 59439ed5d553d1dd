package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// The kinds of what administrators did.
const (
	RetentionSet  = "retention.set"
	DataExported  = "data.exported"
	PersonErased  = "person.erased"
	ContactErased = "contact.erased"
)

// AdminEvent is what an administrator did that no engagement's history tells. The
// words never hold a name that was erased.
type AdminEvent struct {
	At    time.Time // UTC
	By    engagement.PersonID
	Kind  string
	Words string // a sentence
}

// noteAdmin writes down what an administrator did, for good.
func noteAdmin(ctx context.Context, tx pgx.Tx, ev AdminEvent) error {
	_, err := tx.Exec(ctx, "insert into admin_event (at, by_id, kind, words) values ($1, $2, $3, $4)", ev.At, orNone(&ev.By), ev.Kind, ev.Words)
	return err
}

// maxAdminEvents is how many are shown, the newest first.
const maxAdminEvents = 20

func queueAdminEvents(b *pgx.Batch, into *Part[AdminEvent]) {
	const sql = `select at, by_id, kind, words, (select count(*) from admin_event) from admin_event order by id desc limit $1`
	queuePart(b, sql, []any{maxAdminEvents}, into, func(e *AdminEvent) []any {
		return []any{moment{&e.At}, orNone(&e.By), &e.Kind, &e.Words}
	})
}
