package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// MailWanted is which mail somebody of the team wants.
type MailWanted struct {
	Digests   bool // of the checkpoints that they attended
	Reminders bool // the day before checkpoints, and of their moves
}

// Settings are what people settle of their account themselves.
type Settings struct {
	Zone string // IANA; empty: not known
	Mail MailWanted
}

// Settings gives what a person settled.
func (s *Store) Settings(ctx context.Context, p engagement.PersonID) (Settings, error) {
	var is Settings
	err := s.pool.QueryRow(ctx, "select time_zone, digests, reminders from person where id = $1", p).
		Scan(&is.Zone, &is.Mail.Digests, &is.Mail.Reminders)
	return is, noPerson(err)
}

// Settle keeps what a person settles. A zone that is none is Invalid.
func (s *Store) Settle(ctx context.Context, p engagement.PersonID, is Settings) error {
	var problems fault.Fields
	checkZone(&problems, is.Zone)
	if err := problems.Err(); err != nil {
		return err
	}
	done, err := s.pool.Exec(ctx, "update person set time_zone = $2, digests = $3, reminders = $4 where id = $1",
		p, is.Zone, is.Mail.Digests, is.Mail.Reminders)
	if err == nil && done.RowsAffected() == 0 {
		err = pgx.ErrNoRows
	}
	return noPerson(err)
}
