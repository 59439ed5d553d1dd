package engagement

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/playbook"
)

// ID names an engagement.
type ID int64

// Edition is a published playbook, which never changes after.
type Edition struct {
	ID       int64
	Slug     string
	Number   int
	Playbook *playbook.Playbook
}

// Engagement is one customer's passage through the Remediate phase, with all
// its records.
type Engagement struct {
	ID          ID
	Version     int  // the number of events so far
	Head        Hash // the hash of the newest event
	Edition     *Edition
	ManagerTeam int64 // the team of Facts.Manager now, 0 for none
	Past        *Past // where it is shown as it stood; nil: as it stands

	Facts       Facts
	Members     map[int]*Member
	Exceptions  map[int]*Exception
	Inputs      map[int]*Attestation
	Outputs     map[int]*Attestation
	Tasks       map[int]*Task
	Items       map[int]*Item
	Waivers     map[int]*Waiver
	Checkpoints map[int]*Checkpoint
	Lines       map[int]*Line
	Exits       map[int]*ExitRequest
	Contacts    map[int]*Contact
	Promises    map[int]*Promise
	Points      map[int]*Point

	gaps map[Subject]*gap // texts that were taken out of the events that were followed
}

// New gives an engagement with no events yet, on an edition of its playbook.
func New(id ID, edition *Edition) *Engagement {
	return &Engagement{
		ID: id, Edition: edition,
		Members: map[int]*Member{}, Exceptions: map[int]*Exception{},
		Inputs: map[int]*Attestation{}, Outputs: map[int]*Attestation{},
		Tasks: map[int]*Task{}, Items: map[int]*Item{}, Waivers: map[int]*Waiver{},
		Checkpoints: map[int]*Checkpoint{}, Lines: map[int]*Line{}, Exits: map[int]*ExitRequest{},
		Contacts: map[int]*Contact{}, Promises: map[int]*Promise{}, Points: map[int]*Point{},
	}
}

// Today gives the customer's date at the moment now.
func (e *Engagement) Today(now time.Time) day.Date { return day.Of(now, e.Facts.Location()) }

// Day gives the customer's date of a moment, none for none.
func (e *Engagement) Day(t time.Time) day.Date {
	if t.IsZero() {
		return day.Date{}
	}
	return day.Of(t, e.Facts.Location())
}

// Exited reports whether the Remediate Exit was approved and not reopened.
func (e *Engagement) Exited() bool { return e.Facts.Phase == Enable }

// PlaybookTask gives the task of the engagement's edition with the FTOP ID, and its
// activity; of one that was retired, of the activity no more than the name.
func (e *Engagement) PlaybookTask(ftop int) (playbook.Task, playbook.Activity, bool) {
	for _, a := range e.Edition.Playbook.Activities {
		for _, t := range a.Tasks {
			if t.ID == ftop {
				return t, a, true
			}
		}
	}
	r := e.Edition.Retired(ftop)
	return r.Task, playbook.Activity{Name: r.Activity}, r.Name != ""
}

// Name gives what a record is called in a sentence: "task 4080", "item 3".
func (e *Engagement) Name(s Subject) string {
	if s.Noun == NounFacts {
		return s.Noun.plain()
	}
	return s.Noun.plain() + " " + strconv.Itoa(s.N)
}

// sortedKeys gives the numbers of records, in order.
func sortedKeys[R any](records map[int]*R) []int { return slices.Sorted(maps.Keys(records)) }

// newestFirst gives the numbers of counted records, the last that was made
// first.
func newestFirst[R any](records map[int]*R) []int {
	numbers := sortedKeys(records)
	slices.Reverse(numbers)
	return numbers
}
