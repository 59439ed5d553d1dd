package playbook

import (
	"regexp"
	"strings"
)

// table is a Markdown table: a header, a delimiter row and rows of cells.
type table struct {
	header    line
	delimiter line // zero where it is missing
	rows      []line
}

// delimiterCell is a cell of the row under a table's header.
var delimiterCell = regexp.MustCompile(`^:?-+:?$`)

// cells takes a row apart. Pipes at its ends may be left out; a pipe after an
// odd number of backslashes is text, and loses the one before it. Cells are
// trimmed of their padding and otherwise kept to the letter.
func cells(text string) []string { return each(readRow(text).cells, unescaped) }

// piped reports whether a line can be a table's: it has a pipe that is no text.
func piped(l line) bool {
	text := strings.TrimSpace(l.text)
	return !l.code && (strings.HasPrefix(text, "|") || strings.HasSuffix(text, "|") || len(cells(text)) > 1)
}

// delimits reports whether a line is the row under a table's header.
func delimits(l line) bool {
	if !piped(l) {
		return false
	}
	for _, cell := range cells(l.text) {
		if !delimiterCell.MatchString(cell) {
			return false
		}
	}
	return true
}

// tables takes the tables out of lines, and gives the other lines too. A table
// ends at a blank line; rows that stand apart after it are problems.
func (p *parser) tables(lines []line) (tables []table, rest []line) {
	for i := 0; i < len(lines); i++ {
		if !piped(lines[i]) {
			rest = append(rest, lines[i])
			continue
		}
		end := i
		for end < len(lines) && !lines[end].blank() && !lines[end].code {
			end++
		}
		tables = p.table(tables, lines[i:end])
		i = end - 1
	}
	return tables, rest
}

// table adds the table that stands in lines.
func (p *parser) table(tables []table, lines []line) []table {
	switch {
	case delimits(lines[0]):
		p.problems.add(lines[0].num, "This table has no header row above its row of dashes.")
		return tables
	case len(lines) > 1 && delimits(lines[1]):
		return append(tables, table{lines[0], lines[1], lines[2:]})
	case len(tables) > 0:
		for _, l := range lines {
			p.problems.add(l.num, "This row stands apart from its table; remove the blank line above it.")
		}
		return tables
	}
	p.problems.add(lines[0].num, "This table has no row of dashes (| --- | --- |) under its header.")
	return append(tables, table{header: lines[0], rows: lines[1:]})
}
