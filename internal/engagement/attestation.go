package engagement

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to key inputs and key outputs.
const (
	InputConfirmed Kind = "input.confirmed"
	InputOpened    Kind = "input.opened"
	OutputAttested Kind = "output.attested"
	OutputOpened   Kind = "output.opened"
)

// Attestation is a person's word that one of the playbook's key inputs held
// before remediation, or that one of its key outputs holds at its end.
type Attestation struct {
	Met   bool
	Words string // what it stands on
	By    PersonID
	On    day.Date
}

var attestationFields = []field[Attestation]{
	flag("met", func(a *Attestation) *bool { return &a.Met }),
	text("words", func(a *Attestation) *string { return &a.Words }),
	person("by", func(a *Attestation) *PersonID { return &a.By }),
	date("on", func(a *Attestation) *day.Date { return &a.On }),
}

// Answer is what somebody says of one key input or output.
type Answer struct {
	Met   bool
	Words string
}

// Attest answers some of the key inputs (NounInput) or key outputs
// (NounOutput), by their place in the playbook, counted from 1.
type Attest struct {
	Noun    Noun
	Answers map[int]Answer
}

func (Attest) action() access.Action { return access.Work }

func (c Attest) decide(d *decision) error {
	switch c.Noun {
	case NounInput:
		return c.answerAll(d, inputRecords, len(d.Edition.Playbook.KeyInputs), InputConfirmed, InputOpened)
	case NounOutput:
		return c.answerAll(d, outputRecords, len(d.Edition.Playbook.KeyOutputs), OutputAttested, OutputOpened)
	}
	return fault.New(fault.Invalid, "Only key inputs and key outputs are attested.")
}

func (c Attest) answerAll(d *decision, rs records[Attestation], count int, yes, no Kind) (problem error) {
	places := slices.Sorted(maps.Keys(c.Answers))
	var problems fault.Fields
	for _, n := range places {
		if n < 1 || n > count {
			return fault.New(fault.NotFound, "The playbook of this engagement has no %s %d.", rs.noun.plain(), n)
		}
		checkText(&problems, fmt.Sprintf("words_%d", n), clean(c.Answers[n].Words), MaxNote)
	}
	if err := problems.Err(); err != nil {
		return err
	}
	var clashes []fault.Clash
	for _, n := range places {
		err := answer(d, rs, n, c.Answers[n], yes, no)
		var conflict *fault.Error
		switch {
		case errors.As(err, &conflict) && len(conflict.Clashes) > 0:
			clashes = append(clashes, conflict.Clashes...)
			conflict.Clashes = clashes
			problem = conflict
		case err != nil:
			return err
		}
	}
	return problem
}

func answer(d *decision, rs records[Attestation], n int, a Answer, yes, no Kind) error {
	was := rs.get(d.Engagement, n)
	wanted := was
	wanted.Met, wanted.Words = a.Met, clean(a.Words)
	if err := merge(d, rs, n, &wanted); err != nil {
		return err
	}
	if wanted.Met == was.Met && wanted.Words == was.Words {
		return nil
	}
	kind := no
	wanted.By, wanted.On = 0, day.Date{}
	if wanted.Met {
		kind, wanted.By, wanted.On = yes, d.actor(), d.today
	}
	return change(d, rs, n, kind, func(now *Attestation) error { *now = wanted; return nil })
}

// missing gives the places of the key inputs or outputs that nobody stood for.
func missing(of map[int]*Attestation, count int) []int {
	var open []int
	for n := 1; n <= count; n++ {
		if a := of[n]; a == nil || !a.Met {
			open = append(open, n)
		}
	}
	return open
}
