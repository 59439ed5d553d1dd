package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// MailStates lists the states of mails: what waits for an administrator first.
var MailStates = []MailState{MailUnsure, MailFailed, MailOwed, MailSending, MailKept, MailSent, MailDropped}

// MailQuery says which mails are listed.
type MailQuery struct {
	State  MailState // what is none leaves all in
	Cursor string    // of MailPage; empty for the first page
}

// MailRow is a mail in a list, or on a page of its own, with the names of what it
// names.
type MailRow struct {
	Mail
	Customer string
	Reader   string // the name of the recipient, as it was written or is now

	keys []string
}

// MailPage is a page of mails, the newest first.
type MailPage struct {
	Rows       []MailRow
	Counts     map[MailState]int // what is above MostCounted stands for more
	Next, Prev string            // cursors of the pages beside this one, empty where there is none
}

// mailKeys are the order of lists of mails.
var mailKeys = []key{{"m.id", numberKey}}

const fromMail = ` from mail m join engagement e on e.id = m.engagement_id left join person p on p.id = m.person_id
	left join contact c on c.engagement_id = m.engagement_id and c.n = m.contact_n `

const mailRow = mailHead + ", m.to_name, m.to_address, m.subject, m.body_text, m.body_html, m.invitation, m.invited_n, e.customer, coalesce(nullif(m.to_name, ''), p.name, c.name, '')"

func (r *MailRow) at() []any {
	return append(append(r.head(), r.Letter.at()...), &r.Customer, &r.Reader)
}

// Mails gives a page of the outbox to an administrator.
func (s *Store) Mails(ctx context.Context, q MailQuery, by access.Actor) (MailPage, error) {
	page := MailPage{Counts: map[MailState]int{}}
	if err := access.May(by, access.Administer); err != nil {
		return page, err
	}
	at, err := parseCursor(q.Cursor, "mail", true)
	if err != nil {
		return page, err
	}
	keys, err := at.values(mailKeys)
	if err != nil {
		return page, err
	}
	w := &where{}
	if slices.Contains(MailStates, q.State) {
		w.and("m.state = %s", w.arg(q.State))
	}
	at.after(w, mailKeys, keys)
	b := &pgx.Batch{}
	for _, state := range MailStates {
		b.Queue("select count(*) from (select from mail where state = $1 limit $2) bounded", state, MostCounted+1).QueryRow(func(row pgx.Row) error {
			var n int
			err := row.Scan(&n)
			page.Counts[state] = n
			return err
		})
	}
	sql := fmt.Sprintf("select %s, %s %s where %s order by %s limit %d", mailRow, values(mailKeys), fromMail, w, at.order(mailKeys), pageSize+1)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) (err error) {
		page.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r MailRow, err error) {
			return r, row.Scan(append(r.at(), &r.keys)...)
		})
		return err
	})
	if err := send(ctx, s.pool, b); err != nil {
		return page, trouble(err, "list mails")
	}
	page.Rows, page.Prev, page.Next = cutPage(page.Rows, at, func(r MailRow) []string { return r.keys })
	return page, nil
}

// Mail gives a mail of the outbox to an administrator.
func (s *Store) Mail(ctx context.Context, id MailID, by access.Actor) (MailRow, error) {
	var r MailRow
	if err := access.May(by, access.Administer); err != nil {
		return r, err
	}
	err := s.pool.QueryRow(ctx, "select "+mailRow+fromMail+"where m.id = $1", id).Scan(r.at()...)
	if errors.Is(err, pgx.ErrNoRows) {
		return r, noMail(id)
	}
	return r, trouble(err, "read mail %d", id)
}

func noMail(id MailID) error { return fault.New(fault.NotFound, "There is no mail %d.", id) }

// The kinds of what administrators did about mails.
const (
	MailAgain   = "mail.again"
	MailArrived = "mail.arrived"
)

// Resendable are the states out of which an administrator has a mail sent again.
var Resendable = []MailState{MailUnsure, MailFailed, MailKept}

// SendMailAgain owes a mail once more that is not being sent: written anew, for as
// things stand then. It is for administrators.
func (s *Store) SendMailAgain(ctx context.Context, id MailID, by access.Actor, now time.Time) error {
	const sql = `with owed as (
			update mail set state = 'owed', why = '', owed_at = $2, attempts = 0, ended_at = null where id = $1 and state = any($3) returning id)
		insert into river_job (kind, args, max_attempts, queue) select 'mail', jsonb_build_object('mail', id), $4, $5 from owed`
	return s.settleMail(ctx, by, AdminEvent{now, engagement.PersonID(by.ID), MailAgain, fmt.Sprintf("Mail %d is sent again.", id)},
		id, sql, id, now, Resendable, MaxAttempts, JobQueue)
}

// MailCame takes a mail that is unsure as sent, for an administrator has found out. It
// is for administrators.
func (s *Store) MailCame(ctx context.Context, id MailID, by access.Actor, now time.Time) error {
	const sql = "update mail set state = 'sent', why = 'An administrator found that it was sent.', ended_at = $2 where id = $1 and state = 'unsure'"
	return s.settleMail(ctx, by, AdminEvent{now, engagement.PersonID(by.ID), MailArrived, fmt.Sprintf("Mail %d is known to have been sent.", id)}, id, sql, id, now)
}

// settleMail does something to a mail and notes who did. Where it does nothing, for the
// mail is in another state, that is a Conflict.
func (s *Store) settleMail(ctx context.Context, by access.Actor, note AdminEvent, id MailID, sql string, args ...any) error {
	if err := access.May(by, access.Administer); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, sql, args...)
		switch {
		case err != nil:
			return err
		case done.RowsAffected() == 1:
			return noteAdmin(ctx, tx, note)
		}
		var state MailState
		if err := tx.QueryRow(ctx, "select state from mail where id = $1", id).Scan(&state); errors.Is(err, pgx.ErrNoRows) {
			return noMail(id)
		} else if err != nil {
			return err
		}
		return fault.New(fault.Conflict, "Mail %d is %s by now. Look at it again.", id, state)
	})
	return trouble(err, "settle mail %d", id)
}
