package engagement

import (
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/playbook"
)

// What happens to exceptions.
const (
	ExceptionAsked     Kind = "exception.asked"
	ExceptionApproved  Kind = "exception.approved"
	ExceptionReturned  Kind = "exception.returned"
	ExceptionWithdrawn Kind = "exception.withdrawn"
	ExceptionEnded     Kind = "exception.ended"
)

// Exception is the leave to give a customer what the conditions of the playbook
// would not, such as the enterprise additional benefit below its number of seats
// (playbook, Enterprise Additional Benefit Remediation). It is asked for by one person, approved by a manager who is
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
	person("asked_by", func(x *Exception) *PersonID { return &x.AskedBy }),
	date("asked_on", func(x *Exception) *day.Date { return &x.AskedOn }),
	word("state", func(x *Exception) *RequestState { return &x.State }),
	person("decided_by", func(x *Exception) *PersonID { return &x.DecidedBy }),
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

// ExceptionEnds gives the last day on which an exception will hold that holds
// now, or none where there is no exception, or none that ends.
func (e *Engagement) ExceptionEnds(today day.Date) day.Date {
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

// WaitingException gives the number of the exception that waits, or 0.
func (e *Engagement) WaitingException() int {
	for n, x := range e.Exceptions {
		if x.State == Waiting {
			return n
		}
	}
	return 0
}

// AsksForExceptions reports whether a condition of the playbook asks whether there
// is an exception.
func (e *Engagement) AsksForExceptions() bool {
	return slices.ContainsFunc(e.book().Activities, func(a playbook.Activity) bool {
		x := a.Condition.Expr()
		return x != nil && x.Mentions(playbook.RuleException)
	})
}

// ExceptionOpens gives the activities that an exception would open to the customer:
// those whose condition holds with one and does not without.
func (e *Engagement) ExceptionOpens() []playbook.Activity {
	without, with := newScopeAsks(e.book(), e.Facts, false), newScopeAsks(e.book(), e.Facts, true)
	var opens []playbook.Activity
	for _, a := range e.book().Activities {
		if !without.holds(a.Condition) && with.holds(a.Condition) {
			opens = append(opens, a)
		}
	}
	return opens
}
