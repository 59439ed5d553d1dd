package engagement

import (
	"errors"
	"fmt"

	"gaptrack/internal/fault"
)

// merge compares the record that a person asks for with the one that stands.
// A field that others changed since the person looked, and the person did not,
// stays as the others made it; one that both changed is a Conflict, which
// gives the original, theirs and yours.
func merge[R any](d *decision, rs records[R], n int, wanted *R) error {
	now := rs.get(d.Engagement, n)
	conflict := fault.Clashed()
	for _, f := range rs.fields {
		current, yours := f.get(&now), f.get(wanted)
		original, last, touched := d.original(Subject{rs.noun, n}, f.name)
		clash := fault.Clash{
			Name: rs.noun.formField(f.name, n), Noun: string(rs.noun), Field: f.name, By: int64(last.Actor), At: last.At,
			Original: original, Theirs: current, Yours: yours,
		}
		switch {
		case !touched || current == yours:
		case yours == original:
			d.kept = append(d.kept, clash)
			if err := f.set(wanted, current); err != nil {
				return err
			}
		default:
			conflict.Clashes = append(conflict.Clashes, clash)
		}
	}
	if len(conflict.Clashes) == 0 {
		return nil
	}
	return conflict
}

// formField names a field as forms do. Those of all key inputs or outputs are
// on one form, so each carries its place: words_2.
func (n Noun) formField(field string, number int) string {
	if n == NounInput || n == NounOutput {
		return fmt.Sprintf("%s_%d", field, number)
	}
	return field
}

// withKept adds to a conflict what was merged beside it, so that who settles it
// takes nothing of that back.
func (d *decision) withKept(err error) error {
	var conflict *fault.Error
	if errors.As(err, &conflict) && len(conflict.Clashes) > 0 {
		conflict.Kept = d.kept
	}
	return err
}

// original gives what a field was when the person looked, the last event that
// changed it since, and whether there is one: the person's own counts too, who
// may have typed into an older page.
func (d *decision) original(s Subject, name string) (first string, last Event, touched bool) {
	for _, ev := range d.Since {
		if ev.Subject != s || ev.Seq <= d.Seen {
			continue
		}
		for _, c := range ev.Changes {
			if c.Field != name {
				continue
			}
			if !touched {
				first, touched = c.Was, true
			}
			last = ev
		}
	}
	return first, last, touched && d.Seen > 0
}

// untouched refuses when a record changed since the person looked: what a decision
// is about was not what was shown.
func (d *decision) untouched(s Subject) error {
	for _, ev := range d.Since {
		if ev.Subject == s && d.Seen > 0 && ev.Seq > d.Seen {
			return fault.New(fault.Conflict, "What this is about, %s, changed while you were reading. Look at it again, then decide.", d.Name(s))
		}
	}
	return nil
}
