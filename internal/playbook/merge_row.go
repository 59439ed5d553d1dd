package playbook

import (
	"cmp"
	"slices"
	"strings"

	"gaptrack/internal/day"
)

// tableRow is a row of a table, to be merged by its cells.
type tableRow struct {
	columns []string    // of its table, by place
	cells   []cellPlace // by place
	text    string      // the line
}

// cellPlace is where a cell stands between its pipes, and its text inside of the
// padding.
type cellPlace struct{ from, to, start, end int }

// place gives where a column stands among the columns.
func (r *tableRow) place(column string) int { return slices.Index(r.columns, column) }

// cell gives the text of a column as it is written, escapes included.
func (r *tableRow) cell(column string) string {
	if r == nil {
		return ""
	}
	c := r.cells[r.place(column)]
	return r.text[c.start:c.end]
}

// words gives what the row says, whatever the order of its columns.
func (r *tableRow) words() string {
	columns := slices.Sorted(slices.Values(r.columns))
	return joined(columns, " | ", func(c string) string { return unwrapped(r.cell(c)) })
}

// with gives the row with the cells of other rows, by column, padding and all,
// where their text is another.
func (r *tableRow) with(from map[string]*tableRow) string {
	var b strings.Builder
	at := 0
	for i, c := range r.cells {
		other := from[r.columns[i]]
		if text := other.cell(r.columns[i]); text == r.text[c.start:c.end] {
			continue
		}
		b.WriteString(r.text[at:c.from])
		its := other.cells[other.place(r.columns[i])]
		b.WriteString(other.text[its.from:its.to])
		at = c.to
	}
	return b.String() + r.text[at:]
}

// blanks are what pads a cell.
const blanks = " \t\r\n\v\f"

// paddedCells takes a row apart; see cells.
func paddedCells(row string) (found []cellPlace) {
	end := len(strings.TrimRight(row, blanks))
	start := len(row) - len(strings.TrimLeft(row, blanks))
	if start < end && row[start] == '|' {
		start++
	}
	escaped := false
	for i := start; i < end; i++ {
		if row[i] == '|' && !escaped {
			found = append(found, cellIn(row, start, i))
			start = i + 1
		}
		escaped = row[i] == '\\' && !escaped
	}
	if rest := cellIn(row, start, max(start, end)); rest.start < rest.end || len(found) == 0 {
		found = append(found, rest)
	}
	return found
}

func cellIn(row string, from, to int) cellPlace {
	text := row[from:to]
	start := from + len(text) - len(strings.TrimLeft(text, blanks))
	return cellPlace{from, to, start, max(start, from+len(strings.TrimRight(text, blanks)))}
}

// tables makes the parts of a block that has tables; begin names a row by its
// cells.
func (a *apart) tables(b block, want []string, begin func(map[string]string) partStart) (found []*part) {
	from, to := a.below(b.heading), a.end[b.num]
	for i := 0; i < len(b.lines); i++ {
		if !piped(b.lines[i]) {
			continue
		}
		end := i
		for end < len(b.lines) && !b.lines[end].blank() && !b.lines[end].code {
			end++
		}
		stop := b.lines[end-1].num + 1
		for stop < to && a.gap[stop] {
			stop++
		}
		found = append(found, a.paragraphs(from, b.lines[i].num)...)
		table := a.table(b.lines[i:end], stop, want, begin)
		table.key = "table " + string(rune('1'+min(len(found), 9)))
		found = append(found, table)
		from, i = stop, end-1
	}
	return append(found, a.paragraphs(from, to)...)
}

