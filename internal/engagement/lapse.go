package engagement

import "gaptrack/internal/access"

// Lapse is what a date that passes does: waivers are warned of and lapse, before
// an exit and after it, and a request whose conditions no longer hold is
// withdrawn. The program asks it of every engagement whose summary is stale; see
// Summary. However late and however often it is asked, each is told once.
type Lapse struct{}

func (Lapse) action() access.Action { return access.Work }
func (Lapse) afterExit()            {}

func (Lapse) decide(d *decision) error { return d.passWaiverDates() }
