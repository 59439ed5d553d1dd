package engagement

import (
	"strconv"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// What happens when an engagement moves between editions of its playbook.
const (
	Moved         Kind = "facts.moved"
	MovedBack     Kind = "facts.moved back"
	InputCarried  Kind = "input.carried"
	OutputCarried Kind = "output.carried"
	TaskCarried   Kind = "task.carried"
)

// Move takes an engagement to a newer edition of its playbook. What was logged on
// tasks stays with their FTOP IDs, whether or not the edition still has them; what
// was said of key inputs and outputs goes with their texts. Choices say what is
// done about a conflict; see Preview. Where there is none the first of its choices
// is taken.
type Move struct {
	To      *Edition
	Choices map[Subject]Choice
}

func (Move) action() access.Action { return access.Move }

func (c Move) decide(d *decision) error {
	if err := c.check(d.Engagement); err != nil {
		return err
	}
	x := d.cross(c.To, d.today)
	conflicts := d.conflicts(x, d.today)
	if err := c.chosen(d, conflicts); err != nil {
		return err
	}
	cause := d.Cause
	d.Cause = movedBy(c.To)
	defer func() { d.Cause = cause }()
	if err := d.goTo(c.To, Moved); err != nil {
		return err
	}
	if err := c.carryAttestations(d, x); err != nil {
		return err
	}
	for _, conflict := range conflicts {
		if err := conflict.settle(d, x, c.choice(conflict)); err != nil {
			return err
		}
	}
	return nil
}

// byEdition begins the cause of what a move does.
const byEdition = "edition "

// movedBy gives the cause of what a move to an edition does.
func movedBy(to *Edition) string { return byEdition + strconv.Itoa(to.Number) }

// check refuses what is no newer edition of the engagement's playbook.
func (c Move) check(e *Engagement) error {
	switch {
	case c.To == nil || c.To.Slug != e.Edition.Slug:
		return fault.New(fault.Invalid, "An engagement moves between the editions of its own playbook.")
	case c.To.Number == e.Edition.Number:
		return fault.New(fault.Conflict, "This engagement runs on edition %d already.", c.To.Number)
	case c.To.Number < e.Edition.Number:
		return fault.New(fault.Conflict, "This engagement runs on edition %d, which is newer than edition %d.", e.Edition.Number, c.To.Number)
	}
	return nil
}

// chosen refuses choices that are of no conflict, and a move whose conflicts are
// not those that were shown.
func (c Move) chosen(d *decision, conflicts []Conflict) error {
	left := len(c.Choices)
	for _, conflict := range conflicts {
		if err := d.untouched(conflict.Subject); err != nil {
			return err
		}
		choice, made := c.Choices[conflict.Subject]
		if !made {
			continue
		}
		left--
		if !conflict.offers(choice) {
			return fault.New(fault.Invalid, "Choose what is to become of %s from the list.", d.Name(conflict.Subject))
		}
	}
	if left > 0 {
		return fault.New(fault.Conflict, "What this move does changed while you were reading. Look at it again, then move.")
	}
	return nil
}

func (c Move) choice(of Conflict) Choice {
	if choice, made := c.Choices[of.Subject]; made {
		return choice
	}
	return of.usual()
}

// moves reports whether what is being decided takes the engagement to another edition.
func (d *decision) moves() bool {
	return len(d.events) > 0 && (d.events[0].Kind == Moved || d.events[0].Kind == MovedBack)
}

// goTo makes another edition the engagement's.
func (d *decision) goTo(to *Edition, kind Kind) error {
	err := change(d, factRecords, 0, kind, func(f *Facts) error { f.Edition = to.ID; return nil })
	d.Edition = to
	return err
}

// carryAttestations takes what was said of key inputs and outputs to where their
// texts stand now.
func (c Move) carryAttestations(d *decision, x *crossing) error {
	for _, b := range x.bullets() {
		next := map[int]Attestation{}
		for n, a := range b.of(d.Engagement) {
			to, same := b.counterpart(n)
			if to > 0 {
				next[to] = a.carried(same || c.Choices[Subject{b.noun, n}] == Keep)
			}
		}
		if err := b.put(d, next); err != nil {
			return err
		}
	}
	return nil
}
