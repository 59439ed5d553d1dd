package server

import (
	"fmt"
	"maps"
	"net/url"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exceptionPanel shows the exceptions, newest first, each with what can be
// done about it, and the form that asks for one.
func (r *request) exceptionPanel(e *postgres.Loaded, typed url.Values, errs component.Errors) page.ExceptionPanel {
	today := e.Today(r.now)
	v := page.ExceptionPanel{Sentence: exceptionSentence(e.Engagement, today), Errors: errs}
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(e.Exceptions))) {
		x := e.Exceptions[n]
		v.Exceptions = append(v.Exceptions, r.exceptionView(e, n, x, typed, errs))
	}
	if e.WaitingException() == 0 && !e.ReadOnly() {
		v.Ask = r.exceptionAsk(e, typed, errs)
	}
	return v
}

func (r *request) exceptionAsk(e *postgres.Loaded, typed url.Values, errs component.Errors) *page.ExceptionAsk {
	return &page.ExceptionAsk{
		Open: typed.Has("reason"),
		Form: component.Form{Action: route.Exceptions(e.ID), Draft: "exception", Hidden: []component.Hidden{drawnFrom(e, typed)}},
		Reason: component.TextArea{Name: "reason", Label: "Why this customer should get the enterprise benefit", Rows: 3, Required: true,
			Value: typed.Get("reason"), Error: errs.For("reason")},
		EndsOn: component.DateField{Name: "ends_on", Label: "Last day on which it holds", Hint: "Leave empty for no end.",
			Value: typed.Get("ends_on"), Min: e.Today(r.now).String(), Error: errs.For("ends_on")},
	}
}

func (r *request) exceptionView(e *postgres.Loaded, n int, x *engagement.Exception, typed url.Values, errs component.Errors) page.Exception {
	v := page.Exception{
		Title: fmt.Sprintf("Exception %d", n), State: exceptionBadge(x, e.Today(r.now)), Reason: x.Reason, Words: x.Words,
		Asked: fmt.Sprintf("Asked for by %s on %s", nameOf(e, x.AskedBy), dayOf(x.AskedOn).Text), Ends: "No end",
	}
	if !x.EndsOn.IsZero() {
		v.Ends = "Holds until " + dayOf(x.EndsOn).Text
	}
	if x.DecidedBy != 0 {
		v.Decided = fmt.Sprintf("Decided by %s on %s", nameOf(e, x.DecidedBy), dayOf(x.DecidedOn).Text)
	}
	if e.ReadOnly() {
		return v
	}
	if x.State == engagement.Waiting {
		v.Decide = r.exceptionDecision(e, n, typed, errs)
		v.End = endButton(e, n, "Take it back", "Take back the request for this exception?")
	} else if x.Live(e.Today(r.now)) {
		v.End = endButton(e, n, "End it now", "End this exception now? Tasks that it brought leave the scope.")
	}
	return v
}

// exceptionDecision makes the form of a manager's decision.
func (r *request) exceptionDecision(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) *page.Decision {
	v := decisionForm(route.Exception(e.ID, n, "decide"), drawnFrom(e, typed), typed, errs)
	v.Approve.DisabledReason = r.whyNot(e, engagement.DecideException{N: n, Approve: true})
	v.Return.DisabledReason = r.whyNot(e, engagement.DecideException{N: n})
	return &v
}

func endButton(e *postgres.Loaded, n int, text, question string) *page.ExceptionEnd {
	return &page.ExceptionEnd{
		Form:   component.Form{Action: route.Exception(e.ID, n, "end"), Hidden: []component.Hidden{version(e)}, Inline: true},
		Button: component.Button{Text: text, Confirm: question},
	}
}

// exceptionBadge shows where an exception stands on a day.
func exceptionBadge(x *engagement.Exception, today day.Date) component.Badge {
	if x.State == engagement.Approved && !x.Live(today) {
		return component.Badge{Text: "Ended on its date", Shape: component.Dash}
	}
	return component.State(capital(x.State))
}

// exceptionSentence says how the customer stands to what exceptions open.
func exceptionSentence(e *engagement.Engagement, today day.Date) string {
	ends, opens := e.ExceptionEnds(today), e.ExceptionOpens()
	switch {
	case !ends.IsZero():
		return "Approved until " + dayOf(ends).Text
	case e.ExceptionHolds(today):
		return "Approved, with no end"
	case e.WaitingException() != 0:
		return "Asked for; waits for a manager"
	case !e.AsksForExceptions():
		return "This playbook knows no exception"
	case len(opens) == 0:
		return "Not needed: it would open nothing to this customer"
	}
	return fmt.Sprintf("None; “%s” needs %s", opens[0].Name, engagement.RuleWords(opens[0].Condition.Expr()))
}

// exceptionMatters reports whether there is, or could be need of, an exception.
func exceptionMatters(e *engagement.Engagement) bool {
	return len(e.Exceptions) > 0 || !e.ReadOnly() && len(e.ExceptionOpens()) > 0
}
