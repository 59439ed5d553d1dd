package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Mention is a text of an engagement's history that names a person.
type Mention struct {
	Origin
	Seq     int // of the event that wrote it
	At      time.Time
	Subject engagement.Subject
	Field   string
	Text    string
}

// How many mentions a page looks at, and how many a file holds.
const (
	maxMentions      = 500
	maxMentionsGiven = 20_000
)

// Mentions is what somebody is found in by name.
type Mentions struct {
	Name   string
	People []Person // who are called so, or have the name as their e-mail address
	Texts  []Mention
	More   bool // there may be more texts; these are the first

	Feedback []Said // on playbooks, that names them; the first
}

// Mentions finds a person by name: among the people, and in the texts of every
// engagement's history. It is for administrators, who see them all. A name that
// cannot be looked for is Invalid.
func (s *Store) Mentions(ctx context.Context, name string, by access.Actor) (Mentions, error) {
	m := Mentions{Name: name}
	if err := access.May(by, access.Administer); err != nil {
		return m, err
	}
	if err := engagement.CheckErasable(name); err != nil {
		return m, err
	}
	err := s.unhurriedly(ctx, func(tx pgx.Tx) (err error) {
		if m.People, err = peopleCalled(ctx, tx, name); err != nil {
			return err
		}
		if m.Texts, m.More, err = mentions(ctx, tx, name, maxMentions); err != nil {
			return err
		}
		m.Feedback, err = feedbackNaming(ctx, tx, name, maxMentions)
		return err
	})
	return m, trouble(err, "look for a person in the texts")
}

// unhurriedly runs reads that may take longer than pages do.
func (s *Store) unhurriedly(ctx context.Context, do func(tx pgx.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, s.pool, options, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, unhurried); err != nil {
			return err
		}
		return do(tx)
	})
}

func peopleCalled(ctx context.Context, q querier, name string) ([]Person, error) {
	const sql = selectPerson + "where lower(p.name) = lower($1) or lower(p.email) = lower($1) order by p.id limit 20"
	rows, _ := q.Query(ctx, sql, name) // CollectRows gives the error
	return pgx.CollectRows(rows, scanPerson)
}

// mentions gives the first texts that name somebody, limit of them; more tells whether
// there may be others.
func mentions(ctx context.Context, q querier, name string, limit int) (all []Mention, more bool, err error) {
	const sql = "select " + originColumns + `, v.seq, v.at, v.noun, v.n, t.field, t.became
		from event_text t join engagement e on e.id = t.engagement_id join event v on v.engagement_id = t.engagement_id and v.seq = t.seq
		where t.became ~ $1 order by t.engagement_id, t.seq, t.field limit $2`
	rows, err := q.Query(ctx, sql, namePattern(name), limit)
	if err != nil {
		return nil, false, err
	}
	called, found := engagement.NewPersonName(name), 0
	var m Mention
	places := append(m.Origin.at(), &m.Seq, moment{&m.At}, &m.Subject.Noun, &m.Subject.N, &m.Field, &m.Text)
	_, err = pgx.ForEachRow(rows, places, func() error {
		found++
		if called.TakeOut(m.Text) != m.Text {
			all = append(all, m)
		}
		return nil
	})
	return all, found == limit, err
}

// feedbackNaming gives the first steps of feedback on playbooks that name somebody.
func feedbackNaming(ctx context.Context, q querier, name string, limit int) (all []Said, err error) {
	const sql = "select feedback_id, at, kind, words from feedback_step where words ~ $1 order by feedback_id, n limit $2"
	rows, err := q.Query(ctx, sql, namePattern(name), limit)
	if err != nil {
		return nil, err
	}
	called := engagement.NewPersonName(name)
	var one Said
	_, err = pgx.ForEachRow(rows, one.at(), func() error {
		if called.TakeOut(one.Words) != one.Words {
			all = append(all, one)
		}
		return nil
	})
	return all, err
}

// tooMuch is the fault of a file that would hold more than one does.
func tooMuch() error {
	return fault.New(fault.TooLarge, "This is more than the %s texts that one file holds. Give the name as it is written in full.",
		engagement.Thousands(maxMentionsGiven))
}
