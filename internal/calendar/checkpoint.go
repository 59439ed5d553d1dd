package calendar

import (
	"fmt"

	"gaptrack/internal/engagement"
)

// Checkpoint makes of checkpoint n, which must be there, the meeting that calendars
// keep, with the address of its page, which may be empty. The instance is what this
// installation is called.
func Checkpoint(e *engagement.Engagement, n int, instance, page string) Meeting {
	return CheckpointOf(e.ID, e.Facts, n, *e.Checkpoints[n], instance, page)
}

// CheckpointOf is Checkpoint for one whose engagement is not at hand: of that, the ID
// and of the facts the customer and the time zone.
func CheckpointOf(id engagement.ID, f engagement.Facts, n int, c engagement.Checkpoint, instance, page string) Meeting {
	m := Meeting{
		UID: fmt.Sprintf("checkpoint-%d.engagement-%d@%s", n, id, instance), Sequence: c.Sequence, Zone: f.Location(),
		Title: fmt.Sprintf("Checkpoint %d of %s", n, f.Customer), URL: page, Cancelled: c.State == engagement.Cancelled,
	}
	switch {
	case m.Cancelled:
		m.Text = "It does not take place. " + c.Words
	case page != "":
		m.Text = "The agenda and the minutes: " + page
	}
	m.Start, m.End = c.Starts(m.Zone), c.Ends(m.Zone)
	return m
}
