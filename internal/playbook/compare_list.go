package playbook

import "slices"

// list compares the lines of a list.
func (c *comparison) list(section string, from, to []string) {
	match := MatchBullets(from, to)
	moved := movedOf(match)
	for i, j := range match {
		d := Difference{Section: section, Subject: section, Was: from[i]}
		if j < 0 {
			d.Kind = LineRemoved
			c.add(d, "%s: removed %s.", section, called(from[i]))
			continue
		}
		d.Became = to[j]
		if from[i] != to[j] {
			d.Kind = LineChanged
			c.add(d, "%s: %s became %s.", section, called(from[i]), called(to[j]))
		}
		if moved[i] {
			d.Kind = LineMoved
			c.add(d, "%s: moved %s %s.", section, called(to[j]), place(j, func() string { return called(to[j-1]) }))
		}
	}
	back := inverse(match, len(to))
	for j, text := range to {
		if back[j] < 0 {
			c.add(Difference{Kind: LineAdded, Section: section, Subject: section, Became: text}, "%s: added %s.", section, called(text))
		}
	}
}

// place says where in an order something stands.
func place(at int, before func() string) string {
	if at == 0 {
		return "to the top"
	}
	return "to after " + before()
}

// movedOf tells, for each place in a list, whether what stood there was moved:
// the fewest whose moving explains the new places. A place of -1 is of nothing.
func movedOf(places []int) []bool {
	moved := make([]bool, len(places))
	for i, p := range places {
		moved[i] = p >= 0
	}
	for _, i := range longestRise(places) {
		moved[i] = false
	}
	return moved
}

// longestRise gives the indexes of a longest run of rising numbers, others left
// out; those below 0 are never in it.
func longestRise(numbers []int) []int {
	var ends []int // ends[k] is the index at which the best run of k+1 ends
	before := make([]int, len(numbers))
	for i, n := range numbers {
		if n < 0 {
			continue
		}
		k, _ := slices.BinarySearchFunc(ends, n, func(end, n int) int { return numbers[end] - n })
		before[i] = -1
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		}
		ends[k] = i
	}
	if len(ends) == 0 {
		return nil
	}
	var run []int
	for i := ends[len(ends)-1]; i >= 0; i = before[i] {
		run = append(run, i)
	}
	slices.Reverse(run)
	return run
}
