package server

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// form holds the raw strings of a request's form or query, and reads them into
// the values of a command. What cannot be read is noted, field by field, and
// told by err together with what the rules find.
type form struct {
	url.Values
	problems *fault.Fields
}

// newForm takes raw values. Bytes that are no text are noted, and shown as the
// sign for what cannot be shown, so that the form can come back.
func newForm(raw url.Values) form {
	f := form{url.Values{}, &fault.Fields{}}
	for name, list := range raw {
		for _, value := range list {
			text := strings.ToValidUTF8(value, "\uFFFD")
			if text != value {
				f.problems.Add(name, "This holds characters that cannot be stored. Type it again.")
			}
			f.Add(name, text)
		}
	}
	return f
}

// err gives what could not be read, as an Invalid fault, or nil.
func (f form) err() error { return f.problems.Err() }

// text gives a field, or nil where the form does not have it.
func (f form) text(name string) *string {
	if !f.Has(name) {
		return nil
	}
	return new(f.Get(name))
}

// yes reads a box that is sent as yes where it is ticked.
func (f form) yes(name string) bool { return f.Get(name) == "yes" }

// has reports whether a box of several of a name is ticked.
func (f form) has(name, value string) bool { return slices.Contains(f.Values[name], value) }

// number reads a whole number; blanks and thousands separators are no matter,
// and nothing is 0.
func (f form) number(name, what string) int {
	s := strings.NewReplacer(",", "", " ", "", "\u00a0", "", "\u202f", "", "'", "").Replace(f.Get(name))
	if s == "" {
		return 0
	}
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		f.problems.Add(name, "Give %s as a whole number.", what)
	}
	return int(n)
}

// numbers reads a list of whole numbers: several fields, or one with commas.
func (f form) numbers(name string) []int {
	var all []int
	for _, part := range strings.FieldsFunc(strings.Join(f.Values[name], ","), isSeparator) {
		n, err := strconv.ParseInt(part, 10, 32)
		if err != nil {
			f.problems.Add(name, "Give numbers, with commas between them: 3, 7.")
			return nil
		}
		all = append(all, int(n))
	}
	return all
}

func isSeparator(r rune) bool {
	return r == ',' || r == ' ' || r == ';' || r == '\n' || r == '\r' || r == '\t'
}

// date reads a calendar date; nothing is none.
func (f form) date(name string) day.Date {
	d, err := day.Parse(strings.TrimSpace(f.Get(name)))
	if err != nil {
		f.problems.Add(name, "Give a date like 2026-11-23.")
	}
	return d
}

// clock reads a time of day.
func (f form) clock(name string) day.Clock {
	c, err := day.ParseClock(strings.TrimSpace(f.Get(name)))
	if err != nil {
		f.problems.Add(name, "Give a time of day like 10:30.")
	}
	return c
}

// person reads who was chosen; nothing is nobody.
func (f form) person(name string) engagement.PersonID {
	people := f.people(name)
	if len(people) == 0 {
		return 0
	}
	return people[0]
}

// people reads who were chosen.
func (f form) people(name string) []engagement.PersonID {
	var all []engagement.PersonID
	for _, s := range f.Values[name] {
		if s == "" {
			continue
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 1 {
			f.problems.Add(name, "Choose a person from the list.")
			continue
		}
		all = append(all, engagement.PersonID(n))
	}
	return all
}

// hash reads a hash; what is none is the zero hash, which stands for nothing.
func (f form) hash(name string) engagement.Hash {
	h, err := engagement.ParseHash(f.Get(name))
	if err != nil {
		return engagement.Hash{}
	}
	return h
}

// seen gives the version that the form was drawn from, 0 where it has none. One
// that is no version is Invalid: what others did meanwhile could not be told.
func (f form) seen() (int, error) {
	if f.Get("version") == "" {
		return 0, nil
	}
	n, err := strconv.ParseInt(f.Get("version"), 10, 32)
	if err != nil || n < 0 {
		return 0, fault.New(fault.Invalid, "The page that this was sent from cannot be told. Open it again.")
	}
	return int(n), nil
}

// optional reads a field by read where the form has it, so that a form of one
// field changes one field.
func optional[T any](f form, name string, read func(string) T) *T {
	if !f.Has(name) {
		return nil
	}
	return new(read(name))
}

// word reads a field of a closed set of words; the rules refuse others.
func word[S ~string](f form) func(string) S {
	return func(name string) S { return S(f.Get(name)) }
}

// values makes the form of a record, as a browser would send it back.
func values(pairs ...any) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Set(fmt.Sprint(pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return v
}
