package playbook

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTypedKeepsEndings(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, was, typed, want string }{
		{"nothing changed", "\uFEFFa\r\nb\rc\n\nd", "a\nb\nc\n\nd", "\uFEFFa\r\nb\rc\n\nd"},
		{"a browser sends CRLF", "a\nb\n", "a\r\nb\r\n", "a\nb\n"},
		{"a new line ends as the one before", "a\r\nb\r\n", "a\nnew\nb\n", "a\r\nnew\r\nb\r\n"},
		{"a new first line ends as the first did", "a\r\nb\n", "new\na\nb\n", "new\r\na\r\nb\n"},
		{"blank lines among mixed endings", "a\r\n\r\nb\n\nc\r\n", "a\n\n\nb\n\nc!\n", "a\r\n\r\n\r\nb\n\nc!\n"},
		{"a line that moved", "a\r\nb\nc\nd\n", "b\nc\nd\na\n", "b\nc\nd\na\n"},
		{"the last line opened", "a\r\nb\r\n", "a\nb", "a\r\nb"},
		{"the last line closed", "a\r\nb", "a\nb\n", "a\r\nb\r\n"},
		{"everything gone", "a\n", "", ""},
		{"from nothing", "", "a\nb\n", "a\nb\n"},
		{"a mark that was pasted", "a\n", "\uFEFFa\nb\n", "a\nb\n"},
	}
	for _, test := range tests {
		if got := string(Catalog{Source: []byte(test.was)}.Typed(test.typed)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// TestTypedIsWhatWasTyped: whatever is typed over whatever, the words come back,
// and where they are those of the document so do the bytes.
func TestTypedIsWhatWasTyped(t *testing.T) {
	t.Parallel()
	document := rapid.StringMatching("(\uFEFF)?((a|b|c|| x)(\n|\r\n|\r)){0,12}(a|b|)")
	rapid.Check(t, func(t *rapid.T) {
		c := Catalog{Source: []byte(document.Draw(t, "was"))}
		if got := c.Typed(c.Text()); string(got) != string(c.Source) {
			t.Fatalf("typed again as it is, %q became %q", c.Source, got)
		}
		typed := document.Draw(t, "typed")
		made := Catalog{Source: c.Typed(typed)}
		if made.Text() != PlainText(typed) {
			t.Fatalf("%q typed over %q became %q", typed, c.Source, made.Source)
		}
	})
}

// TestTypedInMixedEndings: the endings of lines far from what was typed stay.
func TestTypedInMixedEndings(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var was strings.Builder
		n := rapid.IntRange(1, 30).Draw(t, "lines")
		for i := range n {
			was.WriteString(rapid.SampledFrom([]string{"", "", string(rune('A' + i))}).Draw(t, "text"))
			was.WriteString(rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "ending"))
		}
		c := Catalog{Source: []byte(was.String())}
		lines := strings.SplitAfter(c.Text(), "\n")
		at := rapid.IntRange(0, n-1).Draw(t, "at")
		lines[at] = "typed " + lines[at]
		made, before := sheetOf(c.Typed(strings.Join(lines, ""))), sheetOf(c.Source)
		for i := range before.lines {
			if i != at && made.lines[i] != before.lines[i] {
				t.Fatalf("line %d became %q, was %q", i+1, made.lines[i], before.lines[i])
			}
		}
	})
}
