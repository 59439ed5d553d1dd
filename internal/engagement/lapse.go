package engagement

import "gaptrack/internal/access"

// Lapse is what a date that passes does: a request whose conditions no longer
// hold is withdrawn. The program asks it of every engagement whose summary is
// stale; see Summary.
type Lapse struct{}

func (Lapse) action() access.Action { return access.Work }
func (Lapse) afterExit()            {}

func (Lapse) decide(*decision) error { return nil }
