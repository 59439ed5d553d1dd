package sample

import (
	"slices"

	"gaptrack/internal/engagement"
)

// life tells a generated engagement, from its assessment to where its fate has
// it stand.
type life struct {
	*teller
	chance
	plan
	made *engagement.Engagement // by the commands so far

	stay   []string // codes of the items that are not resolved in the end
	todo   []job    // tasks that will be done
	later  []job    // tasks that will not
	spared []job    // those of them that are to be waived
	asks   []ask
	share  int // how many items are resolved at the next meeting, or before it
}

// job is a task with who does it.
type job struct {
	ftop int
	who  string
}

func (l *life) tell() {
	l.confirm()
	l.assess()
	l.assign()
	l.planAsks()
	for i, ago := range l.held {
		l.prepare(i, ago)
		l.talk(ago)
	}
	if len(l.held) == 0 {
		l.do(engagement.ScheduleCheckpoint{On: weekday(l.day(-l.between(2, 6)), l.date), At: l.meets})
	}
	l.end()
}

// unfinished tells whether something of the checklist is open in the end.
func (l *life) unfinished() bool {
	return !slices.Contains([]fate{ready, waiting, returned, exited, reopened}, l.fate)
}

// confirm stands for the key inputs; of a few young engagements one is still
// awaited.
func (l *life) confirm() {
	answers := l.answers(len(l.made.Edition.Playbook.KeyInputs), inputWords)
	if l.fate == healthy && len(l.held) < 2 && l.likely(30) {
		delete(answers, len(answers))
	}
	l.do(engagement.Attest{Noun: engagement.NounInput, Answers: answers})
}

// answers stands for as many key inputs or outputs as the playbook has.
func (l *life) answers(count int, words [][]string) map[int]engagement.Answer {
	answers := map[int]engagement.Answer{}
	for n := 1; n <= count; n++ {
		answers[n] = engagement.Answer{Met: true, Words: pick(l.chance, words[(n-1)%len(words)])}
	}
	return answers
}

// assign gives the tasks in scope to those whose role they are.
func (l *life) assign() {
	for _, s := range l.made.Scope(l.date) {
		if !s.In || s.ID == engagement.ReviewTask || s.ID == engagement.ExitTask {
			continue
		}
		j := job{s.ID, l.doer(s.Role)}
		switch {
		case len(l.held) > 0 && s.Waivable() && l.likely(12):
			l.later, l.spared = append(l.later, j), append(l.spared, j)
		case len(l.held) > 0 && (l.likely(40) || s.Mandatory && !l.unfinished()):
			l.todo = append(l.todo, j)
		default:
			l.later = append(l.later, j)
		}
		if l.likely(80) {
			l.hand(j)
		}
	}
}

// doer gives who of the crew does the tasks of a role.
func (l *life) doer(role string) string {
	for _, key := range l.crew {
		if l.cast[key].Role.Label() == role {
			return key
		}
	}
	return l.lead
}

// hand gives a task its owner, its date, and sometimes its beginning.
func (l *life) hand(j job) {
	due := l.day(l.began).Add(l.between(10, 60))
	if l.fate != exited && !slices.Contains(l.todo, j) {
		due = l.day(-l.between(3, 60))
	}
	c := engagement.ChangeTask{FTOP: j.ftop, Owner: new(engagement.PersonID(l.cast[j.who].ID)), Due: &due}
	if l.likely(50) {
		c.State = new(engagement.InProgress)
	}
	if l.likely(25) {
		c.Notes = new(pick(l.chance, taskNotes))
	}
	l.do(c)
}
