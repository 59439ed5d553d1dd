package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"gaptrack/internal/fault"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	gone := fault.New(fault.NotFound, "There is no task %d.", 7)
	tests := []struct {
		err  error
		want fault.Kind
	}{
		{gone, fault.NotFound},
		{fmt.Errorf("load: %w", gone), fault.NotFound},
		{errors.Join(io.EOF, gone), fault.NotFound},
		{fault.Wrap(gone, fault.Conflict, "Look again."), fault.Conflict},
		{io.EOF, fault.Internal},
		{nil, fault.Internal},
	}
	for _, test := range tests {
		if got := fault.KindOf(test.err); got != test.want {
			t.Errorf("KindOf(%v) = %d, want %d", test.err, got, test.want)
		}
	}
}

func TestWrapKeepsItsCauseFromTheSentence(t *testing.T) {
	t.Parallel()
	err := fault.Wrap(io.ErrUnexpectedEOF, fault.Unavailable, "The database is away; try again in %d seconds.", 5)
	if err.Error() != "The database is away; try again in 5 seconds." || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("got %q, cause %v", err, errors.Unwrap(err))
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	var problems fault.Fields
	if err := problems.Err(); err != nil {
		t.Fatalf("nothing wrong gave %v", err)
	}
	problems.Add("seats", "Give 1 to %d.", 9)
	problems.Add("zone", "Choose one.")
	err := problems.Err()
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Invalid || len(f.Fields) != 2 {
		t.Fatalf("got %#v", err)
	}
	const want = "Some of what was entered cannot be saved yet.; seats: Give 1 to 9.; zone: Choose one."
	if err.Error() != want {
		t.Errorf("reads %q, want %q", err, want)
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	name := fault.Fields{{Name: "name", Message: "Give a name."}}.Err()
	email := fault.Fields{{Name: "email", Message: "Give an address."}}.Err()
	full := fault.New(fault.Invalid, "The list is full.")
	tests := []struct {
		name string
		errs []error
		want error // nil for the fields of all
	}{
		{"fields of several", []error{nil, name, fmt.Errorf("add: %w", email)}, nil},
		{"an error that is no fault", []error{name, io.EOF, email}, io.EOF},
		{"a fault without fields", []error{name, full}, full},
	}
	for _, test := range tests {
		err := fault.Join(test.errs...)
		var f *fault.Error
		switch {
		case test.want != nil && err != test.want:
			t.Errorf("%s: got %v, want %v", test.name, err, test.want)
		case test.want == nil && (!errors.As(err, &f) || len(f.Fields) != 2 || f.Fields[0].Name != "name" || f.Fields[1].Name != "email"):
			t.Errorf("%s: got %#v", test.name, err)
		}
	}
	if err := fault.Join(nil, nil); err != nil {
		t.Errorf("nothing wrong gave %v", err)
	}
}
