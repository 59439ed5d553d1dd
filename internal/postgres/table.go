package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"
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

	whole                    []string // the columns of a whole row, as it is written
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
	// copyAll writes all records of engagements that have none yet, by COPY.
	copyAll(ctx context.Context, tx pgx.Tx, of []Whole) error
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
	engagement.NounContact:    prepare(contactTable),
	engagement.NounPromise:    prepare(promiseTable),
	engagement.NounPoint:      prepare(pointTable),
}

// prepare writes the table's statements.
func prepare[R any](t table[R]) table[R] {
	columns := strings.Join(t.columns, ", ")
	only, conflict := "", "engagement_id, "+t.key
	t.whole = slices.Concat([]string{"engagement_id", t.key}, t.columns)
	if t.only != "" {
		only, conflict = fmt.Sprintf(" and noun = '%s'", t.only), "engagement_id, noun, "+t.key
		t.whole = append(t.whole, "noun")
	}
	read := fmt.Sprintf("select engagement_id, %s, %s from %s where engagement_id", t.key, columns, t.name)
	t.readOne = read + " = $1" + only
	t.readMany = read + " > $1 and engagement_id <= $2" + only
	t.write = fmt.Sprintf("insert into %s (%s) values (%s) on conflict (%s) do update set %s",
		t.name, strings.Join(t.whole, ", "), places(1, len(t.whole)), conflict, excluded(t.columns))
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
	b.Queue(t.write, t.row(e.ID, n, t.of(e)[n])...)
}

// row gives the values of a whole row, in the order of whole.
func (t table[R]) row(id engagement.ID, n int, r *R) []any {
	row := append([]any{id, n}, t.at(r)...)
	if t.only != "" {
		row = append(row, t.only)
	}
	return row
}

func (t table[R]) copyAll(ctx context.Context, tx pgx.Tx, of []Whole) error {
	return copyRows(ctx, tx, t.name, t.whole, func(yield func([]any) bool) {
		for _, e := range of {
			records := t.of(e.Engagement)
			for _, n := range slices.Sorted(maps.Keys(records)) {
				if !yield(t.row(e.ID, n, records[n])) {
					return
				}
			}
		}
	})
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
