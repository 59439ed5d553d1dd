package server

import (
	"net/url"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

var (
	onItem = engagement.Subject{Noun: engagement.NounItem, N: 1}
	onTask = engagement.Subject{Noun: engagement.NounTask, N: 4080}
)

// proposed is the example with an item of which the engineer asked to accept
// the risk.
func proposed(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.finding(nil)
	c.do(rosa, engagement.ProposeWaiver{On: onItem, Reason: "It is retired in May.", Compensating: "A manual check", ReviewOn: c.today().Add(30)})
	return c
}

func TestWaiverThatWaits(t *testing.T) {
	t.Parallel()
	c := proposed(t)
	for _, test := range []struct {
		by       access.Actor
		off, why string
	}{
		{rosa, "both", "Only a FastTrack Manager may decide on requests."},
		{per, "", ""},
	} {
		entry := c.asked(test.by, nil).waiverPanel(c.loaded(), onItem, nil, nil).Waivers[0]
		if entry.Decide.Approve.DisabledReason != test.why || entry.Decide.Return.DisabledReason != test.why {
			t.Errorf("%s: %q, %q, want %q", test.by.Name, entry.Decide.Approve.DisabledReason, entry.Decide.Return.DisabledReason, test.why)
		}
		text := words(drawn(t, page.DecisionView(*entry.Decide)))
		if strings.Contains(text, "Your words") != (test.off == "") {
			t.Errorf("%s sees %q", test.by.Name, text)
		}
	}
}

func TestAManagerDoesNotDecideTheirOwnWaiver(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.finding(nil)
	c.do(per, engagement.ProposeWaiver{On: onItem, Reason: "a", Compensating: "b", ReviewOn: c.today().Add(30)})
	entry := c.asked(per, nil).waiverPanel(c.loaded(), onItem, nil, nil).Waivers[0]
	if why := entry.Decide.Approve.DisabledReason; !strings.Contains(why, "another manager") {
		t.Errorf("approving is off because %q", why)
	}
	if entry.End.DisabledReason != "" || entry.End.Text != "Take it back" {
		t.Errorf("taking it back: %+v", entry.End)
	}
}

func TestWaiverHoldsThenLapses(t *testing.T) {
	t.Parallel()
	c := proposed(t)
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true, Words: "Fine."})
	entry := func() page.WaiverEntry {
		return c.asked(rosa, nil).waiverPanel(c.loaded(), onItem, nil, nil).Waivers[0]
	}
	if e := entry(); e.State.Text != "Approved" || e.End.Text != "End it now" || e.Decide != nil {
		t.Errorf("while it holds: %+v", e)
	}
	c.pass(30)
	if e := entry(); e.State.Text != "Lapsed on its review date" || e.EndForm != nil {
		t.Errorf("on its review date: %+v", e)
	}
}

func TestWhatCannotBeWaivedSaysWhy(t *testing.T) {
	t.Parallel()
	c := proposed(t)
	review := engagement.Subject{Noun: engagement.NounTask, N: engagement.ReviewTask}
	for on, want := range map[engagement.Subject]string{onItem: "waits for a manager already", review: "the exit itself stands on it", onTask: ""} {
		v := c.asked(rosa, nil).waiverPanel(c.loaded(), on, nil, nil)
		switch {
		case want == "" && v.Propose == nil:
			t.Errorf("%s cannot be waived: %+v", on, v.Refused)
		case want != "" && (v.Refused == nil || !strings.Contains(v.Refused.DisabledReason, want)):
			t.Errorf("%s: %+v, want %q", on, v.Refused, want)
		}
	}
}

func TestWaiverFormComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	c := begun(t)
	typed := url.Values{"reason": {"Because"}, "review_on": {"soon"}, "version": {"2"}}
	errs := component.Errors{{Name: "review_on", Message: "Give a date like 2026-11-23."}}
	p := c.asked(rosa, nil).waiverPanel(c.loaded(), onTask, typed, errs).Propose
	if !p.Fold.Open || p.Reason.Value != "Because" || p.ReviewOn.Value != "soon" || p.ReviewOn.Error == "" || p.Form.Hidden[0].Value != "2" {
		t.Errorf("it comes back as %+v", p)
	}
}

func TestWaiverBadge(t *testing.T) {
	t.Parallel()
	c := proposed(t)
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
	for days, want := range map[int]string{
		0: "Approved", 9: "Approved, ends in 21 days", 29: "Approved, ends tomorrow", 30: "Lapsed on its review date",
	} {
		w := c.loaded().Waivers[1]
		if got := waiverBadge(w, c.today().Add(days)).Text; got != want {
			t.Errorf("after %d days: %q, want %q", days, got, want)
		}
	}
}

// TestWaiverIsProposedAgainInItsOwnWords fills the form from what was approved or
// returned before, and from nothing else.
func TestWaiverIsProposedAgainInItsOwnWords(t *testing.T) {
	t.Parallel()
	again, anew := "Ask again to accept the risk", "Ask to accept the risk"
	for name, test := range map[string]struct {
		then    func(*scene)
		summary string
		reason  string
	}{
		"lapsed": {func(c *scene) {
			c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
			c.pass(30)
		}, again, "It is retired in May."},
		"holding":    {func(c *scene) { c.do(per, engagement.DecideWaiver{N: 1, Approve: true}) }, again, "It is retired in May."},
		"returned":   {func(c *scene) { c.do(per, engagement.DecideWaiver{N: 1, Words: "Until when?"}) }, again, "It is retired in May."},
		"taken back": {func(c *scene) { c.do(rosa, engagement.WithdrawWaiver{N: 1}) }, anew, ""},
	} {
		c := proposed(t)
		test.then(c)
		p := c.asked(rosa, nil).waiverPanel(c.loaded(), onItem, nil, nil).Propose
		if p.Fold.Summary != test.summary || p.Save.Text != test.summary || p.Reason.Value != test.reason || p.Fold.Open || p.ReviewOn.Value != "" {
			t.Errorf("%s: %+v", name, p)
		}
		if (p.Compensating.Value == "A manual check") != (test.reason != "") {
			t.Errorf("%s: done instead: %q", name, p.Compensating.Value)
		}
	}
	c := proposed(t)
	c.do(per, engagement.DecideWaiver{N: 1, Words: "Until when?"})
	typed := url.Values{"reason": {""}, "compensating": {"Nothing"}, "version": {"3"}}
	p := c.asked(rosa, nil).waiverPanel(c.loaded(), onItem, typed, nil).Propose
	if p.Reason.Value != "" || p.Compensating.Value != "Nothing" || !p.Fold.Open || p.Form.Hidden[0].Value != "3" {
		t.Errorf("what was typed comes back as %+v", p)
	}
}
