package engagement

import (
	"fmt"
	"time"

	"gaptrack/internal/fault"
)

// Past says of an engagement that it is shown as it stood at a moment. It is
// read-only: no command is taken of it, by anybody.
type Past struct {
	At    time.Time // the moment, in UTC
	Since time.Time // of the event after which it stood so, which is its newest; never after At
}

// ReadOnly reports whether nothing can be changed: it has exited, or it is shown as
// it stood.
func (e *Engagement) ReadOnly() bool { return e.Past != nil || e.Exited() }

// Replay makes the event that comes next a part of the engagement. Unlike Follow it
// proves nothing of it.
func (e *Engagement) Replay(ev Event) error {
	if ev.Engagement != e.ID || ev.Seq != e.Version+1 {
		return fmt.Errorf("event %d of engagement %d follows event %d of engagement %d", ev.Seq, ev.Engagement, e.Version, e.ID)
	}
	if _, known := allRecords[ev.Subject.Noun]; !known {
		return fmt.Errorf("event %d is about an unknown noun %q", ev.Seq, ev.Subject.Noun)
	}
	if err := e.apply(ev); err != nil {
		return err
	}
	e.Head = ev.Hash
	return nil
}

// over is the fault of a command that is asked of the past.
func over() error {
	return fault.New(fault.Conflict, "This is how it stood then, and nothing can be changed here. Go to how it stands now.")
}
