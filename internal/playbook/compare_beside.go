package playbook

import (
	"fmt"
	"slices"
)

// beside compares what stands beside the document, the rules aside, which are told
// with their activities.
func (c *comparison) beside() {
	c.retirements()
	if len(c.from.Beside.Services)+len(c.to.Beside.Services) > 0 {
		c.terms(SectionServices, "service", c.from.Services(), c.to.Services())
	}
	if len(c.from.Beside.Roles)+len(c.to.Beside.Roles) > 0 {
		c.terms(SectionRoles, "role", c.from.Roles(), c.to.Roles())
	}
	c.list(SectionExamples, c.from.Beside.Examples, c.to.Beside.Examples)
}

// retirements compares the lists of retired tasks, of the tasks that neither form
// has: what became of the others is told where they stood.
func (c *comparison) retirements() {
	t := newTaskMatch(c.from, c.to, nil)
	for _, id := range retiredIDs(c.from, c.to) {
		_, had := t.from[id]
		_, has := t.to[id]
		was, listedBefore := t.former[id]
		now, isListed := t.retired[id]
		d := Difference{Kind: TaskReplaced, Section: SectionRetired, Task: id, Subject: fmt.Sprintf("Task %d", id)}
		switch {
		case has || had && isListed:
		case !listedBefore && !had:
			c.add(d, "%s is listed as retired.", d.Subject)
		case !isListed && !had:
			c.add(d, "%s is no longer listed as retired.", d.Subject)
		case was.ReplacedBy != now.ReplacedBy:
			d.Was, d.Became = t.replacement(was), t.replacement(now)
			c.add(d, "%s, which is retired: %s replaces it; it was %s.", d.Subject, d.Became, d.Was)
		}
	}
}

func (t *taskMatch) replacement(r Retired) string {
	if r.ReplacedBy == 0 {
		return "nothing"
	}
	return t.nameOf(r.ReplacedBy)
}

func retiredIDs(from, to *Playbook) []int {
	var ids []int
	for _, r := range slices.Concat(from.Beside.Retired, to.Beside.Retired) {
		ids = append(ids, r.ID)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// terms compares services or roles: by name, then one that is called as another
// was, which is that one renamed.
func (c *comparison) terms(section, what string, from, to []Term) {
	match := matchTerms(from, to)
	moved := movedOf(match)
	for i, j := range match {
		d := Difference{Section: section, Subject: from[i].Name, Was: from[i].Name}
		if j < 0 {
			d.Kind = TermRemoved
			c.add(d, "The %s %s is taken out.", what, called(from[i].Name))
			continue
		}
		c.term(d, what, from[i], to[j])
		if moved[i] {
			d.Kind, d.Subject, d.Became = TermMoved, to[j].Name, to[j].Name
			c.add(d, "The %s %s is moved %s.", what, called(to[j].Name), place(j, func() string { return called(to[j-1].Name) }))
		}
	}
	back := inverse(match, len(to))
	for j, t := range to {
		if back[j] < 0 {
			c.add(Difference{Kind: TermAdded, Section: section, Subject: t.Name, Became: t.Name}, "The %s %s is new%s.", what, called(t.Name), alsoCalled(t))
		}
	}
}

func alsoCalled(t Term) string {
	if len(t.Aliases) == 0 {
		return ""
	}
	return "; it is also called " + listed(t.Aliases)
}

// term compares one service or role with what it became.
func (c *comparison) term(d Difference, what string, from, to Term) {
	d.Subject, d.Became = to.Name, to.Name
	if from.Name != to.Name {
		d.Kind = TermRenamed
		c.add(d, "The %s %s is called %s now%s.", what, called(from.Name), called(to.Name), alsoCalled(to))
		return
	}
	d.Was, d.Became = listed(sortedNames(from.Aliases)), listed(sortedNames(to.Aliases))
	if d.Was != d.Became {
		d.Kind = TermAliases
		c.add(d, "The %s %s is also called: %s; it was %s.", what, called(to.Name), orNone(d.Became), orNone(d.Was))
	}
}

func sortedNames(names []string) []string { return slices.Sorted(slices.Values(names)) }

// matchTerms pairs terms: those of the same name first, then those of which either
// has the other's name as an alias. It gives indexes as MatchBullets does.
func matchTerms(from, to []Term) []int {
	m := matching{to: unpaired(len(from)), from: unpaired(len(to))}
	m.identical(termNames(from), termNames(to))
	was, became := aliasesOf(from), aliasesOf(to)
	for i, t := range from {
		if j, found := became[t.Name]; found && m.to[i] < 0 && m.from[j] < 0 {
			m.pair(i, j)
		}
	}
	for j, t := range to {
		if i, found := was[t.Name]; found && m.to[i] < 0 && m.from[j] < 0 {
			m.pair(i, j)
		}
	}
	return m.to
}

func termNames(all []Term) []string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.Name
	}
	return names
}

// aliasesOf gives the index of the term that each alias belongs to.
func aliasesOf(all []Term) map[string]int {
	at := map[string]int{}
	for i, t := range all {
		for _, name := range t.Aliases {
			at[name] = i
		}
	}
	return at
}
