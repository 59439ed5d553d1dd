package postgres

import (
	"fmt"
	"strings"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// where is the condition of a query on "engagement e", put together piece by
// piece. Values never become a part of the text.
type where struct {
	conditions []string
	args       []any
}

// arg takes a value and gives its parameter.
func (w *where) arg(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args))
}

func (w *where) and(format string, params ...any) {
	w.conditions = append(w.conditions, fmt.Sprintf(format, params...))
}

// look is who looks at a list, the people of their team, active or not, and the
// moment of the copy that they have of the list; see Visit.
type look struct {
	access.Actor
	team []engagement.PersonID
	seen Moment
}

// lookBy is a look at a list that nobody has a copy of.
func lookBy(by access.Actor, known *Directory) look {
	return look{Actor: by, team: known.members[access.ReachOf(by).TeamID]}
}

// where begins the condition of a list: while nothing was written since the
// moment that was seen, not a row of it is read.
func (l look) where() *where {
	w := &where{}
	if l.seen != 0 {
		w.and(writtenSince, w.arg(l.seen.text()), w.arg(l.ID))
	}
	return w
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return "true"
	}
	return strings.Join(w.conditions, " and ")
}

// mine are the engagements of which a person is a member or the manager. The
// parameter stands where %[1]s does.
const mine = `select m.engagement_id from member m where m.person_id = %[1]s and m.present
	union all select o.id from engagement o where o.manager_id = %[1]s`

// mine leaves a person's own engagements.
func (w *where) mine(p engagement.PersonID) { w.and("e.id in ("+mine+")", w.arg(p)) }

// visible leaves what the actor sees; it is access.Sees as a condition.
func (w *where) visible(by look) {
	if !access.ReachOf(by.Actor).Everything {
		w.and("e.id in (%s)", w.seen(by))
	}
}

// requestVisible leaves the requests x that the actor sees. It begins with what is
// seen, and looks for requests there: those that wait are few in each engagement,
// and many in all.
func (w *where) requestVisible(by look) {
	if !access.ReachOf(by.Actor).Everything {
		w.and("x.engagement_id = any(array(%s))", w.seen(by))
	}
}

// seen gives the query of the engagements that somebody sees who does not see
// everything.
func (w *where) seen(by look) string {
	reach := access.ReachOf(by.Actor)
	if len(by.team) == 0 {
		return fmt.Sprintf(mine, w.arg(reach.PersonID))
	}
	const team = `
	union all select o.id from engagement o where o.manager_id = any(%[2]s)`
	return fmt.Sprintf(mine+team, w.arg(reach.PersonID), w.arg(by.team))
}
