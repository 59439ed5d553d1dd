package access

// Owners are the people to whom an engagement belongs.
type Owners struct {
	ManagerTeam int64 // the team of the engagement's manager, 0 for none
	Member      bool  // whether the actor is one of its members (its manager is)
}

// Reach is how far a person sees over all engagements, as data, for the lists
// that are filtered where they are stored.
type Reach struct {
	Everything bool
	PersonID   int64 // engagements of which this person is a member
	TeamID     int64 // engagements whose manager is of this team; 0 for none
}

// ReachOf gives what the actor sees: admins everything, others what they are
// members of and what a manager of their team runs.
func ReachOf(a Actor) Reach {
	return Reach{Everything: a.Role == Admin && a.SignedIn() || a.System, PersonID: a.ID, TeamID: a.TeamID}
}

// Sees reports whether the actor sees an engagement of these owners. To
// everybody else it does not exist.
func Sees(a Actor, o Owners) bool {
	r := ReachOf(a)
	return r.Everything || o.Member || r.TeamID != 0 && r.TeamID == o.ManagerTeam
}
