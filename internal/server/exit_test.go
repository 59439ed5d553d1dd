package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// pia is a second manager of the team.
var pia = access.Actor{ID: 4, Name: "Pia Berg", Role: access.Manager, TeamID: 7}

func (c *scene) exitView(by access.Actor, typed url.Values, errs ...fault.Field) page.ExitView {
	c.t.Helper()
	v, err := c.asked(by, typed).exitView(c.loaded(), postgres.Trail{}, typed, errs)
	if err != nil {
		c.t.Fatal(err)
	}
	return v
}

// requested is an engagement whose exit Rosa asked for.
func requested(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.makeReady()
	c.do(rosa, engagement.RequestExit{Note: "All verified.\n\nThank you."})
	return c
}

func TestExitIsAskedForOnceItsConditionsHold(t *testing.T) {
	t.Parallel()
	c := begun(t)
	if v := c.exitView(rosa, nil); v.Ask.Reason != "4 conditions are still open." || v.Readiness.Request != nil || v.Latest != nil {
		t.Errorf("not ready: %+v", v.Ask)
	}
	c.makeReady()
	v := c.exitView(rosa, url.Values{"note": {"typed"}}, fault.Field{Name: "note", Message: "Too long."})
	if v.Ask.Reason != "" || v.Ask.Note.Value != "typed" || v.Ask.Note.Error != "Too long." {
		t.Errorf("ready: %+v", v.Ask)
	}
	if v := c.exitView(jan, nil); !strings.HasPrefix(v.Ask.Reason, "Only ") {
		t.Errorf("an SME may ask: %q", v.Ask.Reason)
	}
}

func TestExitRestsOnWhatIsListed(t *testing.T) {
	t.Parallel()
	c := begun(t)
	n := c.finding(nil)
	c.do(rosa, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: n}, Reason: "Old laptops.",
		Compensating: "They use the browser.", ReviewOn: c.today().Add(30)})
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
	c.do(rosa, engagement.Attest{Noun: engagement.NounOutput, Answers: map[int]engagement.Answer{1: {Met: true, Words: "Read\ntogether."}, 2: {Words: "Not yet."}}})
	v := c.exitView(per, nil)
	want := []page.ExitWaiver{{
		On: component.Link{Text: "Item 1: Proxy blocks the service", URL: "/engagements/11/checklist/1"}, Reason: "Old laptops.",
		Compensating: "They use the browser.", ReviewOn: component.Day{ISO: "2026-04-01", Text: "1 Apr 2026"},
		Approved: "approved by Per Lind, 2 Mar 2026", Proposed: "Proposed by Rosa Osei, 2 Mar 2026",
	}}
	if d := cmp.Diff(want, v.Waivers); d != "" {
		t.Error(d)
	}
	if len(v.Basis) != 1 || v.Basis[0].Note != "1 of 4" || v.Basis[0].Fold {
		t.Fatalf("the key outputs: %+v", v.Basis)
	}
	if o := v.Basis[0].Rows[0]; !slices.Equal(o.Facts, []string{"Rosa Osei, 2 Mar 2026"}) || !slices.Equal(o.Words, page.Lines{"Read", "together."}) {
		t.Errorf("attested: %+v", o)
	}
	if o := v.Basis[0].Rows[1]; o.State.Text != "Open" || len(o.Facts) != 0 || len(o.Words) != 1 || o.Remark != nil {
		t.Errorf("not attested: %+v", o)
	}
	if d := cmp.Diff([]string{"/engagements/11/tasks/4101"}, urls(v.Optional.Tasks)); d != "" {
		t.Error(d)
	}
	c.pass(30)
	if v := c.exitView(per, nil); len(v.Waivers) != 0 {
		t.Errorf("a waiver that lapsed: %+v", v.Waivers)
	}
}

func urls(links []component.Link) (all []string) {
	for _, l := range links {
		all = append(all, l.URL)
	}
	return all
}

