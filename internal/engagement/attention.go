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
	Stale int     `json:",omitzero"` // of what is blocked: for longer than two cadences
	On    Subject `json:",omitzero"` // of a leave: what is waived, or NounException; none where it was not kept
}

// Sentence explains the reason on a day: "No checkpoint for 23 days".
func (a Attention) Sentence(today day.Date) string {
	n := today.Sub(a.Since)
	switch a.Kind {
	case CadenceMissed:
		return fmt.Sprintf("No checkpoint for %s", days(n))
	case StandsBlocked:
		return fmt.Sprintf("%d blocked%s %s%s", a.Count, longest(a.Count), spell(n), a.overdueToLift())
	case ItemsOverdue:
		return fmt.Sprintf("%d overdue%s by %s", a.Count, longest(a.Count), days(n))
	case LeaveEnding:
		return a.leave() + " ends " + ahead(-n)
	case ExitCameBack:
		return "Exit returned " + ago(n)
	case ExitWaiting:
		return "Exit waits for a manager " + spell(n)
	case LeaveLapsed:
		if a.Count > 1 {
			return fmt.Sprintf("%d waivers lapsed, the first %s; the exit stood on them", a.Count, ago(n))
		}
		return a.leave() + " lapsed " + ago(n) + "; the exit stood on it"
	}
	return "Ready to exit, not requested yet"
}

// overdueToLift tells how many blockers are older than two cadences.
func (a Attention) overdueToLift() string {
	switch a.Stale {
	case 0:
		return ""
	case a.Count:
		return ", more than two cadences"
	}
	return fmt.Sprintf(", %d for more than two cadences", a.Stale)
}

// leave names the waiver or the exception that the reason is about.
func (a Attention) leave() string {
	switch {
	case a.On.Noun == NounException:
		return "Seat exception"
	case a.On != Subject{}:
		return "Waiver of " + a.On.String()
	case a.Kind == LeaveEnding:
		return "Waiver or exception"
	}
	return "A waiver"
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
	add := func(holds bool, a Attention) {
		if holds {
			all = append(all, a)
		}
	}
	since := s.LastHeld
	if since.IsZero() {
		since = e.Facts.CreatedOn
	}
	on, ends := e.firstEnding(today)
	add(!e.CadenceKept(today), Attention{Kind: CadenceMissed, Since: since})
	add(s.Blockers > 0, Attention{Kind: StandsBlocked, Since: s.BlockedSince, Count: s.Blockers, Stale: e.staleBlockers(today)})
	add(s.Overdue > 0, Attention{Kind: ItemsOverdue, Since: s.OverdueSince, Count: s.Overdue})
	add(!ends.IsZero() && ends.Sub(today) <= endingDays, Attention{Kind: LeaveEnding, Since: ends, On: on})
	add(s.Exit == Returned, Attention{Kind: ExitCameBack, Since: s.ExitOn})
	add(s.Exit == Waiting, Attention{Kind: ExitWaiting, Since: s.ExitOn})
	add(s.Unmet == 0 && s.Exit != Waiting, Attention{Kind: ReadyToExit, Since: today})
	return all
}

// attentionAfterExit calls out what was waived at the exit and has come to its
// review since. It changes nothing: a manager may reopen the engagement.
func (e *Engagement) attentionAfterExit(exit, today day.Date) []Attention {
	lapsed := Attention{Kind: LeaveLapsed}
	for _, n := range sortedKeys(e.Waivers) {
		w := e.Waivers[n]
		if !w.Live(exit) || w.Live(today) {
			continue
		}
		if lapsed.Count++; lapsed.Since.IsZero() || w.ReviewOn.Before(lapsed.Since) {
			lapsed.Since, lapsed.On = w.ReviewOn, w.On()
		}
	}
	if lapsed.Count == 0 {
		return nil
	}
	return []Attention{lapsed}
}

// firstEnding gives the leave that ends first of those that hold, and its day: the
// review of a waiver, or the last day of an exception that no other outlasts.
func (e *Engagement) firstEnding(today day.Date) (on Subject, ends day.Date) {
	if ends = e.ExceptionEnds(today); !ends.IsZero() {
		on = Subject{Noun: NounException}
	}
	for _, n := range sortedKeys(e.Waivers) {
		if w := e.Waivers[n]; w.Live(today) && (ends.IsZero() || w.ReviewOn.Before(ends)) {
			on, ends = w.On(), w.ReviewOn
		}
	}
	return on, ends
}
