package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
)

// writers is how many connections write. Each has engagements of its own, so
// that none waits for another's lock.
const writers = 8

// write compares the change of a task's state, back and forth, with the
// ceiling's bare transaction that updates a row and inserts one. Aimed at is half
// of its rate. The program finds out who asks, locks and reads the engagement,
// decides, seals an event into the chain, and writes it with the record and the
// summary.
//
// What was bought: two round trips in place of five, the NOTIFY behind the
// transaction instead of in it (it holds a lock of the whole server over the
// commit), an update in place of an upsert, one summary in place of two, a snapshot
// by kinds of records in place of a whole one (from 680 to 850 a second). What is
// left: eight statements in place of two, three foreign keys, the session's proof,
// the reading of all records. Tried without use: no trigger, six fewer indexes, no
// foreign keys, each alone; the row's update without columns that stay as they
// are; what every change moves in a table of its own, so that the row's update
// leaves all eleven indexes alone.
func (b *bench) write(ctx context.Context) ([]*table, error) {
	if !b.wants("write") {
		return nil, nil
	}
	if err := b.writeTables(ctx); err != nil {
		return nil, err
	}
	d := &duel{title: "a task's state", name: fmt.Sprintf("Write/conns=%d", writers), key: "side", sides: [2]side{
		{label: "gaptrack", load: b.writeLoad(b.large.program), meters: b.meters(b.large.program)},
		{label: "ceiling", load: b.writeLoad(b.ceiling), meters: b.meters(b.ceiling)},
	}}
	if err := b.tryWrite(ctx, d.sides[0].load); err != nil {
		return nil, err
	}
	err := b.interleave(ctx, "write", b.slice, []*duel{d})
	return writeTable(d), err
}

func writeTable(d *duel) []*table {
	t := &table{
		title: "Changing a task, to a bare update-and-insert transaction: median (least–most) of the rounds",
		head:  []string{"write", "req/s " + writeRate.String(), "CPU", "p99", "CPU with PostgreSQL", "p50"},
	}
	t.add(d.title, writeRate.judged(d.ratio(rate)), d.ratio(serverCPU).String(), d.ratio(p99).String(),
		d.ratio(bothCPU).String(), d.ratio(median).String())
	n := &table{
		title: "The same in numbers (medians; CPU in µs a request)",
		head:  []string{"write", "side", "req/s", "CPU", "PostgreSQL CPU", "p50 µs", "p99 µs", "B/answer"},
	}
	d.numbers(n)
	return []*table{t, n}
}

// The states between which a task goes back and forth.
var backAndForth = []engagement.TaskState{engagement.NotStarted, engagement.InProgress}

// writeLoad gives each connection its tasks, which it changes one after the
// other to one state, then to the next. Where it was at the end of a slice is
// where it goes on in the next, so that every request does change something.
func (b *bench) writeLoad(server *child) load {
	l := load{addr: server.addr, status: http.StatusSeeOther}
	for i := range writers {
		var requests [][]byte
		for _, state := range backAndForth {
			for k := i; k < len(b.large.writes); k += writers {
				requests = append(requests, b.change(server, b.large.writes[k], state))
			}
		}
		at := -1
		l.source = append(l.source, func() []byte {
			at = (at + 1) % len(requests)
			return requests[at]
		})
	}
	return l
}

func (b *bench) change(server *child, t taskOf, to engagement.TaskState) []byte {
	return post(server.addr, route.Task(engagement.ID(t.id), t.ftop), b.large.engineer, "state="+url.QueryEscape(string(to)))
}

// tryWrite makes sure that a change is one.
func (b *bench) tryWrite(ctx context.Context, l load) error {
	const sql = "select state from task where engagement_id = $1 and ftop = $2"
	t := b.large.writes[0]
	for _, state := range []engagement.TaskState{engagement.NotStarted, engagement.InProgress} {
		if _, err := l.each(ctx, [][]byte{b.change(b.large.program, t, state)}); err != nil {
			return err
		}
		var now engagement.TaskState
		if err := b.large.pool.QueryRow(ctx, sql, t.id, t.ftop).Scan(&now); err != nil {
			return err
		}
		if now != state {
			return fmt.Errorf("task %d of engagement %d is %s after it was made %s", t.ftop, t.id, now, state)
		}
	}
	return nil
}

// writeTables makes the tables that the ceiling writes to, with the tasks that it
// changes in them, and drops them with the run. They have the program's columns
// and indexes, and nothing that the rows would have to hold to.
func (b *bench) writeTables(ctx context.Context) error {
	if len(b.large.writes) < writers {
		return errors.New("there are too few engagements to write to")
	}
	b.atEnd(func() { b.dropTables(context.Background()) })
	return connected(ctx, b.large.url, func(conn *pgx.Conn) error {
		for _, sql := range []string{
			"drop schema if exists ceiling cascade", "create schema ceiling",
			"create table ceiling.task (like public.task including all)",
			"create table ceiling.event (like public.event including all)",
		} {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return err
			}
		}
		for _, t := range b.large.writes {
			const sql = "insert into ceiling.task select * from public.task where engagement_id = $1 and ftop = $2"
			if _, err := conn.Exec(ctx, sql, t.id, t.ftop); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) dropTables(ctx context.Context) {
	err := connected(ctx, b.large.url, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "drop schema if exists ceiling cascade")
		return err
	})
	if err != nil {
		say("drop the ceiling's tables: %v", err)
	}
}
