package engagement

import "slices"

// Difference is what became of one record between two states of an engagement.
type Difference struct {
	Subject
	New     bool     // it was not there before
	Changes []Change // of the fields that differ, each as it was and as it became; without salts
}

// Net gives what events came to, in the order in which they first touched the
// records. A value that came back to what it was before them is left out, and so is
// a record of which nothing else is left.
func Net(events []Event) []Difference {
	var all []Difference
	place := map[Subject]int{}
	for _, ev := range events {
		i, touched := place[ev.Subject]
		if !touched {
			i = len(all)
			place[ev.Subject] = i
			all = append(all, Difference{Subject: ev.Subject, New: ev.Starts()})
		}
		for _, c := range ev.Changes {
			all[i].take(c)
		}
	}
	for i := range all {
		all[i].Changes = slices.DeleteFunc(all[i].Changes, func(c Change) bool { return c.Was == c.Became })
	}
	return slices.DeleteFunc(all, func(d Difference) bool { return len(d.Changes) == 0 })
}

// take adds what came after: of a field that changed before, what it became.
func (d *Difference) take(c Change) {
	i := slices.IndexFunc(d.Changes, func(was Change) bool { return was.Field == c.Field })
	if i < 0 {
		d.Changes = append(d.Changes, Change{Field: c.Field, Was: c.Was, Became: c.Became, Free: c.Free})
		return
	}
	d.Changes[i].Became = c.Became
}

// Starts reports whether the event makes a new record, of which there is nothing to
// tell of before.
func (ev Event) Starts() bool {
	return slices.Contains([]Kind{
		Created, ItemAdded, WaiverProposed, ExceptionAsked, CheckpointScheduled, LineAdded, MinutesCorrected, ExitRequested,
		ContactAdded, PromiseMade, PointAdded,
	}, ev.Kind)
}
