package engagement

import (
	"slices"
	"time"
)

// Line is what a checkpoint said about one task or checklist item: progress,
// and the state that it was given there. Lines are part of the minutes. A line
// about the checkpoint itself corrects its minutes after they were closed.
type Line struct {
	Checkpoint int
	Noun       Noun
	N          int
	Title      string // what it was called then
	State      string // the state that the meeting gave it, empty where it gave none
	Did        string // what else was done to it, in words
	Note       string
	By         PersonID
	At         time.Time
}

var lineFields = []field[Line]{
	number("checkpoint", func(l *Line) *int { return &l.Checkpoint }),
	word("noun", func(l *Line) *Noun { return &l.Noun }),
	number("n", func(l *Line) *int { return &l.N }),
	text("title", func(l *Line) *string { return &l.Title }),
	word("state", func(l *Line) *string { return &l.State }),
	text("did", func(l *Line) *string { return &l.Did }),
	text("note", func(l *Line) *string { return &l.Note }),
	person("by", func(l *Line) *PersonID { return &l.By }),
	moment("at", func(l *Line) *time.Time { return &l.At }),
}

// On names what the line is about.
func (l Line) On() Subject { return Subject{l.Noun, l.N} }

// LinesOf gives what checkpoints said of a task or an item, newest first, by
// the numbers of the lines.
func (e *Engagement) LinesOf(on Subject) []int {
	return e.lines(func(l *Line) bool { return l.On() == on })
}

// LinesAt gives what one checkpoint said, newest first, by the numbers of the
// lines.
func (e *Engagement) LinesAt(checkpoint int) []int {
	return e.lines(func(l *Line) bool { return l.Checkpoint == checkpoint })
}

func (e *Engagement) lines(takes func(*Line) bool) []int {
	return slices.DeleteFunc(newestFirst(e.Lines), func(n int) bool { return !takes(e.Lines[n]) })
}
