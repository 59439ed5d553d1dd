package engagement

import (
	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to exceptions.
const (
	ExceptionAsked     Kind = "exception.asked"
	ExceptionApproved  Kind = "exception.approved"
	ExceptionReturned  Kind = "exception.returned"
	ExceptionWithdrawn Kind = "exception.withdrawn"
	ExceptionEnded     Kind = "exception.ended"
)

// Exception is the leave to give a customer the enterprise additional benefit
// below its number of seats (playbook, Enterprise Additional Benefit
// Remediation). It is asked for by one person, approved by a manager who is
// another, and may end on a date.
type Exception struct {
	Reason    string
	EndsOn    day.Date // the last day on which it holds; none for no end
	AskedBy   PersonID
	AskedOn   day.Date
	State     RequestState
	DecidedBy PersonID
	DecidedOn day.Date
	Words     string
}

var exceptionFields = []field[Exception]{
	text("reason", func(x *Exception) *string { return &x.Reason }),
	date("ends_on", func(x *Exception) *day.Date { return &x.EndsOn }),
	number("asked_by", func(x *Exception) *PersonID { return &x.AskedBy }),
	date("asked_on", func(x *Exception) *day.Date { return &x.AskedOn }),
	word("state", func(x *Exception) *RequestState { return &x.State }),
	number("decided_by", func(x *Exception) *PersonID { return &x.DecidedBy }),
	date("decided_on", func(x *Exception) *day.Date { return &x.DecidedOn }),
	text("words", func(x *Exception) *string { return &x.Words }),
}

// Live reports whether the exception holds on a day.
func (x Exception) Live(today day.Date) bool {
	return x.State == Approved && (x.EndsOn.IsZero() || !today.After(x.EndsOn))
}

// ExceptionHolds reports whether an approved exception holds on a day.
func (e *Engagement) ExceptionHolds(today day.Date) bool {
	for _, x := range e.Exceptions {
		if x.Live(today) {
			return true
		}
	}
	return false
}

// exceptionEnds gives the last day on which an exception will hold that holds
// now, or none where there is no exception, or none that ends.
func (e *Engagement) exceptionEnds(today day.Date) day.Date {
	var last day.Date
	for _, x := range e.Exceptions {
		switch {
		case !x.Live(today):
		case x.EndsOn.IsZero():
			return day.Date{}
		case x.EndsOn.After(last):
			last = x.EndsOn
		}
	}
	return last
}

// AskException asks a manager for an exception.
type AskException struct {
	Reason string
	EndsOn day.Date
}

func (AskException) action() access.Action { return access.Work }

func (c AskException) decide(d *decision) error {
	for _, x := range d.Exceptions {
		if x.State == Waiting {
			return fault.New(fault.Conflict, "An exception waits for a manager already.")
		}
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
	kind, err := d.verdict(x.State, c.Approve, c.Words, ExceptionApproved, ExceptionReturned, x.AskedBy)
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
