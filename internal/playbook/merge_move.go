package playbook

import (
	"slices"
	"strings"
)

// activityKeys are the activities of ours, theirs and the merged document: the
// names by the keys of their parts.
type activityKeys struct{ ours, theirs, merged map[string]string }

// approachOf gives the parts of a document that are activities.
func (p *part) approachOf() (found []*part) {
	if approach := p.kid("Approach"); approach != nil {
		for _, kid := range approach.kids {
			if kid.activityName() != "" {
				found = append(found, kid)
			}
		}
	}
	return found
}

// activityName gives the name that stands in an activity's heading, "" for what
// is no activity.
func (p *part) activityName() string {
	if !strings.HasPrefix(p.key, "activity ") || p.kid("heading") == nil {
		return ""
	}
	h, _ := readHeading(line{text: strings.TrimRight(p.kid("heading").text, "\r\n")})
	return h.name
}

// activities gives the activities' names by their keys.
func (p *part) activities() map[string]string {
	names := map[string]string{}
	for _, a := range p.approachOf() {
		names[a.key] = a.activityName()
	}
	return names
}

// keyActivities gives those activities of a side that are renamed the keys that
// they have in base.
func (t *mergeText) keyActivities(base *mergeText) {
	was, is := base.root.approachOf(), t.root.approachOf()
	for i, j := range matchActivities(base.book.Activities, t.book.Activities) {
		if j >= 0 {
			is[j].key = was[i].key
		}
	}
}

func (p *part) eachTask(do func(table, row *part)) {
	tasks := p.kid("tasks")
	if tasks == nil {
		return
	}
	for _, table := range tasks.kids {
		for _, row := range table.kids {
			if strings.HasPrefix(row.key, "task ") {
				do(table, row)
			}
		}
	}
}

// home is where a task stands.
type home struct{ approach, activity, table, row *part }

func (h *home) key() string {
	if h == nil {
		return ""
	}
	return h.activity.key + "/" + h.table.key
}

// homes gives the places of a document's tasks by their keys.
func (p *part) homes() map[string]*home {
	found := map[string]*home{}
	for _, a := range p.approachOf() {
		a.eachTask(func(table, row *part) { found[row.key] = &home{p.kid("Approach"), a, table, row} })
	}
	return found
}

// rehome moves each task that a side moved to another table there in the other
// documents too, so that tables are then merged one by one: a task that one side
// moved and the other changed is both. One that both moved is a conflict, as is
// one that was moved to an activity which the other side took out.
func (m *merger) rehome(b, o, t *part) {
	inBase, inOurs, inTheirs := b.homes(), o.homes(), t.homes()
	for _, key := range taskOrder(b, o, t) {
		was, mine, yours := inBase[key], inOurs[key], inTheirs[key]
		to, clash := homeOf(was, mine, yours)
		if to == nil {
			continue
		}
		if clash || tookOut(b, o, to) || tookOut(b, t, to) {
			to = m.chosenHome(key, was, mine, yours)
		}
		bareActivity, bareTable := shared(o, t, to)
		for doc, at := range map[*part]*home{b: was, o: mine, t: yours} {
			if at.key() != to.key() {
				doc.bring(at, to, bareActivity, bareTable)
			}
		}
	}
}

// homeOf gives where a task stands in the merged document, nil when there is
// nothing to move, and whether both sides moved it. A task that one side moved
// and the other took out is marked.
func homeOf(was, mine, yours *home) (to *home, clash bool) {
	switch {
	case mine == nil && yours == nil, mine.key() == yours.key() && mine.key() == was.key():
		return nil, false
	case mine == nil, yours == nil:
		left := mine
		if mine == nil {
			left = yours
		}
		left.row.moved = was != nil && left.key() != was.key()
		if !left.row.moved {
			return nil, false
		}
		return left, false
	case mine.key() == was.key():
		return yours, false
	case yours.key() == was.key(), mine.key() == yours.key():
		return mine, false
	}
	return mine, true
}

// tookOut reports whether a side took the activity of a place out.
func tookOut(base, side *part, at *home) bool {
	key := at.activity.key
	return base.kid("Approach").kid(key) != nil && side.kid("Approach").kid(key) == nil
}

// chosenHome settles where a task stands.
func (m *merger) chosenHome(key string, was, mine, yours *home) *home {
	at := site{"home of " + key, ""}
	for _, h := range []*home{was, mine, yours} {
		if h != nil {
			at.name = h.row.name + ": its activity"
		}
	}
	chosen := m.settle(at, was.named(), mine.named(), yours.named())
	if mine == nil || chosen == Theirs && yours != nil {
		return yours
	}
	return mine
}

func (h *home) named() string {
	if h == nil {
		return ""
	}
	return h.activity.activityName()
}

// shared tells whether both sides have the activity and the table of a place.
func shared(o, t *part, at *home) (activity, table bool) {
	mine, yours := o.kid("Approach").kid(at.activity.key), t.kid("Approach").kid(at.activity.key)
	return mine != nil && yours != nil, mine.kid("tasks").kid(at.table.key) != nil && yours.kid("tasks").kid(at.table.key) != nil
}

// taskOrder gives the keys of all tasks, those of the first document first.
func taskOrder(docs ...*part) (keys []string) {
	seen := map[string]bool{}
	for _, doc := range docs {
		for _, a := range doc.approachOf() {
			a.eachTask(func(_, row *part) {
				if !seen[row.key] {
					seen[row.key] = true
					keys = append(keys, row.key)
				}
			})
		}
	}
	return keys
}

// bring moves a task of the document to the place that it has in another; from
// is nil where the document has it not. Where the document lacks the activity or
// its table, it gets a copy, without the other tasks. A copy is bare where both
// sides have their own: it would hide what they made of it differently.
func (p *part) bring(from, to *home, bareActivity, bareTable bool) {
	activity := p.kid("Approach").copied(to.activity, to.approach, bareActivity)
	tasks := activity.copied(to.activity.kid("tasks"), to.activity, bareTable)
	table := tasks.copied(to.table, to.activity.kid("tasks"), bareTable)
	if from == nil {
		return
	}
	from.table.kids = slices.DeleteFunc(slices.Clone(from.table.kids), func(k *part) bool { return k == from.row })
	table.insert(from.row, to.row, to.table)
	from.activity, from.table = activity, table
}

// copied gives the part inside of p that has the key of another document's; where
// there is none, a copy without tasks, or without anything where it is to be bare.
// among is what the other stands in.
func (p *part) copied(other, among *part, bare bool) *part {
	kid := p.kid(other.key)
	if kid == nil {
		kid = other.shell(bare)
		p.insert(kid, other, among)
	}
	return kid
}

// shell is a copy without tasks, and without anything where it is to be bare.
func (p *part) shell(bare bool) *part {
	c := *p
	c.copy = true
	if p.leaf() {
		return &c
	}
	c.kids = []*part{}
	for _, kid := range p.kids {
		if !bare && !strings.HasPrefix(kid.key, "task ") {
			c.kids = append(c.kids, kid.shell(false))
		}
	}
	return &c
}

// insert puts a part after the nearest that stands before its counterpart among
// the other document's parts.
func (p *part) insert(new, counterpart, among *part) {
	at := -1
	for i := slices.Index(among.kids, counterpart) - 1; i >= 0 && at < 0; i-- {
		key := among.kids[i].key
		at = slices.IndexFunc(p.kids, func(k *part) bool { return k.key == key && k.key != "" })
	}
	p.kids = slices.Insert(slices.Clone(p.kids), at+1, new)
}
