package engagement

import (
	"fmt"
	"slices"

	"gaptrack/internal/fault"
)

// MaxRemarks is how many remarks a returned exit request carries.
const MaxRemarks = 100

// Remark is what a manager says of one thing that an exit request rests on, when
// they return it: a task, a checklist item, a key input or a key output.
type Remark struct {
	Noun  Noun
	N     int
	Words string
}

// On names what the remark is about.
func (r Remark) On() Subject { return Subject{r.Noun, r.N} }

// RemarkField names the form's field of a remark: remark_item_3.
func RemarkField(on Subject) string { return fmt.Sprintf("remark_%s_%d", on.Noun, on.N) }

// remarks checks remarks and writes them as a request keeps them.
func (d *decision) remarks(all []Remark) (string, error) {
	if len(all) > MaxRemarks {
		return "", fault.New(fault.Invalid, "A return carries %d remarks at most. Say the rest in your words.", MaxRemarks)
	}
	var problems fault.Fields
	said := map[Subject]bool{}
	all = slices.Clone(all)
	for i, r := range all {
		if !d.remarkable(r.On()) {
			return "", fault.New(fault.Invalid, "There is no %s for the exit to rest on.", d.Name(r.On()))
		}
		if said[r.On()] {
			return "", fault.New(fault.Invalid, "There are two remarks on %s. Make them one.", d.Name(r.On()))
		}
		said[r.On()] = true
		all[i].Words = clean(r.Words)
		need(&problems, RemarkField(r.On()), all[i].Words, MaxNote, "Say what is missing, or leave the remark out.")
	}
	if err := problems.Err(); err != nil {
		return "", err
	}
	return listed(all)
}

// remarkable reports whether there can be a remark on something: an exit rests on
// it.
func (d *decision) remarkable(on Subject) bool {
	switch on.Noun {
	case NounItem:
		return d.Items[on.N] != nil
	case NounTask:
		s, known := d.scoped(on.N)
		return known && s.In && on.N != ExitTask
	case NounInput:
		return on.N >= 1 && on.N <= len(d.Edition.Playbook.KeyInputs)
	case NounOutput:
		return on.N >= 1 && on.N <= len(d.Edition.Playbook.KeyOutputs)
	}
	return false
}

// RemarksOn gives the remarks with which the request was returned, in the order in
// which they were made.
func (x ExitRequest) RemarksOn() ([]Remark, error) { return unlisted[Remark](x.Remarks) }

// RemarkOn gives the remark on something that the newest exit request was returned
// with, and the request's number; 0 where there is none.
func (e *Engagement) RemarkOn(on Subject) (request int, words string) {
	n := e.LastExit()
	x := e.Exits[n]
	if x == nil || x.State != Returned {
		return 0, ""
	}
	all, err := x.RemarksOn()
	if err != nil {
		return 0, "" // the page of the exit tells of it
	}
	for _, r := range all {
		if r.On() == on {
			return n, r.Words
		}
	}
	return 0, ""
}
