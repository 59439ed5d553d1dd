package engagement

import (
	"fmt"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// RequestExit asks a manager for the Remediate Exit. Every condition must hold.
// Outputs are what the requester says of key outputs, by their place; they are
// attested with the request, and those that are left out stand as they are. The
// request carries all of them, each with words.
type RequestExit struct {
	Note    string
	Outputs map[int]Answer
}

func (RequestExit) action() access.Action { return access.Request }

func (c RequestExit) decide(d *decision) error {
	if d.WaitingExit() != 0 {
		return fault.New(fault.Conflict, "The exit was requested already, and waits for a manager.")
	}
	var problems fault.Fields
	checkText(&problems, "note", clean(c.Note), MaxNote)
	if err := fault.Join(problems.Err(), Attest{NounOutput, c.Outputs}.decide(d)); err != nil {
		return err
	}
	if unmet := d.Readiness(d.today).Unmet(); len(unmet) > 0 {
		return fault.New(fault.Conflict, "The exit cannot be requested yet. %s", d.unmetWords(unmet))
	}
	carried := d.carried()
	for _, o := range carried {
		need(&problems, fmt.Sprintf("words_%d", o.N), o.Words, MaxNote, fmt.Sprintf("Say what key output %d stands on.", o.N))
	}
	if err := problems.Err(); err != nil {
		return err
	}
	outputs, err := listed(carried)
	if err != nil {
		return err
	}
	_, err = add(d, exitRecords, ExitRequested, ExitRequest{
		State: Waiting, RequestedBy: d.actor(), RequestedOn: d.today, Note: clean(c.Note), Outputs: outputs, Seq: d.Version + 1,
	})
	return err
}

// Carried is a key output as an exit request carries it: what the playbook asks
// for, and what somebody stood for.
type Carried struct {
	N     int // its place in the playbook, from 1
	Text  string
	Words string
	By    PersonID
	On    day.Date
}

// carried gives the key outputs that are attested, in the playbook's order.
func (e *Engagement) carried() []Carried {
	var all []Carried
	for i, text := range e.Edition.Playbook.KeyOutputs {
		if o := e.Outputs[i+1]; o != nil && o.Met {
			all = append(all, Carried{i + 1, text, o.Words, o.By, o.On})
		}
	}
	return all
}

// Carried gives the key outputs that the request carries; none of a request from
// before requests carried any.
func (x ExitRequest) Carried() ([]Carried, error) { return unlisted[Carried](x.Outputs) }

// TakeBackExit withdraws one's own request.
type TakeBackExit struct{ N int }

func (TakeBackExit) action() access.Action { return access.Work }

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
