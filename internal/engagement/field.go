package engagement

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gaptrack/internal/day"
)

// field is one remembered value of a record R, read and written as text: what
// events carry, the chain hashes and history shows.
type field[R any] struct {
	name string
	free bool // free text, which the chain takes by its salted hash
	who  bool // a person, by ID
	get  func(*R) string
	set  func(*R, string) error
}

func text[R any](name string, at func(*R) *string) field[R] {
	f := word(name, at)
	f.free = true
	return f
}

func word[R any, S ~string](name string, at func(*R) *S) field[R] {
	return field[R]{
		name: name,
		get:  func(r *R) string { return string(*at(r)) },
		set:  func(r *R, s string) error { *at(r) = S(s); return nil },
	}
}

// number writes 0 as the empty string, so that "none" reads as nothing.
func number[R any, N ~int | ~int64](name string, at func(*R) *N) field[R] {
	return field[R]{
		name: name,
		get: func(r *R) string {
			if *at(r) == 0 {
				return ""
			}
			return strconv.FormatInt(int64(*at(r)), 10)
		},
		set: func(r *R, s string) error {
			if s == "" {
				*at(r) = 0
				return nil
			}
			n, err := strconv.ParseInt(s, 10, 64)
			*at(r) = N(n)
			return err
		},
	}
}

func person[R any](name string, at func(*R) *PersonID) field[R] {
	f := number(name, at)
	f.who = true
	return f
}

func date[R any](name string, at func(*R) *day.Date) field[R] {
	return field[R]{
		name: name,
		get:  func(r *R) string { return at(r).String() },
		set:  func(r *R, s string) (err error) { *at(r), err = day.Parse(s); return err },
	}
}

// moment keeps a time in UTC, to the microsecond, as PostgreSQL does.
func moment[R any](name string, at func(*R) *time.Time) field[R] {
	return field[R]{
		name: name,
		get: func(r *R) string {
			if at(r).IsZero() {
				return ""
			}
			return at(r).UTC().Format(time.RFC3339Nano)
		},
		set: func(r *R, s string) (err error) {
			*at(r) = time.Time{}
			if s != "" {
				*at(r), err = time.Parse(time.RFC3339Nano, s)
			}
			return err
		},
	}
}

func flag[R any](name string, at func(*R) *bool) field[R] {
	return field[R]{
		name: name,
		get: func(r *R) string {
			if *at(r) {
				return "yes"
			}
			return ""
		},
		set: func(r *R, s string) error { *at(r) = s == "yes"; return nil },
	}
}

func words[R any](name string, at func(*R) *[]string) field[R] { return list(name, at) }

// numbers reads what it writes without the JSON reader, which would take a quarter
// of the time in which a snapshot is read.
func numbers[R any](name string, at func(*R) *[]int) field[R] {
	f := list(name, at)
	f.set = func(r *R, s string) error {
		inner, open := strings.CutPrefix(s, "[")
		inner, closed := strings.CutSuffix(inner, "]")
		*at(r) = nil
		if s == "" {
			return nil
		}
		if !open || !closed {
			return fmt.Errorf("%q is no list of numbers", s)
		}
		for part := range strings.SplitSeq(inner, ",") {
			n, err := strconv.Atoi(part)
			if err != nil {
				return fmt.Errorf("%q is no list of numbers", s)
			}
			*at(r) = append(*at(r), n)
		}
		return nil
	}
	return f
}

func list[R, T any](name string, at func(*R) *[]T) field[R] {
	return field[R]{
		name: name,
		get: func(r *R) string {
			if len(*at(r)) == 0 {
				return ""
			}
			b, err := json.Marshal(*at(r))
			if err != nil {
				panic(fmt.Sprintf("engagement: field %s: %v", name, err)) // strings and numbers always marshal
			}
			return string(b)
		},
		set: func(r *R, s string) error {
			*at(r) = nil
			if s == "" {
				return nil
			}
			return json.Unmarshal([]byte(s), at(r))
		},
	}
}
