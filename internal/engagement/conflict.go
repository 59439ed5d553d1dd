package engagement

import (
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/day"
)

// Choice is what can become of something that an engagement logged and another
// edition of its playbook has no place for.
type Choice string

// The choices.
const (
	AskAgain Choice = "ask again" // of an attestation: the words stay, whether it holds is asked again
	LetGo    Choice = "let go"    // of a task: it leaves the scope, and what was logged stays
	HandOver Choice = "hand over" // of a task: as LetGo, and its owner and due date go to the task that stands in for it
	End      Choice = "end"       // of a waiver
	Keep     Choice = "keep"      // it stands for the new words; the task stays in scope; the waiver stands
)

// Conflict is something that an engagement logged and that another edition changes:
// the record, why, and what can be done about it.
type Conflict struct {
	Subject
	Why     string   // a sentence
	Choices []Choice // the first is what is done unasked; none where there is nothing to choose
}

func (c Conflict) offers(choice Choice) bool { return slices.Contains(c.Choices, choice) }

func (c Conflict) usual() Choice {
	if len(c.Choices) == 0 {
		return ""
	}
	return c.Choices[0]
}

// conflicts gives what stands between an engagement and another edition, on a day.
func (e *Engagement) conflicts(x *crossing, today day.Date) []Conflict {
	var all []Conflict
	for _, b := range x.bullets() {
		all = e.reworded(all, b, x.to)
	}
	for _, s := range x.leaving() {
		if state := e.TaskState(s.ID, today); state == InProgress || state == Blocked {
			all = append(all, e.interrupted(x, s, state))
		}
	}
	all = e.idleWaivers(all, x, today)
	if n := e.WaitingExit(); n > 0 {
		all = append(all, Conflict{Subject: Subject{NounExit, n}, Why: "The exit was requested, and waits for a manager."})
	}
	return all
}

// reworded adds the key inputs or outputs that somebody stood for and that the
// edition words otherwise.
func (e *Engagement) reworded(all []Conflict, b *bullets, to *Edition) []Conflict {
	of := b.of(e)
	for _, n := range sortedKeys(of) {
		if at, same := b.counterpart(n); at > 0 && !same && of[n].Met {
			why := fmt.Sprintf("Edition %d words it otherwise: “%s”. Somebody stood for: “%s”.",
				to.Number, strings.TrimSuffix(b.to[at-1], "."), strings.TrimSuffix(b.from[n-1], "."))
			all = append(all, Conflict{Subject{b.noun, n}, why, []Choice{AskAgain, Keep}})
		}
	}
	return all
}

// interrupted gives the conflict of a task that is being worked on and leaves the
// scope.
func (e *Engagement) interrupted(x *crossing, s Scoped, state TaskState) Conflict {
	c := Conflict{Subject: Subject{NounTask, s.ID}, Choices: []Choice{LetGo, Keep}}
	next := x.task(s.ID)
	c.Why = fmt.Sprintf("It is %s, and leaves the scope. %s", state, next.Why())
	if next.Retired == nil {
		return c
	}
	if by := x.task(next.Retired.ReplacedBy); by.In && e.unplanned(by.ID) {
		c.Choices = []Choice{HandOver, LetGo, Keep}
	}
	return c
}

// unplanned reports whether nobody has a task, it has no due date and was not begun.
func (e *Engagement) unplanned(ftop int) bool {
	t := e.Task(ftop)
	return t.Owner == 0 && t.Due.IsZero() && t.Logged() == NotStarted
}

// idleWaivers adds the waivers that wait or hold, of tasks that will need none.
func (e *Engagement) idleWaivers(all []Conflict, x *crossing, today day.Date) []Conflict {
	for _, n := range sortedKeys(e.Waivers) {
		w := e.Waivers[n]
		needed := w.Noun == NounTask && (w.State == Waiting || w.Live(today)) && find(x.before, w.N).Waivable()
		if !needed || x.task(w.N).Waivable() {
			continue
		}
		why := fmt.Sprintf("Task %d needs no waiver in edition %d. %s", w.N, x.to.Number, needless(x.task(w.N)))
		all = append(all, Conflict{Subject{NounWaiver, n}, why, []Choice{End, Keep}})
	}
	return all
}

// needless says why a task needs no waiver.
func needless(s Scoped) string {
	if s.In {
		return "It is optional there."
	}
	return s.Why()
}

// settle does what was chosen about a conflict, once the engagement has moved. The
// attestations are carried already.
func (c Conflict) settle(d *decision, x *crossing, choice Choice) error {
	switch {
	case c.Noun == NounTask && choice == Keep:
		reason := fmt.Sprintf("It was %s when edition %d took it out of the scope.", d.Task(c.N).Logged(), x.to.Number)
		return change(d, taskRecords, c.N, TaskPulledIn, func(t *Task) error { t.PulledIn = reason; return nil })
	case c.Noun == NounTask && choice == HandOver:
		return d.handOver(c.N, x.task(c.N).Retired.ReplacedBy)
	case c.Noun == NounWaiver && choice == End:
		return d.dropWaiver(c.N, fmt.Sprintf("Edition %d needs no waiver of it.", x.to.Number))
	}
	return nil
}

// handOver gives a task's owner and due date to the one that stands in for it, unless
// that has some already.
func (d *decision) handOver(from, to int) error {
	left := d.Task(from)
	if !d.unplanned(to) {
		return nil
	}
	return change(d, taskRecords, to, TaskCarried, func(t *Task) error {
		t.Owner, t.Due = left.Owner, left.Due
		return nil
	})
}
