// Package markdown writes Markdown in which the words of people are drawn letter by
// letter, whatever they type.
package markdown

import (
	"strings"
	"unicode"
)

// Writer writes Markdown block by block.
type Writer struct{ strings.Builder }

// Block writes lines as Lines does, and a blank one after them.
func (w *Writer) Block(first, more, text string) {
	w.Lines(first, more, text)
	w.WriteString("\n")
}

// Lines writes the first line of a text behind first, and the others behind more.
func (w *Writer) Lines(first, more, text string) {
	lead := first
	for line := range strings.SplitSeq(text, "\n") {
		w.WriteString(lead + line + "\n")
		lead = more
	}
}

// meant takes the meaning from what has one anywhere in a line.
var meant = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`,
	"#", `\#`, "|", `\|`, "&", `\&`, "~", `\~`, "$", `\$`,
)

// Inside writes words for inside a line.
func Inside(words string) string { return meant.Replace(words) }

// Literal writes a text letter by letter, its lines as lines. Blank lines are left out.
func Literal(text string) string {
	var lines []string
	for line := range strings.Lines(strings.ReplaceAll(text, "\r", "\n")) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, Start(Inside(line)))
		}
	}
	return strings.Join(lines, "  \n")
}

// OneLine is Literal for where one line alone can stand.
func OneLine(text string) string { return Literal(strings.Join(strings.Fields(text), " ")) }

// Start takes the meaning from what has one at the start of a line that is written
// already: of a list, a rule, an underline, a definition.
func Start(line string) string {
	digits := len(line) - len(strings.TrimLeftFunc(line, unicode.IsDigit))
	switch {
	case strings.IndexAny(line, "+-=:") == 0:
		return `\` + line
	case digits > 0 && strings.IndexAny(line[digits:], ".)") == 0:
		return line[:digits] + `\` + line[digits:]
	}
	return line
}
