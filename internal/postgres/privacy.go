package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// Privacy is what the page of data privacy shows.
type Privacy struct {
	Retention Retention
	Tried     engagement.Retention // for which Due is
	Due       Part[Due]            // whose contacts Tried does not keep; none for 0
	Runs      []RetentionRun       // newest first
	Erasures  []Erasure            // newest first
	Acts      Part[AdminEvent]     // newest first
	People    *Directory
}

// Privacy reads what the page of data privacy shows to an administrator, and whose
// contacts a retention would not keep: the one that holds, or the one that is tried.
func (s *Store) Privacy(ctx context.Context, tried *engagement.Retention, by access.Actor, now time.Time) (*Privacy, error) {
	if err := access.May(by, access.Administer); err != nil {
		return nil, err
	}
	p := &Privacy{}
	var version int64
	b := &pgx.Batch{}
	p.Retention.queue(b)
	queueRuns(b, &p.Runs)
	queueErasures(b, &p.Erasures)
	queueAdminEvents(b, &p.Acts)
	b.Queue(peopleVersion).QueryRow(func(row pgx.Row) error { return row.Scan(&version) })
	if tried != nil {
		p.Tried = *tried
		queueDue(b, *tried, now, &p.Due)
	}
	err := send(ctx, s.pool, b)
	if err == nil && tried == nil && p.Retention.Retention > 0 {
		p.Tried = p.Retention.Retention
		b = &pgx.Batch{}
		queueDue(b, p.Tried, now, &p.Due)
		err = send(ctx, s.pool, b)
	}
	if err == nil {
		p.People, err = s.asOf(ctx, s.pool, version)
	}
	return p, trouble(err, "read what is kept of people")
}
