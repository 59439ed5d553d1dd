package engagement

import (
	"maps"
	"slices"
)

// WaiversOf gives the numbers of what was ever proposed for a task or an item,
// newest first.
func (e *Engagement) WaiversOf(on Subject) []int {
	return slices.DeleteFunc(newestFirst(e.Waivers), func(n int) bool { return e.Waivers[n].On() != on })
}

// ExitRequests gives the numbers of all exit requests, newest first.
func (e *Engagement) ExitRequests() []int { return newestFirst(e.Exits) }

func newestFirst[R any](records map[int]*R) []int {
	numbers := slices.Sorted(maps.Keys(records))
	slices.Reverse(numbers)
	return numbers
}
