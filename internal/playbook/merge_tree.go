package playbook

import (
	"maps"
	"slices"
	"strings"
)

// part merges a part that stands in some of the three; nil is one that is not
// there.
func (m *merger) part(at site, b, o, t *part) *part {
	switch {
	case o == nil && t == nil:
		return nil
	case b == nil && o == nil:
		return t
	case b == nil && t == nil:
		return o
	case o == nil:
		return m.takenOut(at, b, t, Ours)
	case t == nil:
		return m.takenOut(at, b, o, Theirs)
	case o.row != nil && t.row != nil:
		return m.row(at, b, o, t)
	case o.leaf() || t.leaf():
		return m.leafOf(at, b, o, t)
	}
	return m.container(at, b, o, t)
}

// takenOut is a part that the side by took out: so it goes, unless the other
// side changed or moved it.
func (m *merger) takenOut(at site, b, left *part, by Choice) *part {
	if !left.moved && left.String() == b.String() {
		return nil
	}
	ours, theirs := left.shown(), ""
	if by == Ours {
		ours, theirs = "", left.shown()
	}
	if m.settle(at, b.shown(), ours, theirs) == by {
		return nil
	}
	return left
}

// leafOf merges a text.
func (m *merger) leafOf(at site, b, o, t *part) *part {
	was, mine, yours := b.String(), o.String(), t.String()
	merged, ok := three(was, mine, yours, !strings.Contains(mine+yours, "```") && !strings.Contains(mine+yours, "~~~"))
	if merged == yours && ok {
		return t
	}
	if !ok && m.settle(at, b.shown(), o.shown(), t.shown()) == Theirs {
		return t
	}
	return o
}

// three gives what a text is after two sides changed it, and false when each
// changed it differently. What was only wrapped anew does not count as changed
// where the other side has new words; wrapped says whether that may be.
func three(base, ours, theirs string, wrapped bool) (merged string, ok bool) {
	switch {
	case ours == theirs, theirs == base:
		return ours, true
	case ours == base:
		return theirs, true
	case !wrapped:
		return ours, false
	}
	was, mine, yours := unwrapped(base), unwrapped(ours), unwrapped(theirs)
	if mine == was && yours != was {
		return theirs, true
	}
	return ours, mine == yours || yours == was
}

func unwrapped(text string) string { return strings.Join(strings.Fields(text), " ") }

// container merges a part that has parts.
func (m *merger) container(at site, b, o, t *part) *part {
	nameAlike(b, o, t)
	merged := &part{key: o.key, name: o.name, kind: o.kind, text: o.text, value: o.value, kids: []*part{}}
	inBase, inOurs, inTheirs := b.byKey(), o.byKey(), t.byKey()
	for _, key := range m.order(at, b, o, t) {
		b, o, t := inBase[key], inOurs[key], inTheirs[key]
		kid := m.part(at.in(key, named(o, t)), b, o, t)
		if kid == nil {
			continue
		}
		kept := *kid
		kept.gap = mergedGap(b, o, t)
		m.fitted(&kept)
		merged.kids = append(merged.kids, &kept)
	}
	newestFirst(merged)
	putAhead(merged, o, t)
	keepApart(merged, o, t)
	return merged
}

func named(o, t *part) string {
	if o != nil {
		return o.name
	}
	return t.name
}

// order gives the keys of a container's parts in their merged order.
func (m *merger) order(at site, b, o, t *part) []string {
	was, mine, yours := b.keys(), o.keys(), t.keys()
	order, ok := mergeOrder(was, mine, yours)
	if ok {
		return order
	}
	at = at.in("order", "order")
	if m.settle(at, b.listed(), o.listed(), t.listed()) == Theirs {
		return weave(yours, mine, nil)
	}
	return weave(mine, yours, nil)
}

// listed names the parts inside of p, one a line.
func (p *part) listed() string {
	if p == nil {
		return ""
	}
	return joined(p.kids, "\n", func(k *part) string {
		if k.row != nil {
			return k.shown()
		}
		first, _, _ := strings.Cut(k.shown(), "\n")
		return first
	})
}

// mergedGap gives the blank lines after a part. Where both sides changed them,
// ours has its way, unless it has none.
func mergedGap(b, o, t *part) string {
	var gap [3]string
	for i, p := range []*part{b, o, t} {
		if p != nil {
			gap[i] = p.gap
		}
	}
	switch {
	case o == nil:
		return gap[2]
	case t == nil:
		return gap[1]
	}
	merged, ok := three(gap[0], gap[1], gap[2], false)
	if !ok && merged == "" {
		return gap[2]
	}
	return merged
}

// putAhead puts an indented paragraph in front of the bullets that came to stand before
// it, for it would be read as more of the last of them.
func putAhead(merged, o, t *part) {
	kids := merged.kids
	for i, kid := range kids {
		if kid.kind != loose || !indented(kid.text) {
			continue
		}
		for at := i; at > 0 && kids[at-1].openBullet() && !o.follows(kids[at-1], kid) && !t.follows(kids[at-1], kid); at-- {
			kids[at-1], kids[at] = kids[at], kids[at-1]
		}
	}
}

// follows reports whether one part stands right after another inside of p, both as they
// are.
func (p *part) follows(before, after *part) bool {
	i := slices.IndexFunc(p.kids, func(k *part) bool { return k.key == after.key })
	return i > 0 && pairOf(p.kids[i-1], p.kids[i]) == pairOf(before, after)
}

// openBullet reports whether the part is a bullet, which takes what is indented after it
// unless code in it has ended it; an empty one takes nothing.
func (p *part) openBullet() bool {
	first, _, _ := strings.Cut(p.shown(), "\n")
	m := bulletMark.FindStringSubmatch(strings.TrimRight(first, "\r"))
	return p.kind == tight && m != nil && withoutBreak(m[5]) != ""
}

// keepApart puts a blank line between parts that came to stand beside each other
// and that would run together. The last part's gap is its parent's.
func keepApart(merged, o, t *part) {
	together := neighbours(o)
	maps.Copy(together, neighbours(t))
	for i, kid := range merged.kids {
		switch {
		case i == len(merged.kids)-1:
			kid.gap = ""
		case kid.gap != "" || kid.kind == headline || kid.kind == tight && merged.kids[i+1].kind == tight:
		case !together[pairOf(kid, merged.kids[i+1])]:
			kid.gap = endingOf(kid.String())
		}
	}
}

// besides is two parts, one after the other.
type besides struct {
	before, after         string // their keys
	beforeKind, afterKind partKind
}

func pairOf(before, after *part) besides {
	return besides{before.key, after.key, before.kind, after.kind}
}

// neighbours gives the parts that stand beside each other with no blank line
// between them.
func neighbours(p *part) map[besides]bool {
	found := map[besides]bool{}
	for i, kid := range p.kids[:max(0, len(p.kids)-1)] {
		if after := p.kids[i+1]; kid.gap == "" && !kid.copy && !after.copy {
			found[pairOf(kid, after)] = true
		}
	}
	return found
}
