package playbook

import (
	"fmt"
	"strings"
)

// section is one of the document's sections.
func (a *apart) section(g []block) *part {
	known, _ := knownSection(g[0].name)
	p := &part{key: known.name, name: known.name, kids: []*part{}}
	p.add(a.heading(g[0].heading, "heading", "heading of "+known.name))
	end := a.end[g[len(g)-1].num]
	switch known.name {
	case "Overview":
		p.add(a.paragraphs(a.below(g[0].heading), end)...)
	case "Approach":
		p.name = "" // the activities have names
		a.approach(p, g)
	case "Refresh Summary":
		p.add(a.tables(g[0], refreshColumns, func(map[string]string) partStart { return partStart{kind: tight} })...)
	default:
		p.add(a.list(g[0], end)...)
	}
	return p.hoist()
}

// list makes a part of each bullet, up to line end.
func (a *apart) list(b block, end int) []*part {
	cuts, goesOn := map[int]partStart{}, map[int]bool{}
	read := &bullets{p: a.p}
	for _, l := range b.lines {
		m := bulletMark.FindStringSubmatch(l.text)
		starts := !l.blank() && !l.code && !rule(l.text) && m != nil && read.starts(m[3])
		was := read.open
		read.line(l)
		switch {
		case starts:
			cuts[l.num] = partStart{kind: tight}
		case was && !read.open:
			cuts[l.num] = partStart{}
		case was:
			goesOn[l.num] = true
		}
	}
	return a.parts(a.below(b.heading), end, cuts, goesOn)
}

// approach adds what stands before the activities, and them.
func (a *apart) approach(p *part, g []block) {
	before, groups := group(g[1:], 3)
	first := a.end[g[0].num]
	if len(before) > 0 {
		first = a.end[before[len(before)-1].num]
	}
	for _, prose := range a.paragraphs(a.below(g[0].heading), first) {
		prose.name = "Approach"
		p.add(prose)
	}
	for _, g := range groups {
		p.add(a.activity(g))
	}
}

// activity is an activity: its heading, what stands above its tasks, and them.
func (a *apart) activity(g []block) *part {
	h := g[0].heading
	p := &part{key: "activity " + h.name, name: h.name, kids: []*part{}}
	tasks, end := len(g), a.end[g[len(g)-1].num]
	first := end
	for i, b := range g {
		if b.level == 4 {
			tasks, first = i, b.num
		}
	}
	above := &part{key: "above", kids: []*part{}}
	above.add(a.keyed(g[0], first, "Primary Role", "Motions", "Applies To", "Condition")...)
	p.add(a.heading(h, "heading", "name"), above.hoist())
	if tasks < len(g) {
		p.add(a.tasks(g[tasks], end))
	}
	return p.hoist()
}

// tasks is the heading of an activity's tasks with its tables and what stands
// below them, up to line end.
func (a *apart) tasks(b block, end int) *part {
	p := &part{key: "tasks", kids: []*part{}}
	p.add(a.heading(b.heading, "heading", "heading of the tasks"))
	p.add(a.tables(b, taskColumns, taskCut)...)
	p.add(a.paragraphs(a.end[b.num], end)...)
	return p.hoist()
}

// taskCut is where the row of a task starts.
func taskCut(cells map[string]string) partStart {
	id := strings.TrimLeft(cells[columnID], "0")
	return partStart{"task " + id, fmt.Sprintf("Task %s", id), tight}
}
