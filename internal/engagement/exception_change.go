package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// AskException asks a manager for an exception.
type AskException struct {
	Reason string
	EndsOn day.Date
}

func (AskException) action() access.Action { return access.Work }

func (c AskException) decide(d *decision) error {
	if d.WaitingException() != 0 {
		return fault.New(fault.Conflict, "An exception waits for a manager already.")
	}
	var problems fault.Fields
	need(&problems, "reason", clean(c.Reason), MaxNote, "Say why this customer should get the enterprise benefit.")
	checkDate(&problems, "ends_on", c.EndsOn)
	if !c.EndsOn.IsZero() && c.EndsOn.Before(d.today) {
		problems.Add("ends_on", "The exception cannot end in the past.")
	}
	if err := problems.Err(); err != nil {
		return err
	}
	_, err := add(d, exceptionRecords, ExceptionAsked, Exception{
		Reason: clean(c.Reason), EndsOn: c.EndsOn, AskedBy: d.actor(), AskedOn: d.today, State: Waiting,
	})
	return err
}

// DecideException approves or returns an exception, with words.
type DecideException struct {
	N       int
	Approve bool
	Words   string
}

func (DecideException) action() access.Action { return access.Decide }

func (c DecideException) decide(d *decision) error {
	x := d.Exceptions[c.N]
	if x == nil {
		return noException(c.N)
	}
	kind, err := d.verdict(x.State, d.barred(x.AskedBy), c.Approve, c.Words, ExceptionApproved, ExceptionReturned)
	if err != nil {
		return err
	}
	if c.Approve && !x.EndsOn.IsZero() && x.EndsOn.Before(d.today) {
		return fault.New(fault.Conflict, "Its last day has passed; return it, and let it be asked for again.")
	}
	return change(d, exceptionRecords, c.N, kind, func(x *Exception) error {
		x.State, x.DecidedBy, x.DecidedOn, x.Words = decided(c.Approve), d.actor(), d.today, clean(c.Words)
		return nil
	})
}

// EndException takes back an exception that waits, or ends one that holds.
type EndException struct{ N int }

func (EndException) action() access.Action { return access.Work }

func (c EndException) decide(d *decision) error {
	switch x := d.Exceptions[c.N]; {
	case x == nil:
		return noException(c.N)
	case x.State == Waiting:
		return d.endException(c.N, ExceptionWithdrawn, Withdrawn, "")
	case x.State == Approved:
		return d.endException(c.N, ExceptionEnded, Ended, "ended by hand")
	}
	return fault.New(fault.Conflict, "This exception has ended already.")
}

func (d *decision) endException(n int, kind Kind, state RequestState, why string) error {
	return change(d, exceptionRecords, n, kind, func(x *Exception) error {
		x.State = state
		if why != "" {
			x.Words = why
		}
		return nil
	})
}

func noException(n int) error { return fault.New(fault.NotFound, "There is no exception %d.", n) }
