package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// Retention is for how long the contacts of engagements are kept after their exit,
// and who has set it so.
type Retention struct {
	engagement.Retention
	By engagement.PersonID // 0 where nobody has yet
	At time.Time           // UTC; zero where nobody has yet
}

func (r *Retention) queue(b *pgx.Batch) {
	b.Queue("select days, set_by, set_at from retention").QueryRow(func(row pgx.Row) error {
		return row.Scan(&r.Retention, orNone(&r.By), moment{&r.At})
	})
}

// SetRetention sets for how long contacts are kept. It is for administrators; from
// then on the job goes by it.
func (s *Store) SetRetention(ctx context.Context, days engagement.Retention, by access.Actor, now time.Time) error {
	if err := access.May(by, access.Administer); err != nil {
		return err
	}
	if err := days.Check(); err != nil {
		return err
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		const sql = "update retention r set days = $1, set_by = $2, set_at = $3 from retention was returning was.days"
		var was engagement.Retention
		if err := tx.QueryRow(ctx, sql, days, by.ID, now).Scan(&was); err != nil || was == days {
			return err
		}
		return noteAdmin(ctx, tx, AdminEvent{now, engagement.PersonID(by.ID), RetentionSet,
			fmt.Sprintf("Contacts are kept for %s, not for %s any more.", retentionWords(days), retentionWords(was))})
	})
	return trouble(err, "set the retention")
}

func retentionWords(days engagement.Retention) string {
	if days == 0 {
		return "as long as the engagement"
	}
	return fmt.Sprintf("%d days after the exit", days)
}

// Due is an engagement whose contacts are no longer kept.
type Due struct {
	Origin
	ExitOn   day.Date
	Contacts []string // as its records name them now, at most maxNamed
}

// maxNamed is how many contacts are named of one engagement, and maxDue of how many
// engagements they are.
const (
	maxNamed = 12
	maxDue   = 50
)

// dueWhere is the condition of the engagements e whose contacts are not kept after an
// exit on the day $1 or earlier; as the index engagement_keeps_contacts has it.
const dueWhere = "e.phase = 'Enable' and e.anonymous is distinct from e.version and e.exit_on <= $1"

// queueDue queues the reading of the engagements whose contacts a retention would not
// keep at a moment, those that exited first before the others.
func queueDue(b *pgx.Batch, days engagement.Retention, now time.Time, into *Part[Due]) {
	const sql = `select r.id, r.customer, r.time_zone, r.exit_on, array(
			select distinct n from (
				select c.attended n from checkpoint c where c.engagement_id = r.id
				union all select t.confirmed_by from task t where t.engagement_id = r.id
				union all select i.owner from item i where i.engagement_id = r.id and i.side in ('customer', 'partner')
				union all select k.name from contact k where k.engagement_id = r.id
				union all select p.who from promise p where p.engagement_id = r.id) named
			where n not in ('', $2) order by n limit $3), r.total
		from (select ` + originColumns + `, e.exit_on, count(*) over () total from engagement e where ` + dueWhere + `
			order by e.exit_on, e.id limit $4) r order by r.exit_on, r.id`
	queuePart(b, sql, []any{days.Before(now), engagement.Anonymous, maxNamed, maxDue}, into, func(d *Due) []any {
		return append(d.Origin.at(), &d.ExitOn, &d.Contacts)
	})
}

// RetentionRun is one run of the job that found contacts that are no longer kept.
type RetentionRun struct {
	Days                       engagement.Retention
	Began, Ended               time.Time // UTC
	Engagements, Texts, Failed int
}

// forgetPage is how many engagements are looked up at once, and maxForgotten how many
// one run takes: it shares the database with who works.
const (
	forgetPage   = 100
	maxForgotten = 1000
)

// ForgetContacts makes the contacts anonymous that are no longer kept, each
// engagement's in a transaction of its own, and tells what it did. One that fails is
// left for the next run, and does not keep the others from it.
func (s *Store) ForgetContacts(ctx context.Context, now time.Time) (RetentionRun, error) {
	var kept Retention
	b := &pgx.Batch{}
	kept.queue(b)
	if err := send(ctx, s.pool, b); err != nil || kept.Retention == 0 {
		return RetentionRun{}, trouble(err, "read the retention")
	}
	run := RetentionRun{Days: kept.Retention, Began: now}
	began := time.Now()
	err := s.forget(ctx, &run, now)
	run.Ended = now.Add(time.Since(began))
	if run.Engagements+run.Failed == 0 {
		return run, trouble(err, "find contacts that are no longer kept")
	}
	const sql = `insert into retention_run (days, began_at, ended_at, engagements, texts, failed) values ($1, $2, $3, $4, $5, $6)`
	b = &pgx.Batch{}
	b.Queue(sql, run.Days, run.Began, run.Ended, run.Engagements, run.Texts, run.Failed)
	b.Queue("delete from retention_run where id <= (select id from retention_run order by id desc offset $1 limit 1)", maxRuns)
	if sent := send(ctx, s.pool, b); err == nil {
		err = sent
	}
	return run, trouble(err, "make contacts anonymous")
}

// forget takes page after page. It gives the first error, and goes on after one that
// is of an engagement alone.
func (s *Store) forget(ctx context.Context, run *RetentionRun, now time.Time) (first error) {
	type due struct {
		ID     engagement.ID
		ExitOn day.Date
	}
	const sql = "select e.id, e.exit_on from engagement e where " + dueWhere + " and (e.exit_on, e.id) > ($2, $3) order by e.exit_on, e.id limit $4"
	last := due{ExitOn: day.New(1900, 1, 1)} // before all
	for run.Engagements+run.Failed < maxForgotten {
		rows, _ := s.pool.Query(ctx, sql, run.Days.Before(now), last.ExitOn, last.ID, forgetPage) // CollectRows gives the error
		page, err := pgx.CollectRows(rows, pgx.RowToStructByName[due])
		if err != nil {
			return err
		}
		for _, one := range page {
			done, err := s.Change(ctx, one.ID, engagement.Anonymize{}, access.System, 0, now)
			switch {
			case err == nil:
				run.Engagements, run.Texts = run.Engagements+1, run.Texts+done.TakenOut
			case ctx.Err() != nil:
				return err
			default:
				run.Failed++
				if first == nil {
					first = err
				}
			}
		}
		if len(page) < forgetPage {
			break
		}
		last = page[len(page)-1]
	}
	return first
}

// How many runs are kept, and how many are shown.
const (
	maxRuns      = 100
	maxRunsShown = 10
)

func queueRuns(b *pgx.Batch, into *[]RetentionRun) {
	const sql = "select days, began_at, ended_at, engagements, texts, failed from retention_run order by id desc limit $1"
	b.Queue(sql, maxRunsShown).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r RetentionRun, err error) {
			return r, row.Scan(&r.Days, moment{&r.Began}, moment{&r.Ended}, &r.Engagements, &r.Texts, &r.Failed)
		})
		return err
	})
}
