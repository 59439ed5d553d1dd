package playbook

import (
	"slices"
	"strings"
)

// section is one of the "##" headings that every playbook has.
type section struct {
	name string
	read func(p *parser, name string, blocks []block)
}

// sections lists the sections in the order in which a playbook has them.
// Another order is taken too.
func sections() []section {
	return []section{
		{"Overview", (*parser).overview},
		{"Objectives", (*parser).list},
		{"Approach", (*parser).approach},
		{"Key Inputs", (*parser).list},
		{"Key Outputs", (*parser).list},
		{"Next Steps", (*parser).list},
		{"Refresh Summary", (*parser).refreshSummary},
	}
}

// document reads everything after the front matter.
func (p *parser) document(blocks []block) {
	p.checkLevels(blocks)
	p.at.headings = headings(blocks)
	before, groups := group(blocks, 2)
	groups = p.top(before, groups)
	seen := map[string]int{}
	for _, g := range groups {
		p.section(g, seen)
	}
	for _, s := range sections() {
		if seen[s.name] == 0 {
			p.problems.add(1, "The heading “## %s” is missing; every playbook has it.", s.name)
		}
	}
}

// checkLevels reports headings that are known but stand at another level, and
// puts them right, so that what is below them is read for its problems too.
func (p *parser) checkLevels(blocks []block) {
	titled := false
	for i := range blocks {
		h := &blocks[i].heading
		if h.level > 0 && h.unspaced() {
			p.problems.add(h.num, "The heading %s needs a blank after its # signs.", quoted(h.name))
		}
		if h.level == 1 && !titled {
			titled = true
			continue
		}
		if want := knownLevel(h.name); h.level > 0 && want > 0 && h.level != want {
			p.problems.add(h.num, "The heading %s stands at level %d; write it as “%s %s”.",
				quoted(h.name), h.level, strings.Repeat("#", want), h.name)
			h.level = want
		}
	}
}

// knownLevel gives the level at which a heading of the form stands, 0 for a
// name that the form does not prescribe.
func knownLevel(name string) int {
	if folded(name) == folded(tasksHeading) {
		return 4
	}
	if _, ok := knownSection(name); ok {
		return 2
	}
	return 0
}

func knownSection(name string) (section, bool) {
	all, want := sections(), folded(name)
	i := slices.IndexFunc(all, func(s section) bool { return folded(s.name) == want })
	if i < 0 {
		return section{}, false
	}
	return all[i], true
}

// section reads one group of blocks that starts with a heading of level 1 or
// 2; seen has the line of each section that was read.
func (p *parser) section(blocks []block, seen map[string]int) {
	h := blocks[0].heading
	s, known := knownSection(h.name)
	switch {
	case h.level == 1:
		p.problems.add(h.num, "The heading %s stands at level 1; only the title does, once and before all sections.", quoted(h.name))
		return
	case !known:
		p.problems.add(h.num, "The heading “## %s” is unknown; a playbook has %s.", h.name, sectionNames())
		return
	case seen[s.name] > 0:
		p.problems.add(h.num, "The heading “## %s” stands at line %d already; keep one of them.", s.name, seen[s.name])
	default:
		seen[s.name] = h.num
	}
	s.read(p, s.name, blocks)
}

func sectionNames() string {
	return joined(sections(), ", ", func(s section) string { return s.name })
}

// overview takes a section's Markdown as it is, headings of its own included.
func (p *parser) overview(name string, blocks []block) {
	p.book.Overview = source(flat(blocks)[1:])
	if p.book.Overview == "" {
		p.empty(blocks[0].heading)
	}
}

// empty warns of a section in which nothing stands.
func (p *parser) empty(h heading) {
	p.warnings.add(h.num, "Nothing stands under the heading “## %s”.", h.name)
}

// noSubheadings reports headings inside of a section that has none.
func (p *parser) noSubheadings(in string, blocks []block) {
	for _, b := range blocks {
		p.problems.add(b.num, "The heading %s is unknown under “%s”.", quoted(b.name), in)
	}
}
