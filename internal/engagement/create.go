package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/fault"
)

// What happens to an engagement as a whole.
const (
	Created      Kind = "engagement.created"
	FactsChanged Kind = "facts.changed"
)

// Create begins an engagement. The creator becomes a member; so does the
// manager by being it. What else Facts holds is not taken: the engagement begins
// in Remediate, today, on the edition that it was made with.
type Create struct {
	Facts
	Members []PersonID
}

func (Create) action() access.Action { return access.Create }

func (c Create) people() []PersonID { return append([]PersonID{c.Manager}, c.Members...) }

func (c Create) decide(d *decision) error {
	if d.Version != 0 {
		return fault.New(fault.Conflict, "This engagement exists already.")
	}
	f := c.Facts.tidy(d)
	if err := f.check(d); err != nil {
		return err
	}
	f.Phase, f.Reopened = Remediate, ""
	d.today = day.Of(d.Now, f.Location())
	f.CreatedOn, f.Edition = d.today, d.Edition.ID
	if err := change(d, factRecords, 0, Created, func(now *Facts) error { *now = f; return nil }); err != nil {
		return err
	}
	d.ManagerTeam = d.People[f.Manager].TeamID
	return ChangeMembers{Members: slices.Concat(c.Members, []PersonID{d.actor()})}.decide(d)
}

// ChangeFacts changes what an engagement is. Phase, CreatedOn, Edition and
// Reopened are not taken. The scope follows; progress that was logged stays.
type ChangeFacts struct{ Facts }

func (ChangeFacts) action() access.Action { return access.Work }

func (c ChangeFacts) people() []PersonID { return []PersonID{c.Manager} }

func (c ChangeFacts) decide(d *decision) error {
	f := c.Facts.tidy(d)
	f.Phase, f.CreatedOn, f.Edition, f.Reopened = d.Facts.Phase, d.Facts.CreatedOn, d.Facts.Edition, d.Facts.Reopened
	if err := merge(d, factRecords, 0, &f); err != nil {
		return err
	}
	if err := f.check(d); err != nil {
		return err
	}
	if f.Manager != d.Facts.Manager {
		if err := access.May(d.By, access.Staff); err != nil {
			return err
		}
		d.ManagerTeam = d.People[f.Manager].TeamID
	}
	return change(d, factRecords, 0, FactsChanged, func(now *Facts) error { *now = f; return nil })
}

func (f Facts) tidy(d *decision) Facts {
	f.Customer = oneLine(f.Customer)
	f.Services = d.services(f.Services)
	return f
}

// check gives every problem of the facts.
func (f Facts) check(d *decision) error {
	var problems fault.Fields
	need(&problems, "customer", f.Customer, MaxName, "Give the customer's name.")
	if f.Seats < 1 || f.Seats > MaxSeats {
		problems.Add("seats", "Give the number of seats, from 1 to %s.", Thousands(MaxSeats))
	}
	choice(&problems, "motion", f.Motion, Motions)
	if len(f.Services) == 0 {
		problems.Add("services", "Choose at least one service: the scope follows from it.")
	}
	d.checkServices(&problems, f.Services)
	if !f.Cadence.Valid() {
		problems.Add("cadence", "Choose how often checkpoints are held, at least every %d days.", maxCadenceDays)
	}
	checkClock(&problems, "meets_at", f.MeetsAt)
	checkDate(&problems, "meets_from", f.MeetsFrom)
	if _, err := time.LoadLocation(f.Zone); err != nil || f.Zone == "" || f.Zone == "Local" {
		problems.Add("time_zone", "Choose the customer's time zone from the list, such as Europe/Prague.")
	}
	if !f.managed(d) {
		problems.Add("manager", "Choose the manager who will answer for this engagement.")
	}
	return problems.Err()
}

// CanManage reports whether a person can be the manager of an engagement.
func CanManage(a access.Actor) bool { return a.Role == access.Manager }

// managed reports whether the manager is one, and still active unless the
// engagement had the same manager before.
func (f Facts) managed(d *decision) bool {
	p, known := d.People[f.Manager]
	return f.Manager != 0 && (f.Manager == d.Facts.Manager || known && CanManage(p))
}
