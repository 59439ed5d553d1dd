package server

import (
	"fmt"
	"net/url"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exitView makes the page of the exit, its forms as they were typed. The error
// is of an approval whose conditions cannot be read.
func (r *request) exitView(e *postgres.Loaded, typed url.Values, errs component.Errors) (page.ExitView, error) {
	today := e.Today(r.now)
	v := page.ExitView{
		Header: r.header(e, exitTab), Errors: errs, Readiness: readinessBox(e.Engagement, r.who, r.now),
		Outputs: exitOutputs(e), Waivers: exitWaivers(e, today), Optional: exitOptional(e.Engagement, today),
	}
	if !e.Exited() {
		v.Handover = handoverLink(e)
	}
	ask := v.Readiness.Request
	v.Readiness.Request = nil
	for i, n := range e.ExitRequests() {
		if x := exitRequest(e, n); i == 0 {
			v.Latest = &x
		} else {
			v.Earlier = append(v.Earlier, x)
		}
	}
	n := e.WaitingExit()
	switch {
	case e.Exited():
		v.Reopen = r.exitReopen(e, typed, errs)
		return v, approvedBox(e, &v.Readiness)
	case n != 0:
		v.Decision, v.TakeBack = r.exitDecision(e, n, typed, errs), r.exitTakeBack(e, n)
	default:
		v.Ask = exitAsk(e, ask.Reason, typed, errs)
	}
	return v, nil
}

// approvedBox makes of the readiness box what was approved.
func approvedBox(e *postgres.Loaded, box *component.Readiness) error {
	x := e.Exits[e.LastExit()]
	conditions, err := x.Conditions()
	if err != nil {
		return err
	}
	box.Ready, box.Conditions = true, nil
	box.Sentence = fmt.Sprintf("What %s approved on %s", nameOf(e, x.DecidedBy), dayOf(x.DecidedOn).Text)
	for _, c := range conditions {
		box.Conditions = append(box.Conditions, component.Condition{Met: c.Met, Title: c.Title, Why: c.Why})
	}
	return nil
}

// exitRequest tells of one request and what came of it.
func exitRequest(e *postgres.Loaded, n int) page.ExitRequest {
	x := e.Exits[n]
	v := page.ExitRequest{
		Title: fmt.Sprintf("Exit request %d", n), State: component.State(capital(x.State)),
		Facts: component.DefinitionList{{Term: "Requested", Text: byOn(e, x.RequestedBy, x.RequestedOn)}},
	}
	if x.Note != "" {
		v.Facts = append(v.Facts, component.Definition{Term: "Note", Detail: linesOf(x.Note)})
	}
	switch {
	case x.DecidedBy != 0:
		v.Facts = append(v.Facts, component.Definition{Term: capital(x.State), Text: byOn(e, x.DecidedBy, x.DecidedOn)})
	case x.State == engagement.Withdrawn:
		v.Facts = append(v.Facts, component.Definition{Term: "What came of it", Text: "It was withdrawn on " + dayOf(x.DecidedOn).Text + "."})
	}
	if x.Words != "" {
		v.Facts = append(v.Facts, component.Definition{Term: wordsTerm(x), Detail: linesOf(x.Words)})
	}
	if x.StoodOn != "" {
		v.Facts = append(v.Facts, component.Definition{Term: "Hash of the event it stood on", Text: x.StoodOn})
	}
	return v
}

func wordsTerm(x *engagement.ExitRequest) string {
	if x.DecidedBy == 0 {
		return "Why"
	}
	return "In these words"
}

// exitAsk makes the form that requests the exit; reason says why it is off.
func exitAsk(e *postgres.Loaded, reason string, typed url.Values, errs component.Errors) *page.ExitAsk {
	return &page.ExitAsk{
		Reason: reason,
		Form:   component.Form{Action: route.Exit(e.ID), Draft: "exit", Hidden: []component.Hidden{version(e)}},
		Note: component.TextArea{Name: "note", Label: "Note to the manager", Value: typed.Get("note"), MaxLength: engagement.MaxNote,
			Hint: "What a manager should know to decide.", Error: errs.For("note")},
	}
}

// exitDecision makes the form of a manager's decision. It carries the hash of what
// is shown: an approval is of that and of nothing else.
func (r *request) exitDecision(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) *page.Decision {
	d := decisionForm(route.ExitAct(e.ID, n, "decide"), version(e), typed, errs)
	d.Approve.Text, d.Approve.Kind = "Approve the exit", component.Primary
	d.Return.Text = "Return it"
	approve := engagement.DecideExit{N: n, Approve: true}.ShownBy(e.Engagement, e.Today(r.now))
	d.Form.Hidden = append(d.Form.Hidden, component.Hidden{Name: "basis", Value: approve.Basis.String()})
	d.Approve.DisabledReason = r.whyNot(e, approve)
	d.Return.DisabledReason = r.whyNot(e, engagement.DecideExit{N: n})
	return &d
}

// exitTakeBack makes the button by which a requester withdraws; who can
// return the request needs none.
func (r *request) exitTakeBack(e *postgres.Loaded, n int) *page.ExitAct {
	why := r.whyNot(e, engagement.TakeBackExit{N: n})
	if why != "" && r.whyNot(e, engagement.DecideExit{N: n}) == "" {
		return nil
	}
	return &page.ExitAct{
		Form:   component.Form{Action: route.ExitAct(e.ID, n, "withdraw"), Hidden: []component.Hidden{version(e)}},
		Button: component.Button{ID: "take-back", Text: "Take the request back", DisabledReason: why},
	}
}

func (r *request) exitReopen(e *postgres.Loaded, typed url.Values, errs component.Errors) *page.ExitReopen {
	return &page.ExitReopen{
		Closed: r.whyNot(e, engagement.Reopen{}),
		Form:   component.Form{Action: route.Reopen(e.ID), Draft: "reopen", Hidden: []component.Hidden{version(e)}},
		Reason: component.TextArea{Name: "reason", Label: "Why it has to be reopened", Value: typed.Get("reason"), Required: true,
			MaxLength: engagement.MaxNote, Error: errs.For("reason")},
	}
}

// linesOf takes a text apart at its line breaks; blank lines are left out.
func linesOf(text string) page.Lines {
	var lines page.Lines
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
