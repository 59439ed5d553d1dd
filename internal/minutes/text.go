package minutes

import (
	"strings"

	"gaptrack/internal/markdown"
)

// Text writes the minutes as plain text, lines as long as they are.
func (m Minutes) Text() string {
	d, b := m.document(), &strings.Builder{}
	b.WriteString(d.Title + "\n\n")
	for _, f := range d.Facts {
		put(b, f.Term+": ", "  ", f.Text)
	}
	for _, s := range d.Sections {
		b.WriteString("\n" + strings.ToUpper(s.Title) + "\n")
		put(b, "  ", "  ", s.Text)
		for _, l := range s.Lists {
			l.text(b)
		}
	}
	return b.String()
}

func (l list) text(b *strings.Builder) {
	put(b, "", "  ", l.Title)
	for _, r := range l.Rows {
		put(b, "- ", "  ", r.sentence())
		put(b, "    ", "    ", r.Words)
	}
}

// sentence puts the parts of a row that are ours into one line.
func (r row) sentence() string {
	text := r.Text
	if r.More != "" {
		text = strings.TrimLeft(text+" ("+oneLine(r.More)+")", " ")
	}
	if r.Lead != "" {
		text = strings.TrimRight(r.Lead+": "+text, ": ")
	}
	return text
}

// put writes the lines of a text that are not blank.
func put(b *strings.Builder, first, more, text string) {
	lead := first
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			b.WriteString(lead + line + "\n")
			lead = more
		}
	}
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func joinNames(names []string) string { return strings.Join(names, ", ") }

// Markdown writes the minutes as Markdown, in which the words of people are drawn
// letter by letter.
func (m Minutes) Markdown() string {
	d, w := m.document(), &markdown.Writer{}
	w.Block("# ", "", markdown.OneLine(d.Title))
	for _, f := range d.Facts {
		w.Lines("- ", "  ", markdown.Literal(f.Term+":")+" "+markdown.Literal(f.Text))
	}
	w.WriteString("\n")
	for _, s := range d.Sections {
		w.Block("## ", "", markdown.OneLine(s.Title))
		if s.Text != "" {
			w.Block("", "", markdown.Literal(s.Text))
		}
		for _, l := range s.Lists {
			l.markdown(w)
		}
	}
	return strings.TrimSuffix(w.String(), "\n")
}

func (l list) markdown(w *markdown.Writer) {
	if l.Title != "" {
		w.Block("### ", "", markdown.OneLine(l.Title))
	}
	for _, r := range l.Rows {
		w.Lines("- ", "  ", r.markdown())
		if r.Words != "" {
			w.WriteString("\n")
			w.Block("  > ", "  > ", markdown.Literal(r.Words))
		}
	}
	if !strings.HasSuffix(w.String(), "\n\n") {
		w.WriteString("\n")
	}
}

func (r row) markdown() string {
	var parts []string
	if r.Lead != "" {
		parts = append(parts, "**"+markdown.OneLine(r.Lead)+"**")
	}
	if r.Text != "" {
		parts = append(parts, markdown.Literal(r.Text))
	}
	if r.More != "" {
		parts = append(parts, "("+markdown.OneLine(r.More)+")")
	}
	return strings.Join(parts, " ")
}
