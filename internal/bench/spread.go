package main

import (
	"fmt"
	"math"
	"slices"
)

// spread is what some rounds came to: the one in the middle, and how far the
// others lie from it.
type spread struct{ median, least, most float64 }

// spreadOf leaves out what is not known; of nothing it is NaN.
func spreadOf(values []float64) spread {
	known := slices.DeleteFunc(slices.Clone(values), func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) })
	if len(known) == 0 {
		return spread{math.NaN(), math.NaN(), math.NaN()}
	}
	slices.Sort(known)
	half := len(known) / 2
	s := spread{known[half], known[0], known[len(known)-1]}
	if len(known)%2 == 0 {
		s.median = (known[half-1] + known[half]) / 2
	}
	return s
}

// String writes it as "0.83 (0.79–0.91)".
func (s spread) String() string { return s.in("%.2f") }

// in writes the numbers in a format.
func (s spread) in(format string) string {
	if math.IsNaN(s.median) {
		return "unknown"
	}
	return fmt.Sprintf(format+" ("+format+"–"+format+")", s.median, s.least, s.most)
}

// target is what a number is to reach, or not to pass.
type target struct {
	limit   float64
	atLeast bool
}

// The targets of ratios.
var (
	pageRate   = target{0.7, true}  // of the ceiling's requests a second
	pageCost   = target{1.5, false} // times the ceiling's CPU time of a request
	pageTail   = target{1.5, false} // times the ceiling's p99
	writeRate  = target{0.5, true}  // of the bare transaction's
	growthTime = target{1.3, false} // times the small database's
)

// verdict says whether a number meets the target.
func (t target) verdict(v float64) string {
	switch {
	case math.IsNaN(v):
		return "unknown"
	case t.atLeast == (v >= t.limit) || v == t.limit:
		return "met"
	}
	return "not met"
}

// String writes it as "≥ 0.7".
func (t target) String() string {
	if t.atLeast {
		return fmt.Sprintf("≥ %g", t.limit)
	}
	return fmt.Sprintf("≤ %g", t.limit)
}

// judged writes a spread with its verdict.
func (t target) judged(s spread) string { return s.String() + "  " + t.verdict(s.median) }
