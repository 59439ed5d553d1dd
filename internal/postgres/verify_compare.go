package postgres

import (
	"bytes"
	"fmt"

	"gaptrack/internal/engagement"
)

// compare holds what the events made against what is kept.
func (p *proof) compare() {
	for id, again := range p.again {
		if p.bad[id] != "" {
			continue
		}
		if ev, err := again.Unaccounted(); err != nil {
			p.bad[id], p.at[id] = err.Error(), ev
			continue
		}
		if what := disagreement(again, p.rows[id], p.snapshots[id]); what != "" {
			p.bad[id] = what
		}
	}
}

// disagreement says in what the row, the records or the snapshot of an engagement are not
// what its events say, or nothing. Records that are written alike are the same; that
// is asked first, and which value differs only where some do.
func disagreement(again *engagement.Engagement, l *Loaded, kept *snapshot) string {
	switch {
	case again.Version != l.Version:
		return fmt.Sprintf("there are %d events, and the record says %d", again.Version, l.Version)
	case again.Head != l.Head:
		return "the newest event is not the one that the record stands on"
	}
	records, snapped := true, true
	for i, of := range engagement.Parts {
		part := again.Part(of)
		records = records && bytes.Equal(part, l.Part(of))
		snapped = snapped && kept != nil && string(part) == string(kept[i+1])
	}
	if !records {
		if differences := engagement.Differences(again, l.Engagement, 1); len(differences) > 0 {
			return differences[0]
		}
	}
	if !snapshotHolds(again, kept, snapped) {
		return "the snapshot is not what the events say"
	}
	return ""
}

// snapshotHolds reports whether a snapshot gives the engagement again, whose parts may
// be known to be the same; none always does. One by another program can be written
// otherwise.
func snapshotHolds(again *engagement.Engagement, kept *snapshot, same bool) bool {
	if kept == nil {
		return true
	}
	if same {
		_, err := engagement.RestoreSummary(string(kept[0]))
		return err == nil
	}
	read := newLoaded(again.ID)
	read.Version, read.Head = again.Version, again.Head
	return read.restore(kept) == nil && len(engagement.Differences(again, read.Engagement, 1)) == 0
}
