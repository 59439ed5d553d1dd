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
