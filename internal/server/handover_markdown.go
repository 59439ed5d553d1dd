package server

import (
	"fmt"
	"html"
	"strings"
	"unicode"

	"gaptrack/web/component"
	"gaptrack/web/page"
)

// handoverMarkdown writes a hand-over as Markdown: the same words as its page, in
// the same order, without the links that lead into this program.
func handoverMarkdown(v page.HandoverView) []byte {
	w := &markdownWriter{}
	w.block("# ", "", oneLine(v.Title))
	w.block("> ", "> ", literal(strings.TrimSpace(v.Standing.Title+"\n"+v.Standing.Text)))
	for _, p := range v.Parts {
		w.part(p)
	}
	return []byte(w.String())
}

// markdownWriter writes Markdown block by block.
type markdownWriter struct{ strings.Builder }

// block writes lines, and a blank one after them.
func (w *markdownWriter) block(first, more, text string) {
	w.lines(first, more, text)
	w.WriteString("\n")
}

// lines writes the first line behind first, and the others behind more.
func (w *markdownWriter) lines(first, more, text string) {
	lead := first
	for line := range strings.SplitSeq(text, "\n") {
		w.WriteString(lead + line + "\n")
		lead = more
	}
}

func (w *markdownWriter) part(p page.HandoverPart) {
	w.block("## ", "", literal(p.Title))
	if p.Text != "" {
		w.block("", "", literal(p.Text))
	}
	for _, f := range p.Facts {
		w.lines("- ", "  ", fact(f))
	}
	if len(p.Facts) > 0 {
		w.WriteString("\n")
	}
	w.entries(p.Entries)
	if p.Folded != nil {
		w.block("### ", "", literal(p.Folded.Summary))
		w.entries(p.Folded.Entries)
	}
	for i, s := range p.Steps {
		w.block(fmt.Sprintf("%d. ", i+1), "   ", s.Markdown)
	}
}

func (w *markdownWriter) entries(all []page.HandoverEntry) {
	for _, x := range all {
		text := "**" + oneLine(x.Name.Text) + "**"
		for _, more := range []string{x.Said, x.Late} {
			if more != "" {
				text += " " + literal(more)
			}
		}
		w.block("- ", "  ", text)
		if len(x.Words) > 0 {
			w.block("  > ", "  > ", literal(strings.Join(x.Words, "\n")))
		}
		for _, f := range x.Facts {
			w.block("  ", "  ", fact(f))
		}
	}
}

func fact(d component.Definition) string {
	text := d.Text
	if text == "" {
		text = "Not set"
	}
	return literal(d.Term+":") + " " + literal(text)
}

// inMarkdown takes the meaning from what has one anywhere in a line.
var inMarkdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"#", `\#`, "|", `\|`, "&", `\&`, "~", `\~`, "$", `\$`,
)

// literal writes a text so that Markdown draws it letter by letter, its lines as
// lines. Blank lines are left out.
func literal(text string) string {
	lines := linesOf(strings.ReplaceAll(text, "\r", "\n"))
	for i, line := range lines {
		lines[i] = literalStart(inMarkdown.Replace(line))
	}
	return strings.Join(lines, "  \n")
}

// oneLine is literal for where one line alone can stand.
func oneLine(text string) string { return literal(strings.Join(strings.Fields(text), " ")) }

// literalStart takes the meaning from what has one at the start of a line: of a
// list, a rule, an underline, a definition.
func literalStart(line string) string {
	digits := len(line) - len(strings.TrimLeftFunc(line, unicode.IsDigit))
	switch {
	case strings.IndexAny(line, "+-=:") == 0:
		return `\` + line
	case digits > 0 && strings.IndexAny(line[digits:], ".)") == 0:
		return line[:digits] + `\` + line[digits:]
	}
	return line
}

// lineAsMarkdown writes one line of a playbook as its page shows it: links to the
// web stay, of others the words.
func lineAsMarkdown(source string) string {
	var b strings.Builder
	closing := ""
	eachPiece(inlineHTML(source), func(text string) {
		b.WriteString(inMarkdown.Replace(strings.ReplaceAll(text, "\n", " ")))
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
	return literalStart(b.String())
}
