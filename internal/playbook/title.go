package playbook

// top reads what stands before the first section: includes, the title and its
// key lines. It gives the groups that are left.
func (p *parser) top(before []block, groups [][]block) [][]block {
	titled := len(groups) > 0 && groups[0][0].level == 1
	if !titled {
		p.problems.add(1, "The playbook has no title; write it as “# Title” after the front matter.")
		p.noSubheadings("# Title", before[1:])
		p.keyLinesOfTitle(heading{line: line{num: 1}}, before[0].lines)
		return groups
	}
	p.outside("the title", before[0].lines)
	p.noSubheadings("# Title", before[1:])
	title := groups[0]
	p.book.Title = title[0].name
	if p.book.Title == "" {
		p.problems.add(title[0].num, "The title is empty; write it as “# Title”.")
	}
	p.keyLinesOfTitle(title[0].heading, title[0].lines)
	p.noSubheadings("# Title", title[1:])
	return groups[1:]
}

// keyLinesOfTitle reads the playbook's phase and motions.
func (p *parser) keyLinesOfTitle(h heading, lines []line) {
	keys, rest := p.keyLines(lines, "Phase", "Motions")
	p.book.Phase = p.value(keys, h, "Phase")
	p.book.Motions = p.values(keys, h, "Motions", "motion")
	p.outside("the sections", rest)
}

// outside warns of text that no part of a playbook takes.
func (p *parser) outside(what string, lines []line) {
	for _, l := range lines {
		if !l.blank() && !rule(l.text) {
			p.warnings.add(l.num, "The text before %s is not part of any section and is not shown: %s.", what, quoted(l.text))
			return
		}
	}
}
