package postgres

import (
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// table says how one kind of record is kept. Its columns and the places of
// their values are named once, and serve the reading and the writing.
type table[R any] struct {
	name    string
	key     string // the column of the record's number
	only    string // a condition, where a table keeps two kinds of records
	columns []string
	at      func(*R) []any // the places of a record's values, in the order of columns
	of      func(*engagement.Engagement) map[int]*R

	readOne, readMany, write string
}

// kept is what all tables of records have in common.
type kept interface {
	// one queues the reading of one engagement's records.
	one(b *pgx.Batch, e *engagement.Engagement)
	// many queues the reading of the records of engagements above one ID and up
	// to another. Those that find does not know are passed over.
	many(b *pgx.Batch, above, upTo engagement.ID, find finder)
	// put queues the writing of record n.
	put(b *pgx.Batch, e *engagement.Engagement, n int)
}

// finder gives the engagement that a row belongs to, or nil.
type finder func(engagement.ID) *engagement.Engagement

// tables are all kinds of records but the facts, which engagement.go keeps.
var tables = map[engagement.Noun]kept{
	engagement.NounMember:     prepare(memberTable),
	engagement.NounException:  prepare(exceptionTable),
	engagement.NounInput:      prepare(inputTable),
	engagement.NounOutput:     prepare(outputTable),
	engagement.NounTask:       prepare(taskTable),
	engagement.NounItem:       prepare(itemTable),
	engagement.NounWaiver:     prepare(waiverTable),
	engagement.NounCheckpoint: prepare(checkpointTable),
	engagement.NounLine:       prepare(lineTable),
	engagement.NounExit:       prepare(exitTable),
}

// prepare writes the table's statements.
func prepare[R any](t table[R]) table[R] {
	columns := strings.Join(t.columns, ", ")
	only, noun, conflict := "", "", "engagement_id, "+t.key
	if t.only != "" {
		only, noun, conflict = fmt.Sprintf(" and noun = '%s'", t.only), ", noun", "engagement_id, noun, "+t.key
	}
	read := fmt.Sprintf("select engagement_id, %s, %s from %s where engagement_id", t.key, columns, t.name)
	t.readOne = read + " = $1" + only
	t.readMany = read + " > $1 and engagement_id <= $2" + only
	t.write = fmt.Sprintf("insert into %s (engagement_id, %s, %s%s) values (%s%s) on conflict (%s) do update set %s",
		t.name, t.key, columns, noun, places(1, len(t.columns)+2), strings.Replace(noun, "noun", "'"+t.only+"'", 1),
		conflict, excluded(t.columns))
	return t
}

func (t table[R]) one(b *pgx.Batch, e *engagement.Engagement) {
	b.Queue(t.readOne, e.ID).Query(func(rows pgx.Rows) error {
		return t.scan(rows, func(engagement.ID) *engagement.Engagement { return e })
	})
}

func (t table[R]) many(b *pgx.Batch, above, upTo engagement.ID, find finder) {
	b.Queue(t.readMany, above, upTo).Query(func(rows pgx.Rows) error { return t.scan(rows, find) })
}

func (t table[R]) scan(rows pgx.Rows, find finder) error {
	for rows.Next() {
		var id engagement.ID
		var n int
		r := new(R)
		if err := rows.Scan(append([]any{&id, &n}, t.at(r)...)...); err != nil {
			return fmt.Errorf("read %s: %w", t.name, err)
		}
		if e := find(id); e != nil {
			t.of(e)[n] = r
		}
	}
	return rows.Err()
}

func (t table[R]) put(b *pgx.Batch, e *engagement.Engagement, n int) {
	b.Queue(t.write, append([]any{e.ID, n}, t.at(t.of(e)[n])...)...)
}

// places writes the parameters from $from on, count of them.
func places(from, count int) string {
	all := make([]string, count)
	for i := range all {
		all[i] = fmt.Sprintf("$%d", from+i)
	}
	return strings.Join(all, ", ")
}

// excluded writes the assignments of an upsert.
func excluded(columns []string) string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = c + " = excluded." + c
	}
	return strings.Join(all, ", ")
}
