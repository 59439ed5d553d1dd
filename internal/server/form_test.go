package server

import (
	"net/url"
	"testing"

	"gaptrack/internal/fault"
)

// Bytes that are no text come back as something that a page can hold, and the
// field is told.
func TestFormOfBytes(t *testing.T) {
	t.Parallel()
	f := newForm(url.Values{"customer": {"A\xffB"}, "seats": {"12,000"}})
	if f.Get("customer") != "A\uFFFDB" || f.number("seats", "the seats") != 12_000 {
		t.Errorf("the form holds %q", f.Values)
	}
	if problems := *f.problems; len(problems) != 1 || problems[0].Name != "customer" {
		t.Errorf("the problems are %v", problems)
	}
}

func TestFormOfNumbers(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int{"": 0, " 7 ": 7, "12 000": 12_000, "12'000": 12_000, "-3": -3} {
		f := newForm(url.Values{"n": {typed}})
		if got := f.number("n", "it"); got != want || f.err() != nil {
			t.Errorf("%q reads as %d, %v; want %d", typed, got, f.err(), want)
		}
	}
	for _, typed := range []string{"many", "1.5", "99999999999"} {
		f := newForm(url.Values{"n": {typed}})
		if f.number("n", "it"); f.err() == nil {
			t.Errorf("%q was taken as a number", typed)
		}
	}
}

func TestFormVersion(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]int{"": 0, "7": 7} {
		if got, err := newForm(url.Values{"version": {typed}}).seen(); got != want || err != nil {
			t.Errorf("version %q is seen as %d, %v; want %d", typed, got, err, want)
		}
	}
	for _, typed := range []string{"-1", "x", "99999999999"} {
		if _, err := newForm(url.Values{"version": {typed}}).seen(); fault.KindOf(err) != fault.Invalid {
			t.Errorf("version %q gives %v", typed, err)
		}
	}
}
