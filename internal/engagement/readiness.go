package engagement

import (
	"fmt"

	"gaptrack/internal/day"
)

// Condition is one of the things that must hold for an engagement to exit
// (domain, What ends it).
type Condition struct {
	Key      ConditionKey
	Title    string
	Met      bool
	Why      string    // a sentence
	Subjects []Subject // what stands in the way, each by name
}

// ConditionKey names a condition.
type ConditionKey string

// The conditions, in their order.
const (
	InputsConfirmed   ConditionKey = "inputs"
	TasksDone         ConditionKey = "tasks"
	ChecklistResolved ConditionKey = "checklist"
	ReviewConfirmed   ConditionKey = "review"
	OutputsAttested   ConditionKey = "outputs"
)

// Readiness is the answer to “if the exit were asked for now”.
type Readiness []Condition

// Readiness gives every condition of the exit, met or not, on a day.
func (e *Engagement) Readiness(today day.Date) Readiness {
	return Readiness{
		attested(InputsConfirmed, "Key inputs confirmed", "confirmed", NounInput, e.Inputs, len(e.Edition.Playbook.KeyInputs)),
		e.tasksDone(today),
		e.checklistResolved(today),
		e.reviewConfirmed(),
		attested(OutputsAttested, "Key outputs attested", "attested", NounOutput, e.Outputs, len(e.Edition.Playbook.KeyOutputs)),
	}
}

// Met reports whether every condition holds.
func (r Readiness) Met() bool { return len(r.Unmet()) == 0 }

// Unmet gives the conditions that do not hold.
func (r Readiness) Unmet() []Condition {
	var open []Condition
	for _, c := range r {
		if !c.Met {
			open = append(open, c)
		}
	}
	return open
}

// Sentence says of the whole how it stands.
func (r Readiness) Sentence() string {
	if n := len(r.Unmet()); n > 0 {
		return fmt.Sprintf("Not ready: %d of %d conditions open", n, len(r))
	}
	return "Ready to exit: every condition is met"
}

func attested(key ConditionKey, title, verb string, noun Noun, of map[int]*Attestation, count int) Condition {
	open := missing(of, count)
	c := Condition{Key: key, Title: title, Met: len(open) == 0, Why: fmt.Sprintf("%d of %d %s.", count-len(open), count, verb)}
	for _, n := range open {
		c.Subjects = append(c.Subjects, Subject{noun, n})
	}
	return c
}

// tasksDone asks for every mandatory task in scope to be done, or waived,
// ExitTask itself aside.
func (e *Engagement) tasksDone(today day.Date) Condition {
	c := Condition{Key: TasksDone, Title: "Mandatory tasks done"}
	done, waived, total := 0, 0, 0
	for _, s := range e.Scope(today) {
		if !s.In || !s.Mandatory || s.ID == ExitTask {
			continue
		}
		total++
		switch e.TaskState(s.ID, today) {
		case Done:
			done++
		case Waived:
			waived++
		default:
			c.Subjects = append(c.Subjects, Subject{NounTask, s.ID})
		}
	}
	c.Met = len(c.Subjects) == 0
	c.Why = fmt.Sprintf("%d of %d done%s.", done, total, also(waived, "waived"))
	return c
}

// checklistResolved asks for every item to be resolved, or its risk accepted.
func (e *Engagement) checklistResolved(today day.Date) Condition {
	c := Condition{Key: ChecklistResolved, Title: "Remediation checklist resolved"}
	accepted := 0
	for _, n := range sortedKeys(e.Items) {
		switch {
		case !e.Closed(n, today):
			c.Subjects = append(c.Subjects, Subject{NounItem, n})
		case e.Items[n].State != Resolved:
			accepted++
		}
	}
	c.Met = len(c.Subjects) == 0
	total := len(e.Items)
	c.Why = fmt.Sprintf("%d of %d items resolved%s.", total-len(c.Subjects)-accepted, total, also(accepted, "accepted as a risk"))
	if total == 0 {
		c.Why = "The checklist is empty. Add what the assessment found, if it found anything."
	}
	return c
}

// FirstReview gives the first review day of the waivers that a condition rests on,
// on a day, and none where it rests on none.
func (e *Engagement) FirstReview(key ConditionKey, today day.Date) day.Date {
	var first day.Date
	for _, w := range e.Waivers {
		rests := key == TasksDone && w.Noun == NounTask || key == ChecklistResolved && w.Noun == NounItem
		if rests && w.Live(today) {
			first = earliest(first, w.ReviewOn)
		}
	}
	return first
}

// reviewedOn follows the name of who confirmed the review.
const reviewedOn = " confirmed it on "

// reviewConfirmed asks for the customer's own review: by whom, and when.
func (e *Engagement) reviewConfirmed() Condition {
	c := Condition{Key: ReviewConfirmed, Title: "Customer's review confirmed"}
	t := e.Task(ReviewTask)
	if c.Met = t.State == Done; c.Met {
		c.Why = t.ConfirmedBy + reviewedOn + t.ConfirmedOn.Format(dayWords) + "."
		return c
	}
	c.Why = fmt.Sprintf("Task %d says who at the customer confirmed the review, and when.", ReviewTask)
	c.Subjects = []Subject{{NounTask, ReviewTask}}
	return c
}

func also(n int, what string) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf(", %d %s", n, what)
}
