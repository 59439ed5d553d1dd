package sample

import "gaptrack/internal/engagement"

// prepare does what is done before meeting i: what needs no words is verified,
// tasks go on, and what has to be asked for is.
func (l *life) prepare(i, ago int) {
	l.on(ago + 2)
	left := len(l.held) - i // meetings, this one among them
	l.share = (len(l.rest) + left - 1) / left
	l.verify(l.share * l.between(75, 100) / 100)
	for range (len(l.todo) + left - 1) / left {
		l.finish(l.todo[0])
		l.todo = l.todo[1:]
	}
	l.stumble(i)
	l.ask(i)
	l.decide(i, ago+1)
}

// verify resolves some of the next meeting's share before it.
func (l *life) verify(count int) {
	l.share -= count
	l.resolve(count, func(on engagement.Subject) {
		c := engagement.ChangeItem{N: on.N, State: new(engagement.Resolved)}
		if l.likely(10) {
			c.Notes = new(pick(l.chance, itemNotes))
		}
		l.do(c)
	})
}

// finish has a task done by who does it.
func (l *life) finish(j job) {
	l.as(j.who)
	l.do(engagement.ChangeTask{FTOP: j.ftop, State: new(engagement.Done)})
	l.as(l.lead)
}

// stumble blocks what is to be blocked before the meetings: some of what is
// resolved in the end is blocked for a while, too.
func (l *life) stumble(i int) {
	if len(l.rest) > 0 && l.likely(6) {
		l.block(pick(l.chance, l.rest))
	}
	if l.fate != blocked || i != l.blockedAt {
		return
	}
	for _, code := range draw(l.chance, l.stay, l.between(1, min(3, len(l.stay)))) {
		l.block(code)
	}
	if len(l.later) > 0 && l.likely(40) {
		kind := pick(l.chance, engagement.BlockerKinds)
		l.do(engagement.ChangeTask{
			FTOP: pick(l.chance, l.later).ftop, State: new(engagement.Blocked), BlockedKind: &kind, BlockedOn: new(l.cause(kind)),
		})
	}
}

func (l *life) block(code string) {
	kind := pick(l.chance, engagement.BlockerKinds)
	l.blocked(code, kind, l.cause(kind))
}

func (l *life) cause(kind engagement.BlockerKind) string { return pick(l.chance, causes[kind]) }

// talk holds a meeting: what is left of its share of the checklist is verified
// together, and some of what stays open is spoken of.
func (l *life) talk(ago int) {
	l.open(ago)
	l.resolve(l.share, func(on engagement.Subject) {
		l.do(engagement.LogProgress{
			Checkpoint: l.meetings, On: on, State: string(engagement.Resolved), Note: pick(l.chance, verified),
		})
	})
	l.share = 0
	l.speak()
	held := l.meetings
	l.close(ago, pick(l.chance, minutes)+" "+pick(l.chance, outlooks))
	if l.likely(2) {
		l.do(engagement.CorrectMinutes{N: held, Note: pick(l.chance, corrections)})
	}
}

// speak logs what is said of a few items that stay open, and of a task.
func (l *life) speak() {
	for _, code := range draw(l.chance, l.stay, min(l.IntN(2), len(l.stay))) {
		state := pick(l.chance, []engagement.ItemState{"", engagement.ItemInProgress, engagement.ReadyToVerify})
		l.do(engagement.LogProgress{
			Checkpoint: l.meetings, On: l.item(code), State: string(state), Note: pick(l.chance, progress[state]),
		})
	}
	if len(l.later) > 0 && l.likely(20) {
		l.do(engagement.LogProgress{
			Checkpoint: l.meetings, On: engagement.Subject{Noun: engagement.NounTask, N: pick(l.chance, l.later).ftop},
			Note: pick(l.chance, taskNotes),
		})
	}
}
