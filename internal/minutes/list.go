package minutes

import (
	"fmt"
	"iter"
	"maps"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// promises gives the promises that the meeting touched, and those that are still to be
// kept after it. On is the day of the meeting.
func promises(e *engagement.Engagement, n int, on day.Date) []List {
	lists := []List{{Title: "New"}, {Title: "Kept"}, {Title: "Given up"}, {Title: "Moved"}, {Title: "Still to be kept"}}
	open := e.OpenPromises()
	touched := touchedBy(e, n, engagement.NounPromise, func(p int) bool {
		return e.Promises[p] != nil && (e.Promises[p].Checkpoint == n || slices.Contains(open, p))
	}, maps.Keys(e.Promises))
	slices.SortStableFunc(touched, func(a, b int) int { return e.Promises[a].By.Compare(e.Promises[b].By) })
	for _, number := range touched {
		p := e.Promises[number]
		entry, list := Entry{Who: fmt.Sprintf("%s (%s)", p.Who, p.Side), What: p.What, Then: about(p) + byWhen(p, on)}, 4
		switch {
		case p.State == engagement.PromiseIsKept:
			entry.Then, list = "", 1
		case p.State == engagement.PromiseIsGiven:
			entry.Then, list = p.Words, 2
		case p.Checkpoint == n:
			list = 0
		case movedAt(e, n, number):
			entry.Then, list = about(p)+"now "+byWhen(p, on), 3
		}
		lists[list].Entries = append(lists[list].Entries, entry)
	}
	return slices.DeleteFunc(lists, empty)
}

// movedAt tells whether the last that a meeting did to a promise was to give it another day.
func movedAt(e *engagement.Engagement, n, promise int) bool {
	for _, l := range e.LinesAt(n) {
		if line := e.Lines[l]; line.Noun == engagement.NounPromise && line.N == promise {
			return line.MovesPromise()
		}
	}
	return false
}

// about names the task or item of a promise, before by when it is.
func about(p *engagement.Promise) string {
	if p.N == 0 {
		return ""
	}
	return p.On().String() + ", "
}

func byWhen(p *engagement.Promise, on day.Date) string {
	by := "by " + p.By.Format(dayWords)
	switch late := p.Late(on); late {
	case 0:
		return by
	case 1:
		return by + ", 1 day late"
	default:
		return fmt.Sprintf("%s, %d days late", by, late)
	}
}

// points gives the points of the agenda that the meeting touched, and those that the
// next one will have.
func points(e *engagement.Engagement, n int) []List {
	lists := []List{{Title: "Settled"}, {Title: "Dropped"}, {Title: "Parked"}, {Title: "For the next checkpoint"}}
	place := map[engagement.PointState]int{engagement.PointIsSettled: 0, engagement.PointIsDropped: 1, engagement.PointIsParked: 2, engagement.PointOpen: 3}
	touched := touchedBy(e, n, engagement.NounPoint, func(p int) bool { return e.Points[p] != nil && !e.Points[p].Over() }, maps.Keys(e.Points))
	for _, number := range touched {
		p := e.Points[number]
		list := &lists[place[p.State]]
		list.Entries = append(list.Entries, Entry{What: p.What, Then: p.Words})
	}
	return slices.DeleteFunc(lists, empty)
}

// touchedBy gives the records of a kind of which the meeting has a line, or that are to
// be told anyway, by number.
func touchedBy(e *engagement.Engagement, n int, noun engagement.Noun, anyway func(int) bool, all iter.Seq[int]) []int {
	touched := map[int]bool{}
	for _, l := range e.LinesAt(n) {
		if line := e.Lines[l]; line.Noun == noun {
			touched[line.N] = true
		}
	}
	var numbers []int
	for number := range all {
		if touched[number] || anyway(number) {
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// blocked gives what stands in the way on a day, longest first.
func blocked(e *engagement.Engagement, on day.Date) []Entry {
	var all []Entry
	for _, b := range e.OpenBlockers(on) {
		then := fmt.Sprintf("%s: %s, since %s", b.Kind, b.On, b.Since.Format(dayWords))
		if b.Lifter != "" {
			then += "; to be lifted by " + b.Lifter
		}
		all = append(all, Entry{What: name(e, b.Subject, ""), Then: then})
	}
	return all
}

func empty(l List) bool { return len(l.Entries) == 0 }
