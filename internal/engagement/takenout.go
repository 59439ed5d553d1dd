package engagement

import (
	"crypto/sha256"
	"fmt"
)

// TakenOut reports whether the change is of a free text out of which words were
// taken: it has no salt any more.
func (c Change) TakenOut() bool { return c.Free && len(c.Salt) == 0 }

// takenOut is the digest of the texts that were taken out of one record, each as it
// is kept since.
type takenOut struct{ sum Hash }

// with adds the text of an event.
func (t takenOut) with(seq int, c Change) takenOut {
	b := appendNumber(t.sum[:], int64(seq))
	for _, part := range []string{c.Field, c.Was, c.Became} {
		b = appendPart(b, part)
	}
	return takenOut{sha256.Sum256(b)}
}

// cause writes the digest as the cause of the event that tells of it.
func (t takenOut) cause() string { return "texts " + t.sum.String() }

// gap is a record out of which texts were taken, and whether its newest event
// that tells so tells of all of them, as they are.
type gap struct {
	takenOut
	told  bool
	first Event  // of those that are not told of
	field string // of first
}

// account notes which of an event's texts were taken out, and what it tells of
// those before it.
func (e *Engagement) account(ev Event) {
	if g := e.gaps[ev.Subject]; g != nil && ev.Kind.Anonymizes() {
		g.told = g.cause() == ev.Cause
	}
	for _, c := range ev.Changes {
		if c.TakenOut() {
			e.gap(ev.Subject).add(ev, c)
		}
	}
}

// gap gives the texts that were taken out of a record, none yet for its first.
func (e *Engagement) gap(of Subject) *gap {
	if e.gaps == nil {
		e.gaps = map[Subject]*gap{}
	}
	if e.gaps[of] == nil {
		e.gaps[of] = &gap{told: true}
	}
	return e.gaps[of]
}

func (g *gap) add(ev Event, c Change) {
	if g.told {
		g.told, g.first, g.field = false, ev, c.Field
	}
	g.takenOut = g.with(ev.Seq, c)
}

// Unaccounted gives the first event that lost a text of which no event after it says
// that it was taken out, or that was altered since; after all were followed. The error
// is nil where there is none.
func (e *Engagement) Unaccounted() (Event, error) {
	var first *gap
	for _, g := range e.gaps {
		if !g.told && (first == nil || g.first.Seq < first.first.Seq) {
			first = g
		}
	}
	if first == nil {
		return Event{}, nil
	}
	return first.first, fmt.Errorf("event %d: the text of %s was altered", first.first.Seq, first.field)
}
