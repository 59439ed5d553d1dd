package playbook

import (
	"strings"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// maxCell is the most characters of a cell that is typed.
const maxCell = 500

// checkCell reports a text that no cell can hold; what says what it should tell.
func checkCell(bad *fault.Fields, name, text, what string) {
	switch {
	case text == "":
		bad.Add(name, "Say %s.", what)
	case utf8.RuneCountInString(text) > maxCell:
		bad.Add(name, "This has %d characters; it may have %d.", utf8.RuneCountInString(text), maxCell)
	case unescaped(escaped(text)) != text || len(cells(escaped(text))) != 1:
		bad.Add(name, "A backslash before a pipe cannot be written in a table; leave one of them out.")
	}
}

// row gives a new row of a table, its texts by column.
func (t table) row(texts map[string]string) string {
	header := readRow(t.header.text)
	ordered := make([]string, len(header.cells))
	for i, name := range cells(t.header.text) {
		for column, text := range texts {
			if folded(column) == folded(name) {
				ordered[i] = text
			}
		}
	}
	return header.like(ordered, t.inColumns()).String()
}

// addTable puts a table of one row at the end of a span that has none.
func (s *surgery) addTable(at span, columns []string, texts map[string]string) {
	t := table{header: line{text: "| " + strings.Join(columns, " | ") + " |"}}
	lines := []string{t.header.text, "|" + strings.Repeat(" --- |", len(columns)), t.row(texts)}
	s.append(at, lines...)
}

// append puts lines at the end of a span, a blank line before them and one
// behind them if anything follows.
func (s *surgery) append(at span, lines ...string) {
	end := at.last
	for end > at.first && s.blank(end) {
		end--
	}
	lines = append([]string{""}, lines...)
	if end == at.last && at.last < len(s.lines) {
		lines = append(lines, "")
	}
	s.insert(end+1, lines...)
}
