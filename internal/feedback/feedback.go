// Package feedback holds what readers of a playbook ask and remark, and what
// comes of it: an administrator answers, and says when it is done and by which
// edition. Who asked hears of each. The package is pure: the moment and the actor
// are arguments.
package feedback

import (
	"slices"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// ID names a question or a remark. 0 is none.
type ID int64

// State says how far a question has come.
type State string

// The states.
const (
	Open     State = "open"     // nobody answered it yet, or not since it was reopened
	Answered State = "answered" // and who asked may ask on
	Done     State = "done"
)

// States lists the states, in the order in which a question goes through them.
var States = []State{Open, Answered, Done}

// Valid reports whether s is one of the states.
func (s State) Valid() bool { return slices.Contains(States, s) }

// Kind says what a step of a question is.
type Kind string

// The kinds, by what they did.
const (
	Asked    Kind = "asked"    // the first step, and no other
	Added    Kind = "added"    // by who asked, while it was open
	Replied  Kind = "answered" // by an administrator
	Settled  Kind = "done"     // by an administrator
	Reopened Kind = "reopened" // by who asked, or by an administrator
)

// leads says in which state a step leaves a question.
var leads = map[Kind]State{Asked: Open, Added: Open, Replied: Answered, Settled: Done, Reopened: Open}

// Step is one step of a question. It never changes.
type Step struct {
	Kind    Kind
	By      engagement.PersonID
	At      time.Time
	Words   string
	Edition int // of Settled: the number of the edition that settled it, 0 for none
}

// Feedback is a question or a remark on a playbook, with all that was said since.
type Feedback struct {
	ID       ID
	Playbook string // its slug
	Edition  int    // the number of the one that was read
	Newest   int    // the number of the playbook's newest edition
	Task     int    // the FTOP ID of the task that it is about, 0 for the playbook as a whole
	State    State
	Steps    []Step // oldest first
}

// Version counts the steps: what was seen has changed where there are more.
func (f Feedback) Version() int { return len(f.Steps) }

// AskedBy gives who asked.
func (f Feedback) AskedBy() engagement.PersonID {
	if len(f.Steps) == 0 {
		return 0
	}
	return f.Steps[0].By
}

// SeenBy reports whether somebody sees it: who asked, and administrators. To
// everybody else it does not exist.
func (f Feedback) SeenBy(a access.Actor) bool {
	return a.SignedIn() && (int64(f.AskedBy()) == a.ID || Answers(a))
}

// Answers reports whether somebody answers questions, and so sees all of them.
func Answers(a access.Actor) bool { return a.SignedIn() && access.May(a, access.Administer) == nil }

// NotFound is the fault that there is no such question, or none that this person
// may see.
func NotFound() error {
	return fault.New(fault.NotFound, "There is no such question or remark, or it is not yours to read.")
}
