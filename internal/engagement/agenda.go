package engagement

import (
	"slices"
	"time"

	"gaptrack/internal/day"
)

// The parts of an agenda, in their order.
const (
	agendaPromises = iota
	agendaPressed
	agendaChanged
	agendaDue
	agendaNew
	agendaWaivers
	agendaParked
	agendaPoints
	agendaOpen
	agendaSpoken
)

var agendaTitles = [...]string{
	agendaPromises: "Promises of last time",
	agendaPressed:  "Critical or blocked",
	agendaChanged:  "Changed since the last checkpoint",
	agendaDue:      "Due before the next checkpoint",
	agendaNew:      "New findings",
	agendaWaivers:  "Waivers about to end",
	agendaParked:   "Parked points",
	agendaPoints:   "Points",
	agendaOpen:     "Also open",
	agendaSpoken:   "Spoken of",
}

// AgendaPart is a part of a meeting's agenda: why its subjects are on it, and
// the subjects in their order: promises, points, tasks and items.
type AgendaPart struct {
	Title    string
	Subjects []Subject
}

// Agenda gives what a meeting speaks of on a day: the promises of last time, late ones
// first; what is critical or blocked; what changed since the meeting before; what is
// due before the next one; new findings; what a waiver covers that is about to end; the
// points that were parked, and those that people added; and everything else that is
// open. What the meeting that is being held has minutes of already comes last. No
// subject stands in it twice, and what is unresolved is on the next agenda by itself.
func (e *Engagement) Agenda(today day.Date) []AgendaPart {
	parts := make([]AgendaPart, len(agendaTitles))
	for i, title := range agendaTitles {
		parts[i].Title = title
	}
	put := func(part int, s ...Subject) { parts[part].Subjects = append(parts[part].Subjects, s...) }
	spoken := e.Spoken()
	put(agendaPromises, e.promisesOfBefore(spoken)...)
	d := e.agendaDates(today)
	for _, t := range slices.Concat(e.topicTasks(today), e.topicItems(today)) {
		if part := t.part(d); part >= 0 && !slices.Contains(spoken, t.subject) {
			put(part, t.subject)
		}
	}
	for _, n := range e.OpenPoints() {
		s := Subject{NounPoint, n}
		switch parked := e.Points[n].State == PointIsParked; {
		case slices.Contains(spoken, s):
		case parked:
			put(agendaParked, s)
		default:
			put(agendaPoints, s)
		}
	}
	put(agendaSpoken, spoken...)
	return slices.DeleteFunc(parts, func(p AgendaPart) bool { return len(p.Subjects) == 0 })
}

// Spoken gives what the meeting that is being held has minutes of, in the order in
// which it came up. What it put on the agenda or promised itself is still to come.
func (e *Engagement) Spoken() []Subject {
	held := e.BeingHeld()
	if held == 0 {
		return nil
	}
	var spoken []Subject
	for _, n := range slices.Backward(e.LinesAt(held)) {
		s := e.Lines[n].On()
		if !slices.Contains(spoken, s) && !e.putThere(s, held) {
			spoken = append(spoken, s)
		}
	}
	return spoken
}

// putThere reports whether a promise was made by the meeting, or a point put on its
// agenda while it is being held, of which nothing else became yet.
func (e *Engagement) putThere(s Subject, held int) bool {
	switch s.Noun {
	case NounPromise:
		return e.Promises[s.N].Checkpoint == held
	case NounPoint:
		p := e.Points[s.N]
		return p.State == PointOpen && !p.AddedAt.Before(e.Checkpoints[held].HeldAt)
	}
	return false
}

// promisesOfBefore gives the promises that are to be kept and that no meeting before
// this one has heard of, those that are due first before the others.
func (e *Engagement) promisesOfBefore(spoken []Subject) []Subject {
	held := e.BeingHeld()
	var all []Subject
	for _, n := range e.OpenPromises() {
		s := Subject{NounPromise, n}
		if made := e.Promises[n].Checkpoint; (held == 0 || made != held) && !slices.Contains(spoken, s) {
			all = append(all, s)
		}
	}
	return all
}

// agendaDates are the days that an agenda is composed by.
type agendaDates struct {
	last   day.Date  // of the checkpoint before; none where there was none
	closed time.Time // when that was closed
	next   day.Date  // of the checkpoint after
	ending day.Date  // waivers that end by then are about to end
}

func (e *Engagement) agendaDates(today day.Date) agendaDates {
	next := e.Proposed(today, today)
	return agendaDates{last: e.LastHeld(), closed: e.lastClosed(), next: next, ending: latest(next, today.Add(ReviewAhead))}
}

// topic is what the agenda has to know of a task or an item.
type topic struct {
	subject Subject
	open    bool
	pressed bool // critical or blocked
	due     day.Date
	added   time.Time // of an item
	changed day.Date  // when it was last begun, blocked or finished
	waived  day.Date  // until when a waiver covers it; none: no waiver does
}

// part gives the place of the topic's part in the agenda, -1 for none.
func (t topic) part(d agendaDates) int {
	isNew := !d.closed.IsZero() && t.added.After(d.closed)
	switch {
	case t.open && t.pressed:
		return agendaPressed
	case !d.last.IsZero() && t.changed.After(d.last):
		return agendaChanged
	case t.open && !t.due.IsZero() && !t.due.After(d.next):
		return agendaDue
	case t.open && isNew:
		return agendaNew
	case !t.waived.IsZero() && !t.waived.After(d.ending):
		return agendaWaivers
	case t.open:
		return agendaOpen
	}
	return -1
}

func (e *Engagement) topicTasks(today day.Date) []topic {
	var topics []topic
	for _, s := range e.Scope(today) {
		if !s.In || s.ID == ExitTask {
			continue
		}
		t, state, on := e.Task(s.ID), e.TaskState(s.ID, today), Subject{NounTask, s.ID}
		topics = append(topics, topic{
			subject: on, open: !state.Over(),
			pressed: state == Blocked, due: t.Due, waived: e.waivedUntil(on, today),
			changed: latest(e.Day(t.StartedAt), t.DoneOn, t.Blocker.Since),
		})
	}
	return topics
}

func (e *Engagement) topicItems(today day.Date) []topic {
	var topics []topic
	for _, i := range e.ListItems(ItemQuery{}, today) {
		on := Subject{NounItem, i.N}
		topics = append(topics, topic{
			subject: on, open: !i.Closed, pressed: i.Severity == Critical || !i.Blocker.IsZero(),
			due: i.Due, added: i.AddedAt, waived: e.waivedUntil(on, today),
			changed: latest(e.Day(i.ResolvedAt), e.Day(i.ReopenedAt), e.Day(i.SlippedAt), i.Blocker.Since),
		})
	}
	return topics
}

// waivedUntil gives the review date of the waiver that covers a task or an item, none
// where none does.
func (e *Engagement) waivedUntil(on Subject, today day.Date) day.Date {
	if w := e.LiveWaiver(on, today); w != nil {
		return w.ReviewOn
	}
	return day.Date{}
}

func latest(dates ...day.Date) day.Date { return slices.MaxFunc(dates, day.Date.Compare) }
