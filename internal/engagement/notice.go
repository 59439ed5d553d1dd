package engagement

import (
	"slices"
	"strings"
)

// Concern gives the people to whom an event is news, each once, by ID: those who
// asked for something or decide on it and, of an exit, who worked for it; never
// who did it. The engagement is as it stands after the event. Whether they still
// see it is to be asked when they are told. What a move to another edition does is
// news to nobody, but for an exit that it withdraws or gives back.
func (e *Engagement) Concern(ev Event) []PersonID {
	var all []PersonID
	if ev.quiet() {
		return nil
	}
	switch ev.Subject.Noun {
	case NounExit:
		all = e.exitConcern(ev)
	case NounWaiver:
		all = e.waiverConcern(ev)
	case NounException:
		x := exceptionRecords.get(e, ev.Subject.N)
		if all = []PersonID{x.AskedBy, x.DecidedBy}; ev.Kind == ExceptionAsked {
			all = []PersonID{e.Facts.Manager}
		}
	case NounFacts:
		if ev.Kind == Reopened {
			x := exitRecords.get(e, e.LastExit())
			all = append(e.team(), x.RequestedBy, x.DecidedBy)
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(p PersonID) bool { return p == 0 || p == ev.Actor })
}

// quiet reports whether an event is a part of a move, or of taking one back.
func (ev Event) quiet() bool {
	return strings.HasPrefix(ev.Cause, byEdition) || ev.Kind == WaiverRestored
}

func (e *Engagement) exitConcern(ev Event) []PersonID {
	asked := exitRecords.get(e, ev.Subject.N).RequestedBy
	switch ev.Kind {
	case ExitRequested:
		return []PersonID{e.Facts.Manager}
	case ExitApproved:
		return append(e.team(), asked)
	}
	return []PersonID{asked}
}

func (e *Engagement) waiverConcern(ev Event) []PersonID {
	w := waiverRecords.get(e, ev.Subject.N)
	switch ev.Kind {
	case WaiverProposed:
		return []PersonID{e.Facts.Manager}
	case WaiverWarned, WaiverLapsed:
		return []PersonID{w.ProposedBy, w.DecidedBy, e.Facts.Manager}
	}
	return []PersonID{w.ProposedBy, w.DecidedBy}
}

// team gives the manager and who works on the engagement now.
func (e *Engagement) team() []PersonID {
	all := []PersonID{e.Facts.Manager}
	for n, m := range e.Members {
		if m.Present {
			all = append(all, PersonID(n))
		}
	}
	return all
}
