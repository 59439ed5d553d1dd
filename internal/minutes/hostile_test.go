package minutes_test

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"gaptrack/internal/minutes"
)

// teller takes what is wrong: a testing.TB or a rapid.T.
type teller interface {
	Helper()
	Fatalf(format string, args ...any)
}

// tags counts the elements of a page, and gives the words that a reader sees.
func tags(t teller, page string) (map[string]int, string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatalf("%v", err)
	}
	count, words := map[string]int{}, &strings.Builder{}
	for n := range root.Descendants() {
		switch {
		case n.Type == html.ElementNode:
			count[n.Data]++
			for _, a := range n.Attr {
				count[n.Data+" "+a.Key]++
			}
			if slices.Contains([]string{"p", "li", "h1", "h2", "h3", "td", "th", "tr", "br", "blockquote"}, n.Data) {
				words.WriteString("\n")
			}
		case n.Type == html.TextNode && n.Parent.Data != "style":
			words.WriteString(n.Data)
		case n.Type == html.CommentNode:
			count["a comment"]++
		}
	}
	return count, words.String()
}

func seenHTML(t teller, page string) string {
	_, words := tags(t, page)
	return words
}

// drawn draws Markdown as others do, raw HTML too.
func drawn(t teller, source string) string {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.DefinitionList)).Convert([]byte(source), &page); err != nil {
		t.Fatalf("%v", err)
	}
	return page.String()
}

func seenMarkdown(t teller, source string) string { return seenHTML(t, drawn(t, source)) }

// TestHostileWords holds the forms to what they are made of whatever people type: no
// element more, and every word as it was typed.
func TestHostileWords(t *testing.T) {
	t.Parallel()
	plain := minutes.Of(meeting("x"), 3, names)
	page, _ := tags(t, plain.HTML())
	markdown, _ := tags(t, drawn(t, plain.Markdown()))
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SampledFrom([]string{"<script>alert(1)</script>", "</style>", "</td></table>", "<!--", "-->", "<img src=x onerror=y>", "&lt;", "&", `"`, "'",
			"**", "__", "`", "```", "[a](https://x)", "![a](b)", "<https://x>", "https://x", "# ", "- ", "1. ", "> ", "| a |", "|---|", "---", "===", "~~", "$$", `\`, "{{.}}", "[^1]", "  ", "é", "漢", "😀", "word", ": x", "+ ", "a@b.c"})
		words := " " + strings.Join(rapid.SliceOfN(parts, 1, 6).Draw(t, "words"), "") + "x"
		m := minutes.Of(meeting(words), 3, names)
		count, seen := tags(t, m.HTML())
		if !maps.Equal(count, page) {
			t.Fatalf("the page of %q has %v, want %v", words, count, page)
		}
		wantSeen(t, "HTML", seen, words)
		count, seen = tags(t, drawn(t, m.Markdown()))
		for _, tag := range []string{"a", "a href"} { // programs make links of addresses that are written out
			delete(count, tag)
		}
		if !maps.Equal(count, markdown) {
			t.Fatalf("the Markdown of %q has %v, want %v:\n%s", words, count, markdown, m.Markdown())
		}
		wantSeen(t, "Markdown", seen, words)
	})
}

// wantSeen looks for words where people typed them.
func wantSeen(t *rapid.T, form, seen, words string) {
	t.Helper()
	seen = strings.Join(strings.Fields(seen), " ")
	for _, typed := range []string{"Ana Ruiz" + words, "It begins on the 21st." + words, "Promise 5" + words, "Point 1" + words, "No news." + words} {
		if !strings.Contains(seen, strings.Join(strings.Fields(typed), " ")) {
			t.Fatalf("%s: %q is not read in %q", form, typed, seen)
		}
	}
}

// A word at the start of a line begins nothing.
func TestHostileStarts(t *testing.T) {
	t.Parallel()
	for _, start := range []string{"# H", "- l", "+ l", "* l", "1. l", "1) l", "> q", "---", "===", "```", "~~~", "    code", "\tcode", "| a | b |", ": term", "<div>", "[x]: https://x", "[ ] todo"} {
		e := meeting("")
		e.Checkpoints[3].Minutes = start + "\n" + start
		e.Lines[2].Note = start + "\n" + start
		e.Facts.Customer = start
		m := minutes.Of(e, 3, names)
		plain := meeting("")
		plain.Checkpoints[3].Minutes, plain.Lines[2].Note, plain.Facts.Customer = "a\na", "a\na", "a"
		want, _ := tags(t, drawn(t, minutes.Of(plain, 3, names).Markdown()))
		got, seen := tags(t, drawn(t, m.Markdown()))
		if !maps.Equal(got, want) || strings.Count(seen, strings.TrimSpace(start)) < 5 {
			t.Errorf("%q is drawn with %v, want %v:\n%s", start, got, want, seen)
		}
	}
}
