package markdown_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"gaptrack/internal/markdown"
)

// Whatever somebody wrote stands in Markdown letter by letter, as one paragraph.
func TestLiteral(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[-+=:#>*_`~|<&\\[\\]()!.0-9a-c \\n\\\\]{1,30}").Draw(t, "text")
		w := &markdown.Writer{}
		w.Block("- ", "  ", "A "+markdown.Literal(text))
		var out bytes.Buffer
		if err := goldmark.Convert([]byte(w.String()), &out); err != nil {
			t.Fatal(err)
		}
		if got, want := words(t, &out), strings.Join(strings.Fields("A "+text), " "); got != want {
			t.Fatalf("%q is drawn as %q", want, got)
		}
	})
}

// words gives the texts of a page, blanks as one.
func words(t *rapid.T, page *bytes.Buffer) string {
	doc, err := html.Parse(page)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
