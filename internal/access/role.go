// Package access says who may do what, and who may see what. It is one table,
// asked by every door: pages, API, imports, jobs and the rules themselves.
// What is not allowed here is refused.
package access

// Role is what a person is on the onboarding team. The names that the playbook
// gives the roles are in Label.
type Role string

// The roles, as the domain lists them, and the administrator's.
const (
	Engineer  Role = "engineer"
	SME       Role = "sme"
	Architect Role = "architect"
	Manager   Role = "manager"
	Admin     Role = "admin"
)

// Roles lists every role, in the order in which choices show them.
var Roles = []Role{Engineer, SME, Architect, Manager, Admin}

var labels = map[Role]string{
	Engineer:  "FastTrack Engineer",
	SME:       "SME",
	Architect: "FastTrack Architect v2",
	Manager:   "FastTrack Manager",
	Admin:     "Administrator",
}

// Label gives the role's name as the playbook writes it.
func (r Role) Label() string { return labels[r] }

// Valid reports whether r is one of the roles.
func (r Role) Valid() bool { return labels[r] != "" }

func (r Role) article() string {
	if r == SME || r == Admin {
		return "an "
	}
	return "a "
}

// Actor is the person who asks, as the door established it. A person without
// a team has TeamID 0.
type Actor struct {
	ID     int64
	Name   string
	Email  string
	Role   Role
	TeamID int64
	Zone   string // IANA name, empty where the person never chose one
	System bool   // nobody: a date that passes
}

// System is the actor of what no person does: a date that passes.
var System = Actor{Name: "GapTrack", System: true}

// SignedIn reports whether a person stands behind the actor.
func (a Actor) SignedIn() bool { return a.ID != 0 && !a.System }
