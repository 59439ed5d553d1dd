package feedback

import (
	"strings"
	"time"
	"unicode/utf8"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/playbook"
)

// The limits of what readers send.
const (
	MaxWords = engagement.MaxNote // characters of one step
	MaxOpen  = 50                 // open questions of one person
	MaxSteps = 100                // steps of one question
)

// Ask is what a reader of an edition asks or remarks.
type Ask struct {
	Task  int // the FTOP ID of the task that it is about, 0 for the playbook as a whole
	Words string
}

// Of gives the question that a reader of an edition sends. Open are their own
// questions that are open: the same twice is a Conflict, and so is one too many.
// What cannot be taken is an Invalid fault with the fields task and words.
func (a Ask) Of(e *engagement.Edition, open []Feedback, by access.Actor, now time.Time) (Feedback, error) {
	if err := access.May(by, access.Ask); err != nil {
		return Feedback{}, err
	}
	var problems fault.Fields
	words := said(&problems, a.Words, "Write your question or remark.")
	if a.Task != 0 && !tells(e.Playbook, a.Task) {
		problems.Add("task", "This edition of the playbook has no task %d. Choose one from the list.", a.Task)
	}
	if err := problems.Err(); err != nil {
		return Feedback{}, err
	}
	f := Feedback{Playbook: e.Slug, Edition: e.Number, Task: a.Task, State: Open}
	if err := f.room(open, words); err != nil {
		return Feedback{}, err
	}
	f.Steps = []Step{{Kind: Asked, By: engagement.PersonID(by.ID), At: now, Words: words}}
	return f, nil
}

// room refuses a question that is there already, and one too many.
func (f Feedback) room(open []Feedback, words string) error {
	for _, o := range open {
		if o.Playbook == f.Playbook && o.Task == f.Task && o.Steps[0].Words == words {
			return fault.New(fault.Conflict, "You sent this already, and it waits for an answer. It is listed under your questions.")
		}
	}
	if len(open) >= MaxOpen {
		return fault.New(fault.Conflict, "%d questions of yours wait for an answer, and more are not taken until some are answered.", MaxOpen)
	}
	return nil
}

// tells reports whether a playbook has a task, or had it.
func tells(p *playbook.Playbook, task int) bool {
	for _, a := range p.Activities {
		for _, t := range a.Tasks {
			if t.ID == task {
				return true
			}
		}
	}
	for _, r := range p.Beside.Retired {
		if r.ID == task {
			return true
		}
	}
	return false
}

// said gives words as they are kept: without blanks around them, and with plain
// line ends. It notes what cannot be taken; missing is what to say of nothing, and
// empty where nothing may be said.
func said(problems *fault.Fields, words, missing string) string {
	words = strings.TrimSpace(strings.ReplaceAll(words, "\r\n", "\n"))
	switch n := utf8.RuneCountInString(words); {
	case words == "" && missing != "":
		problems.Add("words", "%s", missing)
	case n > MaxWords:
		problems.Add("words", "Shorten this to %s characters; it has %s.", engagement.Thousands(MaxWords), engagement.Thousands(n))
	case !utf8.ValidString(words) || strings.ContainsRune(words, 0):
		problems.Add("words", "This holds characters that cannot be stored. Type it again.")
	}
	return words
}
