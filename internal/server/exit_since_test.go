package server

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestSinceTheLastExit(t *testing.T) {
	t.Parallel()
	c := requested(t)
	if v := sinceLastExit(c.loaded(), 1, postgres.Trail{}); v.Text != "The exit was not requested before." || len(v.Records) != 0 {
		t.Errorf("the first request: %+v", v)
	}
	trail := postgres.Trail{Events: c.decided(rosa, engagement.TakeBackExit{N: 1})}
	again := c.decided(rosa, engagement.RequestExit{})
	if v := sinceLastExit(c.loaded(), 2, trail); v.Text != "Nothing changed but the requests themselves." {
		t.Errorf("nothing changed: %+v", v)
	}
	trail.Events = append(trail.Events, c.decided(jan, engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)})...)
	trail.Events = append(trail.Events, c.decided(jan, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Done)})...)
	trail.Events = append(trail.Events, again...)
	v := sinceLastExit(c.loaded(), 2, trail)
	if v.Title != "Since request 1 on 2 Mar 2026" || len(v.Records) != 1 {
		t.Fatalf("since: %+v", v)
	}
	state := page.HistoryChange{Label: "State", Before: page.HistoryValue{Text: "not started"}, After: page.HistoryValue{Text: "done"}}
	if d := cmp.Diff(component.Link{Text: "Task 4101", URL: "/engagements/11/tasks/4101"}, v.Records[0].Name); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(state, v.Records[0].Changes[0]); d != "" {
		t.Error(d)
	}
	c.e.Exits[1].Seq = 0
	if v := sinceLastExit(c.loaded(), 2, trail); !strings.Contains(v.Text, "is not kept") {
		t.Errorf("a request from before: %+v", v)
	}
}

// Who comes too late is told who decided, or what withdrew the request.
func TestWhoComesTooLateIsTold(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(*scene) []engagement.Event
		want string
	}{
		"approved": {func(c *scene) []engagement.Event { return c.decided(per, engagement.DecideExit{N: 1, Approve: true}) },
			"This exit was approved already, by Per Lind on Mon 2 Mar 2026, 10:00 (UTC+1). Nothing more was done."},
		"returned": {func(c *scene) []engagement.Event { return c.decided(per, engagement.DecideExit{N: 1, Words: "No."}) },
			"This exit was returned already, by Per Lind on Mon 2 Mar 2026, 10:00 (UTC+1). Nothing more was done."},
		"withdrawn": {func(c *scene) []engagement.Event {
			return c.decided(rosa, engagement.AddItem{Item: engagement.Item{Finding: "New", Service: "MDATP", Severity: engagement.Low, Side: "customer"}})
		}, "This request was withdrawn meanwhile, on Mon 2 Mar 2026, 10:00 (UTC+1). " +
			"No longer met. Remediation checklist resolved: 0 of 1 items resolved (checklist item 1)."},
		"of a page that says no version": {func(c *scene) []engagement.Event { c.do(per, engagement.DecideExit{N: 1, Words: "No."}); return nil },
			"This exit was returned already, by Per Lind on 2 Mar 2026. Nothing more was done."},
		"not at all": {func(*scene) []engagement.Event { return nil }, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := requested(t)
			seen := c.e.Version
			trail := postgres.Trail{Events: test.do(c)}
			if got := whoDecided(c.loaded(), 1, trail); got != test.want {
				t.Errorf("told %q, want %q", got, test.want)
			}
			changed := sinceSeen(c.loaded(), seen, trail)
			if (changed == nil) != (len(trail.Events) == 0) {
				t.Errorf("what changed: %+v", changed)
			}
		})
	}
	if sinceSeen(requested(t).loaded(), 0, postgres.Trail{Events: make([]engagement.Event, 1)}) != nil {
		t.Error("a page that says no version is told what changed since")
	}
}

// A request that was withdrawn leads to what withdrew it.
func TestWithdrawnRequestLeadsToItsCause(t *testing.T) {
	t.Parallel()
	c := requested(t)
	if events := c.decided(rosa, engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress)}); events[0].Seq != 13 {
		t.Fatalf("withdrawn by change %d", events[0].Seq)
	}
	because := component.Definition{Term: "Because of", Detail: component.Link{
		Text: "Change 13, in the history", URL: changeURL(11, 13)}}
	if d := cmp.Diff(because, c.exitView(rosa, nil).Latest.Facts[3]); d != "" {
		t.Error(d)
	}
	lapsed := begun(t)
	n := lapsed.finding(nil)
	lapsed.do(rosa, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: n}, Reason: "x", Compensating: "y", ReviewOn: lapsed.today().Add(3)})
	want := component.Link{Text: "Waiver 1 of checklist item 1, which lapsed on 5 Mar 2026", URL: "/engagements/11/checklist/1"}
	if d := cmp.Diff(want, becauseLink(lapsed.loaded(), "waiver 1")); d != "" {
		t.Error(d)
	}
}
