package engagement

import (
	"cmp"
	"slices"
	"time"

	"gaptrack/internal/day"
)

// What happens to promises.
const (
	PromiseMade     Kind = "promise.made"
	PromiseMoved    Kind = "promise.moved"
	PromiseKept     Kind = "promise.kept"
	PromiseDropped  Kind = "promise.dropped"
	PromiseReopened Kind = "promise.reopened"
)

// PromiseState is what came of a promise.
type PromiseState string

// The states of a promise.
const (
	Promised       PromiseState = "promised"
	PromiseIsKept  PromiseState = "kept"
	PromiseIsGiven PromiseState = "given up"
)

// Promise is what somebody said in a checkpoint that they would do, and by when. The
// next checkpoint begins with it.
type Promise struct {
	Checkpoint int // in which it was made
	Noun       Noun
	N          int // of the task or item that it is about; 0 for none
	Side       Side
	Who        string
	Contact    int // who promised, where it is a contact; 0 for others
	What       string
	By         day.Date // the last day on which it is in time, the customer's
	State      PromiseState
	Words      string // why it was given up
	MadeBy     PersonID
	MadeAt     time.Time
	EndedAt    time.Time
}

var promiseFields = []field[Promise]{
	number("checkpoint", func(p *Promise) *int { return &p.Checkpoint }),
	word("noun", func(p *Promise) *Noun { return &p.Noun }),
	number("n", func(p *Promise) *int { return &p.N }),
	word("side", func(p *Promise) *Side { return &p.Side }),
	text("who", func(p *Promise) *string { return &p.Who }),
	number("contact", func(p *Promise) *int { return &p.Contact }),
	text("what", func(p *Promise) *string { return &p.What }),
	date("by", func(p *Promise) *day.Date { return &p.By }),
	word("state", func(p *Promise) *PromiseState { return &p.State }),
	text("words", func(p *Promise) *string { return &p.Words }),
	person("made_by", func(p *Promise) *PersonID { return &p.MadeBy }),
	moment("made_at", func(p *Promise) *time.Time { return &p.MadeAt }),
	moment("ended_at", func(p *Promise) *time.Time { return &p.EndedAt }),
}

// On names the task or item that the promise is about; zero for none.
func (p Promise) On() Subject { return Subject{p.Noun, p.N} }

// Late gives for how many days a promise is late that is still to be kept.
func (p Promise) Late(today day.Date) int {
	if p.State != Promised {
		return 0
	}
	return Overdue(p.By, today)
}

// OpenPromises gives the promises that are still to be kept, by number: those that
// are due first before the others, so what is late begins.
func (e *Engagement) OpenPromises() []int {
	open := slices.DeleteFunc(sortedKeys(e.Promises), func(n int) bool { return e.Promises[n].State != Promised })
	slices.SortStableFunc(open, func(a, b int) int {
		return cmp.Or(e.Promises[a].By.Compare(e.Promises[b].By), cmp.Compare(a, b))
	})
	return open
}
