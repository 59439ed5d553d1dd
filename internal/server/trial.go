package server

import (
	"errors"
	"slices"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
)

// submit sends a form's command, unless a field could not be read. Then nothing
// is changed, and the fault tells what the rules would find as well, so that a
// person meets every problem at once.
func (s *server) submit(r *request, cmd engagement.Command) (postgres.Changed, error) {
	if r.form.err() == nil {
		return s.change(r, cmd)
	}
	e, err := s.engagement(r)
	if err != nil {
		return postgres.Changed{}, err
	}
	problems := slices.Clone(*r.form.problems)
	var f *fault.Error
	if err := e.Try(cmd, r.who, r.now); errors.As(err, &f) {
		for _, p := range f.Fields {
			if !slices.ContainsFunc(problems, func(q fault.Field) bool { return q.Name == p.Name }) {
				problems = append(problems, p)
			}
		}
	}
	return postgres.Changed{}, problems.Err()
}

// whyNot gives the reason for which who asks may not do something now, or
// nothing. What a form still lacks is no reason.
func (r *request) whyNot(e *postgres.Loaded, cmd engagement.Command) string {
	return reason(e.Try(cmd, r.who, r.now))
}

// reason gives the words of a refusal for the button that it turns off, or
// nothing where it is none.
func reason(err error) string {
	var f *fault.Error
	switch {
	case err == nil, errors.As(err, &f) && len(f.Fields) > 0:
		return ""
	case f == nil:
		return "This cannot be done now."
	}
	return f.Message
}
