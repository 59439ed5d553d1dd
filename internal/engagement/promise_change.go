package engagement

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// MakePromise notes in a checkpoint that is being held what somebody will do, and by
// when. On may be zero. A Contact gives Who and Side; where none is given, Who may be
// the name of one who is asked, and is that contact then.
type MakePromise struct {
	Checkpoint int
	On         Subject
	Side       Side
	Who        string
	Contact    int
	What       string
	By         day.Date
}

func (MakePromise) action() access.Action { return access.Work }

func (c MakePromise) decide(d *decision) error {
	if err := d.inState(c.Checkpoint, Held); err != nil {
		return err
	}
	if len(d.Promises) >= MaxPromises {
		return fault.Fields{{Name: "what", Message: "An engagement has " + Thousands(MaxPromises) + " promises at most."}}.Err()
	}
	if err := d.speaksOf(c.On); err != nil {
		return err
	}
	if c.Contact == 0 {
		c.Contact = d.contactCalled(oneLine(c.Who))
	}
	p := Promise{
		Checkpoint: c.Checkpoint, Noun: c.On.Noun, N: c.On.N, Side: c.Side, Who: oneLine(c.Who), Contact: c.Contact,
		What: clean(c.What), By: c.By, State: Promised, MadeBy: d.actor(), MadeAt: d.moment(),
	}
	if contact := d.Contacts[c.Contact]; contact != nil {
		p.Who, p.Side = contact.Name, contact.Side
	}
	if err := p.check(d); err != nil {
		return err
	}
	_, err := add(d, promiseRecords, PromiseMade, p)
	return err
}

// contactCalled gives the first contact who is asked and has a name, 0 for none.
func (e *Engagement) contactCalled(name string) int {
	for _, n := range e.Asked() {
		if e.Contacts[n].Name == name {
			return n
		}
	}
	return 0
}

// check gives every problem of a promise as it would be kept.
func (p Promise) check(d *decision) error {
	var problems fault.Fields
	if p.Contact != 0 && d.Contacts[p.Contact] == nil {
		problems.Add("contact", "There is no contact %d.", p.Contact)
	}
	need(&problems, "who", p.Who, MaxName, "Say who promises it.")
	choice(&problems, "side", p.Side, Sides)
	need(&problems, "what", p.What, MaxNote, "Say what is promised.")
	d.checkPromised(&problems, p.By)
	return problems.Err()
}

// checkPromised notes a day by which nothing can be promised.
func (d *decision) checkPromised(problems *fault.Fields, by day.Date) {
	checkDate(problems, "by", by)
	switch {
	case by.IsZero():
		problems.Add("by", "Give the day by which it is done.")
	case by.Before(d.today):
		problems.Add("by", "Nothing can be promised for the past; the customer's date is %s.", d.today.Format(dayWords))
	}
}

// MovePromise gives a promise that is still to be kept another day.
type MovePromise struct {
	N  int
	By day.Date
}

func (MovePromise) action() access.Action { return access.Work }

func (c MovePromise) decide(d *decision) error {
	if err := d.promised(c.N); err != nil {
		return err
	}
	return change(d, promiseRecords, c.N, PromiseMoved, func(p *Promise) error {
		p.By = c.By
		if err := merge(d, promiseRecords, c.N, p); err != nil || p.By == d.Promises[c.N].By {
			return err
		}
		var problems fault.Fields
		d.checkPromised(&problems, p.By)
		return problems.Err()
	})
}

// KeepPromise notes that a promise was kept.
type KeepPromise struct{ N int }

func (KeepPromise) action() access.Action { return access.Work }

func (c KeepPromise) decide(d *decision) error {
	if err := d.promised(c.N); err != nil {
		return err
	}
	return d.endPromise(c.N, PromiseKept, PromiseIsKept, "")
}

// DropPromise gives a promise up, with the reason.
type DropPromise struct {
	N      int
	Reason string
}

func (DropPromise) action() access.Action { return access.Work }

func (c DropPromise) decide(d *decision) error {
	if err := d.promised(c.N); err != nil {
		return err
	}
	var problems fault.Fields
	need(&problems, "reason", clean(c.Reason), MaxNote, "Say why nobody waits for it any more.")
	if err := problems.Err(); err != nil {
		return err
	}
	return d.endPromise(c.N, PromiseDropped, PromiseIsGiven, clean(c.Reason))
}

func (d *decision) endPromise(n int, kind Kind, state PromiseState, why string) error {
	return change(d, promiseRecords, n, kind, func(p *Promise) error {
		p.State, p.Words, p.EndedAt = state, why, d.moment()
		return nil
	})
}

// ReopenPromise has a promise still to be kept that was thought to be done with.
type ReopenPromise struct{ N int }

func (ReopenPromise) action() access.Action { return access.Work }

func (c ReopenPromise) decide(d *decision) error {
	p := d.Promises[c.N]
	if p == nil {
		return noPromise(c.N)
	}
	if p.State == Promised {
		return fault.New(fault.Conflict, "Promise %d is still to be kept.", c.N)
	}
	return change(d, promiseRecords, c.N, PromiseReopened, func(p *Promise) error {
		p.State, p.Words, p.EndedAt = Promised, "", time.Time{}
		return nil
	})
}

// promised refuses a promise that is not still to be kept.
func (d *decision) promised(n int) error {
	p := d.Promises[n]
	switch {
	case p == nil:
		return noPromise(n)
	case p.State != Promised:
		return fault.New(fault.Conflict, "Promise %d is %s already.", n, p.State)
	}
	return nil
}

func noPromise(n int) error { return fault.New(fault.NotFound, "There is no promise %d.", n) }
