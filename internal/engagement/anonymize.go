package engagement

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// Anonymize takes people's names out of an engagement's free text for good, out of
// its history too. Without a Name it takes out the contacts of an engagement that has
// exited: who attended its checkpoints, who at the customer confirmed the review, and
// the owners of checklist items at the customer and its partners. With a Name it
// takes one person out of every free text but the customer's name, at any time.
//
// It leaves an event for each record of which words were taken out. Ask.Since must
// hold every event so far; Redactions says what becomes of their texts.
type Anonymize struct{ Name string }

func (Anonymize) action() access.Action { return access.Administer }
func (Anonymize) afterExit()            {}

// anonymized is how the kinds of the events end that Anonymize leaves, after the noun.
const anonymized = ".anonymized"

// Anonymizes reports whether events of the kind tell that words were taken out.
func (k Kind) Anonymizes() bool { return strings.HasSuffix(string(k), anonymized) }

func (c Anonymize) decide(d *decision) error {
	switch {
	case c.Name == "" && !d.Exited():
		return fault.New(fault.Conflict, "The contacts of an engagement are needed until it has exited.")
	case len(d.Since) != d.Version:
		return fmt.Errorf("engagement %d: anonymize: there are %d of %d events", d.ID, len(d.Since), d.Version)
	}
	if err := CheckErasable(c.Name); c.Name != "" && err != nil {
		return err
	}
	changes := c.rewriting(d.Since).apply(d.Since)
	for _, of := range changes.subjects() {
		if err := d.takeOut(of, changes); err != nil {
			return err
		}
	}
	return nil
}

// takeOut leaves the event of a record of which words are taken out. It names the
// fields, and the cause is the digest of what all texts are then that were ever taken
// out of the record: so nobody alters those after.
func (d *decision) takeOut(of Subject, all redacted) error {
	var changes []Change
	for _, name := range all.fields[of] {
		value, _, _ := allRecords[of.Noun].value(d.Engagement, of.N, name)
		value = all.by.text(of, name, value)
		changes = append(changes, Change{Field: name, Was: value, Became: value, Free: true})
	}
	cause := d.Cause
	d.Cause = all.texts[of].cause()
	defer func() { d.Cause = cause }()
	return d.emit(Kind(string(of.Noun)+anonymized), of, changes)
}

// Redaction is a text of an event as it is kept after words were taken out of it:
// without its salt, so that the digest that the chain took of it tells nothing.
type Redaction struct {
	Seq         int
	Field       string
	Was, Became string
}

// Redactions gives the texts that the command takes words out of, by the events
// before it; in their order.
func (c Anonymize) Redactions(before []Event) []Redaction {
	return c.rewriting(before).apply(before).all
}

// redacted is what a rewriting makes of the texts of some events.
type redacted struct {
	by     *rewriting
	all    []Redaction
	fields map[Subject][]string // those of which texts change, in order
	texts  map[Subject]takenOut // all that were taken out, now or before
}

// apply rewrites the texts of events.
func (r *rewriting) apply(events []Event) redacted {
	out := redacted{by: r, fields: map[Subject][]string{}, texts: map[Subject]takenOut{}}
	for _, ev := range events {
		for _, c := range ev.Changes {
			if !c.Free {
				continue
			}
			was, became := r.text(ev.Subject, c.Field, c.Was), r.text(ev.Subject, c.Field, c.Became)
			changed := was != c.Was || became != c.Became
			if changed {
				out.all = append(out.all, Redaction{ev.Seq, c.Field, was, became})
				out.note(ev.Subject, c.Field)
			}
			if changed || c.TakenOut() {
				out.texts[ev.Subject] = out.texts[ev.Subject].with(ev.Seq, Change{Field: c.Field, Was: was, Became: became})
			}
		}
	}
	return out
}

func (r redacted) note(of Subject, name string) {
	if !slices.Contains(r.fields[of], name) {
		r.fields[of] = append(r.fields[of], name)
	}
}

// subjects gives the records of which texts change, in the order of Parts.
func (r redacted) subjects() []Subject {
	return slices.SortedFunc(maps.Keys(r.fields), func(a, b Subject) int {
		if a.Noun != b.Noun {
			return slices.Index(Parts[:], a.Noun) - slices.Index(Parts[:], b.Noun)
		}
		return a.N - b.N
	})
}
