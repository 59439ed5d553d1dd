package feedback

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Command is something that is done about a question.
type Command interface {
	// step decides: it gives the kind, the words and the edition of the step.
	step(f Feedback, by access.Actor) (Step, error)
}

// Answer answers a question that is not done.
type Answer struct{ Words string }

// Settle says that there is nothing left to do about a question: an edition
// settled it, or words say why it is done.
type Settle struct {
	Edition int // its number, 0 for none
	Words   string
}

// Reopen takes up again what was answered or done.
type Reopen struct{ Words string }

// Add says more of a question of one's own. What was answered or done is reopened
// by it.
type Add struct{ Words string }

// After gives the question after a command, with one step more. One that was not
// seen as it stands is a Conflict: seen is the Version that the person acts on, 0
// for whatever stands.
func (f Feedback) After(c Command, seen int, by access.Actor, now time.Time) (Feedback, error) {
	if !f.SeenBy(by) {
		return Feedback{}, NotFound()
	}
	s, err := c.step(f, by)
	switch {
	case err != nil:
		return Feedback{}, err
	case seen != 0 && seen != f.Version():
		return Feedback{}, fault.New(fault.Conflict, "More was said while you wrote. Read it first; what you typed is still there.")
	case len(f.Steps) >= MaxSteps:
		return Feedback{}, fault.New(fault.Conflict, "This has become long: %d steps. Send a new question in place of it.", MaxSteps)
	}
	s.By, s.At = engagement.PersonID(by.ID), now
	f.Steps = append(f.Steps[:len(f.Steps):len(f.Steps)], s)
	f.State = leads[s.Kind]
	return f, nil
}

// TellsAsker reports whether the newest step is news to who asked.
func (f Feedback) TellsAsker() bool { return f.Steps[len(f.Steps)-1].By != f.AskedBy() }

func (a Answer) step(f Feedback, by access.Actor) (Step, error) {
	if err := answering(by); err != nil {
		return Step{}, err
	}
	if f.State == Done {
		return Step{}, fault.New(fault.Conflict, "This is done. Reopen it to answer again.")
	}
	return spoken(Replied, a.Words, "Write an answer.")
}

func (s Settle) step(f Feedback, by access.Actor) (Step, error) {
	if err := answering(by); err != nil {
		return Step{}, err
	}
	if f.State == Done {
		return Step{}, fault.New(fault.Conflict, "This is done already.")
	}
	missing := ""
	if s.Edition == 0 && f.State != Answered {
		missing = "Say what came of it, or choose the edition that settled it."
	}
	var problems fault.Fields
	words := said(&problems, s.Words, missing)
	if s.Edition < 0 || s.Edition > f.Newest {
		problems.Add("edition", "Choose an edition from the list.")
	}
	return Step{Kind: Settled, Words: words, Edition: s.Edition}, problems.Err()
}

func (r Reopen) step(f Feedback, by access.Actor) (Step, error) {
	if f.State == Open {
		return Step{}, fault.New(fault.Conflict, "This is open already.")
	}
	return spoken(Reopened, r.Words, "Say why it has to be looked at again.")
}

func (a Add) step(f Feedback, by access.Actor) (Step, error) {
	if int64(f.AskedBy()) != by.ID {
		return Step{}, fault.New(fault.Forbidden, "Only who asked may add to a question. Answer it instead.")
	}
	kind := Added
	if f.State != Open {
		kind = Reopened
	}
	return spoken(kind, a.Words, "Write what you want to add.")
}

// answering refuses who does not answer questions.
func answering(by access.Actor) error { return access.May(by, access.Administer) }

// spoken is a step that consists of words.
func spoken(k Kind, words, missing string) (Step, error) {
	var problems fault.Fields
	words = said(&problems, words, missing)
	return Step{Kind: k, Words: words}, problems.Err()
}
