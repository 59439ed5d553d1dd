package server

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
)

// onQuery is the query value of what a meeting speaks of now, as "item-3".
const onQuery = "on"

func (s *server) noteCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		return engagement.NoteCheckpoint{
			N: n, People: optional(r.form, "people", r.form.numbers), Contacts: optional(r.form, "contacts", r.form.numbers),
			Attended: r.form.text("attended"), Minutes: r.form.text("minutes"),
		}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(speakingOf(changed.Engagement, n, r.form.Get(onField)), "The notes are saved.")
	})
}

// logProgress notes what is said of one task or item, and goes on to the next.
func (s *server) logProgress(r *request) (reply, error) {
	on := r.form.subject()
	cmd := func(n int) engagement.Command {
		return engagement.LogProgress{
			Checkpoint: n, On: on, Note: r.form.Get("note"), State: r.form.Get("state"),
			BlockedKind: optional(r.form, "blocked_kind", word[engagement.BlockerKind](r.form)), BlockedOn: r.form.text("blocked_on"), BlockedLifter: r.form.text("blocked_lifter"),
		}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		text := fmt.Sprintf("It is in the minutes of %s.", on)
		if len(changed.Events) == 0 {
			text = fmt.Sprintf("Nothing new was said of %s.", on)
		}
		return done(speakingOf(changed.Engagement, n, r.form.Get(nextField)), text)
	})
}

// waiveInMeeting proposes to waive what a meeting speaks of.
func (s *server) waiveInMeeting(r *request) (reply, error) {
	cmd := func(int) engagement.Command {
		return engagement.ProposeWaiver{
			On: r.form.subject(), Reason: r.form.Get("reason"), Compensating: r.form.Get("compensating"), ReviewOn: r.form.date("review_on"),
		}
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return done(speakingOf(changed.Engagement, n, r.form.Get(onField)), "It is proposed, and waits for a manager.")
	})
}

// closeCheckpoint freezes the minutes, and plans the next meeting if that box
// is ticked: at the time that the form gives, or where the cadence wants it.
func (s *server) closeCheckpoint(r *request) (reply, error) {
	cmd := func(n int) engagement.Command {
		c := engagement.CloseCheckpoint{
			N: n, People: optional(r.form, "people", r.form.numbers), Contacts: optional(r.form, "contacts", r.form.numbers),
			Attended: r.form.text("attended"), Minutes: r.form.text("minutes"), Despite: r.form.yes("despite"),
		}
		switch {
		case r.form.Get("plan_next") == "":
		case !r.form.Has("on"):
			c.PlanNext = true
		case r.form.Get("on") == "":
			r.form.problems.Add("on", "Give the day of the next meeting, or untick it.")
		default:
			c.Next = r.form.slot()
		}
		return c
	}
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		if next := changed.Events[len(changed.Events)-1]; next.Kind == engagement.CheckpointScheduled {
			return doneAt(changed, n, "Checkpoint %d is closed. The next one, %d, is planned for %s.", n, next.Subject.N, plannedFor(next))
		}
		return doneAt(changed, n, "Checkpoint %d is closed; its minutes are kept.", n)
	})
}

// correctMinutes adds to the minutes of a closed meeting.
func (s *server) correctMinutes(r *request) (reply, error) {
	cmd := func(n int) engagement.Command { return engagement.CorrectMinutes{N: n, Note: r.form.Get("note")} }
	return s.act(r, cmd, func(n int, changed postgres.Changed) (reply, error) {
		return doneAt(changed, n, "The correction stands under the minutes.")
	})
}

// written gives a subject as a URL has it: "item-3".
func written(s engagement.Subject) string { return fmt.Sprintf("%s-%d", s.Noun, s.N) }

// subjectIn reads a subject from a URL; what is none gives the zero subject.
func subjectIn(text string) engagement.Subject {
	noun, number, _ := strings.Cut(text, "-")
	n, err := strconv.ParseInt(number, 10, 32)
	if err != nil {
		return engagement.Subject{}
	}
	return engagement.Subject{Noun: engagement.Noun(noun), N: int(n)}
}

// speakingOf is the page of a meeting at one subject of its agenda.
func speakingOf(id engagement.ID, n int, subject string) string {
	return route.With(route.Checkpoint(id, n), url.Values{onQuery: {subject}})
}
