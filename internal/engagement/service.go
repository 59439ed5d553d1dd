package engagement

import (
	"cmp"
	"slices"

	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// book gives the engagement's playbook, an empty one for none.
func (e *Engagement) book() *playbook.Playbook {
	if e.Edition == nil || e.Edition.Playbook == nil {
		return &playbook.Playbook{}
	}
	return e.Edition.Playbook
}

// ServiceNames gives what is being deployed by the names that the engagement's
// edition has. The facts keep those under which it was chosen.
func (e *Engagement) ServiceNames() []string { return e.book().ServiceNames(e.Facts.Services) }

// ServiceChoices lists the services that can be chosen, by the names that the
// engagement's edition has, and then what is being deployed though the edition
// no longer lists it.
func (e *Engagement) ServiceChoices() []string {
	choices := ServiceChoices(e.book())
	for _, s := range e.ServiceNames() {
		if !slices.Contains(choices, s) {
			choices = append(choices, s)
		}
	}
	return choices
}

// ServiceChoices lists the services that can be chosen on a playbook.
func ServiceChoices(p *playbook.Playbook) []string {
	terms := p.Services()
	names := make([]string, len(terms))
	for i, t := range terms {
		names[i] = t.Name
	}
	return names
}

// services gives services as facts have them: in the playbook's order, without
// doubles, one that was chosen before by the name that it had then. So a service
// that is renamed is no change, and neither is a list in another order.
func (d *decision) services(chosen []string) []string {
	book := d.book()
	rank := serviceRank(book)
	kept := make([]string, 0, len(chosen))
	for _, s := range chosen {
		kept = append(kept, d.chosenAs(s))
	}
	slices.SortStableFunc(kept, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	kept = slices.CompactFunc(kept, func(a, b string) bool { return book.Service(a) == book.Service(b) })
	if sameSet(kept, d.Facts.Services) {
		return d.Facts.Services
	}
	return kept
}

// chosenAs gives the name under which the facts have a service; of one that they
// have not, the name that the playbook has now.
func (d *decision) chosenAs(service string) string {
	name := d.book().Service(service)
	for _, s := range d.Facts.Services {
		if d.book().Service(s) == name {
			return s
		}
	}
	return name
}

func sameSet(a, b []string) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(s string) bool { return !slices.Contains(b, s) })
}

// serviceRank orders services as the playbook does, by any of their names. What it
// does not know comes last.
func serviceRank(p *playbook.Playbook) func(service string) int {
	rank := map[string]int{}
	for i, t := range p.Services() {
		for _, name := range playbook.Names([]playbook.Term{t}) {
			rank[name] = i
		}
	}
	return func(service string) int {
		if n, known := rank[service]; known {
			return n
		}
		return len(rank)
	}
}

// checkServices notes services that cannot be chosen. One that was chosen before
// can be kept, though the playbook no longer has it.
func (d *decision) checkServices(problems *fault.Fields, chosen []string) {
	terms := d.book().Services()
	for _, s := range chosen {
		if !playbook.Known(terms, s) && !slices.Contains(d.Facts.Services, s) {
			problems.Add("services", "Choose services from the list.")
			return
		}
	}
}

// checkService notes a service of item n that cannot be chosen, as checkServices
// does.
func (d *decision) checkService(problems *fault.Fields, n int, service string) {
	kept := d.Items[n] != nil && d.Items[n].Service == service
	if !kept && !playbook.Known(d.book().Services(), service) {
		problems.Add("service", "Choose the service from the list.")
	}
}

// DefaultServices lists the services of a playbook that lists none of its own.
func DefaultServices() []string { return ServiceChoices(&playbook.Playbook{}) }
