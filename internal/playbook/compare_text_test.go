package playbook

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// marked writes pieces with what was deleted in [] and what was inserted in {}.
func marked(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		fmt.Fprintf(&b, map[Op]string{Same: "%s", Deleted: "[%s]", Inserted: "{%s}"}[p.Op], p.Text)
	}
	return b.String()
}

func TestCompareWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ was, became, want string }{
		{"", "", ""},
		{"a", "a", "a"},
		{"", "new words", "{new words}"},
		{"old words", "", "[old words]"},
		{"Pilot users are ready.", "Pilot users and groups are ready.", "Pilot users{ and groups} are ready."},
		{"Azure AD Connect Health", "Entra Connect Health", "[Azure AD]{Entra} Connect Health"},
		{"one two three four", "four three two one", "[one two three four]{four three two one}"},
		{"at least 20,000 seats", "at least 10,000 seats", "at least [20,000]{10,000} seats"},
		{"published on 3/25/2020.", "published on 4/29/2020.", "published on [3/25/2020]{4/29/2020}."},
		{"Zażółć gęślą jaźń", "Zażółć gęśla jaźń", "Zażółć [gęślą]{gęśla} jaźń"},
		{"a\xffb same words", "a\xfeb same words", "a[\xff]{\xfe}b same words"},
	} {
		if got := marked(CompareWords(c.was, c.became)); got != c.want {
			t.Errorf("%q and %q: got %q, want %q", c.was, c.became, got, c.want)
		}
	}
}

func TestCompareText(t *testing.T) {
	t.Parallel()
	from := "a\nb\nc\nd\ne\nf\ng\nh\n| 3184 | Verify | O |\n| 2193 | Plan | O |\nlast\n"
	to := "a\nb\nnew\nc\nd\ne\nf\ng\nh\n| 3184 | Verify | M |\nlast"
	want := `--- old
+++ new
@@ -1,4 +1,5 @@
 a
 b
+new
 c
 d
@@ -7,5 +8,4 @@
 g
 h
-| 3184 | Verify | O |
+| 3184 | Verify | M |
-| 2193 | Plan | O |
-last
+last
\ No newline at end of file
`
	hunks := CompareText(from, to, 2)
	if diff := cmp.Diff(want, Unified("old", "new", hunks)); diff != "" {
		t.Error(diff)
	}
	lines := hunks[1].Lines
	for i, want := range map[int]string{2: "| 3184 | Verify | [O] |\n", 3: "| 3184 | Verify | {M} |\n", 4: "| 2193 | Plan | O |\n"} {
		if got := marked(lines[i].Pieces); got != want {
			t.Errorf("line %d is marked as %q, want %q", i, got, want)
		}
	}
	if l := lines[3]; l.From != 0 || l.To != 10 {
		t.Errorf("the row stands at %d and %d", l.From, l.To)
	}
}

func TestCompareTextOfAParagraphWrappedAnew(t *testing.T) {
	t.Parallel()
	hunks := CompareText("The team follows it and\nadvises.\n", "The team\nfollows it\nand advises well.\n", 3)
	var got []string
	for _, l := range hunks[0].Lines {
		got = append(got, marked(l.Pieces))
	}
	if all := strings.Join(got, ""); strings.Contains(all, "[follows") || !strings.Contains(all, "well}") {
		t.Errorf("marked as %q", got)
	}
}

var anyText = rapid.Custom(func(t *rapid.T) string {
	line := rapid.SampledFrom([]string{"", "a", "b", "a b c", "| 1 | x |", "| 2 | x |", "\r", "é"})
	return strings.Join(rapid.SliceOfN(line, 0, 12).Draw(t, "lines"), "\n")
})

// longText makes texts over what is compared at once.
var longText = rapid.Custom(func(t *rapid.T) string {
	var b strings.Builder
	for i := range rapid.IntRange(80, 160).Draw(t, "n") {
		if rapid.IntRange(0, 3).Draw(t, "keep") > 0 {
			fmt.Fprintf(&b, "%d\n", i%140)
		}
	}
	return b.String()
})

func TestTextDifferencesGiveBothTextsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.OneOf(anyText, longText)
		from, to := texts.Draw(t, "from"), texts.Draw(t, "to")
		pieces := CompareWords(from, to)
		if was, became := textOf(pieces, Deleted), textOf(pieces, Inserted); was != from || became != to {
			t.Fatalf("the words give %q and %q", was, became)
		}
		hunks := CompareText(from, to, rapid.IntRange(0, 4).Draw(t, "around"))
		if (len(hunks) == 0) != (from == to) {
			t.Fatalf("%d hunks", len(hunks))
		}
		if got := patched(t, from, Unified("a", "b", hunks)); got != to {
			t.Fatalf("patched: %q", got)
		}
		for _, h := range hunks {
			checkNumbers(t, h, splitLines(from), splitLines(to))
		}
	})
}

func textOf(pieces []Piece, op Op) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Op == Same || p.Op == op {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func checkNumbers(t *rapid.T, h Hunk, from, to []string) {
	for _, l := range h.Lines {
		if l.From > 0 && from[l.From-1] != l.String() || l.To > 0 && to[l.To-1] != l.String() {
			t.Fatalf("%q is said to be line %d and %d", l.String(), l.From, l.To)
		}
	}
}

// patched carries out a unified diff by a reading of its own.
func patched(t *rapid.T, from, unified string) string {
	lines, at := splitLines(from), 0
	var out strings.Builder
	diff := splitLines(unified)
	for i, l := range diff {
		if i < 2 || l[0] == '\\' {
			continue
		}
		body := l[1:]
		if i+1 < len(diff) && diff[i+1][0] == '\\' {
			body = strings.TrimSuffix(body, "\n")
		}
		switch l[0] {
		case '@':
			var start, n int
			if _, err := fmt.Sscanf(l, "@@ -%d,%d", &start, &n); err != nil {
				n = 1
			}
			if n > 0 {
				start--
			}
			for ; at < start; at++ {
				out.WriteString(lines[at])
			}
		case '+':
			out.WriteString(body)
		default:
			if lines[at] != body {
				t.Fatalf("line %d is %q, not %q", at+1, lines[at], body)
			}
			if l[0] == ' ' {
				out.WriteString(body)
			}
			at++
		}
	}
	return out.String() + strings.Join(lines[at:], "")
}

// TestCompareTextOfTheLargestIsQuick changes every row of a file of a mebibyte,
// and reads the row's own change.
func TestCompareTextOfTheLargestIsQuick(t *testing.T) {
	t.Parallel()
	var from, to strings.Builder
	for i := range 10_000 {
		fmt.Fprintf(&from, "| %d | A task with a name of its own and more words to fill the row up to a hundred | O | SME | Exchange |\n", i)
		fmt.Fprintf(&to, "| %d | A task with a name of its own and more words to fill the row up to a hundred | O | SME | Exchange |\n", i)
		if i%2 == 0 {
			fmt.Fprintf(&to, "| %d | Another |\n", i+20_000)
		}
	}
	hunks := CompareText(from.String(), to.String(), 3)
	inserted := 0
	for _, h := range hunks {
		for _, l := range h.Lines {
			if l.Op == Deleted {
				t.Fatalf("deleted %q", l.String())
			}
			if l.Op == Inserted {
				inserted++
			}
		}
	}
	if inserted != 5000 {
		t.Errorf("%d lines inserted", inserted)
	}
}
