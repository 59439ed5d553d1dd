package playbook

import "gaptrack/internal/day"

// The columns of the refresh summary.
const (
	columnDate = "Date"
	columnWho  = "Who Changed"
	columnWhat = "What Changed"
)

var refreshColumns = []string{columnDate, columnWho, columnWhat}

// refreshSummary reads the playbook's change log, newest first.
func (p *parser) refreshSummary(name string, blocks []block) {
	p.noSubheadings("## "+name, blocks[1:])
	tables, rest := p.tables(blocks[0].lines)
	p.at.refresh = append(p.at.refresh, tables...)
	p.besides(rest)
	var before day.Date
	for _, t := range tables {
		for _, r := range p.records(t, refreshColumns) {
			before = p.refresh(r, before)
		}
	}
	if len(p.book.RefreshSummary) == 0 {
		p.empty(blocks[0].heading)
	}
}

// refresh reads one row, and gives its date, or that of the row before where
// it has none.
func (p *parser) refresh(r record, before day.Date) day.Date {
	change := Refresh{Who: p.filled(r, columnWho), What: p.filled(r, columnWhat)}
	if text, ok := r.cell(columnDate); ok {
		change.Date = p.date(r.num, text)
	}
	p.book.RefreshSummary = append(p.book.RefreshSummary, change)
	if change.Date.IsZero() {
		return before
	}
	if !before.IsZero() && change.Date.After(before) {
		p.warnings.add(r.num, "The change of %s stands below an older one; the newest comes first.", change.Date.Format("1/2/2006"))
	}
	return change.Date
}

// besides warns of text beside the table.
func (p *parser) besides(lines []line) {
	for _, l := range lines {
		if !l.blank() && !rule(l.text) {
			p.warnings.add(l.num, "This text is beside the table and is left out: %s.", quoted(l.text))
			return
		}
	}
}
