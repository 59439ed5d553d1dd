// Package fault holds the errors that a person is meant to read. An error gets
// its kind and its wording where it is born; one function of each door turns
// the kind into what that door speaks (a status, an exit code). An error that
// is no fault is the program's own failure, and is shown without its text.
package fault

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// Kind says what sort of trouble a person is in.
type Kind int

// The kinds, each with the status that the web door gives it.
const (
	Internal        Kind = iota // the program failed: 500
	NotFound                    // no such thing, or none that this person may see: 404
	Invalid                     // what was typed cannot be taken; Fields say where: 422
	Forbidden                   // the person may see it but not do this: 403
	Conflict                    // it cannot be done as things stand, or somebody else changed the same, and Clashes say what: 409
	Unauthenticated             // sign in first: 401
	TooLarge                    // over a limit: 413
	Unavailable                 // a part that is needed is away, try again: 503
)

// Field is what is wrong with one field of a form or command.
type Field struct {
	Name    string // the command's field, as forms name it
	Message string // what to do, as a sentence
}

// Clash is one field that two people changed at the same time.
type Clash struct {
	Name     string // the command's field, as forms name it
	Noun     string // of which record
	Field    string // the record's field
	By       int64  // who changed it last
	At       time.Time
	Original string // what both of them started from
	Theirs   string // what stands now
	Yours    string // what was asked for
}

// Error is a fault. Message is a whole sentence for a person.
type Error struct {
	Kind    Kind
	Message string
	Fields  []Field
	Clashes []Clash
	Kept    []Clash // beside Clashes: what others changed and this person did not
	cause   error
}

// Error gives the message, then the fields' messages.
func (e *Error) Error() string {
	parts := []string{e.Message}
	for _, f := range e.Fields {
		parts = append(parts, f.Name+": "+f.Message)
	}
	return strings.Join(parts, "; ")
}

// Unwrap gives the error that lies behind, for logs alone.
func (e *Error) Unwrap() error { return e.cause }

// New makes a fault of a kind; format and args make its sentence.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap makes a fault that keeps cause for the log.
func Wrap(cause error, kind Kind, format string, args ...any) *Error {
	e := New(kind, format, args...)
	e.cause = cause
	return e
}

// Clashed makes a Conflict of what two people changed at the same time.
func Clashed(clashes ...Clash) *Error {
	e := New(Conflict, "Somebody else changed the same while you were editing. Choose what to keep.")
	e.Clashes = clashes
	return e
}

// KindOf gives the kind of the first fault in err's chain, else Internal.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Join makes one Invalid fault of the fields of several, or gives nil where all
// are nil. An error that is not about fields is given alone: the first such.
func Join(errs ...error) error {
	var all Fields
	for _, err := range errs {
		var f *Error
		if err != nil && (!errors.As(err, &f) || f.Kind != Invalid || len(f.Fields) == 0) {
			return err
		}
		if f != nil {
			all = append(all, f.Fields...)
		}
	}
	return all.Err()
}

// Fields collects what is wrong with a form, field by field.
type Fields []Field

// Add notes one thing that is wrong with the field name.
func (f *Fields) Add(name, format string, args ...any) {
	*f = append(*f, Field{name, fmt.Sprintf(format, args...)})
}

// Err gives an Invalid fault of all that was added, or nil when nothing was.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	e := New(Invalid, "Some of what was entered cannot be saved yet.")
	e.Fields = f
	return e
}
