package engagement

import (
	"fmt"

	"gaptrack/internal/day"
)

// AttentionKind is a reason for which an engagement needs somebody to look.
type AttentionKind string

// The reasons, most pressing first: the order in which the portfolio sorts.
const (
	CadenceMissed AttentionKind = "cadence missed"
	StandsBlocked AttentionKind = "blocked"
	ItemsOverdue  AttentionKind = "overdue"
	LeaveEnding   AttentionKind = "ending" // a waiver or an exception
	ExitCameBack  AttentionKind = "exit returned"
	ExitWaiting   AttentionKind = "exit waiting"
	ReadyToExit   AttentionKind = "ready to exit"
	LeaveLapsed   AttentionKind = "lapsed" // a waiver, after the exit that stood on it
)

// AttentionKinds lists the reasons, most pressing first.
var AttentionKinds = []AttentionKind{
	CadenceMissed, StandsBlocked, ItemsOverdue, LeaveEnding, ExitCameBack, ExitWaiting, ReadyToExit, LeaveLapsed,
}

// endingDays is how long before its end a waiver or an exception is called out.
const endingDays = 21

// Attention is one reason to look at an engagement.
type Attention struct {
	Kind  AttentionKind
	Since day.Date // of an ending: the last day, or the review, still to come
	Count int
}

// Sentence explains the reason on a day: "No checkpoint for 23 days".
func (a Attention) Sentence(today day.Date) string {
	n := today.Sub(a.Since)
	switch a.Kind {
	case CadenceMissed:
		return fmt.Sprintf("No checkpoint for %s", days(n))
	case StandsBlocked:
		return fmt.Sprintf("%d blocked%s %s", a.Count, longest(a.Count), spell(n))
	case ItemsOverdue:
		return fmt.Sprintf("%d overdue%s by %s", a.Count, longest(a.Count), days(n))
	case LeaveEnding:
		return "Waiver or exception ends " + ahead(-n)
	case ExitCameBack:
		return "Exit returned " + ago(n)
	case ExitWaiting:
		return "Exit waits for a manager " + spell(n)
	case LeaveLapsed:
		if a.Count > 1 {
			return fmt.Sprintf("%d waivers that the exit stood on lapsed, the first %s", a.Count, ago(n))
		}
		return "A waiver that the exit stood on lapsed " + ago(n)
	}
	return "Ready to exit, not requested yet"
}

func longest(count int) string {
	if count == 1 {
		return ""
	}
	return ", longest"
}

func spell(n int) string {
	if n == 0 {
		return "since today"
	}
	return "for " + days(n)
}

func ahead(n int) string {
	if n == 0 {
		return "today"
	}
	return "in " + days(n)
}

func ago(n int) string {
	if n == 0 {
		return "today"
	}
	return days(n) + " ago"
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// attention gives the reasons to look at an engagement, most pressing first.
func (e *Engagement) attention(s Summary, today day.Date) []Attention {
	var all []Attention
	add := func(holds bool, kind AttentionKind, since day.Date, count int) {
		if holds {
			all = append(all, Attention{kind, since, count})
		}
	}
	since := s.LastHeld
	if since.IsZero() {
		since = e.Facts.CreatedOn
	}
	ends := e.firstEnding(today)
	add(!e.CadenceKept(today), CadenceMissed, since, 0)
	add(s.Blockers > 0, StandsBlocked, s.BlockedSince, s.Blockers)
	add(s.Overdue > 0, ItemsOverdue, s.OverdueSince, s.Overdue)
	add(!ends.IsZero() && ends.Sub(today) <= endingDays, LeaveEnding, ends, 0)
	add(s.Exit == Returned, ExitCameBack, s.ExitOn, 0)
	add(s.Exit == Waiting, ExitWaiting, s.ExitOn, 0)
	add(s.Unmet == 0 && s.Exit != Waiting, ReadyToExit, today, 0)
	return all
}

// attentionAfterExit calls out what was waived at the exit and has come to its
// review since. It changes nothing: a manager may reopen the engagement.
func (e *Engagement) attentionAfterExit(exit, today day.Date) []Attention {
	var first day.Date
	count := 0
	for _, w := range e.Waivers {
		if w.Live(exit) && !w.Live(today) {
			first = earliest(first, w.ReviewOn)
			count++
		}
	}
	if count == 0 {
		return nil
	}
	return []Attention{{LeaveLapsed, first, count}}
}

// firstEnding gives the first day that ends a leave which holds: the review of
// a waiver, or the last day of an exception that no other outlasts.
func (e *Engagement) firstEnding(today day.Date) day.Date {
	return earliest(e.ExceptionEnds(today), e.nextReview(today))
}
