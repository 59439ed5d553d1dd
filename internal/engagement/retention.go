package engagement

import (
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// MaxRetention is how many days contacts can be kept at most after an exit; who means
// longer keeps them as long as the engagement, which is 0.
const MaxRetention = 3650

// Retention is for how many days after its exit the contacts of an engagement are
// kept. 0 keeps them as long as the engagement.
type Retention int

// Check gives what is wrong with a retention that somebody typed.
func (r Retention) Check() error {
	if r < 0 || r > MaxRetention {
		return fault.Fields{{Name: "days", Message: "Give a number of days from 1 to " + Thousands(MaxRetention) + ", or 0 to keep them."}}.Err()
	}
	return nil
}

// Before gives the last day of an exit whose contacts are no longer kept at a moment;
// none where they are kept for ever. Days end with UTC's: no contact goes earlier.
func (r Retention) Before(now time.Time) day.Date {
	if r <= 0 {
		return day.Date{}
	}
	return day.Of(now, time.UTC).Add(-int(r) - 1)
}
