package engagement

import (
	"fmt"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// ProposeWaiver asks a manager to waive a mandatory task, or to accept the
// risk of a checklist item.
type ProposeWaiver struct {
	On           Subject
	Reason       string
	Compensating string
	ReviewOn     day.Date
}

func (ProposeWaiver) action() access.Action { return access.Work }

func (c ProposeWaiver) decide(d *decision) error {
	if err := c.target(d); err != nil {
		return err
	}
	var problems fault.Fields
	reason, instead := clean(c.Reason), clean(c.Compensating)
	need(&problems, "reason", reason, MaxNote, "Say why this can be left undone.")
	need(&problems, "compensating", instead, MaxNote, "Say what is done instead.")
	if checkDate(&problems, "review_on", c.ReviewOn); len(problems) == 0 && !c.ReviewOn.After(d.today) {
		problems.Add("review_on", "Give the day on which this is looked at again; it must be in the future.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	_, err := add(d, waiverRecords, WaiverProposed, Waiver{
		Noun: c.On.Noun, N: c.On.N, Reason: reason, Compensating: instead, ReviewOn: c.ReviewOn,
		ProposedBy: d.actor(), ProposedOn: d.today, State: Waiting,
	})
	return err
}

// target refuses what cannot be waived.
func (c ProposeWaiver) target(d *decision) error {
	switch s, known := d.scoped(c.On.N); {
	case c.On.Noun == NounItem && d.Items[c.On.N] == nil:
		return noItem(c.On.N)
	case c.On.Noun == NounItem && d.Items[c.On.N].State == Resolved:
		return fault.New(fault.Conflict, "Item %d is resolved, so there is no risk left to accept.", c.On.N)
	case c.On.Noun == NounTask && !known:
		return noTask(c.On.N)
	case c.On.Noun == NounTask && (c.On.N == ExitTask || c.On.N == ReviewTask):
		return fault.New(fault.Conflict, "Task %d cannot be waived: the exit itself stands on it.", c.On.N)
	case c.On.Noun == NounTask && (!s.Waivable() || d.Task(c.On.N).State == Done):
		return fault.New(fault.Conflict, "Only a mandatory task that is in scope and not done needs a waiver.")
	case c.On.Noun != NounItem && c.On.Noun != NounTask:
		return fault.New(fault.Invalid, "Only tasks and checklist items can be waived.")
	}
	for _, w := range d.Waivers {
		if w.On() == c.On && w.State == Waiting {
			return fault.New(fault.Conflict, "A waiver of this waits for a manager already.")
		}
	}
	return nil
}

// DecideWaiver approves or returns a waiver, with words.
type DecideWaiver struct {
	N       int
	Approve bool
	Words   string
}

func (DecideWaiver) action() access.Action { return access.Decide }

func (c DecideWaiver) decide(d *decision) error {
	w := d.Waivers[c.N]
	if w == nil {
		return fault.New(fault.NotFound, "There is no waiver %d.", c.N)
	}
	kind, err := d.verdict(w.State, d.barred(w.ProposedBy), c.Approve, c.Words, WaiverApproved, WaiverReturned)
	if err != nil {
		return err
	}
	if c.Approve && !w.ReviewOn.After(d.today) {
		return fault.New(fault.Conflict, "Its review date has passed; return it, and let it be proposed again.")
	}
	if c.Approve {
		if err := d.untouched(w.On()); err != nil {
			return err
		}
		if err := d.replaceWaiver(w.On(), c.N); err != nil {
			return err
		}
	}
	return change(d, waiverRecords, c.N, kind, func(w *Waiver) error {
		w.State, w.DecidedBy, w.DecidedOn, w.Words = decided(c.Approve), d.actor(), d.today, clean(c.Words)
		return nil
	})
}

// WithdrawWaiver takes back a waiver that waits, or ends one that holds.
type WithdrawWaiver struct{ N int }

func (WithdrawWaiver) action() access.Action { return access.Work }

func (c WithdrawWaiver) decide(d *decision) error {
	switch w := d.Waivers[c.N]; {
	case w == nil:
		return fault.New(fault.NotFound, "There is no waiver %d.", c.N)
	case w.State == Waiting:
		return d.endWaiver(c.N, WaiverWithdrawn, Withdrawn, "")
	case w.Live(d.today) && w.LapsedOn.IsZero():
		return d.endWaiver(c.N, WaiverEnded, Ended, "ended by hand")
	case w.State == Approved:
		return fault.New(fault.Conflict, "This waiver lapsed on its review date, %s; there is nothing left to end.", w.ReviewOn.Format(dayWords))
	}
	return fault.New(fault.Conflict, "This waiver has ended already.")
}

// replaceWaiver ends the waiver of a subject that holds, if any, because by
// takes its place.
func (d *decision) replaceWaiver(on Subject, by int) error {
	for _, n := range sortedKeys(d.Waivers) {
		if w := d.Waivers[n]; w.On() == on && w.Live(d.today) {
			return d.endWaiver(n, WaiverEnded, Ended, fmt.Sprintf("replaced by waiver %d", by))
		}
	}
	return nil
}

// endWaivers takes back what was proposed, and ends what was approved, for a
// subject that no longer needs it.
func (d *decision) endWaivers(on Subject, why string) error {
	for _, n := range sortedKeys(d.Waivers) {
		if d.Waivers[n].On() != on {
			continue
		}
		if err := d.dropWaiver(n, why); err != nil {
			return err
		}
	}
	return nil
}

// dropWaiver takes back a waiver that was proposed, or ends one that was approved.
func (d *decision) dropWaiver(n int, why string) error {
	switch d.Waivers[n].State {
	case Waiting:
		return d.endWaiver(n, WaiverWithdrawn, Withdrawn, why)
	case Approved:
		return d.endWaiver(n, WaiverEnded, Ended, why)
	}
	return nil
}

func (d *decision) endWaiver(n int, kind Kind, state RequestState, why string) error {
	return change(d, waiverRecords, n, kind, func(w *Waiver) error {
		w.State = state
		if why != "" {
			w.Words = why
		}
		return nil
	})
}
