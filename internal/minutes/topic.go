package minutes

import (
	"fmt"
	"slices"
	"strings"

	"gaptrack/internal/engagement"
)

// spoken gives the tasks and items that the meeting spoke of, in the order in which each
// came up first.
func spoken(e *engagement.Engagement, n int, names func(engagement.PersonID) string) []Topic {
	var topics []Topic
	for _, l := range slices.Backward(e.LinesAt(n)) {
		line := e.Lines[l]
		if line.Noun != engagement.NounTask && line.Noun != engagement.NounItem {
			continue
		}
		i := slices.IndexFunc(topics, func(t Topic) bool { return t.On == line.On() })
		if i < 0 {
			i = len(topics)
			topics = append(topics, Topic{On: line.On(), Name: name(e, line.On(), line.Title)})
		}
		topics[i].Lines = append(topics[i].Lines, Line{At: line.At, By: names(line.By), State: capital(line.State), Did: line.Did, Note: line.Note})
	}
	return topics
}

// Done says in one what was done: the state that was given, and what else.
func (l Line) Done() string {
	if l.State == "" || l.Did == "" {
		return l.State + l.Did
	}
	return l.State + ". " + l.Did
}

// name names a task or an item as it was called then; without a title, as it is called.
func name(e *engagement.Engagement, on engagement.Subject, title string) string {
	if title == "" {
		title = titleNow(e, on)
	}
	title = strings.Join(strings.Fields(title), " ")
	if title == "" {
		return capital(on.String())
	}
	return fmt.Sprintf("%s: %s", capital(on.String()), title)
}

func titleNow(e *engagement.Engagement, on engagement.Subject) string {
	if i := e.Items[on.N]; on.Noun == engagement.NounItem && i != nil {
		return i.Finding
	}
	if t, _, known := e.PlaybookTask(on.N); on.Noun == engagement.NounTask && known {
		return t.Name
	}
	return ""
}
