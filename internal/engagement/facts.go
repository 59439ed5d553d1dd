package engagement

import (
	"time"

	"gaptrack/internal/day"
)

// Phase says where a customer stands. This product runs Remediate.
type Phase string

// The phases that an engagement of this product can be in.
const (
	Remediate Phase = "Remediate"
	Enable    Phase = "Enable"
)

// Motions lists why a customer is helped, in the playbook's words.
var Motions = []string{"Customer Health", "RFA", "Targeting"}

// MaxSeats bounds what can be typed as a number of seats.
const MaxSeats = 10_000_000

// Facts are what an engagement is: its customer, and how the work goes.
type Facts struct {
	Customer  string
	Seats     int
	Motion    string
	Services  []string // in the order of the playbook's, by the names that they had when they were chosen
	Manager   PersonID
	Cadence   Cadence
	MeetsAt   day.Clock // the checkpoints' usual time, in Zone
	MeetsFrom day.Date  // the day that the cadence counts from; none: the day of the creation
	Zone      string    // the customer's IANA time zone
	Phase     Phase
	CreatedOn day.Date
	Edition   int64  // the ID of the playbook's edition that it runs on
	Reopened  string // the reason of the last reopening, empty if there was none
}

var factFields = []field[Facts]{
	text("customer", func(f *Facts) *string { return &f.Customer }),
	number("seats", func(f *Facts) *int { return &f.Seats }),
	word("motion", func(f *Facts) *string { return &f.Motion }),
	words("services", func(f *Facts) *[]string { return &f.Services }),
	person("manager", func(f *Facts) *PersonID { return &f.Manager }),
	word("cadence", func(f *Facts) *Cadence { return &f.Cadence }),
	number("meets_at", func(f *Facts) *day.Clock { return &f.MeetsAt }),
	date("meets_from", func(f *Facts) *day.Date { return &f.MeetsFrom }),
	word("time_zone", func(f *Facts) *string { return &f.Zone }),
	word("phase", func(f *Facts) *Phase { return &f.Phase }),
	date("created_on", func(f *Facts) *day.Date { return &f.CreatedOn }),
	number("edition", func(f *Facts) *int64 { return &f.Edition }),
	text("reopened", func(f *Facts) *string { return &f.Reopened }),
}

// Location gives the customer's time zone, or UTC where it cannot be loaded.
func (f Facts) Location() *time.Location {
	if zone, err := day.Zone(f.Zone); err == nil {
		return zone
	}
	return time.UTC
}
