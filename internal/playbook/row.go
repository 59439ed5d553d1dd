package playbook

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// row is a table's row as it is written.
type row struct {
	before string   // blanks and the first pipe, if it has one
	cells  []string // with their padding
	after  string   // the last pipe, if it has one, and blanks
}

// readRow takes a row apart; see cells.
func readRow(text string) row {
	body := strings.TrimLeftFunc(text, unicode.IsSpace)
	start := len(text) - len(body)
	end := start + len(strings.TrimRightFunc(body, unicode.IsSpace))
	if strings.HasPrefix(body, "|") {
		start++
	}
	r := row{before: text[:start]}
	escaped, from := false, start
	for i := start; i < end; i++ {
		if text[i] == '|' && !escaped {
			r.cells = append(r.cells, text[from:i])
			from = i + 1
		}
		escaped = text[i] == '\\' && !escaped
	}
	if strings.TrimSpace(text[from:end]) != "" || len(r.cells) == 0 {
		r.cells, r.after = append(r.cells, text[from:end]), text[end:]
		return r
	}
	r.after = text[from-1:]
	return r
}

// String gives the row's line.
func (r row) String() string { return r.before + strings.Join(r.cells, "|") + r.after }

// set puts text into a cell, whose padding stays. In columns it is the cell that
// stays as wide as it is where the text leaves room.
func (r row) set(i int, text string, columns bool) {
	left, right := padding(r.cells[i])
	if columns {
		right = fill(width(r.cells[i]), left+escaped(text))
	}
	r.cells[i] = padded(left, text, right)
}

// like gives a row of texts that is laid out as this one, a header. In columns
// its cells are as wide as the header's where the texts leave room.
func (r row) like(texts []string, columns bool) row {
	made := row{r.before, make([]string, len(r.cells)), r.after}
	for i, text := range texts {
		left, right := padding(r.cells[i])
		if len(right) > 1 {
			right = " "
		}
		if columns {
			right = fill(width(r.cells[i]), left+escaped(text))
		}
		made.cells[i] = padded(left, text, right)
	}
	return made
}

// padded gives a cell. A backslash at its end must not meet the pipe after it.
func padded(left, text, right string) string {
	if strings.HasSuffix(text, `\`) && right == "" {
		right = " "
	}
	return left + escaped(text) + right
}

// fill gives the blanks that make a text so many characters wide, one at least.
func fill(wide int, text string) string { return strings.Repeat(" ", max(1, wide-width(text))) }

// inColumns reports whether every row of a table has cells as wide as its
// header's.
func (t table) inColumns() bool {
	header := readRow(t.header.text)
	for _, l := range t.rows {
		for i, cell := range readRow(l.text).cells {
			if width(cell) != width(header.cells[i]) {
				return false
			}
		}
	}
	return len(t.rows) > 0
}

// width gives the characters of a text.
func width(s string) int { return utf8.RuneCountInString(s) }

// padding gives the blanks around a cell's text.
func padding(cell string) (left, right string) {
	text := strings.TrimSpace(cell)
	at := strings.Index(cell, text)
	return cell[:at], cell[at+len(text):]
}

// escaped gives a text as a cell writes it, and unescaped the other way.
func escaped(text string) string   { return strings.ReplaceAll(text, "|", `\|`) }
func unescaped(cell string) string { return strings.ReplaceAll(strings.TrimSpace(cell), `\|`, "|") }
