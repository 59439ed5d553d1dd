package engagement

import "time"

// Kind says what happened: "task.done", "exit.requested".
type Kind string

// Event is one thing that happened to one record of an engagement: who, when,
// why, and what became of which fields. Events are never changed.
type Event struct {
	Engagement ID
	Seq        int       // 1 for an engagement's first; its version after the event
	At         time.Time // UTC, to the microsecond
	Actor      PersonID  // 0 where a date that passed did it
	Cause      string    // "checkpoint 3", "undo of 12"; empty where the person just did it
	Kind       Kind
	Subject    Subject
	Changes    []Change
	Hash       Hash // of this event and all before it; see Seal
}

// Change is what one field was and what it became, in the field's written
// form. Free text is hashed with a salt of its own, so that its words can be
// taken out of the record later while the chain still verifies.
type Change struct {
	Field  string
	Was    string
	Became string
	Free   bool
	Salt   []byte // of free text
	Digest Hash   // of free text: SHA-256 of salt and Became
}

// Became gives what the event made of a field, and whether it touched it.
func (e Event) Became(name string) (string, bool) {
	for _, c := range e.Changes {
		if c.Field == name {
			return c.Became, true
		}
	}
	return "", false
}

// apply makes the event a part of the records.
func (e *Engagement) apply(ev Event) error {
	if err := allRecords[ev.Subject.Noun].apply(e, ev.Subject.N, ev.Changes); err != nil {
		return err
	}
	e.Version = ev.Seq
	return nil
}
