package server

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

func TestReadinessBoxLeadsToWhatMendsIt(t *testing.T) {
	t.Parallel()
	c := begun(t)
	for range mostNamed + 2 {
		c.finding(nil)
	}
	box := readinessBox(c.e, rosa, c.now)
	if box.Ready || box.Request.Reason != "5 conditions are still open." {
		t.Errorf("ready %v, the request is off because %q", box.Ready, box.Request.Reason)
	}
	var acts []string
	for _, condition := range box.Conditions {
		acts = append(acts, condition.ActionURL)
	}
	want := []string{
		"/engagements/11/inputs", "/engagements/11/tasks?need=mandatory", "/engagements/11/checklist",
		"/engagements/11/tasks/3190", "/engagements/11/outputs",
	}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Errorf("the acts (-want +got):\n%s", diff)
	}
	tasks := []component.Link{{Text: "4080 MDATP - Proxy Configuration including URL Whitelisting", URL: "/engagements/11/tasks/4080"},
		{Text: "3190 Confirm the customer reviews and resolves anything in the remediation checklist", URL: "/engagements/11/tasks/3190"}}
	if diff := cmp.Diff(tasks, box.Conditions[1].Items); diff != "" {
		t.Errorf("the open tasks (-want +got):\n%s", diff)
	}
	items := box.Conditions[2].Items
	if len(items) != mostNamed+1 || items[0].Text != "Item 1: Proxy blocks the service" || items[mostNamed].Text != "and 2 more" {
		t.Errorf("the open items are %v", items)
	}
	if got := box.Conditions[0].Items[0].URL; got != "/engagements/11/inputs#met_1" {
		t.Errorf("the first input leads to %s", got)
	}
}

func TestReadinessBoxSaysWhyNothingCanBeRequested(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.makeReady()
	if box := readinessBox(c.e, rosa, c.now); !box.Ready || box.Request.Reason != "" {
		t.Errorf("ready %v, but off because %q", box.Ready, box.Request.Reason)
	}
	if why := readinessBox(c.e, jan, c.now).Request.Reason; !strings.Contains(why, "may request the exit") {
		t.Errorf("an SME reads %q", why)
	}
	c.do(rosa, engagement.RequestExit{})
	if why := readinessBox(c.e, rosa, c.now).Request.Reason; !strings.Contains(why, "waits for a manager") {
		t.Errorf("with a request under way it reads %q", why)
	}
}

func TestReadinessBoxAsksForNothingAfterTheExit(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.exit()
	box := readinessBox(c.e, rosa, c.now)
	if !box.Ready || box.Request != nil || slices.ContainsFunc(box.Conditions, func(c component.Condition) bool { return c.ActionURL != "" }) {
		t.Errorf("the box still asks for something: %+v", box)
	}
}

func TestBlockersStandLongestFirst(t *testing.T) {
	t.Parallel()
	c := begun(t)
	block := func(n int, on string) {
		c.do(rosa, engagement.ChangeItem{N: n, BlockedOn: new(on), BlockedKind: new(engagement.BlockerKind("Network"))})
	}
	old, resolved := c.finding(nil), c.finding(nil)
	block(resolved, "gone tomorrow")
	block(old, "the change board")
	c.pass(3)
	c.do(rosa, engagement.ChangeItem{N: resolved, State: new(engagement.Resolved)})
	c.do(jan, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("a firewall ticket")})
	c.pass(1)
	all := blockers(c.e, c.today())
	if len(all) != 2 || all[0].Cause != "the change board" || all[0].Days != "4 days" || all[1].Cause != "a firewall ticket" || all[1].Days != "1 day" {
		t.Errorf("the blockers are %+v", all)
	}
	if all[1].On.URL != route.Task(11, 4080) || all[1].Kind != "Other" {
		t.Errorf("the blocked task is %+v", all[1])
	}
}

func TestSinceTheLastCheckpoint(t *testing.T) {
	t.Parallel()
	c := begun(t)
	before, later := c.finding(nil), c.finding(nil)
	if v := sinceCheckpoint(c.e, c.today()); v.Title != "Since it began" || v.Changed[0].Sentence != "2 items new" {
		t.Errorf("with no checkpoint: %+v", v)
	}
	c.do(rosa, engagement.ChangeItem{N: before, State: new(engagement.Resolved)})
	c.do(rosa, engagement.HoldCheckpoint{})
	for _, what := range []string{"Opens the port", "Buys licences"} {
		c.do(rosa, engagement.MakePromise{Checkpoint: 1, Side: "customer", Who: "Ana Ruiz", What: what, By: c.today()})
	}
	c.do(rosa, engagement.CloseCheckpoint{N: 1, Attended: new("All"), Minutes: new("Held.")})
	c.now = c.now.Add(time.Hour) // the same day is not the same meeting
	c.do(rosa, engagement.ChangeItem{N: later, State: new(engagement.Resolved)})
	v := sinceCheckpoint(c.e, c.today())
	if v.Note != "on 2 Mar 2026" || v.Changed[0].Sentence != "1 item resolved" || v.Rest != "No item new, reopened or slipped. No promise kept or late." ||
		len(v.Changed[0].Links) != 1 || v.Changed[0].Links[0].URL != route.Item(11, later) {
		t.Errorf("since the checkpoint: %+v", v)
	}
	c.do(rosa, engagement.KeepPromise{N: 1})
	c.pass(1)
	v = sinceCheckpoint(c.e, c.today())
	if kept, late := v.Changed[1], v.Changed[2]; kept.Sentence != "1 promise kept" || late.Sentence != "1 promise late" ||
		late.Links[0].Text != "Ana Ruiz: Buys licences" || late.Links[0].URL != route.Checkpoint(11, 1) {
		t.Errorf("the promises since: %+v, %+v", kept, late)
	}
}

func TestNextCheckpointTellsWhenTheCadenceIsMissed(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.pass(7)
	if v := nextCheckpoint(c.e, c.e.Summarize(c.now), c.now); v.Missed != "" || v.Cadence != "Held every week, on Monday; due by 9 Mar 2026." || len(v.Days) != 3 {
		t.Errorf("on the last day: %+v", v)
	}
	c.pass(3)
	if v := nextCheckpoint(c.e, c.e.Summarize(c.now), c.now); v.Missed != "The cadence is missed: one was due 3 days ago." {
		t.Errorf("three days later: %+v", v)
	}
}

func TestOverviewOfAnExitedEngagementChangesNothing(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.exit()
	v := c.asked(rosa, nil).overviewView(c.loaded())
	if v.ChangeFacts != nil || v.ChangeTeam != nil || v.Attention != nil || v.Exception != nil {
		t.Errorf("the overview still offers changes: %+v", v)
	}
	if len(v.Team) != 3 || v.Team[0].Name != per.Name {
		t.Errorf("the team is %+v, want its manager first", v.Team)
	}
}

func TestReadinessBoxKeepsWhatWasApproved(t *testing.T) {
	t.Parallel()
	c := begun(t)
	n := c.finding(nil)
	c.do(rosa, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: n}, Reason: "Old.", Compensating: "A watch.", ReviewOn: c.today().Add(5)})
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
	c.exit()
	c.pass(30)
	if box := readinessBox(c.e, rosa, c.now); !box.Ready {
		t.Errorf("a review date that passed after the exit unmakes it: %+v", box)
	}
}
