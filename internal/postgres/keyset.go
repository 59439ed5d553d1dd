package postgres

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgtype"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// key is one expression that a list is sorted by.
type key struct {
	sql  string
	kind keyKind
}

// keyKind says how a key's value is written in a cursor.
type keyKind string

// The kinds, named by their SQL type.
const (
	numberKey keyKind = "bigint"
	textKey   keyKind = "text"
	dateKey   keyKind = "date"
	momentKey keyKind = "timestamptz"
)

// cursor is a place between two rows of a sorted list: the values of the keys
// of the row next to it.
type cursor struct {
	Sort string   `json:"s"`
	Desc bool     `json:"d,omitempty"`
	Back bool     `json:"b,omitempty"` // the page ends here, instead of beginning
	Keys []string `json:"k"`
}

// String gives the cursor as it stands in a URL.
func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil {
		panic(fmt.Sprintf("postgres: write a cursor: %v", err)) // strings always marshal
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads a cursor of a list that is sorted so. The empty text is the
// beginning of the list.
func parseCursor(s, sort string, desc bool) (cursor, error) {
	if s == "" {
		return cursor{Sort: sort, Desc: desc}, nil
	}
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil || c.Sort != sort || c.Desc != desc || len(c.Keys) == 0 {
		return cursor{}, badCursor()
	}
	return c, nil
}

func badCursor() error {
	return fault.New(fault.Invalid, "This link to a page of the list is not whole or no longer fits. Start from the first page.")
}

// descending reports in which direction the query has to walk.
func (c cursor) descending() bool { return c.Desc != c.Back }

// values reads the values of the keys. A cursor of other keys is Invalid.
func (c cursor) values(keys []key) ([]any, error) {
	if len(c.Keys) == 0 {
		return nil, nil
	}
	if len(c.Keys) != len(keys) {
		return nil, badCursor()
	}
	all := make([]any, len(keys))
	for i, k := range keys {
		var err error
		if all[i], err = k.kind.parse(c.Keys[i]); err != nil {
			return nil, badCursor()
		}
	}
	return all, nil
}

// after adds the condition that rows come after the cursor, whose values of the
// keys are given.
func (c cursor) after(w *where, keys []key, at []any) {
	if len(at) == 0 {
		return
	}
	var left, right []string
	for i, k := range keys {
		left, right = append(left, k.sql), append(right, w.arg(at[i])+"::"+string(k.kind))
	}
	sign := ">"
	if c.descending() {
		sign = "<"
	}
	w.and("(%s) %s (%s)", strings.Join(left, ", "), sign, strings.Join(right, ", "))
}

// order gives the ORDER BY of the query.
func (c cursor) order(keys []key) string {
	direction := " asc"
	if c.descending() {
		direction = " desc"
	}
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = k.sql + direction
	}
	return strings.Join(all, ", ")
}

// values gives the expression that reads a row's keys as texts.
func values(keys []key) string {
	all := make([]string, len(keys))
	for i, k := range keys {
		all[i] = k.sql + "::text"
		if k.kind == momentKey {
			all[i] = fmt.Sprintf("(%s at time zone 'UTC')::text", k.sql)
		}
	}
	return "array[" + strings.Join(all, ", ") + "]"
}

const infinity = "infinity"

// parse reads a key's value as values wrote it.
func (k keyKind) parse(s string) (any, error) {
	switch {
	case k == numberKey:
		return strconv.ParseInt(s, 10, 64)
	case k == dateKey && s == infinity:
		return pgtype.Date{InfinityModifier: pgtype.Infinity, Valid: true}, nil
	case k == dateKey:
		d, err := day.Parse(s)
		if err == nil && d.IsZero() {
			err = fmt.Errorf("no date")
		}
		return d, err
	case k == momentKey && s == infinity:
		return pgtype.Timestamptz{InfinityModifier: pgtype.Infinity, Valid: true}, nil
	case k == momentKey:
		return time.Parse("2006-01-02 15:04:05", s)
	}
	return storable(s), nil
}

// cutPage takes off the row that only tells that there are more than a page, puts
// the rows in order, and makes the cursors of the pages beside this one, empty where
// there is none. Keys gives a row's keys as values read them.
func cutPage[T any](rows []T, at cursor, keys func(T) []string) (page []T, prev, next string) {
	more := len(rows) > pageSize
	if more {
		rows = rows[:pageSize]
	}
	if at.Back {
		slices.Reverse(rows)
	}
	if len(rows) == 0 {
		return rows, "", ""
	}
	first, last := at, at
	first.Back, first.Keys = true, keys(rows[0])
	last.Back, last.Keys = false, keys(rows[len(rows)-1])
	if at.Back && more || !at.Back && len(at.Keys) > 0 {
		prev = first.String()
	}
	if at.Back || more {
		next = last.String()
	}
	return rows, prev, next
}
