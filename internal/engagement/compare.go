package engagement

import (
	"cmp"
	"slices"
)

// Compare gives what differs from one state of an engagement to another: by kind of
// record in the order of Parts, then by number. A record that was made between them
// is New, which a task, an attestation and a member never are; of one that only the
// first has, every value became nothing. Two states with the same Values differ in
// nothing.
func Compare(from, to *Engagement) []Difference {
	var all []Difference
	for _, noun := range Parts {
		all = allRecords[noun].differ(all, from, to)
	}
	return all
}

// differ appends the records of the kind that are not the same in two states.
func (rs records[R]) differ(all []Difference, from, to *Engagement) []Difference {
	was, became, first := rs.of(from), rs.of(to), len(all)
	for n, r := range became {
		all = rs.appendDifference(all, n, was[n], r)
	}
	for n, r := range was {
		if became[n] == nil {
			all = rs.appendDifference(all, n, r, nil)
		}
	}
	if rs.noun == NounFacts && len(all) > first {
		all[first].New = from.Version == 0 // they stand outside of the records that are made
	}
	slices.SortFunc(all[first:], func(a, b Difference) int { return cmp.Compare(a.N, b.N) })
	return all
}

// appendDifference appends what became of record n, nil where there is none.
func (rs records[R]) appendDifference(all []Difference, n int, was, became *R) []Difference {
	var none R
	added := was == nil && rs.noun.counted()
	if was == nil {
		was = &none
	}
	if became == nil {
		became = &none
	}
	changes := rs.diff(was, became)
	if len(changes) == 0 {
		return all
	}
	return append(all, Difference{Subject: Subject{rs.noun, n}, New: added, Changes: changes})
}
