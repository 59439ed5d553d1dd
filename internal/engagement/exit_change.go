package engagement

import (
	"encoding/json"
	"fmt"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// DecideExit approves or returns an exit request. Who requested it does
// neither; who stood for the customer's review does not approve. Approval does
// ExitTask, closes the open optional tasks, moves the engagement to Enable and
// makes its record read-only, all or nothing. What is returned is returned with
// words, with remarks, or both.
type DecideExit struct {
	N       int
	Approve bool
	Words   string
	Remarks []Remark // of a return alone
	Basis   Hash     // of what was shown: an approval is of that and of nothing else
}

func (DecideExit) action() access.Action { return access.Decide }

// ShownBy gives the command of somebody who is shown the engagement on a day.
func (c DecideExit) ShownBy(e *Engagement, today day.Date) DecideExit {
	c.Basis = e.ExitBasis(c.N, today).Digest()
	return c
}

func (c DecideExit) decide(d *decision) error {
	x := d.Exits[c.N]
	if x == nil {
		return noExit(c.N)
	}
	reviewer := PersonID(0) // who only returns it may have done the review
	if c.Approve {
		reviewer = d.Task(ReviewTask).DoneBy
	}
	if err := d.decidable(x.State, x.Barred(d.actor(), reviewer)); err != nil {
		return err
	}
	if !c.Approve {
		return c.giveBack(d)
	}
	var problems fault.Fields
	checkWords(&problems, c.Words, false)
	if err := problems.Err(); err != nil {
		return err
	}
	if len(c.Remarks) > 0 {
		return fault.New(fault.Invalid, "Remarks go with a return. Return it with them, or empty them to approve it.")
	}
	if err := c.ofWhatStands(d); err != nil {
		return err
	}
	return d.exit(c)
}

// giveBack returns the request.
func (c DecideExit) giveBack(d *decision) error {
	remarks, err := d.remarks(c.Remarks)
	var problems fault.Fields
	checkWords(&problems, c.Words, len(c.Remarks) == 0)
	if err := fault.Join(err, problems.Err()); err != nil {
		return err
	}
	return change(d, exitRecords, c.N, ExitReturned, func(x *ExitRequest) error {
		x.settle(d, c)
		x.Remarks = remarks
		return nil
	})
}

// ofWhatStands refuses the approval of anything but what the request rests on now.
func (c DecideExit) ofWhatStands(d *decision) error {
	switch c.Basis {
	case Hash{}:
		return fault.New(fault.Invalid, "The page that this was sent from does not say what it showed. Open it again.")
	case d.ExitBasis(c.N, d.today).Digest():
		return nil
	}
	return fault.New(fault.Conflict, "What this exit rests on changed while you were reading. Look at it again, then decide.")
}

// exit makes an approval so.
func (d *decision) exit(c DecideExit) error {
	ready := d.Readiness(d.today)
	if unmet := ready.Unmet(); len(unmet) > 0 {
		return fault.New(fault.Conflict, "The exit cannot be approved. %s", d.unmetWords(unmet))
	}
	if err := c.approve(d, ready); err != nil {
		return err
	}
	d.Cause = fmt.Sprintf("exit %d", c.N)
	if err := d.closeMeetings(); err != nil {
		return err
	}
	if err := d.closeRequests(); err != nil {
		return err
	}
	for _, s := range d.OpenOptional(d.today) {
		if err := d.give(s.ID, TaskClosed, NotPursued); err != nil {
			return err
		}
	}
	if err := d.give(ExitTask, TaskExited, Done); err != nil {
		return err
	}
	return change(d, factRecords, 0, PhaseChanged, func(f *Facts) error { f.Phase, f.Reopened = Enable, ""; return nil })
}

// settle writes the decision into the request.
func (x *ExitRequest) settle(d *decision, c DecideExit) {
	x.State, x.DecidedBy, x.DecidedOn, x.Words = decided(c.Approve), d.actor(), d.today, clean(c.Words)
}

// approve settles the request with what was approved, and the event that the
// approval stood on.
func (c DecideExit) approve(d *decision, ready Readiness) error {
	conditions, err := json.Marshal(ready)
	if err != nil {
		return fmt.Errorf("write the conditions of an exit: %w", err)
	}
	stood := d.Head
	return change(d, exitRecords, c.N, ExitApproved, func(x *ExitRequest) error {
		x.settle(d, c)
		x.Readiness, x.StoodOn, x.Key = string(conditions), stood.String(), d.Key
		return nil
	})
}

// closeMeetings closes the checkpoint that is being held, and cancels those
// that are planned: the next phase plans its own.
func (d *decision) closeMeetings() error {
	for _, n := range sortedKeys(d.Checkpoints) {
		var err error
		switch d.Checkpoints[n].State {
		case Held:
			err = d.close(n)
		case Scheduled:
			err = d.cancel(n, "The engagement moved to Enable.")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// closeRequests withdraws the waivers and exceptions that still wait: nobody
// could decide on them any more.
func (d *decision) closeRequests() error {
	const why = "The engagement moved to Enable."
	for _, n := range sortedKeys(d.Waivers) {
		if d.Waivers[n].State != Waiting {
			continue
		}
		if err := d.endWaiver(n, WaiverWithdrawn, Withdrawn, why); err != nil {
			return err
		}
	}
	for _, n := range sortedKeys(d.Exceptions) {
		if d.Exceptions[n].State != Waiting {
			continue
		}
		if err := d.endException(n, ExceptionWithdrawn, Withdrawn, why); err != nil {
			return err
		}
	}
	return nil
}

func (d *decision) give(ftop int, kind Kind, state TaskState) error {
	return change(d, taskRecords, ftop, kind, func(t *Task) error {
		t.State = state
		t.settle(d, ftop)
		return nil
	})
}

func noExit(n int) error { return fault.New(fault.NotFound, "There is no exit request %d.", n) }
