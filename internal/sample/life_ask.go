package sample

import (
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// ask is a waiver or an exception that the lead asks for before one of the
// meetings.
type ask struct {
	at      int                // the meeting
	on      engagement.Subject // what is to be waived; none for an exception
	until   day.Date
	outcome engagement.RequestState
	n       int // of the waiver, once it was proposed
}

var outcomes = []weighted[engagement.RequestState]{
	{45, engagement.Approved}, {25, engagement.Returned}, {30, engagement.Waiting},
}

// planAsks draws what will be asked for.
func (l *life) planAsks() {
	if len(l.held) == 0 {
		return
	}
	switch {
	case l.fate == ending:
		l.queue(ask{on: l.item(l.stay[0]), until: l.day(-l.between(3, 18)), outcome: engagement.Approved})
	case !l.unfinished() && len(l.stay) > 0:
		l.queue(ask{on: l.item(l.stay[0]), until: l.reviewDay(), outcome: engagement.Approved})
	case l.fate == healthy && l.likely(20):
		l.queue(ask{on: l.item(pick(l.chance, l.stay)), until: l.reviewDay(), outcome: pickWeighted(l.chance, outcomes)})
	}
	for _, j := range l.spared {
		a := ask{on: engagement.Subject{Noun: engagement.NounTask, N: j.ftop}, until: l.reviewDay(), outcome: engagement.Approved}
		if l.unfinished() {
			a.outcome = pickWeighted(l.chance, outcomes)
		}
		l.queue(a)
	}
	if l.wantsException() && l.likely(60) {
		l.queue(ask{until: pick(l.chance, []day.Date{{}, l.day(-l.between(40, 300))}), outcome: pickWeighted(l.chance, outcomes)})
	}
}

// reviewDay draws until when something is waived: beyond the time in which its
// ending would be called out, or, for what has exited, beyond the exit.
func (l *life) reviewDay() day.Date {
	if l.fate == exited {
		return l.day(l.exit).Add(l.between(15, 240))
	}
	return l.day(-l.between(30, 200))
}

// wantsException tells whether the customer is a bit too small for a benefit
// that its services would have.
func (l *life) wantsException() bool {
	return l.seats >= 5_000 && len(l.made.ExceptionOpens()) > 0 &&
		(slices.Contains(l.services, "Exchange") || slices.Contains(l.services, "Skype for Business"))
}

// queue puts it before a meeting; what still waits was asked for before the last.
func (l *life) queue(a ask) {
	a.at = len(l.held) - 1
	if a.outcome != engagement.Waiting {
		a.at = l.IntN(len(l.held))
	}
	l.asks = append(l.asks, a)
}

func (l *life) ask(i int) {
	for k := range l.asks {
		switch a := &l.asks[k]; {
		case a.at != i:
		case a.on.N == 0:
			l.do(engagement.AskException{Reason: pick(l.chance, exceptionReasons), EndsOn: a.until})
		default:
			l.do(engagement.ProposeWaiver{
				On: a.on, Reason: pick(l.chance, waiverReasons), Compensating: pick(l.chance, instead), ReviewOn: a.until,
			})
			a.n = len(l.made.Waivers)
		}
	}
}

// decide has a manager decide on what was asked for before meeting i.
func (l *life) decide(i, ago int) {
	due := slices.DeleteFunc(slices.Clone(l.asks), func(a ask) bool { return a.at != i || a.outcome == engagement.Waiting })
	if len(due) == 0 {
		return
	}
	l.on(ago)
	l.as(l.manager)
	for _, a := range due {
		l.do(a.decision(l.chance))
	}
	l.as(l.lead)
}

// decision is the manager's command. There is one exception at most.
func (a ask) decision(c chance) engagement.Command {
	approve, words := true, pick(c, approvals)
	if a.outcome == engagement.Returned {
		approve, words = false, pick(c, returns)
	}
	if a.n == 0 {
		return engagement.DecideException{N: 1, Approve: approve, Words: words}
	}
	return engagement.DecideWaiver{N: a.n, Approve: approve, Words: words}
}
