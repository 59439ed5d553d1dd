package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
)

// Since tells what became of the checklist since the last checkpoint was closed, or
// since the engagement began where none was: items by number, each in the lists
// that it belongs to today.
type Since struct {
	Resolved []int // and still so
	New      []int
	Reopened []int // and not resolved again
	Slipped  []int // open, and put off since, or due since and not done in time
}

// SinceLast gives what became of the checklist since the last checkpoint, as it
// stands on the customer's date today.
func (e *Engagement) SinceLast(today day.Date) Since {
	last := e.lastClosed()
	var s Since
	for _, n := range sortedKeys(e.Items) {
		i := e.Items[n]
		for _, list := range []struct {
			to *[]int
			is bool
		}{
			{&s.Resolved, i.ResolvedAt.After(last)},
			{&s.New, i.AddedAt.After(last)},
			{&s.Reopened, i.State != Resolved && i.ReopenedAt.After(last)},
			{&s.Slipped, !e.Closed(n, today) && (i.SlippedAt.After(last) || e.duePassed(i, last, today))},
		} {
			if list.is {
				*list.to = append(*list.to, n)
			}
		}
	}
	return s
}

// IsZero reports whether nothing became different.
func (s Since) IsZero() bool {
	return len(s.Resolved)+len(s.New)+len(s.Reopened)+len(s.Slipped) == 0
}

// duePassed reports whether an item's due date ended after a moment and before
// today.
func (e *Engagement) duePassed(i *Item, after time.Time, today day.Date) bool {
	if i.Due.IsZero() || !i.Due.Before(today) {
		return false
	}
	return after.IsZero() || !i.Due.Before(day.Of(after, e.Facts.Location()))
}

// lastClosed gives when the last checkpoint was closed, the zero time where none
// was.
func (e *Engagement) lastClosed() time.Time {
	var last time.Time
	for _, c := range e.Checkpoints {
		if c.State == Closed && c.ClosedAt.After(last) {
			last = c.ClosedAt
		}
	}
	return last
}

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
