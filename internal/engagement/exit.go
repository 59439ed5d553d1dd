package engagement

import (
	"encoding/json"
	"fmt"

	"gaptrack/internal/day"
)

// What happens to exit requests.
const (
	ExitRequested Kind = "exit.requested"
	ExitApproved  Kind = "exit.approved"
	ExitReturned  Kind = "exit.returned"
	ExitWithdrawn Kind = "exit.withdrawn"
	PhaseChanged  Kind = "facts.moved to Enable"
	Reopened      Kind = "facts.reopened"
)

// ExitRequest is one asking for the Remediate Exit, and what came of it.
type ExitRequest struct {
	State       RequestState
	RequestedBy PersonID
	RequestedOn day.Date
	Note        string
	DecidedBy   PersonID
	DecidedOn   day.Date
	Words       string // of the manager, or what withdrew it
	Readiness   string // the conditions that were approved, as JSON
	StoodOn     string // the hash of the event that the approval stood on
	Outputs     string // the key outputs that the requester stood for, as JSON
	Remarks     string // of who returned it, record by record, as JSON
	Because     string // what withdrew it, as Event.Cause: "change 57"
	Seq         int    // of the event that asked; 0 where it was not kept
	Key         string // the ID of the key that signed the proof of the approval; "" where there is none
}

var exitFields = []field[ExitRequest]{
	word("state", func(x *ExitRequest) *RequestState { return &x.State }),
	person("requested_by", func(x *ExitRequest) *PersonID { return &x.RequestedBy }),
	date("requested_on", func(x *ExitRequest) *day.Date { return &x.RequestedOn }),
	text("note", func(x *ExitRequest) *string { return &x.Note }),
	person("decided_by", func(x *ExitRequest) *PersonID { return &x.DecidedBy }),
	date("decided_on", func(x *ExitRequest) *day.Date { return &x.DecidedOn }),
	text("words", func(x *ExitRequest) *string { return &x.Words }),
	text("readiness", func(x *ExitRequest) *string { return &x.Readiness }),
	word("stood_on", func(x *ExitRequest) *string { return &x.StoodOn }),
	text("outputs", func(x *ExitRequest) *string { return &x.Outputs }),
	text("remarks", func(x *ExitRequest) *string { return &x.Remarks }),
	word("because", func(x *ExitRequest) *string { return &x.Because }),
	number("seq", func(x *ExitRequest) *int { return &x.Seq }),
	word("key", func(x *ExitRequest) *string { return &x.Key }),
}

// WaitingExit gives the number of the exit request that waits, or 0.
func (e *Engagement) WaitingExit() int {
	for n, x := range e.Exits {
		if x.State == Waiting {
			return n
		}
	}
	return 0
}

// LastExit gives the number of the newest exit request, or 0.
func (e *Engagement) LastExit() int { return exitRecords.next(e) - 1 }

// ExitRequests gives the numbers of all exit requests, newest first.
func (e *Engagement) ExitRequests() []int { return newestFirst(e.Exits) }

// OpenOptional gives the optional tasks in scope that are still open. They do
// not block an exit; it closes them as not pursued.
func (e *Engagement) OpenOptional(today day.Date) []Scoped {
	var open []Scoped
	for _, s := range e.Scope(today) {
		if state := e.TaskState(s.ID, today); s.In && !s.Mandatory && !state.Over() {
			open = append(open, s)
		}
	}
	return open
}

// Barred says why a person cannot decide on the request, or nothing: they made
// it, or are the reviewer, who did ReviewTask and so stood for a part of what
// an approval approves.
func (x ExitRequest) Barred(by, reviewer PersonID) string {
	switch by {
	case x.RequestedBy:
		return "You requested this exit, so another manager has to decide."
	case reviewer:
		return fmt.Sprintf("You confirmed the customer's review (task %d), so another manager has to approve.", ReviewTask)
	}
	return ""
}

// Conditions gives the conditions as they were when the exit was approved; none of
// a request that was not.
func (x ExitRequest) Conditions() (Readiness, error) { return unlisted[Condition](x.Readiness) }

// listed writes a list that a request keeps as JSON, nothing for an empty one.
func listed[T any](all []T) (string, error) {
	if len(all) == 0 {
		return "", nil
	}
	text, err := json.Marshal(all)
	return string(text), err
}

// unlisted reads what listed wrote.
func unlisted[T any](text string) ([]T, error) {
	if text == "" {
		return nil, nil
	}
	var all []T
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		return nil, fmt.Errorf("read what an exit request keeps: %w", err)
	}
	return all, nil
}
