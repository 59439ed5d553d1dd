package server

import (
	"fmt"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/minutes"
	"gaptrack/internal/postgres"
)

// closing reads the engagement that the path names, and how it stood when checkpoint n
// was closed; nil where that cannot be told, or it was not.
func (s *server) closing(r *request, n int) (e *postgres.Loaded, then *postgres.Past, err error) {
	e, err = s.engagementBy(r, func(id engagement.ID, seen int) (now *postgres.Loaded, fresh bool, err error) {
		now, then, fresh, err = r.visit.Closing(r.Context(), id, seen, n)
		return now, fresh, err
	})
	return e, then, err
}

// minutesOf gives the minutes of checkpoint n: of the engagement as it stood when that
// was closed, where it is known, so that nothing that becomes different after changes
// them; and with what corrected them since.
func minutesOf(e *postgres.Loaded, then *postgres.Past, n int) minutes.Minutes {
	if then == nil {
		return minutes.Of(e.Engagement, n, namesOf(e))
	}
	m := minutes.Of(then.Engagement, n, namesOf(e))
	m.Corrections = minutes.Corrections(e.Engagement, n, namesOf(e))
	return m
}

// namesOf tells how people of the team are called.
func namesOf(e *postgres.Loaded) func(engagement.PersonID) string {
	return func(p engagement.PersonID) string { return nameOf(e, p) }
}

// minutesMarkdown gives the minutes as a Markdown file.
func (s *server) minutesMarkdown(r *request) (reply, error) {
	return s.minutesFile(r, "md", "text/markdown; charset=utf-8", minutes.Minutes.Markdown)
}

// minutesPage gives the minutes as one page that needs nothing else, to be printed or
// sent. It is a file to keep: our own content policy would take its style away.
func (s *server) minutesPage(r *request) (reply, error) {
	return s.minutesFile(r, "html", "text/html; charset=utf-8", minutes.Minutes.HTML)
}

func (s *server) minutesFile(r *request, ending, kind string, written func(minutes.Minutes) string) (reply, error) {
	n, err := r.number("n")
	if err != nil {
		return reply{}, err
	}
	e, then, err := s.closing(r, n)
	if err != nil {
		return reply{}, err
	}
	switch c := e.Checkpoints[n]; {
	case c == nil:
		return reply{}, fault.New(fault.NotFound, "There is no checkpoint %d.", n)
	case c.State != engagement.Closed:
		return reply{}, fault.New(fault.Conflict, "Checkpoint %d is %s. Its minutes can be downloaded once it is closed.", n, c.State)
	}
	m := minutesOf(e, then, n)
	name := fmt.Sprintf("Minutes of checkpoint %d of %s.%s", n, brief(m.Customer, mostWords), ending)
	return give(file{name: name, kind: kind, body: []byte(written(m))})
}
