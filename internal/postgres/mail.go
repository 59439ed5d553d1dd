package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/engagement"
)

// MailID names a mail of the outbox.
type MailID int64

// MailState is where a mail stands.
type MailState string

// The states of mails. One goes from owed to sending, which is written down before the
// mail server is given anything, and from there to what came of it. What a program was
// doing that ended while it was sending is not known: such a mail is unsure, and is
// never sent again but by an administrator.
const (
	MailOwed    MailState = "owed"
	MailSending MailState = "sending"
	MailSent    MailState = "sent"    // the mail server took it
	MailUnsure  MailState = "unsure"  // the mail server may have taken it
	MailKept    MailState = "kept"    // there is no mail server: it can be read here
	MailFailed  MailState = "failed"  // the mail server refused it, or could not be reached for long
	MailDropped MailState = "dropped" // it was not due any more, or not wanted
)

// Letter is what a mail says, and to whom: filled in when it is sent.
type Letter struct {
	Name, Address       string // of the recipient
	Subject, Text, HTML string
	Invitation          string // a calendar file that goes with it; empty: none
	Invited             int    // the checkpoint that the file is of; 0: none
}

func (l *Letter) at() []any {
	return []any{&l.Name, &l.Address, &l.Subject, &l.Text, &l.HTML, &l.Invitation, &l.Invited}
}

// Mail is a mail to somebody about a checkpoint, as the outbox keeps it. Of one that
// was never sent the letter is empty.
type Mail struct {
	ID         MailID
	Engagement engagement.ID
	Kind       engagement.MailKind
	Checkpoint int
	To         engagement.Recipient
	State      MailState
	Why        string // it is in its state, in words
	Attempts   int
	OwedAt     time.Time // UTC, as all its times
	SendingAt  time.Time // when the mail server was given it last; zero for never
	EndedAt    time.Time // when it came to a state that it stays in; zero: it is in none
	Letter
}

const (
	mailHead    = "m.id, m.engagement_id, m.kind, m.checkpoint_n, m.person_id, m.contact_n, m.state, m.why, m.attempts, m.owed_at, m.sending_at, m.ended_at"
	letterParts = "to_name, to_address, subject, body_text, body_html, invitation, invited_n"
)

// head gives the places of mailHead.
func (m *Mail) head() []any {
	return []any{&m.ID, &m.Engagement, &m.Kind, &m.Checkpoint, orNone(&m.To.Person), &m.To.Contact, &m.State, &m.Why, &m.Attempts,
		moment{&m.OwedAt}, moment{&m.SendingAt}, moment{&m.EndedAt}}
}

// The kinds of jobs. DigestJob, ReminderJob and UpdateJob, of a checkpoint, owe a mail to each of
// those who are to have it; MailJob sends one.
const (
	DigestJob   = string(engagement.Digest)
	ReminderJob = string(engagement.Reminder)
	UpdateJob   = string(engagement.Update)
	MailJob     = "mail"
)

// oweMail queues the jobs of the mails that an event makes due.
func (l *Loaded) oweMail(b *pgx.Batch, ev engagement.Event) {
	for _, j := range l.MailJobs(ev) {
		queueJob(b, string(j.Kind), map[string]any{"engagement": ev.Engagement, "checkpoint": j.Checkpoint}, j.From, ev.At)
	}
}

// Invited gives those who were mailed an invitation to a checkpoint, or may have been,
// the team first.
func (s *Store) Invited(ctx context.Context, id engagement.ID, checkpoint int) ([]engagement.Recipient, error) {
	const sql = `select distinct coalesce(person_id, 0), contact_n from mail
		where engagement_id = $1 and invited_n = $2 and state in ('sent', 'kept', 'unsure') order by contact_n, 1`
	rows, _ := s.pool.Query(ctx, sql, id, checkpoint)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (to engagement.Recipient, err error) {
		return to, row.Scan(&to.Person, &to.Contact)
	})
	return all, trouble(err, "read who was invited to checkpoint %d of engagement %d", checkpoint, id)
}

// OweMails owes a checkpoint's mail of a kind to some recipients, with a job to send
// it. Who was owed it before is not owed it again.
func (s *Store) OweMails(ctx context.Context, e *engagement.Engagement, k engagement.MailKind, checkpoint int, to []engagement.Recipient, now time.Time) error {
	const sql = `with owed as (
			insert into mail (engagement_id, key, kind, checkpoint_n, person_id, contact_n, state, owed_at)
			values ($1, $2, $3, $4, $5, $6, 'owed', $7) on conflict (engagement_id, key) do nothing returning id)
		insert into river_job (kind, args, max_attempts, queue) select 'mail', jsonb_build_object('mail', id), $8, $9 from owed`
	about := e.MailAbout(k, checkpoint)
	b := &pgx.Batch{}
	for _, r := range to {
		b.Queue(sql, e.ID, fmt.Sprintf("%s to %s", about, r), k, checkpoint, orNone(&r.Person), r.Contact, now, MaxAttempts, JobQueue)
	}
	if b.Len() == 0 {
		return nil
	}
	return trouble(send(ctx, s.pool, b), "owe mails about checkpoint %d of engagement %d", checkpoint, e.ID)
}

