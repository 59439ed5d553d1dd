package engagement

import (
	"fmt"
	"slices"
	"strings"
)

// withdrawUnmet withdraws a waiting request when a condition no longer holds, or a
// key output reads otherwise than it was requested, and says what did it.
func (d *decision) withdrawUnmet() error {
	n := d.WaitingExit()
	if n == 0 {
		return nil
	}
	unmet := d.Readiness(d.today).Unmet()
	lost, err := d.lostOutputs(d.Exits[n])
	if err != nil || len(unmet)+len(lost) == 0 {
		return err
	}
	words := "No longer met. " + d.unmetWords(unmet)
	if len(unmet) == 0 {
		words = fmt.Sprintf("No longer as it was requested: %s.", d.names(lost))
	}
	because := d.because(d.Exits[n], subjectsOf(unmet, lost))
	cause := d.Cause
	d.Cause = because
	defer func() { d.Cause = cause }()
	return change(d, exitRecords, n, ExitWithdrawn, func(x *ExitRequest) error {
		x.State, x.DecidedOn, x.Words, x.Because = Withdrawn, d.today, words, because
		return nil
	})
}

// lostOutputs gives the key outputs that no longer read as a request carries them and,
// where the engagement moves to another edition, those that it does not carry.
func (d *decision) lostOutputs(x *ExitRequest) ([]Subject, error) {
	carried, err := x.Carried()
	if err != nil {
		return nil, err
	}
	now := d.carried()
	var lost []Subject
	for _, o := range carried {
		if !slices.Contains(now, o) {
			lost = append(lost, Subject{NounOutput, o.N})
		}
	}
	for _, o := range now {
		s := Subject{NounOutput, o.N}
		if d.moves() && !slices.Contains(carried, o) && !slices.Contains(lost, s) {
			lost = append(lost, s)
		}
	}
	return lost, nil
}

func subjectsOf(unmet []Condition, more []Subject) []Subject {
	for _, c := range unmet {
		more = append(more, c.Subjects...)
	}
	return more
}

// because gives what a request is withdrawn by: a waiver that held when it was made
// and has lapsed, or else the change that is being made, of what no longer holds
// where it changes that too.
func (d *decision) because(x *ExitRequest, lost []Subject) string {
	for _, n := range sortedKeys(d.Waivers) {
		w := d.Waivers[n]
		if w.Live(x.RequestedOn) && !w.Live(d.today) && slices.Contains(lost, w.On()) {
			return Subject{NounWaiver, n}.String()
		}
	}
	if len(d.events) == 0 {
		return ""
	}
	i := slices.IndexFunc(d.events, func(ev Event) bool { return slices.Contains(lost, d.about(ev)) })
	return fmt.Sprintf("change %d", d.events[max(i, 0)].Seq)
}

// about gives what an event changes the standing of: of a waiver what it waives.
func (d *decision) about(ev Event) Subject {
	if ev.Subject.Noun == NounWaiver {
		return d.Waivers[ev.Subject.N].On()
	}
	return ev.Subject
}

// unmetWords says in a sentence what stands in the way, for events and mails.
func (e *Engagement) unmetWords(unmet []Condition) string {
	var parts []string
	for _, c := range unmet {
		part := c.Title + ": " + strings.TrimSuffix(c.Why, ".")
		if len(c.Subjects) > 0 {
			part += fmt.Sprintf(" (%s)", e.names(c.Subjects))
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, "; ") + "."
}

// names lists subjects by name, at most five of them.
func (e *Engagement) names(subjects []Subject) string {
	const most = 5
	var names []string
	for i, s := range subjects {
		if i == most {
			names = append(names, fmt.Sprintf("%d more", len(subjects)-most))
			break
		}
		names = append(names, e.Name(s))
	}
	return strings.Join(names, ", ")
}