func TestWhoDecidesAnExitIsToldOnItsPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name                      string
		reviewer, requester, by   access.Actor
		approve, back, takingBack string // why each is off
		none                      bool   // no button to take it back
	}{
		{"a manager", rosa, rosa, per, "", "", "", true},
		{"who asked, an engineer", rosa, rosa, rosa, "Only a FastTrack Manager may decide on requests.", "Only a FastTrack Manager may decide on requests.", "", false},
		{"who asked, a manager", rosa, per, per, "You requested this exit, so another manager has to decide.", "You requested this exit, so another manager has to decide.", "", false},
		{"who confirmed the review", per, rosa, per, "You confirmed the customer's review (task 3190), so another manager has to approve.", "", "", true},
		{"an SME", rosa, rosa, jan, "Only a FastTrack Manager may decide on requests.", "Only a FastTrack Manager may decide on requests.", "Only who requested the exit can take the request back; a manager can return it.", false},
		{"a second manager", per, per, pia, "", "", "", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c := begun(t)
			c.makeReady()
			c.do(rosa, engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.InProgress)})
			c.do(test.reviewer, engagement.ChangeTask{FTOP: engagement.ReviewTask, State: new(engagement.Done), ConfirmedBy: new("Ana Ruiz"), ConfirmedOn: new(c.today())})
			c.do(test.requester, engagement.RequestExit{})
			v := c.exitView(test.by, nil)
			if v.Decision.Approve.DisabledReason != test.approve || v.Decision.Return.DisabledReason != test.back {
				t.Errorf("approve: %q, return: %q", v.Decision.Approve.DisabledReason, v.Decision.Return.DisabledReason)
			}
			if (v.TakeBack == nil) != test.none {
				t.Fatalf("take back: %+v", v.TakeBack)
			}
			if v.TakeBack != nil && v.TakeBack.Button.DisabledReason != test.takingBack {
				t.Errorf("take back: %q", v.TakeBack.Button.DisabledReason)
			}
		})
	}
}

func TestADecisionIsOnWhatIsShown(t *testing.T) {
	t.Parallel()
	c := requested(t)
	typed := url.Values{"words": {"Attach the report."}, "version": {"1"}}
	v := c.exitView(per, typed, fault.Field{Name: "words", Message: "Say what is missing."})
	basis := component.Hidden{Name: "basis", Value: c.e.ExitBasis(1, c.today()).Digest().String()}
	if d := cmp.Diff([]component.Hidden{version(c.loaded()), basis}, v.Decision.Form.Hidden); d != "" {
		t.Error(d)
	}
	if v.Decision.Words.Value != "Attach the report." || v.Decision.Words.Error != "Say what is missing." || !keepsTyped(v) {
		t.Errorf("words: %+v", v.Decision.Words)
	}
	if v := c.exitView(rosa, typed); keepsTyped(v) {
		t.Error("a form that is not shown keeps what was typed")
	}
	want := page.ExitRequest{Title: "Exit request 1", State: component.State("Waiting"), Facts: component.DefinitionList{
		{Term: "Requested", Text: "Rosa Osei, 2 Mar 2026"}, {Term: "Note", Detail: page.Lines{"All verified.", "Thank you."}},
	}}
	if d := cmp.Diff(want, *v.Latest); d != "" {
		t.Error(d)
	}
}

func TestExitTellsOfEarlierRequests(t *testing.T) {
	t.Parallel()
	c := requested(t)
	c.do(rosa, engagement.TakeBackExit{N: 1})
	c.do(rosa, engagement.RequestExit{})
	c.do(per, engagement.DecideExit{N: 2, Words: "Attach the report."})
	v := c.exitView(rosa, nil)
	if v.Ask == nil || v.Decision != nil || v.Latest.State.Text != "Returned" || len(v.Earlier) != 1 {
		t.Fatalf("returned: %+v", v.Latest)
	}
	page := words(drawn(t, page.Exit(v)))
	for _, want := range []string{"Per Lind, 2 Mar 2026", "Attach the report.", "It was withdrawn on 2 Mar 2026.", "Taken back."} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestApprovedExitKeepsWhatWasApproved(t *testing.T) {
	t.Parallel()
	c := requested(t)
	c.do(per, engagement.DecideExit{N: 1, Approve: true, Words: "Well done."})
	c.pass(400)
	v := c.exitView(rosa, nil)
	if v.Decision != nil || v.Ask != nil || v.Reopen.Closed != "Only a FastTrack Manager may reopen this engagement." {
		t.Errorf("what can be done: %+v", v.Reopen)
	}
	if len(v.Readiness.Conditions) != 5 || v.Readiness.Sentence != "What Per Lind approved on 2 Mar 2026" {
		t.Errorf("approved: %+v", v.Readiness)
	}
	facts := v.Latest.Facts
	if last := facts[len(facts)-2]; last.Text != c.e.Exits[1].StoodOn || len(last.Text) != 64 {
		t.Errorf("stood on %q", last.Text)
	}
	if d := cmp.Diff([]string{"/engagements/11/tasks/4101"}, urls(v.Optional.Tasks)); d != "" || v.Optional.Title != "Optional tasks" {
		t.Errorf("%s: %s", v.Optional.Title, d)
	}
	typed := url.Values{"reason": {"x"}}
	if v := c.exitView(per, typed); v.Reopen.Closed != "" || v.Reopen.Reason.Value != "x" || !keepsTyped(v) {
		t.Errorf("a manager reopens: %+v", v.Reopen)
	}
	c.do(per, engagement.Reopen{Reason: "The risk came true."})
	if v := c.exitView(per, nil); v.Reopen != nil || v.Ask == nil || v.Latest.State.Text != "Approved" {
		t.Errorf("reopened: %+v", v.Latest)
	}
}
