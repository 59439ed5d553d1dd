package engagement

import (
	"encoding/json"
	"slices"

	"gaptrack/internal/fault"
)

// attend writes into a meeting who of the team and of the contacts was there.
func (c NoteCheckpoint) attend(d *decision, m *Checkpoint) error {
	people, contacts := d.ticked(c.N, "people", m.People, c.People), d.ticked(c.N, "contacts", m.Contacts, c.Contacts)
	var problems fault.Fields
	if len(people) > MaxMembers {
		problems.Add("people", "A checkpoint names %d people of the team at most.", MaxMembers)
	}
	for _, n := range contacts {
		if d.Contacts[n] == nil {
			problems.Add("contacts", "There is no contact %d.", n)
		}
	}
	errs := []error{problems.Err()}
	for _, p := range people {
		if !slices.Contains(m.People, p) { // who was ticked may have left since
			errs = append(errs, d.worker("people", PersonID(p)))
		}
	}
	m.People, m.Contacts = people, contacts
	return fault.Join(errs...)
}

// ticked gives a list of meeting n as it is once somebody sent theirs; nil for none.
// Several people tick at a time, so only what this one ticked or unticked since they
// looked is done: the rest stays as the others left it.
func (d *decision) ticked(n int, field string, now []int, sent *[]int) []int {
	if sent == nil {
		return now
	}
	seen := now
	if first, _, touched := d.original(Subject{NounCheckpoint, n}, field); touched {
		seen = numbersIn(first)
	}
	all := slices.DeleteFunc(slices.Clone(now), func(n int) bool {
		return slices.Contains(seen, n) && !slices.Contains(*sent, n)
	})
	for _, n := range *sent {
		if n != 0 && !slices.Contains(seen, n) {
			all = append(all, n)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// numbersIn reads a list of numbers as events keep it.
func numbersIn(text string) []int {
	var all []int
	if text == "" || json.Unmarshal([]byte(text), &all) != nil {
		return nil
	}
	return all
}
