package engagement

import (
	"fmt"
	"strings"

	"gaptrack/internal/day"
)

// Level says how much a move to another edition does to an engagement.
type Level string

// The levels: nothing that it notices; a scope or a text that changes; something to
// decide, a request that waits, or an exit that it was ready for and is not.
const (
	Green  Level = "green"
	Yellow Level = "yellow"
	Red    Level = "red"
)

// Levels lists the levels, what needs most care first.
var Levels = []Level{Red, Yellow, Green}

// Preview tells what a move to another edition does to an engagement on a day.
type Preview struct {
	From, To  *Edition
	Gains     []Scoped       // tasks that come into the scope
	Loses     []Scoped       // tasks that leave it, as they are in the new edition
	Changes   []TaskChange   // tasks that stay in scope, and read otherwise
	Bullets   []BulletChange // key inputs and outputs that read otherwise
	Conflicts []Conflict
	Waiting   []Subject // requests that wait for a manager
	Before    Readiness
	After     Readiness // where every conflict is settled as it is unasked
}

// TaskChange is a task of which another edition says something else.
type TaskChange struct {
	Was, Becomes Scoped
	What         []string // such as "is mandatory"
}

// BulletChange is a key input or output that another edition adds, takes out or
// words otherwise.
type BulletChange struct {
	Noun         Noun
	Was, Becomes string // "" where it is not there
	Met          bool   // somebody stands for it
}

// Level tells how much care the move asks for.
func (p Preview) Level() Level {
	switch {
	case len(p.Conflicts)+len(p.Waiting) > 0 || p.Unreadies():
		return Red
	case len(p.Gains)+len(p.Loses)+len(p.Changes)+len(p.Bullets) > 0:
		return Yellow
	}
	return Green
}

// Unreadies reports whether the engagement was ready to exit and would not be.
func (p Preview) Unreadies() bool { return p.Before.Met() && !p.After.Met() }

// Left says why a move of many leaves the engagement for somebody to look at, or
// nothing where it takes it along.
func (p Preview) Left() string {
	var why []string
	for _, c := range p.Conflicts {
		why = append(why, fmt.Sprintf("%s: %s", capitalized(c.String()), c.Why))
	}
	for _, s := range p.Waiting {
		if s.Noun != NounExit { // it is a conflict already
			why = append(why, fmt.Sprintf("%s waits for a manager.", capitalized(s.String())))
		}
	}
	return strings.Join(why, " ")
}

func capitalized(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// Preview tells what a move to another edition would do on a day of the customer,
// and leaves the engagement as it is. The fault is the move's, where it cannot be.
func (e *Engagement) Preview(to *Edition, today day.Date) (Preview, error) {
	cmd := Move{To: to}
	if err := cmd.check(e); err != nil {
		return Preview{}, err
	}
	x := e.cross(to, today)
	p := Preview{
		From: e.Edition, To: to, Gains: x.coming(), Loses: x.gone(), Changes: x.changes(), Bullets: e.bulletChanges(x),
		Conflicts: e.conflicts(x, today), Waiting: e.waiting(), Before: e.Readiness(today),
	}
	d := &decision{Engagement: e.clone(), today: today}
	if err := cmd.decide(d); err != nil {
		return Preview{}, err
	}
	p.After = d.Readiness(today)
	return p, nil
}

// waiting gives what waits for a manager: waivers, exceptions, the exit.
func (e *Engagement) waiting() []Subject {
	var all []Subject
	for _, n := range sortedKeys(e.Waivers) {
		if e.Waivers[n].State == Waiting {
			all = append(all, Subject{NounWaiver, n})
		}
	}
	if n := e.WaitingException(); n > 0 {
		all = append(all, Subject{NounException, n})
	}
	if n := e.WaitingExit(); n > 0 {
		all = append(all, Subject{NounExit, n})
	}
	return all
}

// gone gives the tasks that leave the scope, as they are on the other side.
func (x *crossing) gone() []Scoped {
	var all []Scoped
	for _, s := range x.leaving() {
		next := x.task(s.ID)
		if r := x.to.Retired(s.ID); next.ID == 0 || next.Retired != nil {
			if r.Name == "" { // the edition keeps no word of it
				r.Task, r.Activity, r.Edition = s.Task, s.Activity, x.to.Number
			}
			next = Scoped{Task: s.Task, Activity: s.Activity, Retired: &r}
		}
		all = append(all, next)
	}
	return all
}

// changes gives the tasks in scope on both sides that read otherwise.
func (x *crossing) changes() []TaskChange {
	was := map[int]Scoped{}
	for _, s := range x.before {
		was[s.ID] = s
	}
	var all []TaskChange
	for _, s := range x.after {
		if before := was[s.ID]; s.In && before.In && s.Retired == nil {
			if what := taskChanges(before, s); len(what) > 0 {
				all = append(all, TaskChange{before, s, what})
			}
		}
	}
	return all
}

// taskChanges says what another edition changed of a task.
func taskChanges(was, becomes Scoped) []string {
	var what []string
	note := func(differs bool, format string, args ...any) {
		if differs {
			what = append(what, fmt.Sprintf(format, args...))
		}
	}
	note(was.Name != becomes.Name, "is called “%s”, and was called “%s”", becomes.Name, was.Name)
	note(!was.Mandatory && becomes.Mandatory, "is mandatory, and was optional")
	note(was.Mandatory && !becomes.Mandatory, "is optional, and was mandatory")
	note(was.Role != becomes.Role, "is for the role %s, and was for %s", becomes.Role, was.Role)
	services, before := strings.Join(becomes.Services, " / "), strings.Join(was.Services, " / ")
	note(services != before, "is for %s, and was for %s", services, before)
	note(was.Activity != becomes.Activity, "belongs to “%s”, and belonged to “%s”", becomes.Activity, was.Activity)
	return what
}

// bulletChanges gives the key inputs and outputs that read otherwise on the other
// side: those of before in their order, then what is new.
func (e *Engagement) bulletChanges(x *crossing) []BulletChange {
	var all []BulletChange
	for _, b := range x.bullets() {
		there := map[int]bool{}
		for i, text := range b.from {
			to, same := b.counterpart(i + 1)
			there[to] = true
			if same {
				continue
			}
			c := BulletChange{Noun: b.noun, Was: text, Met: b.get(e, i+1).Met}
			if to > 0 {
				c.Becomes = b.to[to-1]
			}
			all = append(all, c)
		}
		for i, text := range b.to {
			if !there[i+1] {
				all = append(all, BulletChange{Noun: b.noun, Becomes: text})
			}
		}
	}
	return all
}
