package playbook

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gaptrack/internal/fault"
)

// maxCell is the most characters of a cell that is typed.
const maxCell = 1000

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

// columns gives the column of each of a table's cells.
func (t table) columns(all []string) []string {
	return each(cells(t.header.text), func(name string) string { return known(name, all) })
}

// end gives the line of the table's last row.
func (t table) end() int {
	if len(t.rows) > 0 {
		return t.rows[len(t.rows)-1].num
	}
	return t.delimiter.num
}

// table gives the table that a row of tasks belongs to.
func (a activityAt) table(num int) table {
	i := slices.IndexFunc(a.tables, func(t table) bool { return num <= t.end() })
	return a.tables[i]
}

// row gives a new row of a table, its texts by column.
func (t table) row(columns []string, texts map[string]string) string {
	ordered := each(t.columns(columns), func(column string) string { return texts[column] })
	return readRow(t.header.text).like(ordered, t.inColumns()).String()
}

// keptRow is the line of a task that moves, and the columns of its table.
type keptRow struct {
	text    string
	columns []string
}

// taskRow gives a task's row: as it is written already where it has this table's
// columns, else a new one.
func (t table) taskRow(task Task, kept keptRow) string {
	if kept.text != "" && slices.Equal(kept.columns, t.columns(taskColumns)) {
		return kept.text
	}
	return t.row(taskColumns, task.texts())
}

// addTable puts a table of one row at the end of a span that has none, with lines
// above it.
func (s *surgery) addTable(at span, columns []string, texts map[string]string, above ...string) {
	t := emptyTable(columns)
	s.append(at, append(above, t.header.text, t.delimiter.text, t.row(columns, texts))...)
}

// emptyTable gives the header of a table that is written anew.
func emptyTable(columns []string) table {
	return table{
		header:    line{text: "| " + strings.Join(columns, " | ") + " |"},
		delimiter: line{text: "|" + strings.Repeat(" --- |", len(columns))},
	}
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
