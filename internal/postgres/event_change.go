package postgres

import (
	"bytes"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// readChanges reads the changes of an event's row. What is in the form in which
// PostgreSQL writes them, without escapes, is read in one pass, in a fifth of the
// time of the JSON reader; that one reads all else, and says what is wrong.
func readChanges(text []byte) ([]change, error) {
	s := changeScanner{rest: text}
	if all, ok := s.changes(); ok {
		return all, nil
	}
	var all []change
	err := json.Unmarshal(text, &all)
	return all, err
}

// changeScanner takes a list of changes apart. It gives up on whatever it does not
// expect.
type changeScanner struct{ rest []byte }

func (s *changeScanner) changes() ([]change, bool) {
	all := make([]change, 0, bytes.Count(s.rest, []byte{'{'})) // too many where a text has one
	if !s.take('[') {
		return nil, false
	}
	for !s.take(']') {
		var c change
		if len(all) > 0 && !s.take(',') || !s.change(&c) {
			return nil, false
		}
		all = append(all, c)
	}
	return slices.Clip(all), len(s.rest) == 0
}

func (s *changeScanner) change(c *change) bool {
	if !s.take('{') {
		return false
	}
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		name, ok := s.string()
		if !ok || !s.take(':') {
			return false
		}
		value, ok := s.string()
		if !ok || !c.set(name, string(value)) {
			return false
		}
	}
	return true
}

func (c *change) set(name []byte, value string) bool {
	switch string(name) {
	case "field":
		c.Field = value
	case "was":
		c.Was = value
	case "became":
		c.Became = value
	case "digest":
		c.Digest = value
	default:
		return false
	}
	return true
}

// take takes one character, and the blanks before it, if it is the next.
func (s *changeScanner) take(want byte) bool {
	s.rest = bytes.TrimLeft(s.rest, " ")
	if len(s.rest) == 0 || s.rest[0] != want {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// string takes a string without escapes, of characters that JSON allows.
func (s *changeScanner) string() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	for i, c := range s.rest {
		switch {
		case c == '"':
			text := s.rest[:i]
			s.rest = s.rest[i+1:]
			return text, utf8.Valid(text)
		case c == '\\' || c < ' ':
			return nil, false
		}
	}
	return nil, false
}