// OwedMail gives a mail as it stands, to be sent.
func (s *Store) OwedMail(ctx context.Context, id MailID) (Mail, error) {
	var m Mail
	err := s.pool.QueryRow(ctx, "select "+mailHead+" from mail m where m.id = $1", id).Scan(m.head()...)
	if errors.Is(err, pgx.ErrNoRows) {
		return m, noMail(id)
	}
	return m, trouble(err, "read mail %d", id)
}

// SendingMail writes down that a mail that is owed is about to be given to the mail
// server, as it will read. It reports whether that is so: of two that try, one does.
func (s *Store) SendingMail(ctx context.Context, id MailID, l Letter, now time.Time) (bool, error) {
	const sql = "update mail set state = 'sending', why = '', attempts = attempts + 1, sending_at = $2, (" + letterParts + `) = ($3, $4, $5, $6, $7, $8, $9)
		where id = $1 and state = 'owed'`
	done, err := s.pool.Exec(ctx, sql, append([]any{id, now}, l.at()...)...)
	return done.RowsAffected() == 1, trouble(err, "begin to send mail %d", id)
}

// KeepMail keeps a mail that is owed, as it would read.
func (s *Store) KeepMail(ctx context.Context, id MailID, l Letter, now time.Time) error {
	const sql = "update mail set state = 'kept', why = '', ended_at = $2, (" + letterParts + `) = ($3, $4, $5, $6, $7, $8, $9)
		where id = $1 and state = 'owed'`
	_, err := s.pool.Exec(ctx, sql, append([]any{id, now}, l.at()...)...)
	return trouble(err, "keep mail %d", id)
}

// mailEnds are the states from which a mail comes to another one by what became of the
// sending. One that was given up as unsure while it was still being sent becomes what it
// is found to be.
var mailEnds = map[MailState][]MailState{
	MailOwed:    {MailSending},
	MailSent:    {MailSending, MailUnsure},
	MailUnsure:  {MailSending},
	MailFailed:  {MailSending, MailOwed, MailUnsure},
	MailDropped: {MailOwed},
}

// EndMail writes down what became of a mail, and why in words. MailOwed is to try again
// later.
func (s *Store) EndMail(ctx context.Context, id MailID, to MailState, why string, now time.Time) error {
	const sql = "update mail set state = $2, why = $3, ended_at = $4 where id = $1 and state = any($5)"
	if to == MailOwed {
		now = time.Time{}
	}
	_, err := s.pool.Exec(ctx, sql, id, to, storable(why), moment{&now}, mailEnds[to])
	return trouble(err, "note that mail %d is %s", id, to)
}

// MailTime is how long the sending of a mail takes at the most: what is noted as being
// sent for longer was cut off.
const MailTime = 5 * time.Minute

// SweepMails gives up as unsure what was being sent by a program that ended, has a job
// made anew for every mail that is owed and has none, and removes mails that came to
// their end long ago. It tells how many are unsure by it.
func (s *Store) SweepMails(ctx context.Context, now time.Time) (int, error) {
	const (
		unsure = `update mail set state = 'unsure', why = 'The program ended while it was being sent.', ended_at = $1
			where state = 'sending' and sending_at < $2`
		again = `insert into river_job (kind, args, max_attempts, queue)
			select 'mail', jsonb_build_object('mail', m.id), $2, $3 from mail m where m.state = 'owed' and m.owed_at < $1
			and not exists (select from river_job j where j.kind = 'mail' and j.args @> jsonb_build_object('mail', m.id) and j.finalized_at is null)`
		old = "delete from mail where ended_at < $1 and state in ('sent', 'kept', 'failed', 'dropped', 'unsure')"
	)
	b := &pgx.Batch{}
	count := 0
	b.Queue(unsure, now, now.Add(-MailTime)).Exec(func(done pgconn.CommandTag) error {
		count = int(done.RowsAffected())
		return nil
	})
	b.Queue(again, now.Add(-MailTime), MaxAttempts, JobQueue)
	b.Queue(old, now.Add(-mailKept))
	return count, trouble(send(ctx, s.pool, b), "look after the mails")
}

// wordless takes the words and the addresses off mails, those of the condition that
// follows it. That they were sent stays.
const wordless = "update mail set why = '', to_name = '', to_address = '', subject = '', body_text = '', body_html = '', invitation = '' where "

// mailKept is how long a mail is kept that came to its end.
const mailKept = 90 * 24 * time.Hour
