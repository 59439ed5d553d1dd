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

// Erasure is a person whose data is being erased, or was.
type Erasure struct {
	ID                 int64
	Person             engagement.PersonID // 0 for a contact
	AskedBy            engagement.PersonID
	AskedAt            time.Time // UTC
	Engagements, Texts int       // out of which the name was taken so far
	DoneAt             time.Time // UTC; zero while it goes on
}

// EraseContact has a name taken out of every text. It is for administrators; Erase
// does it. Who has an account is erased by ErasePerson: a Conflict.
func (s *Store) EraseContact(ctx context.Context, name string, by access.Actor, now time.Time) error {
	if err := access.May(by, access.Administer); err != nil {
		return err
	}
	if err := engagement.CheckErasable(name); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		called, err := peopleCalled(ctx, tx, name)
		if err != nil {
			return err
		}
		if len(called) > 0 {
			return fault.New(fault.Conflict, "Somebody with an account has this name. Erase that person, or give the contact's name as the texts have it.")
		}
		id, err := beginErasure(ctx, tx, 0, name, by, now)
		if err != nil {
			return err
		}
		return noteAdmin(ctx, tx, AdminEvent{now, engagement.PersonID(by.ID), ContactErased,
			fmt.Sprintf("A contact's name is taken out of every text: erasure %d.", id)})
	})
	return trouble(err, "erase a contact")
}

// ErasePerson takes everything off somebody's account that tells who they are, ends
// their access and has their name taken out of every text. What they did stays in the
// records, by "Former person" and a number. It is for administrators. Nobody erases
// themself, and nobody is erased twice: a Conflict.
func (s *Store) ErasePerson(ctx context.Context, id engagement.PersonID, by access.Actor, now time.Time) error {
	if err := access.May(by, access.Administer); err != nil {
		return err
	}
	if int64(id) == by.ID {
		return fault.New(fault.Conflict, "You cannot erase yourself. Ask another administrator to.")
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		var name string
		if err := tx.QueryRow(ctx, "select name from person where id = $1 for update", id).Scan(&name); err != nil {
			return noPerson(err)
		}
		if name == formerName(id) {
			return fault.New(fault.Conflict, "This person was erased already.")
		}
		b := &pgx.Batch{}
		eraseAccount(b, id, now)
		if err := send(ctx, tx, b); err != nil {
			return err
		}
		erasure, err := beginErasure(ctx, tx, id, name, by, now)
		if err != nil {
			return err
		}
		return noteAdmin(ctx, tx, AdminEvent{now, engagement.PersonID(by.ID), PersonErased,
			fmt.Sprintf("The account of %s was erased, and the name is taken out of every text: erasure %d.", formerName(id), erasure)})
	})
	return trouble(err, "erase a person")
}

// formerName is what somebody is called whose account was erased.
func formerName(id engagement.PersonID) string { return fmt.Sprintf("Former person %d", id) }

// eraseAccount queues the erasing of what an account tells of a person. The role and
// the team stay: who sees what depends on them.
func eraseAccount(b *pgx.Batch, id engagement.PersonID, now time.Time) {
	const sql = `update person set name = $2, email = $3, password_hash = '', demo = null, time_zone = '',
		digests = true, reminders = true, disabled_at = coalesce(disabled_at, $4) where id = $1`
	b.Queue(sql, id, formerName(id), fmt.Sprintf("former-person-%d@erased.invalid", id), now)
	b.Queue("delete from session where person_id = $1", id)
	b.Queue("delete from calendar_feed where person_id = $1", id)
	b.Queue("delete from notice where person_id = $1", id)
	b.Queue(wordless+"person_id = $1", id)
	b.Queue("delete from meeting_draft where person_id = $1", id)
	b.Queue("delete from presence where person_id = $1", id)
}

func beginErasure(ctx context.Context, tx pgx.Tx, person engagement.PersonID, name string, by access.Actor, now time.Time) (id int64, err error) {
	const sql = "insert into erasure (person_id, name, asked_by, asked_at) values ($1, $2, $3, $4) returning id"
	err = tx.QueryRow(ctx, sql, orNone(&person), name, by.ID, now).Scan(&id)
	return id, err
}

// maxErasures is how many erasures are shown, the newest first.
const maxErasures = 10

func queueErasures(b *pgx.Batch, into *[]Erasure) {
	const sql = "select id, person_id, asked_by, asked_at, engagements, texts, done_at from erasure order by id desc limit $1"
	b.Queue(sql, maxErasures).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (e Erasure, err error) {
			return e, row.Scan(&e.ID, orNone(&e.Person), &e.AskedBy, moment{&e.AskedAt}, &e.Engagements, &e.Texts, moment{&e.DoneAt})
		})
		return err
	})
}

