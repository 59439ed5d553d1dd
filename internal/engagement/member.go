package engagement

import (
	"slices"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
)

// What happens to the team of an engagement.
const (
	MemberAdded   Kind = "member.added"
	MemberRemoved Kind = "member.removed"
)

// MaxMembers bounds the team of one engagement.
const MaxMembers = 50

// Member says whether a person works on an engagement now. Who once did stays
// in the record.
type Member struct{ Present bool }

var memberFields = []field[Member]{
	flag("present", func(m *Member) *bool { return &m.Present }),
}

// ChangeMembers makes the given people the team of an engagement. The manager
// belongs to it without being named. Whom others added or removed since
// Ask.Seen stays as they left it.
type ChangeMembers struct{ Members []PersonID }

func (ChangeMembers) action() access.Action { return access.Staff }

func (c ChangeMembers) people() []PersonID { return c.Members }

func (c ChangeMembers) decide(d *decision) error {
	wanted := slices.DeleteFunc(slices.Clone(c.Members), func(p PersonID) bool { return p == 0 })
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	if len(wanted) > MaxMembers {
		var problems fault.Fields
		problems.Add("members", "A team has %d people at most.", MaxMembers)
		return problems.Err()
	}
	for _, p := range wanted {
		if err := d.joins(p); err != nil {
			return err
		}
	}
	for _, n := range sortedKeys(d.Members) {
		if slices.Contains(wanted, PersonID(n)) {
			continue
		}
		if err := d.member(PersonID(n), MemberRemoved, false); err != nil {
			return err
		}
	}
	return nil
}

// joins adds a person who is not on the team yet.
func (d *decision) joins(p PersonID) error {
	if m := d.Members[int(p)]; m != nil && m.Present {
		return nil
	}
	if p != d.actor() {
		if err := d.known("members", p); err != nil {
			return err
		}
	}
	return d.member(p, MemberAdded, true)
}

func (d *decision) member(p PersonID, kind Kind, present bool) error {
	return change(d, memberRecords, int(p), kind, func(m *Member) error {
		m.Present = present
		return merge(d, memberRecords, int(p), m)
	})
}
