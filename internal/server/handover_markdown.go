package server

import (
	"fmt"
	"html"
	"strings"

	"gaptrack/internal/markdown"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// handoverMarkdown writes a hand-over as Markdown: the same words as its page, in
// the same order, without the links that lead into this program.
func handoverMarkdown(v page.HandoverView) []byte {
	w := &handoverWriter{}
	w.Block("# ", "", markdown.OneLine(v.Title))
	w.Block("> ", "> ", markdown.Literal(strings.TrimSpace(v.Standing.Title+"\n"+v.Standing.Text)))
	for _, p := range v.Parts {
		w.part(p)
	}
	return []byte(w.String())
}

// handoverWriter writes a hand-over block by block.
type handoverWriter struct{ markdown.Writer }

func (w *handoverWriter) part(p page.HandoverPart) {
	w.Block("## ", "", markdown.Literal(p.Title))
	if p.Text != "" {
		w.Block("", "", markdown.Literal(p.Text))
	}
	for _, f := range p.Facts {
		w.Lines("- ", "  ", fact(f))
	}
	if len(p.Facts) > 0 {
		w.WriteString("\n")
	}
	w.entries(p.Entries)
	if p.Folded != nil {
		w.Block("### ", "", markdown.Literal(p.Folded.Summary))
		w.entries(p.Folded.Entries)
	}
	for i, s := range p.Steps {
		w.Block(fmt.Sprintf("%d. ", i+1), "   ", s.Markdown)
	}
}

func (w *handoverWriter) entries(all []page.HandoverEntry) {
	for _, x := range all {
		text := "**" + markdown.OneLine(x.Name.Text) + "**"
		for _, more := range []string{x.Said, x.Late} {
			if more != "" {
				text += " " + markdown.Literal(more)
			}
		}
		w.Block("- ", "  ", text)
		if len(x.Words) > 0 {
			w.Block("  > ", "  > ", markdown.Literal(strings.Join(x.Words, "\n")))
		}
		for _, f := range x.Facts {
			w.Block("  ", "  ", fact(f))
		}
	}
}

func fact(d component.Definition) string {
	text := d.Text
	if text == "" {
		text = "Not set"
	}
	return markdown.Literal(d.Term+":") + " " + markdown.Literal(text)
}

// lineAsMarkdown writes one line of a playbook as its page shows it: links to the
// web stay, of others the words.
func lineAsMarkdown(source string) string {
	var b strings.Builder
	closing := ""
	eachPiece(inlineHTML(source), func(text string) {
		b.WriteString(markdown.Inside(strings.ReplaceAll(text, "\n", " ")))
	}, func(tag string) {
		url, isLink := strings.CutPrefix(tag, `a href="`)
		switch {
		case isLink:
			url, _, _ = strings.Cut(url, `"`)
			b.WriteString("[")
			closing = "](<" + html.UnescapeString(url) + ">)"
		case tag == "/a":
			b.WriteString(closing)
		}
	})
	return markdown.Start(b.String())
}
