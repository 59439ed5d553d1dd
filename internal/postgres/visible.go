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

// look is who looks at a list, and the moment of the copy that they have of it;
// see Visit.
type look struct {
	access.Actor
	seen Moment
}

// where begins the condition of a list: while nothing was written since the
// moment that was seen, not a row of it is read.
func (l look) where() *where {
	w := &where{}
	if l.seen != 0 {
		w.and(writtenSince, w.arg(l.seen.text()))
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
func (w *where) visible(by access.Actor) {
	reach := access.ReachOf(by)
	if reach.Everything {
		return
	}
	const team = `
	union all select o.id from person c join engagement o on o.manager_id = c.id where c.team_id = %[2]s`
	if reach.TeamID == 0 {
		w.mine(engagement.PersonID(reach.PersonID))
		return
	}
	w.and("e.id in ("+mine+team+")", w.arg(reach.PersonID), w.arg(reach.TeamID))
}
