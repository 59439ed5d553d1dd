package engagement

import (
	"slices"

	"gaptrack/internal/day"
)

// AgendaPart is a part of a meeting's agenda: why its subjects are on it, and
// the subjects in their order.
type AgendaPart struct {
	Title    string
	Subjects []Subject
}

// Agenda gives what a meeting speaks of on a day: what is critical or blocked,
// what changed since the meeting before, what is due before the next one, and
// everything else that is open. No subject stands in it twice.
func (e *Engagement) Agenda(today day.Date) []AgendaPart {
	last, next := e.LastHeld(), e.Proposed(today, today)
	parts := []AgendaPart{
		{Title: "Critical or blocked"}, {Title: "Changed since the last checkpoint"},
		{Title: "Due before the next checkpoint"}, {Title: "Also open"},
	}
	for _, t := range slices.Concat(e.topicTasks(today), e.topicItems(today)) {
		if i := t.part(last, next); i >= 0 {
			parts[i].Subjects = append(parts[i].Subjects, t.subject)
		}
	}
	return slices.DeleteFunc(parts, func(p AgendaPart) bool { return len(p.Subjects) == 0 })
}

// topic is what the agenda has to know of a task or an item.
type topic struct {
	subject Subject
	open    bool
	pressed bool // critical or blocked
	due     day.Date
	changed day.Date // when it was last added, begun, blocked or finished
}

// part gives the place of the topic's part in the agenda, -1 for none.
func (t topic) part(last, next day.Date) int {
	news := !last.IsZero() && t.changed.After(last)
	switch {
	case t.open && t.pressed:
		return 0
	case news:
		return 1
	case !t.open:
		return -1
	case !t.due.IsZero() && !t.due.After(next):
		return 2
	}
	return 3
}

func (e *Engagement) topicTasks(today day.Date) []topic {
	var topics []topic
	for _, s := range e.Scope(today) {
		if !s.In || s.ID == ExitTask {
			continue
		}
		t, state := e.Task(s.ID), e.TaskState(s.ID, today)
		topics = append(topics, topic{
			subject: Subject{NounTask, s.ID}, open: !state.Over(),
			pressed: state == Blocked, due: t.Due,
			changed: latest(e.Day(t.StartedAt), t.DoneOn, t.Blocker.Since),
		})
	}
	return topics
}

func (e *Engagement) topicItems(today day.Date) []topic {
	var topics []topic
	for _, i := range e.ListItems(ItemQuery{}, today) {
		topics = append(topics, topic{
			subject: Subject{NounItem, i.N}, open: !i.Closed, pressed: i.Severity == Critical || !i.Blocker.IsZero(),
			due: i.Due, changed: latest(e.Day(i.AddedAt), e.Day(i.ResolvedAt), i.Blocker.Since),
		})
	}
	return topics
}

func latest(dates ...day.Date) day.Date { return slices.MaxFunc(dates, day.Date.Compare) }
