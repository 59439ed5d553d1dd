package sample

import (
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// end brings the engagement to where its fate has it stand, after its last
// meeting.
func (l *life) end() {
	switch l.fate {
	case missed:
		l.skip()
	case ready:
		l.review(l.last() - 1)
	case waiting:
		l.review(l.last() - 1)
		l.request(l.last() - 2)
	case returned:
		l.review(l.last() - 1)
		l.request(0)
		l.sendBack(l.last() - 2)
		l.mend()
	case exited:
		l.leave()
	case reopened:
		l.leave()
		l.comeBack()
	}
}

func (l *life) last() int { return l.held[len(l.held)-1] }

// skip cancels the meeting that was planned, of half of those that nobody held.
func (l *life) skip() {
	if l.likely(50) {
		l.on(l.last() - 2)
		l.do(engagement.CancelCheckpoint{N: l.meetings, Reason: pick(l.chance, cancellations)})
	}
}

// review does what is left of the mandatory tasks, has the customer confirm, and
// stands for the key outputs.
func (l *life) review(ago int) {
	l.on(ago)
	for _, s := range l.made.Scope(l.day(ago)) {
		if s.Waivable() && !l.made.TaskState(s.ID, l.day(ago)).Over() {
			l.finish(job{s.ID, l.doer(s.Role)})
		}
	}
	on := day.Of(l.at, l.zone)
	l.do(engagement.ChangeTask{
		FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: &l.contacts[0], ConfirmedOn: &on,
	})
	l.do(engagement.Attest{
		Noun: engagement.NounOutput, Answers: l.answers(len(l.made.Edition.Playbook.KeyOutputs), outputWords),
	})
}

// request asks for the exit, on a day, or at once with 0.
func (l *life) request(ago int) {
	if ago > 0 {
		l.on(ago)
	}
	l.do(engagement.RequestExit{Note: pick(l.chance, exitNotes)})
}

func (l *life) sendBack(ago int) { l.rule(ago, false, pick(l.chance, exitReturns)) }

// rule has a manager decide on the newest request.
func (l *life) rule(ago int, approve bool, words string) {
	l.on(ago)
	l.as(l.manager)
	l.do(engagement.DecideExit{N: l.made.LastExit(), Approve: approve, Words: words})
	l.as(l.lead)
}

// mend takes up again what the manager found wanting.
func (l *life) mend() {
	n := l.between(1, len(l.items))
	if len(l.stay) > 0 && n == l.items[l.stay[0]] {
		n = n%len(l.items) + 1 // not the one whose risk is accepted
	}
	l.do(engagement.ChangeItem{
		N: n, State: new(engagement.ItemInProgress), Due: new(l.day(-l.between(3, 20))), Notes: new(pick(l.chance, itemNotes)),
	})
}

// leave takes the engagement out of Remediate; sometimes it takes two requests.
func (l *life) leave() {
	l.review(l.exit + 5)
	l.request(l.exit + 4)
	if l.likely(12) {
		l.sendBack(l.exit + 3)
		l.request(l.exit + 2)
	}
	l.rule(l.exit, true, pick(l.chance, approvals))
}

// comeBack reopens the engagement, for what was found since.
func (l *life) comeBack() {
	l.on(l.again + 2)
	l.as(l.manager)
	l.do(engagement.Reopen{Reason: pick(l.chance, reopenings)})
	l.as(l.lead)
	var items []engagement.Item
	l.size = min(l.between(1, 4), largest-len(l.items))
	for _, f := range l.finding() {
		f = f.elsewhere(len(otherParts))
		l.items[f.code] = len(l.items) + 1
		l.stay = append(l.stay, f.code)
		items = append(items, f.item(l.day(-1-f.days), l.ownerAt(f.side), nil))
	}
	l.do(engagement.AddItems{Items: items})
	l.planned = day.Date{} // the exit has cancelled it
	l.talk(l.again)
}
