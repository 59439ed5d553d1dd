package engagement

import (
	"fmt"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// Command is what a person asks of an engagement. The commands are the
// exported types of this package whose name is a verb.
type Command interface {
	action() access.Action
	decide(d *decision) error
}

// afterExit marks the commands that an exited engagement still takes.
type afterExit interface{ afterExit() }

// namer is a command that names people, who are looked up before it is decided.
type namer interface{ people() []PersonID }

// Named gives the people whom a command names, for Ask.People.
func Named(cmd Command) []PersonID {
	if n, ok := cmd.(namer); ok {
		return n.people()
	}
	return nil
}

// Ask is who asks, when, and what they knew.
type Ask struct {
	By    access.Actor
	Now   time.Time
	Cause string // as Event.Cause
	// Seen is the version that the person saw, 0 for the newest; Since is
	// every event after it. What others changed since and the person did not
	// is kept; what both changed is a Conflict.
	Seen  int
	Since []Event
	// People are the active people whom the command names.
	People map[PersonID]access.Actor
	// Unsaved is what people typed into the meeting that the command closes, and did
	// not send.
	Unsaved []Unsaved
	// Key is the ID of the key that signs the proof of an exit's approval; "" where
	// none is written.
	Key string
}

// decision is one command being decided: the engagement as the events so far
// made it, and those events.
type decision struct {
	*Engagement
	Ask
	today  day.Date // the customer's
	events []Event
	kept   []fault.Clash // what others changed meanwhile and the person did not

	minutes  int     // the checkpoint whose minutes tell of it; 0 for none
	spokenOf Subject // what note is about
	note     string  // what was said, for the minutes
}

// Decide checks access and the rules and gives the events that follow, not yet
// sealed, and already applied to the engagement. After an error the engagement
// is to be thrown away. A command that changes nothing gives no events.
func (e *Engagement) Decide(cmd Command, ask Ask) ([]Event, error) {
	d := &decision{Engagement: e, Ask: ask, today: e.Today(ask.Now)}
	if err := d.allowed(cmd); err != nil {
		return nil, err
	}
	if ask.Seen > e.Version {
		return nil, fault.New(fault.Invalid, "The page that this was sent from does not belong to this engagement. Open it again.")
	}
	d.minutes = d.minutesFor(cmd)
	if err := cmd.decide(d); err != nil {
		return nil, d.withKept(err)
	}
	if err := d.writeMinutes(); err != nil {
		return nil, err
	}
	if err := d.withdrawUnmet(); err != nil {
		return nil, err
	}
	return d.events, nil
}

func (d *decision) allowed(cmd Command) error {
	if d.Past != nil {
		return over()
	}
	if !d.SeenBy(d.By) {
		return NotFound()
	}
	if err := d.mayDo(cmd); err != nil {
		return err
	}
	if _, first := cmd.(Create); d.Version == 0 && !first {
		return NotFound()
	}
	if _, after := cmd.(afterExit); d.Exited() && !after {
		return d.readOnly(cmd)
	}
	return nil
}

// readOnly refuses a command because the engagement has exited. Who decides on the
// very exit came too late.
func (d *decision) readOnly(cmd Command) error {
	if c, decides := cmd.(DecideExit); decides {
		if x := d.Exits[c.N]; x != nil && x.State == Approved {
			return fault.New(fault.Conflict, "This exit was approved already, on %s. Nothing more was done.", x.DecidedOn.Format(dayWords))
		}
	}
	return fault.New(fault.Conflict, "This engagement has exited and its record is read-only. A manager can reopen it, with a reason.")
}

// mayDo refuses what the actor's role does not allow. Where no person stands
// behind the actor, a date that passes is all that can happen: it ends what holds
// until then, and how long names are kept.
func (d *decision) mayDo(cmd Command) error {
	switch cmd.(type) {
	case Lapse, Anonymize:
		if d.By.System {
			return nil
		}
	}
	if !d.By.SignedIn() {
		return fault.New(fault.Unauthenticated, "Sign in first: every change keeps who made it.")
	}
	return access.May(d.By, cmd.action())
}

// SeenBy reports whether the actor sees the engagement; see access.Sees.
func (e *Engagement) SeenBy(a access.Actor) bool {
	if e.Version == 0 {
		return true // it is being created
	}
	m := e.Members[int(a.ID)]
	member := PersonID(a.ID) == e.Facts.Manager || m != nil && m.Present
	return access.Sees(a, access.Owners{ManagerTeam: e.ManagerTeam, Member: member})
}

// NotFound is the fault of an engagement that is not, or not for this person.
func NotFound() error {
	return fault.New(fault.NotFound, "There is no such engagement, or it is not one of yours.")
}

// emit applies what changed, and remembers the event.
func (d *decision) emit(kind Kind, subject Subject, changes []Change) error {
	ev := Event{
		Engagement: d.ID, Seq: d.Version + 1, At: d.moment(), Actor: d.actor(),
		Cause: d.causeOf(subject), Kind: kind, Subject: subject, Changes: changes,
	}
	if err := d.apply(ev); err != nil {
		return fmt.Errorf("apply %s: %w", kind, err)
	}
	d.events = append(d.events, ev)
	return nil
}

// change edits record n. Nothing is remembered of an edit that changes nothing.
func change[R any](d *decision, rs records[R], n int, kind Kind, edit func(*R) error) error {
	was := rs.get(d.Engagement, n)
	became := was
	if err := edit(&became); err != nil {
		return err
	}
	changes := rs.diff(&was, &became)
	if len(changes) == 0 {
		return nil
	}
	return d.emit(kind, Subject{rs.noun, n}, changes)
}

// add makes a new record of a counted kind and gives its number.
func add[R any](d *decision, rs records[R], kind Kind, r R) (int, error) {
	n := rs.next(d.Engagement)
	return n, change(d, rs, n, kind, func(now *R) error { *now = r; return nil })
}

// moment gives when it is asked, as records keep it: in UTC, to the microsecond.
func (d *decision) moment() time.Time { return d.Now.UTC().Truncate(time.Microsecond) }

// actor gives who asks, as records keep it.
func (d *decision) actor() PersonID { return PersonID(d.By.ID) }
