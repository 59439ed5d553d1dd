package sample

import (
	"fmt"
	"slices"

	"gaptrack/internal/engagement"
)

// assess fills the checklist in one go, as the assessment's list is taken over.
func (l *life) assess() {
	found := l.finding()
	open := l.staying(len(found))
	var items []engagement.Item
	for i, f := range found {
		l.items[f.code] = i + 1
		due := l.day(l.began).Add(f.days + 7)
		if open[i] {
			l.stay, due = append(l.stay, f.code), l.day(-1-f.days)
		} else {
			l.rest = append(l.rest, f.code)
		}
		items = append(items, f.item(due, l.ownerAt(f.side), l.items))
	}
	if l.fate == overdue || l.fate == blocked && l.likely(25) || l.fate == missed && l.likely(40) {
		l.putOff(items)
	}
	l.do(engagement.AddItems{Items: items})
}

// finding draws what the assessment found. Where more is wanted than there is,
// the same is found again in another part of the customer's.
func (l *life) finding() []finding {
	all, err := findings()
	if err != nil && l.err == nil {
		l.err = err
	}
	var fits []*finding
	for i := range all {
		if slices.Contains(l.services, all[i].service) {
			fits = append(fits, &all[i])
		}
	}
	var found []finding
	for round := 0; len(found) < l.size && len(fits) > 0; round++ {
		for _, f := range draw(l.chance, fits, min(len(fits), l.size-len(found))) {
			found = append(found, l.known(*f).elsewhere(round))
		}
	}
	return found
}

// known takes off a finding the task that this edition of the playbook does not
// have.
func (l *life) known(f finding) finding {
	if _, _, known := l.made.PlaybookTask(f.ftop); !known {
		f.ftop = 0
	}
	return f
}

// elsewhere is the finding in another part of the customer's, one for each
// round; in round 0 it is as it stands.
func (f finding) elsewhere(round int) finding {
	if round == 0 {
		return f
	}
	mark := fmt.Sprintf("/%d", round)
	f.text, f.code = f.text+", "+otherParts[(round-1)%len(otherParts)], f.code+mark
	f.dependsOn = slices.Clone(f.dependsOn)
	for i := range f.dependsOn {
		f.dependsOn[i] += mark
	}
	return f
}

// staying draws which of the items are not resolved in the end: all where nobody
// has met yet, and one at least where the checklist is unfinished.
func (l *life) staying(items int) []bool {
	count := 0
	switch {
	case len(l.held) == 0:
		count = items
	case l.unfinished():
		count = max(1, items*l.between(10, 70)/100)
	case l.likely(14):
		count = 1 // its risk is accepted
	}
	all := make([]bool, items)
	for _, i := range l.Perm(items)[:count] {
		all[i] = true
	}
	return all
}

// ownerAt draws a person at the side that a finding belongs to. Of many it is
// said later who that will be.
func (l *life) ownerAt(side engagement.Side) string {
	if l.likely(40) {
		return ""
	}
	switch side {
	case "customer":
		return pick(l.chance, l.contacts)
	case "partner":
		return pick(l.chance, partners)
	case "SME":
		return l.cast[l.crew[0]].Name
	}
	return l.cast[l.lead].Name
}

// putOff lets a few of the items that stay be due already.
func (l *life) putOff(items []engagement.Item) {
	for _, code := range draw(l.chance, l.stay, l.between(1, min(4, len(l.stay)))) {
		items[l.items[code]-1].Due = l.day(l.between(1, 30))
	}
}

// resolve takes the next items that are to be resolved.
func (l *life) resolve(count int, by func(on engagement.Subject)) {
	for _, code := range l.rest[:count] {
		by(l.item(code))
	}
	l.rest = l.rest[count:]
}
