package engagement

import (
	"slices"
	"strconv"
)

// PersonID names a person of the onboarding team. 0 is nobody.
type PersonID int64

// NamesPerson reports whether a field of a record holds a person, by ID.
func NamesPerson(noun Noun, field string) bool {
	rs := allRecords[noun]
	return rs != nil && rs.namesPerson(field)
}

// People gives everybody whom the event names: who did it, and who stands in
// its fields, each once; 0 is among them where a date that passed did it.
func (ev Event) People() []PersonID {
	all := []PersonID{ev.Actor}
	if ev.Subject.Noun == NounMember {
		all = append(all, PersonID(ev.Subject.N))
	}
	for _, c := range ev.Changes {
		if !NamesPerson(ev.Subject.Noun, c.Field) {
			continue
		}
		for _, v := range []string{c.Was, c.Became} {
			if n, err := strconv.ParseInt(v, 10, 64); err == nil { // nobody is written as nothing
				all = append(all, PersonID(n))
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}
