package engagement

import (
	"encoding/json"
	"fmt"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// RequestExit asks a manager for the Remediate Exit. Every condition must hold.
type RequestExit struct{ Note string }

func (RequestExit) action() access.Action { return access.Request }

func (c RequestExit) decide(d *decision) error {
	if d.WaitingExit() != 0 {
		return fault.New(fault.Conflict, "The exit was requested already, and waits for a manager.")
	}
	if unmet := d.Readiness(d.today).Unmet(); len(unmet) > 0 {
		return fault.New(fault.Conflict, "The exit cannot be requested yet. %s", d.unmetWords(unmet))
	}
	var problems fault.Fields
	checkText(&problems, "note", c.Note, MaxNote)
	if err := problems.Err(); err != nil {
		return err
	}
	_, err := add(d, exitRecords, ExitRequested, ExitRequest{
		State: Waiting, RequestedBy: d.actor(), RequestedOn: d.today, Note: clean(c.Note), Seq: d.Version + 1,
	})
	return err
}

// TakeBackExit withdraws one's own request.
type TakeBackExit struct{ N int }

func (TakeBackExit) action() access.Action { return access.Request }

func (c TakeBackExit) decide(d *decision) error {
	x := d.Exits[c.N]
	switch {
	case x == nil:
		return noExit(c.N)
	case x.State != Waiting:
		return fault.New(fault.Conflict, "This request is %s already.", x.State)
	case x.RequestedBy != d.actor():
		return fault.New(fault.Forbidden, "Only who requested the exit can take the request back; a manager can return it.")
	}
	return change(d, exitRecords, c.N, ExitWithdrawn, func(x *ExitRequest) error {
		x.State, x.DecidedOn, x.Words = Withdrawn, d.today, "Taken back."
		return nil
	})
}

// DecideExit approves or returns an exit request. Who requested it does
// neither; who stood for the customer's review does not approve. Approval does
// ExitTask, closes the open optional tasks, moves the engagement to Enable and
// makes its record read-only, all or nothing.
type DecideExit struct {
	N       int
	Approve bool
	Words   string
	Basis   Hash // of what was shown: an approval is of that and of nothing else
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
	kind, err := d.verdict(x.State, x.Barred(d.actor(), reviewer), c.Approve, c.Words, ExitApproved, ExitReturned)
	if err != nil {
		return err
	}
	if !c.Approve {
		return d.settleExit(c, kind, nil)
	}
	if err := c.ofWhatStands(d); err != nil {
		return err
	}
	return d.exit(c, kind)
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
func (d *decision) exit(c DecideExit, kind Kind) error {
	ready := d.Readiness(d.today)
	if unmet := ready.Unmet(); len(unmet) > 0 {
		return fault.New(fault.Conflict, "The exit cannot be approved. %s", d.unmetWords(unmet))
	}
	if err := d.settleExit(c, kind, ready); err != nil {
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

// settleExit writes the decision into the request; an approval carries what
// was approved, and the event that it stood on.
func (d *decision) settleExit(c DecideExit, kind Kind, ready Readiness) error {
	stood := d.Head
	return change(d, exitRecords, c.N, kind, func(x *ExitRequest) error {
		x.State, x.DecidedBy, x.DecidedOn, x.Words = decided(c.Approve), d.actor(), d.today, clean(c.Words)
		if ready == nil {
			return nil
		}
		conditions, err := json.Marshal(ready)
		if err != nil {
			return fmt.Errorf("write the conditions of an exit: %w", err)
		}
		x.Readiness, x.StoodOn = string(conditions), stood.String()
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
