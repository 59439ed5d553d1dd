package playbook

import (
	"slices"
	"strings"
)

// approach reads the activities.
func (p *parser) approach(_ string, blocks []block) {
	before, groups := group(blocks[1:], 3)
	p.noSubheadings("## Approach", before)
	p.book.Approach = source(blocks[0].lines)
	for _, g := range groups {
		p.book.Activities = append(p.book.Activities, p.activity(g))
	}
	if len(groups) == 0 {
		p.empty(blocks[0].heading)
	}
}

// keyNames are the key lines that an activity has or may have.
var keyNames = []string{"Primary Role", "Motions", "Applies To", "Condition"}

// activity reads one activity from its heading and what is below it.
func (p *parser) activity(blocks []block) Activity {
	h := blocks[0].heading
	p.activityName(h)
	keys, prose := p.keyLines(blocks[0].lines, keyNames...)
	a := Activity{
		Name:        h.name,
		PrimaryRole: p.value(keys, h, "Primary Role"),
		Motions:     p.values(keys, h, "Motions", "motion"),
		AppliesTo:   p.values(keys, h, "Applies To", "service"),
		Line:        h.num,
	}
	p.checkMotions(keys["Motions"].first, a.Motions)
	p.at.activities = append(p.at.activities, activityAt{keys: keys})
	prose = trimmed(p.below(&a, prose, blocks[1:]))
	p.at.activities[len(p.at.activities)-1].prose = prose
	a.Prose = source(prose)
	a.Condition = p.condition(h, keys, prose)
	return a
}

// activityName reports a name that is missing or comes twice.
func (p *parser) activityName(h heading) {
	first, twice := p.stepAt[h.name]
	switch {
	case h.name == "":
		p.problems.add(h.num, "The activity's heading is empty; give it a name.")
	case twice:
		p.problems.add(h.num, "The activity %s stands at line %d already; each has a name of its own.", quoted(h.name), first)
	default:
		p.stepAt[h.name] = h.num
	}
}

// checkMotions warns of motions that the playbook itself does not carry.
func (p *parser) checkMotions(num int, motions []string) {
	for _, m := range motions {
		if len(p.book.Motions) > 0 && !slices.Contains(p.book.Motions, m) {
			p.warnings.add(num, "The motion %s is not among the playbook's: %s.", quoted(m), strings.Join(p.book.Motions, " / "))
		}
	}
}

// below reads the headings inside of an activity: the tasks, once, and none
// besides, but for small ones (##### and deeper), which are part of the prose.
func (p *parser) below(a *Activity, prose []line, blocks []block) []line {
	first := 0
	for _, b := range blocks {
		switch {
		case b.level > 4:
			prose = append(append(prose, b.line), b.lines...)
			continue
		case !b.is(tasksHeading):
			p.problems.add(b.num, "The heading “#### %s” is unknown; an activity has “#### %s” at most.", b.name, tasksHeading)
			continue
		case first > 0:
			p.problems.add(b.num, "The activity has its “#### %s” at line %d already; join the two.", tasksHeading, first)
		default:
			first = b.num
		}
		rest := p.tasks(a, b)
		p.noKeyLines(rest)
		if source(rest) != "" {
			prose = append(append(trimmed(prose), line{num: b.num}), trimmed(rest)...)
		}
	}
	return prose
}

// noKeyLines reports key lines of an activity that stand below its tasks heading,
// where they are not read.
func (p *parser) noKeyLines(lines []line) {
	for _, l := range lines {
		if name, _, ok := readKeyLine(l, keyNames); ok {
			p.problems.add(l.num, "The line “%s:” stands below “#### %s”; put it above, where the activity begins.", name, tasksHeading)
		}
	}
}