// eraseStep is of how many engagements a name is taken out before that is noted: what
// is cut off goes on there.
const eraseStep = 20

// Erase goes on with the erasures that are asked for, at most some steps, and reports
// whether there is more to do. Any number of programs do it beside each other. A step
// that fails is taken again the next time.
func (s *Store) Erase(ctx context.Context, now time.Time, steps int) (more bool, err error) {
	for range steps {
		more, err = s.eraseOnce(ctx, now)
		if err != nil || !more {
			return more, trouble(err, "erase a person's name")
		}
	}
	return more, nil
}

// eraseOnce takes one step, of the first erasure that nobody else is at.
func (s *Store) eraseOnce(ctx context.Context, now time.Time) (more bool, err error) {
	err = pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		e := erasing{store: s, tx: tx, now: now}
		switch err := e.take(ctx); {
		case errors.Is(err, pgx.ErrNoRows):
			return nil
		case err != nil:
			return err
		}
		more = true
		return e.step(ctx)
	})
	return more, err
}

// erasing is an erasure that goes on in a transaction, which holds its row.
type erasing struct {
	store  *Store
	tx     pgx.Tx
	now    time.Time
	id     int64
	person engagement.PersonID
	name   string
	by     engagement.PersonID
	doneTo engagement.ID
}

func (e *erasing) take(ctx context.Context) error {
	const sql = `select id, person_id, name, asked_by, done_to from erasure where done_at is null order by id limit 1 for update skip locked`
	if _, err := e.tx.Exec(ctx, unhurried); err != nil {
		return err
	}
	return e.tx.QueryRow(ctx, sql).Scan(&e.id, orNone(&e.person), &e.name, &e.by, &e.doneTo)
}

// eraseLook is how many texts are looked at for a step.
const eraseLook = 2000

// step takes the name out of the next engagements. After the last it is taken out of
// all else.
func (e *erasing) step(ctx context.Context) error {
	ids, upTo, last, err := e.next(ctx)
	if err != nil {
		return err
	}
	by, err := e.actor(ctx)
	if err != nil {
		return err
	}
	engagements, texts := 0, 0
	for _, id := range ids {
		done, err := e.store.Change(ctx, id, engagement.Anonymize{Name: e.name}, by, 0, e.now)
		if err != nil {
			return err
		}
		texts += done.TakenOut
		if done.TakenOut > 0 {
			engagements++
		}
	}
	const note = "update erasure set done_to = $2, engagements = engagements + $3, texts = texts + $4 where id = $1"
	if _, err := e.tx.Exec(ctx, note, e.id, upTo, engagements, texts); err != nil || !last {
		return err
	}
	return e.finish(ctx)
}

// next gives the next engagements whose texts hold the name, up to which one they are
// all that do, and whether there are no others.
func (e *erasing) next(ctx context.Context) (ids []engagement.ID, upTo engagement.ID, last bool, err error) {
	const sql = `select engagement_id, became from event_text where engagement_id > $1 and became ~ $2 order by engagement_id limit $3`
	rows, err := e.tx.Query(ctx, sql, e.doneTo, namePattern(e.name), eraseLook)
	if err != nil {
		return nil, 0, false, err
	}
	called := engagement.NewPersonName(e.name)
	var id, first engagement.ID
	var text string
	count := 0
	_, err = pgx.ForEachRow(rows, []any{&id, &text}, func() error {
		if count++; count == 1 {
			first = id
		}
		if !slices.Contains(ids, id) && called.TakeOut(text) != text {
			ids = append(ids, id)
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, 0, false, err
	case count == eraseLook && first == id: // the rest of its texts was not looked at
		return []engagement.ID{id}, id, false, nil
	case count == eraseLook:
		ids, upTo = slices.DeleteFunc(ids, func(cut engagement.ID) bool { return cut == id }), id-1
	default:
		upTo, last = max(id, e.doneTo), true
	}
	if len(ids) > eraseStep {
		return ids[:eraseStep], ids[eraseStep-1], false, nil
	}
	return ids, upTo, last, nil
}

// actor gives who asked for it, as far as they still may; else nobody does it.
func (e *erasing) actor(ctx context.Context) (access.Actor, error) {
	known, err := e.store.known(ctx, e.tx)
	if err != nil {
		return access.Actor{}, err
	}
	if p, _ := known.Person(e.by); p.Active && access.May(p.Actor, access.Administer) == nil {
		return p.Actor, nil
	}
	return access.System, nil
}
