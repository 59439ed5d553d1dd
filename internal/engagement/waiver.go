package engagement

import (
	"slices"

	"gaptrack/internal/day"
)

// RequestState is where something that one person asks for and another decides
// stands.
type RequestState string

// The states of waivers, exceptions and exit requests.
const (
	Waiting   RequestState = "waiting"
	Approved  RequestState = "approved"
	Returned  RequestState = "returned"
	Withdrawn RequestState = "withdrawn"
	Ended     RequestState = "ended" // approved once, and no longer needed
)

// What happens to waivers.
const (
	WaiverProposed  Kind = "waiver.proposed"
	WaiverApproved  Kind = "waiver.approved"
	WaiverReturned  Kind = "waiver.returned"
	WaiverWithdrawn Kind = "waiver.withdrawn"
	WaiverEnded     Kind = "waiver.ended"
)

// Waiver is the leave not to do a mandatory task, or to accept the risk of a
// checklist item, until a review date. It is proposed by one person and
// decided by a manager who is another.
type Waiver struct {
	Noun         Noun // NounTask or NounItem
	N            int
	Reason       string
	Compensating string // what is done instead
	ReviewOn     day.Date
	ProposedBy   PersonID
	ProposedOn   day.Date
	State        RequestState
	DecidedBy    PersonID
	DecidedOn    day.Date
	Words        string   // of who decided, or why it ended
	Warned       int      // how many days before its review was last warned of it; 0 for never
	LapsedOn     day.Date // its review, once that has passed; see Live
}

var waiverFields = []field[Waiver]{
	word("noun", func(w *Waiver) *Noun { return &w.Noun }),
	number("n", func(w *Waiver) *int { return &w.N }),
	text("reason", func(w *Waiver) *string { return &w.Reason }),
	text("compensating", func(w *Waiver) *string { return &w.Compensating }),
	date("review_on", func(w *Waiver) *day.Date { return &w.ReviewOn }),
	person("proposed_by", func(w *Waiver) *PersonID { return &w.ProposedBy }),
	date("proposed_on", func(w *Waiver) *day.Date { return &w.ProposedOn }),
	word("state", func(w *Waiver) *RequestState { return &w.State }),
	person("decided_by", func(w *Waiver) *PersonID { return &w.DecidedBy }),
	date("decided_on", func(w *Waiver) *day.Date { return &w.DecidedOn }),
	text("words", func(w *Waiver) *string { return &w.Words }),
	number("warned", func(w *Waiver) *int { return &w.Warned }),
	date("lapsed_on", func(w *Waiver) *day.Date { return &w.LapsedOn }),
}

// On names what the waiver is about.
func (w Waiver) On() Subject { return Subject{w.Noun, w.N} }

// Live reports whether the waiver holds on a day: it was approved, and its
// review date is still to come. On that date it lapses.
func (w Waiver) Live(today day.Date) bool { return w.State == Approved && today.Before(w.ReviewOn) }

// LiveWaiver gives the waiver of a task or item that holds on a day, or nil.
// There is one at most: the approval of a second ends the first.
func (e *Engagement) LiveWaiver(on Subject, today day.Date) *Waiver {
	for _, w := range e.Waivers {
		if w.On() == on && w.Live(today) {
			return w
		}
	}
	return nil
}

// WaiversOf gives the numbers of what was ever proposed for a task or an item,
// newest first.
func (e *Engagement) WaiversOf(on Subject) []int {
	return slices.DeleteFunc(newestFirst(e.Waivers), func(n int) bool { return e.Waivers[n].On() != on })
}
