package postgres

import (
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// PersonData is all that is held of one person: of somebody with an account, or of a
// contact, of whom there are the texts alone.
type PersonData struct {
	Name     string
	Account  *AccountData // nil for a contact
	Texts    []Mention
	Acts     []Act
	Staffed  []Staffed
	Feedback []Said         // of theirs
	Asked    []Said         // feedback of anybody that names them
	Drafts   []MeetingDraft // that they never sent
	Mails    []Mail         // to them, written or not yet
}

// AccountData is what an account holds.
type AccountData struct {
	Person
	Created, Disabled time.Time // UTC; zero for never
	Password          bool      // there is one; its hash is given to nobody
	Mail              MailWanted
	Feed              time.Time // when the address of their calendar was made; zero where there is none
	Sessions          []SessionData
}

// SessionData is a browser that is signed in.
type SessionData struct{ Created, Used, Expires time.Time }

// Act is something that a person did to an engagement.
type Act struct {
	Engagement engagement.ID
	Seq        int
	At         time.Time
	Kind       engagement.Kind
	Subject    engagement.Subject
}

// Staffed is an engagement that a person works on or did, or manages.
type Staffed struct {
	Origin
	Manages, Present bool
}

// Said is a step of feedback on a playbook that a person took.
type Said struct {
	Feedback int64
	At       time.Time
	Kind     string
	Words    string
}

func (s *Said) at() []any { return []any{&s.Feedback, moment{&s.At}, &s.Kind, &s.Words} }

// maxActs is how many acts a file holds: those of an engineer's ten busy years.
const maxActs = 200_000

// ContactData gives all texts that name a contact, for an administrator, and writes
// down that it was asked for. More than one file holds is TooLarge.
func (s *Store) ContactData(ctx context.Context, name string, by access.Actor, now time.Time) (PersonData, error) {
	d := PersonData{Name: name}
	if err := access.May(by, access.Administer); err != nil {
		return d, err
	}
	if err := engagement.CheckErasable(name); err != nil {
		return d, err
	}
	err := s.unhurriedly(ctx, func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		d.queueMails(b, "m.person_id is null and m.to_name = $1", storable(name))
		if err := send(ctx, tx, b); err != nil {
			return err
		}
		return d.readTexts(ctx, tx)
	})
	return d, s.given(ctx, err, by, now, "The texts that name a contact were exported.")
}

// PersonData gives all that is held of somebody with an account, for an administrator,
// and writes down that it was asked for.
func (s *Store) PersonData(ctx context.Context, id engagement.PersonID, by access.Actor, now time.Time) (PersonData, error) {
	d := PersonData{Account: &AccountData{}}
	if err := access.May(by, access.Administer); err != nil {
		return d, err
	}
	err := s.unhurriedly(ctx, func(tx pgx.Tx) error {
		b := &pgx.Batch{}
		d.queue(b, id)
		if err := send(ctx, tx, b); err != nil {
			return err
		}
		d.Name = d.Account.Name
		if engagement.CheckErasable(d.Name) != nil {
			return nil // too short to be looked for in texts
		}
		return d.readTexts(ctx, tx)
	})
	if errors.Is(err, pgx.ErrNoRows) {
		return d, noPerson(err)
	}
	return d, s.given(ctx, err, by, now, "The data of "+personPart(id)+" was exported.")
}

// given notes that data was exported, if it was.
func (s *Store) given(ctx context.Context, err error, by access.Actor, now time.Time, words string) error {
	if err == nil {
		err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
			return noteAdmin(ctx, tx, AdminEvent{now, engagement.PersonID(by.ID), DataExported, words})
		})
	}
	return trouble(err, "export a person's data")
}

func (d *PersonData) readTexts(ctx context.Context, q querier) (err error) {
	var more bool
	if d.Texts, more, err = mentions(ctx, q, d.Name, maxMentionsGiven); err == nil && more {
		err = tooMuch()
	}
	if err == nil {
		d.Asked, err = feedbackNaming(ctx, q, d.Name, maxMentionsGiven)
	}
	return err
}

// queueMails queues the reading of the mails to somebody: to is a condition of the mail
// m, with whom as its $1. Mails go after mailKept, so they are few.
func (d *PersonData) queueMails(b *pgx.Batch, to string, whom any) {
	b.Queue("select "+mailHead+", "+letterParts+" from mail m where "+to+" order by m.id", whom).Query(func(rows pgx.Rows) (err error) {
		d.Mails, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Mail, err error) {
			return m, row.Scan(append(m.head(), m.Letter.at()...)...)
		})
		return err
	})
}

// queue queues the reading of all but the texts.
func (d *PersonData) queue(b *pgx.Batch, id engagement.PersonID) {
	a := d.Account
	const account = "select " + personColumns + ", p.created_at, p.disabled_at, p.password_hash <> '', p.digests, p.reminders, f.created_at" +
		fromPerson + "left join calendar_feed f on f.person_id = p.id where p.id = $1"
	b.Queue(account, id).QueryRow(func(row pgx.Row) error {
		return row.Scan(append(a.at(), moment{&a.Created}, moment{&a.Disabled}, &a.Password, &a.Mail.Digests, &a.Mail.Reminders, moment{&a.Feed})...)
	})
	queueAll(b, &a.Sessions, "select created_at, used_at, expires_at from session where person_id = $1 order by created_at", id, func(r *SessionData) []any {
		return []any{moment{&r.Created}, moment{&r.Used}, moment{&r.Expires}}
	})
	const staffed = "select " + originColumns + `, e.manager_id = $1, coalesce(m.present, false) from engagement e
		left join member m on m.engagement_id = e.id and m.person_id = $1
		where e.manager_id = $1 or e.id in (select x.engagement_id from member x where x.person_id = $1) order by e.id`
	queueAll(b, &d.Staffed, staffed, id, func(r *Staffed) []any { return append(r.Origin.at(), &r.Manages, &r.Present) })
	const acts = "select engagement_id, seq, at, kind, noun, n from event where actor_id = $1 order by engagement_id, seq limit $2"
	queueAll(b, &d.Acts, acts, id, func(r *Act) []any {
		return []any{&r.Engagement, &r.Seq, moment{&r.At}, &r.Kind, &r.Subject.Noun, &r.Subject.N}
	}, maxActs)
	const said = "select feedback_id, at, kind, words from feedback_step where by_id = $1 order by at, feedback_id, n"
	queueAll(b, &d.Feedback, said, id, (*Said).at)
	const drafts = "select field, value, saved_at from meeting_draft where person_id = $1 order by saved_at, field"
	queueAll(b, &d.Drafts, drafts, id, (*MeetingDraft).at)
	d.queueMails(b, "m.person_id = $1", id)
}

// queueAll queues the reading of all rows about a person, $1.
func queueAll[T any](b *pgx.Batch, into *[]T, sql string, id engagement.PersonID, at func(*T) []any, more ...any) {
	b.Queue(sql, append([]any{id}, more...)...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r T, err error) { return r, row.Scan(at(&r)...) })
		return err
	})
}