// table is a table whose parts are its head and its rows. One with comments
// among its lines is a part as a whole.
func (a *apart) table(lines []line, stop int, want []string, begin func(map[string]string) partStart) *part {
	first := lines[0].num
	columns := each(cells(lines[0].text), func(name string) string { return known(name, want) })
	table := &part{kids: []*part{}}
	head := a.leaf(first, first+2, partStart{"head", "columns", tight})
	head.value = columns
	table.add(head)
	if lines[1].num != first+1 {
		return a.leaf(first, stop, partStart{})
	}
	for i, l := range lines[2:] {
		raw := a.lines[l.num-1]
		r := &tableRow{columns, paddedCells(raw), raw}
		if l.num != first+i+2 || strings.TrimRight(raw, "\r\n") != l.text || len(r.cells) != len(columns) {
			return a.leaf(first, stop, partStart{})
		}
		texts := map[string]string{}
		for _, c := range columns {
			texts[c] = r.cell(c)
		}
		row := a.leaf(l.num, l.num+1, begin(texts))
		row.row = r
		table.add(row)
	}
	table.gap = strings.Join(a.lines[lines[len(lines)-1].num:stop-1], "")
	return table
}

// fitted notes the columns of the table that is being merged, once its head is,
// and lays a row of another table out in them.
func (m *merger) fitted(p *part) {
	if columns, ok := p.value.([]string); ok {
		m.columns = columns
	}
	if p.row == nil || slices.Equal(p.row.columns, m.columns) || p.row.text != p.text {
		return
	}
	cells := map[string]*tableRow{}
	for _, c := range p.row.columns {
		cells[c] = p.row
	}
	p.text = m.written(cells, []*part{p})
}

// row merges a row cell by cell.
func (m *merger) row(at site, b, o, t *part) *part {
	var was *tableRow
	if b != nil {
		was = b.row
	}
	cells := map[string]*tableRow{}
	for _, column := range o.row.columns {
		old, mine, yours := was.cell(column), o.row.cell(column), t.row.cell(column)
		text, ok := three(old, mine, yours, true)
		if !ok && m.settle(at.in(column, columnTitle(column)), old, mine, yours) == Theirs {
			text = yours
		}
		if cells[column] = o.row; text != mine {
			cells[column] = t.row
		}
	}
	from := []*part{o, t}
	if was != nil && o.text == b.text {
		from = []*part{t, o}
	}
	merged := *o
	merged.text = m.written(cells, from)
	return &merged
}

// columnTitle names a column in a sentence.
func columnTitle(column string) string {
	if column == columnFlag {
		return "Mandatory or optional"
	}
	return column
}

// written gives a row of the merged table with the cells of rows by column, as
// the first of the rows has it that says the same, else the first, changed.
func (m *merger) written(cells map[string]*tableRow, rows []*part) string {
	var fit []*tableRow
	for _, p := range rows {
		if slices.Equal(p.row.columns, m.columns) {
			fit = append(fit, p.row)
		}
	}
	for _, r := range fit {
		if r.with(cells) == r.text {
			return r.text
		}
	}
	if len(fit) > 0 {
		return fit[0].with(cells)
	}
	texts := joined(m.columns, " | ", func(c string) string { return cells[c].cell(c) })
	return "| " + texts + " |" + endingOf(rows[0].text)
}

// newestFirst puts changes that both sides added at one place of the refresh
// summary in the order of their dates.
func newestFirst(table *part) {
	kids := table.kids
	for i := 0; i < len(kids); i++ {
		end, sides := i, map[bool]bool{}
		for end < len(kids) && kids[end].addedChange() {
			sides[strings.HasPrefix(kids[end].key, addedByOurs)] = true
			end++
		}
		if len(sides) == 2 {
			slices.SortStableFunc(kids[i:end], func(a, b *part) int { return cmp.Compare(b.row.date(), a.row.date()) })
		}
		i = max(i, end-1)
	}
}

// addedChange reports whether a part is a change that one side added to the
// refresh summary.
func (p *part) addedChange() bool {
	added := strings.HasPrefix(p.key, addedByOurs) || strings.HasPrefix(p.key, addedByTheirs)
	return added && p.row != nil && slices.Contains(p.row.columns, columnDate)
}

// date gives the day of a change as a number.
func (r *tableRow) date() int {
	d, _ := readDate(r.cell(columnDate))
	return d.Sub(day.New(1900, 1, 1))
}
