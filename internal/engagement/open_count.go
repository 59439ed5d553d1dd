package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
)

// OpenCount is how many checklist items stood in the way when a checkpoint was
// closed.
type OpenCount struct {
	Checkpoint int
	On         day.Date // when it was held, customer's date
	Open       []int    // by severity, in the order of Severities
	Estimated  bool     // it was closed before counts were kept
}

// Total gives the items of all severities.
func (c OpenCount) Total() int {
	sum := 0
	for _, n := range c.Open {
		sum += n
	}
	return sum
}

// OpenCounts gives the counts of the last checkpoints that were closed, most of
// them at most, in the order in which they were.
func (e *Engagement) OpenCounts(most int) []OpenCount {
	var closed []int
	for _, n := range sortedKeys(e.Checkpoints) {
		if e.Checkpoints[n].State == Closed {
			closed = append(closed, n)
		}
	}
	slices.SortStableFunc(closed, func(a, b int) int { return e.Checkpoints[a].ClosedAt.Compare(e.Checkpoints[b].ClosedAt) })
	closed = closed[max(0, len(closed)-most):]
	counts := make([]OpenCount, len(closed))
	for i, n := range closed {
		c := e.Checkpoints[n]
		counts[i] = OpenCount{Checkpoint: n, On: day.Of(c.HeldAt, e.Facts.Location()), Open: c.Open, Estimated: len(c.Open) != len(Severities)}
		if counts[i].Estimated {
			counts[i].Open = e.estimateOpen(c.ClosedAt)
		}
	}
	return counts
}

// openNow counts what stands in the way today, by severity.
func (e *Engagement) openNow(today day.Date) []int {
	return e.countItems(func(n int, _ *Item) bool { return !e.Closed(n, today) })
}

// estimateOpen counts the items that had been added at a moment and were not
// resolved yet, by the severities of today. Risks that were accepted meanwhile, and
// resolutions that did not last, are not in it.
func (e *Engagement) estimateOpen(at time.Time) []int {
	return e.countItems(func(_ int, i *Item) bool {
		return !i.AddedAt.After(at) && (i.ResolvedAt.IsZero() || i.ResolvedAt.After(at))
	})
}

func (e *Engagement) countItems(counted func(n int, i *Item) bool) []int {
	open := make([]int, len(Severities))
	for n, i := range e.Items {
		if at := slices.Index(Severities, i.Severity); at >= 0 && counted(n, i) {
			open[at]++
		}
	}
	return open
}
