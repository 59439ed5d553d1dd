package server

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// refuseExit shows the page again as it stands now, with what was typed. Who came
// too late is told who decided; where something changed while the page was read, the
// person sees what, and decides anew.
func (s *server) refuseExit(r *request, err error) (reply, error) {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict && f.Kind != fault.Invalid {
		return reply{}, err
	}
	if len(f.Clashes) > 0 {
		return s.conflict(r, f)
	}
	seen, err := r.form.seen()
	if err != nil {
		seen = 0 // which is what is refused
	}
	e, trail, err := s.exitTrail(r, seen)
	if err != nil {
		return reply{}, err
	}
	v, err := s.exitPage(r, e, trail, component.Errors(f.Fields))
	if err != nil {
		return reply{}, err
	}
	if len(f.Fields) == 0 {
		v.Refused = &component.Notice{Tone: component.Bad, Title: titles[f.Kind], Text: f.Message}
		if f.Kind == fault.Conflict {
			n, _ := r.number("n") // which not every form of the page has
			v.Refused.Text = cmp.Or(whoDecided(e, n, trail), f.Message)
			v.Changed = sinceSeen(e, seen, trail)
		}
		if !keepsTyped(v) {
			v.Typed = r.typedWords(e)
		}
	}
	return reply{status: status[f.Kind], body: page.Exit(v)}, nil
}

// whoDecided tells of request n, on which somebody meant to decide, who did it before
// them, and when; nothing where it waits, or is none.
func whoDecided(e *postgres.Loaded, n int, trail postgres.Trail) string {
	x := e.Exits[n]
	if x == nil || x.State == engagement.Waiting {
		return ""
	}
	who, on := x.DecidedBy, dayOf(x.DecidedOn).Text
	i := slices.IndexFunc(trail.Events, func(ev engagement.Event) bool {
		became, _ := ev.Became("state")
		return ev.Subject == engagement.Subject{Noun: engagement.NounExit, N: n} && became == string(x.State)
	})
	if i >= 0 {
		at := timeOf(trail.Events[i].At, e.Engagement)
		who, on = trail.Events[i].Actor, fmt.Sprintf("%s (%s)", at.Text, at.ZoneLabel)
	}
	if x.State == engagement.Withdrawn {
		return fmt.Sprintf("This request was withdrawn meanwhile, on %s. %s", on, x.Words)
	}
	return fmt.Sprintf("This exit was %s already, by %s on %s. Nothing more was done.", x.State, nameOf(e, who), on)
}

// typedWords gives what was typed into a form of the page that is there no more.
func (r *request) typedWords(e *postgres.Loaded) page.Lines {
	lines := linesOf(cmp.Or(r.form.Get("note"), r.form.Get("words"), r.form.Get("reason")))
	for n, said := range r.form.answers(len(e.Edition.Playbook.KeyOutputs)) {
		if o := e.Outputs[n]; said.Words != "" && (o == nil || o.Words != said.Words) {
			lines = append(lines, fmt.Sprintf("Key output %d: %s", n, said.Words))
		}
	}
	for _, m := range r.form.remarks() {
		lines = append(lines, fmt.Sprintf("%s: %s", capital(e.Name(m.On())), m.Words))
	}
	return lines
}

// keepsTyped reports whether a form of the page still holds what was typed.
func keepsTyped(v page.ExitView) bool {
	return v.Ask != nil && v.Ask.Reason == "" || v.Decision != nil && v.Decision.Return.DisabledReason == "" ||
		v.Reopen != nil && v.Reopen.Closed == ""
}
