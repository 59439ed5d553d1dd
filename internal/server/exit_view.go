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

// exitView makes the page of the exit, its forms as they were typed. The error is of
// what a request keeps that cannot be read.
func (r *request) exitView(e *postgres.Loaded, trail postgres.Trail, typed url.Values, errs component.Errors) (page.ExitView, error) {
	on, today := e.StandsOn(r.now), e.Today(r.now)
	v := page.ExitView{
		Header: r.header(e, exitTab), Errors: errs, Readiness: readinessBox(e.Engagement, r.who, r.now),
		Waivers: exitWaivers(e, on, today), Optional: exitOptional(e.Engagement, today),
	}
	if !e.Exited() {
		v.Handover = handoverLink(e)
	}
	ask := v.Readiness.Request
	v.Readiness.Request = nil
	if err := exitRequests(e, &v); err != nil {
		return v, err
	}
	rests := basis{e: e, today: on, typed: typed, errs: errs}
	n := e.WaitingExit()
	switch {
	case e.Exited():
		v.Reopen, v.Basis, v.Facts = r.exitReopen(e, typed, errs), rests.groups(), exitFacts(e)
		return v, approvedBox(e, &v.Readiness)
	case n != 0:
		v.Decision, v.TakeBack = r.exitDecision(e, n, typed, errs), r.exitTakeBack(e, n)
		rests.remarks = v.Decision.Return.DisabledReason == ""
		v.Basis, v.Facts, v.Since = rests.groups(), append(exitFacts(e), exitChange(e)...), sinceLastExit(e, n, trail)
	default:
		v.Ask, v.Basis = exitAsk(e, ask.Reason, typed, errs), []page.BasisGroup{rests.outputs()}
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

// exitDecision makes the form of a manager's decision. It carries the hash of what
// is shown: an approval is of that and of nothing else.
func (r *request) exitDecision(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) *page.Decision {
	d := decisionForm(route.ExitAct(e.ID, n, "decide"), version(e), typed, errs)
	d.Approve.Text, d.Approve.Kind = "Approve the exit", component.Primary
	d.Return.Text = "Return it"
	d.Words.Hint = "To return it, say what is missing, here or in remarks on what it is missing of."
	approve := engagement.DecideExit{N: n, Approve: true}.ShownBy(e.Engagement, e.Today(r.now))
	d.Form.ID = decideForm
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
