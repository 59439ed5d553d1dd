package server

import (
	"net/url"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
)

func TestExceptionSentence(t *testing.T) {
	t.Parallel()
	c := begun(t)
	says := func(want string) {
		t.Helper()
		if got := exceptionSentence(c.e, c.today()); got != want {
			t.Errorf("it says %q, want %q", got, want)
		}
	}
	says("None; “Enterprise Additional Benefit Remediation” needs 20,000 seats or more, or an approved exception")
	c.do(rosa, engagement.AskException{Reason: "Merger in June.", EndsOn: c.today().Add(10)})
	says("Asked for; waits for a manager")
	c.do(per, engagement.DecideException{N: 1, Approve: true})
	says("Approved until 12 Mar 2026")
	c.pass(11)
	says("None; “Enterprise Additional Benefit Remediation” needs 20,000 seats or more, or an approved exception")
	if got := exceptionBadge(c.e.Exceptions[1], c.today()).Text; got != "Ended on its date" {
		t.Errorf("an exception past its date is %q", got)
	}
	c.do(rosa, engagement.AskException{Reason: "Merger in July."})
	c.do(per, engagement.DecideException{N: 2, Approve: true})
	says("Approved, with no end")
	c.do(rosa, engagement.EndException{N: 2})
	c.e.Facts.Seats = 20_000
	says("Not needed: it would open nothing to this customer")
}

func TestExceptionPanelOffersWhatCanBeDone(t *testing.T) {
	t.Parallel()
	c := begun(t)
	panel := func(by access.Actor) (asks bool, decide *component.Button, ends bool) {
		v := c.asked(by, nil).exceptionPanel(c.loaded(), url.Values{}, nil)
		for _, x := range v.Exceptions {
			if x.Decide != nil {
				decide = &x.Decide.Approve
			}
			ends = ends || x.End != nil
		}
		return v.Ask != nil, decide, ends
	}
	if asks, decide, ends := panel(rosa); !asks || decide != nil || ends {
		t.Error("with no exception, only asking can be done")
	}
	c.do(per, engagement.AskException{Reason: "Merger in June."})
	if asks, decide, ends := panel(rosa); asks || decide.DisabledReason == "" || !ends {
		t.Error("an engineer can ask twice, or decide, or take nothing back")
	}
	if _, decide, _ := panel(per); decide.DisabledReason == "" {
		t.Error("who asked can decide")
	}
	other := access.Actor{ID: 9, Role: access.Manager, TeamID: 7}
	if _, decide, _ := panel(other); decide.DisabledReason != "" {
		t.Errorf("another manager cannot decide: %s", decide.DisabledReason)
	}
	c.do(other, engagement.DecideException{N: 1, Approve: true})
	if asks, decide, ends := panel(rosa); !asks || decide != nil || !ends {
		t.Error("an approved exception can be ended, and another one asked for")
	}
}

func TestExceptionFormComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	c := begun(t)
	typed := url.Values{"reason": {"Because"}, "ends_on": {"soon"}}
	errs := component.Errors{{Name: "ends_on", Message: "Give a date like 2026-11-23."}}
	v := c.asked(rosa, nil).exceptionPanel(c.loaded(), typed, errs)
	if !v.Ask.Open || v.Ask.Reason.Value != "Because" || v.Ask.EndsOn.Value != "soon" || v.Ask.EndsOn.Error == "" {
		t.Errorf("the form came back as %+v", v.Ask)
	}
}
