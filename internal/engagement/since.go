package engagement

import (
	"time"

	"gaptrack/internal/day"
)

// Since tells what became of the checklist and of the promises since the last
// checkpoint was closed, or since the engagement began where none was: items by
// number, each in the lists that it belongs to today, and promises by theirs, those
// that are late the longest first.
type Since struct {
	Resolved []int // and still so
	New      []int
	Reopened []int // and not resolved again
	Slipped  []int // open, and put off since, or due since and not done in time
	Kept     []int // promises that were kept, in time or not
	Late     []int // promises that are still to be kept and whose day has passed, whenever
}

// SinceLast gives what became different since the last checkpoint, as it stands on the
// customer's date today.
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
	for _, n := range sortedKeys(e.Promises) {
		if p := e.Promises[n]; p.State == PromiseIsKept && p.EndedAt.After(last) {
			s.Kept = append(s.Kept, n)
		}
	}
	for _, n := range e.OpenPromises() {
		if e.Promises[n].Late(today) > 0 {
			s.Late = append(s.Late, n)
		}
	}
	return s
}

// IsZero reports whether nothing became different.
func (s Since) IsZero() bool {
	return len(s.Resolved)+len(s.New)+len(s.Reopened)+len(s.Slipped)+len(s.Kept)+len(s.Late) == 0
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
