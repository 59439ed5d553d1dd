package playbook

import (
	"slices"
	"strings"
)

// record is a table's row, read by the names of its columns.
type record struct {
	num   int
	cells map[string]string
}

// cell gives the text of a column, and false for a column that its table lacks.
func (r record) cell(column string) (string, bool) {
	text, ok := r.cells[column]
	return text, ok
}

// records reads the rows of a table that should have the given columns, in any
// order. A row with too few or too many cells is a problem and no record.
func (p *parser) records(t table, columns []string) []record {
	p.tableAt[t.header.num] = true
	header := cells(t.header.text)
	if n := len(cells(t.delimiter.text)); t.delimiter.num > 0 && n != len(header) {
		p.problems.add(t.delimiter.num, "The row of dashes has %d cells and the header above it %d; give it one for each column.", n, len(header))
	}
	at := p.columns(t.header.num, header, columns)
	var records []record
	for _, row := range t.rows {
		found := cells(row.text)
		if len(found) != len(header) {
			p.problems.add(row.num, "This row has too %s cells: %d, and its table has %d columns; a pipe that is text is written \\|.",
				fewOrMany(len(found), len(header)), len(found), len(header))
			continue
		}
		r := record{row.num, map[string]string{}}
		for column, i := range at {
			r.cells[column] = found[i]
		}
		records = append(records, r)
	}
	return records
}

func fewOrMany(n, want int) string {
	if n < want {
		return "few"
	}
	return "many"
}

// columns gives the place of each wanted column, and reports headers that are
// unknown, missing or there twice.
func (p *parser) columns(num int, header, want []string) map[string]int {
	at := map[string]int{}
	for i, name := range header {
		column := known(name, want)
		_, twice := at[column]
		switch {
		case column == "":
			p.problems.add(num, "The column %s is unknown; the table has %s.", quoted(name), strings.Join(want, ", "))
		case twice:
			p.problems.add(num, "The column %s comes twice; keep one of them.", quoted(column))
		default:
			at[column] = i
		}
	}
	for _, column := range want {
		if _, ok := at[column]; !ok {
			p.problems.add(num, "The column %s is missing; add it to the table.", quoted(column))
		}
	}
	return at
}

// foldedColumns has every column of both kinds of table by its folded name.
var foldedColumns = func() map[string]string {
	all := map[string]string{}
	for _, column := range slices.Concat(taskColumns, refreshColumns) {
		all[folded(column)] = column
	}
	return all
}()

// known gives the name among want that a header means, or "".
func known(name string, want []string) string {
	column := foldedColumns[folded(name)]
	if slices.Contains(want, column) {
		return column
	}
	return ""
}

// filled gives a cell that must not be empty.
func (p *parser) filled(r record, column string) string {
	text, ok := r.cell(column)
	if ok && text == "" {
		p.problems.add(r.num, "The cell %s is left empty; fill it in.", quoted(column))
	}
	return text
}

// strayTables reports tables of tasks or changes that stand where no table is
// read, so that their rows are not lost in silence.
func (p *parser) strayTables(lines []line) {
	for _, l := range lines {
		if p.tableAt[l.num] || !piped(l) {
			continue
		}
		found := map[string]bool{}
		for _, name := range cells(l.text) {
			found[known(name, taskColumns)+known(name, refreshColumns)] = true
		}
		delete(found, "")
		if len(found) > 1 {
			p.problems.add(l.num, "A table stands here that is not read; tasks stand under “#### %s”, changes under “## Refresh Summary”.", tasksHeading)
		}
	}
}
