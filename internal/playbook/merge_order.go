package playbook

import (
	"slices"
	"strconv"
)

// mergeOrder gives all keys of three lists in the order that has the moves of
// both sides, those that ours added before those that theirs did at the same
// place. It is false when both moved the same to different places.
func mergeOrder(base, ours, theirs []string) (order []string, ok bool) {
	mine, yours := moves(base, ours), moves(base, theirs)
	switch {
	case len(mine) == 0:
		return weave(theirs, ours, nil), true
	case len(yours) == 0 || sameOrder(ours, theirs):
		return weave(ours, theirs, base), true
	}
	for key := range mine {
		if yours[key] {
			return nil, false
		}
	}
	rest := slices.DeleteFunc(slices.Clone(theirs), func(key string) bool { return mine[key] })
	return weave(rest, ours, nil), true
}

// weave puts the keys of from that into lacks into it, each after the one before
// it in from. Given a base, a key goes behind those that into added there.
func weave(into, from, base []string) []string {
	has, before := setOf(into), setOf(from)
	for key := range setOf(base) {
		before[key] = true
	}
	order := slices.Clone(into)
	at := 0
	for _, key := range from {
		if has[key] {
			if at == len(order) || order[at] != key { // mostly it is the next one
				at = slices.Index(order, key)
			}
			at++
			continue
		}
		for base != nil && at < len(order) && !before[order[at]] {
			at++
		}
		order = slices.Insert(order, at, key)
		at++
	}
	return order
}

func setOf(keys []string) map[string]bool {
	set := make(map[string]bool, len(keys))
	for _, key := range keys {
		set[key] = true
	}
	return set
}

// sameOrder reports whether the keys that two lists have in common stand in the
// same order.
func sameOrder(a, b []string) bool { return len(moves(a, b)) == 0 }

// moves gives the fewest keys that, moved, bring what two lists have in common
// from the order of the one into that of the other.
func moves(from, to []string) map[string]bool {
	at := make(map[string]int, len(from))
	for i, key := range from {
		at[key] = i
	}
	var common []string
	var places []int
	for _, key := range to {
		if i, ok := at[key]; ok {
			common, places = append(common, key), append(places, i)
		}
	}
	stay := rising(places)
	moved := map[string]bool{}
	for i, key := range common {
		if !stay[i] {
			moved[key] = true
		}
	}
	return moved
}

// rising marks a longest run of rising numbers among different ones.
func rising(numbers []int) []bool {
	var ends []int                      // ends[n]: where the run of n+1 numbers ends whose last is the smallest
	before := make([]int, len(numbers)) // the place before each in its run, -1 for none
	for i, n := range numbers {
		at, _ := slices.BinarySearchFunc(ends, n, func(end, n int) int { return numbers[end] - n })
		before[i] = -1
		if at > 0 {
			before[i] = ends[at-1]
		}
		if at == len(ends) {
			ends = append(ends, i)
		} else {
			ends[at] = i
		}
	}
	stay := make([]bool, len(numbers))
	if len(ends) > 0 {
		for i := ends[len(ends)-1]; i >= 0; i = before[i] {
			stay[i] = true
		}
	}
	return stay
}

// How the keys start of parts that one side alone has.
const (
	addedByOurs   = "ours "
	addedByTheirs = "theirs "
)

// nameAlike gives keys to the parts that have none: one key for what stands in
// several of the three, as it was or in other words.
func nameAlike(b, o, t *part) {
	was, mine, yours := keyless(b), keyless(o), keyless(t)
	for i, p := range was {
		p.key = strconv.Itoa(i + 1)
	}
	nameAfter(was, mine)
	nameAfter(was, yours)
	nameAfter(keyless(o), keyless(t))
	for i, p := range keyless(o) {
		p.key = addedByOurs + strconv.Itoa(i+1)
	}
	for i, p := range keyless(t) {
		p.key = addedByTheirs + strconv.Itoa(i+1)
	}
}

func keyless(p *part) (found []*part) {
	if p == nil {
		return nil
	}
	for _, kid := range p.kids {
		if kid.key == "" {
			found = append(found, kid)
		}
	}
	return found
}

// nameAfter gives parts the keys of their counterparts. Those of base have keys;
// of two additions only the same are one.
func nameAfter(base, side []*part) {
	pairs := MatchBullets(each(base, (*part).words), each(side, (*part).words))
	pairAlone(pairs, len(side))
	for i, j := range pairs {
		if j < 0 {
			continue
		}
		if base[i].key == "" && base[i].words() == side[j].words() {
			base[i].key = "both " + strconv.Itoa(i+1)
		}
		side[j].key = base[i].key
	}
}

// words gives what a part says, however it is wrapped and padded.
func (p *part) words() string {
	if p.row != nil {
		return p.row.words()
	}
	return unwrapped(p.String())
}

// pairAlone pairs also what stands alone between the same neighbours on both
// sides; pairs has places among n, -1 for none.
func pairAlone(pairs []int, n int) {
	taken := make([]bool, n)
	for _, j := range pairs {
		if j >= 0 {
			taken[j] = true
		}
	}
	for i, j := range pairs {
		before, after := -1, n
		if i > 0 {
			before = pairs[i-1]
		}
		if i+1 < len(pairs) {
			after = pairs[i+1]
		}
		alone := j < 0 && (i == 0 || before >= 0) && (i+1 == len(pairs) || after >= 0)
		if alone && after == before+2 && !taken[before+1] {
			pairs[i], taken[before+1] = before+1, true
		}
	}
}
