package access

import (
	"slices"

	"gaptrack/internal/fault"
)

// Action is something that a person does, mostly to an engagement.
type Action string

// The actions. Deciding is approving or returning what another asked for.
const (
	Create  Action = "create an engagement"
	Work    Action = "work on this engagement"
	Staff   Action = "change who works on this engagement"
	Request Action = "request the exit"
	Decide  Action = "decide on requests"
	Reopen  Action = "reopen this engagement"
	Ask     Action = "send questions and feedback on a playbook"
	Move    Action = "move this engagement to another edition of its playbook"

	EditPlaybooks Action = "edit the playbooks"
	Administer    Action = "administer GapTrack"
)

// table is who may do what; to an engagement, when they see it.
var table = map[Action][]Role{
	Create:  {Engineer, Architect, Manager, Admin},
	Work:    {Engineer, SME, Architect, Manager, Admin},
	Staff:   {Engineer, Architect, Manager, Admin},
	Request: {Engineer, Architect, Manager, Admin},
	Decide:  {Manager},
	Reopen:  {Manager},
	Ask:     Roles,
	Move:    {Engineer, Architect, Manager, Admin},

	EditPlaybooks: {Admin},
	Administer:    {Admin},
}

// May reports, by a Forbidden fault that names the roles that may, whether the
// actor may take the action. Seeing the engagement is a question of its own.
func May(a Actor, action Action) error {
	if slices.Contains(table[action], a.Role) {
		return nil
	}
	return fault.New(fault.Forbidden, "Only %s may %s.", who(table[action]), action)
}

// who reads a list of roles out: "a FastTrack Manager or an Administrator".
func who(roles []Role) string {
	text := "nobody"
	for i, r := range roles {
		switch {
		case i == 0:
			text = r.article() + r.Label()
		case i == len(roles)-1:
			text += " or " + r.article() + r.Label()
		default:
			text += ", " + r.article() + r.Label()
		}
	}
	return text
}
