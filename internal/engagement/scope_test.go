package engagement_test

import (
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// inScope gives the FTOP IDs in an engagement's scope, in the playbook's order.
func inScope(e *engagement.Engagement, on day.Date) []int {
	var ids []int
	for _, s := range e.Scope(on) {
		if s.In {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

func scoped(t *testing.T, e *engagement.Engagement, on day.Date, ftop int) engagement.Scoped {
	t.Helper()
	scope := e.Scope(on)
	i := slices.IndexFunc(scope, func(s engagement.Scoped) bool { return s.ID == ftop })
	if i < 0 {
		t.Fatalf("task %d is not in the playbook", ftop)
	}
	return scope[i]
}

func TestScopeFollowsFromTheFacts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		seats     int
		services  []string
		exception bool
		want      []int
	}{
		{"the domain's example", 12_000, []string{"Exchange", "MDATP"}, false, []int{4080, 4101, 3190, 1700}},
		{"with an exception", 12_000, []string{"Exchange", "MDATP"}, true, []int{4080, 4101, 3208, 3358, 3190, 1700}},
		{"just under the threshold", 19_999, []string{"Exchange"}, false, []int{4101, 3190, 1700}},
		{"exactly at the threshold", 20_000, []string{"Exchange"}, false, []int{4101, 3208, 3358, 3190, 1700}},
		{"large, but the activity is not for its services", 42_000, []string{"SharePoint"}, true, []int{4101, 3190, 1700}},
		{"Skype", 20_000, []string{"Skype for Business"}, false, []int{2193, 3209, 3190, 1700}},
		{"a schools federation", 42_000, []string{"Core Onboarding", "Classroom/SDS"}, false, []int{3184, 3224, 4073, 3190, 1700}},
		{"the SME's", 1, []string{"AIP", "Edge", "MDATP"}, false, []int{3998, 4080, 4096, 3190, 1700}},
		{"all nine", 58_000, engagement.DefaultServices(), false,
			[]int{3184, 2193, 3224, 3998, 4073, 4080, 4096, 4101, 3208, 3209, 3358, 3190, 1700}},
	}
	for _, test := range tests {
		for _, motion := range engagement.Motions {
			f := engagement.Facts{Seats: test.seats, Motion: motion, Services: test.services}
			var got []int
			for _, s := range engagement.ScopeOf(gaps(), f, test.exception) {
				sentence(t, s.Why())
				if s.In {
					got = append(got, s.ID)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("%s, %s: %v in scope, want %v", test.name, motion, got, test.want)
			}
		}
	}
}

func TestScopeSaysWhy(t *testing.T) {
	t.Parallel()
	p := gaps()
	p.Activities[2].Motions = []string{"Targeting"}
	other := gaps()
	other.Activities[2].Condition.Understood = false
	seatsOnly := gaps()
	seatsOnly.Activities[2].Condition.Exception = false
	mail := engagement.Facts{Seats: 12_000, Motion: "RFA", Services: []string{"Exchange", "MDATP"}}
	sites := engagement.Facts{Seats: 12_000, Motion: "RFA", Services: []string{"OneDrive for Business", "Exchange", "SharePoint"}}
	aip := engagement.Facts{Seats: 25_000, Motion: "RFA", Services: []string{"AIP"}}
	tests := []struct {
		got  []engagement.Scoped
		ftop int
		want string
	}{
		{engagement.ScopeOf(gaps(), mail, false), 3208,
			"It needs 20,000 seats or more, or an approved exception; the customer has 12,000 seats and no exception."},
		{engagement.ScopeOf(seatsOnly, mail, true), 3208, "It needs 20,000 seats or more; the customer has 12,000."},
		{engagement.ScopeOf(other, mail, true), 3208, "Its condition has to be judged by a person: Only for approved " +
			"enterprise customers with 20,000 seats or more, or with an exception."},
		{engagement.ScopeOf(p, mail, true), 3208,
			"“Enterprise Additional Benefit Remediation” is for Targeting; this engagement's motion is RFA."},
		{engagement.ScopeOf(gaps(), aip, false), 3208, "“Enterprise Additional Benefit Remediation” applies to " +
			"Exchange / Skype for Business, and none of these is being deployed."},
		{engagement.ScopeOf(gaps(), mail, false), 3998, "It is for AIP, and that is not being deployed."},
		{engagement.ScopeOf(gaps(), aip, false), 4101,
			"It is for Exchange / OneDrive for Business / SharePoint, and none of these is being deployed."},
		{engagement.ScopeOf(gaps(), mail, false), 4080, "In scope because MDATP is being deployed."},
		{engagement.ScopeOf(gaps(), sites, false), 4101,
			"In scope because Exchange, OneDrive for Business and SharePoint are being deployed."},
		{engagement.ScopeOf(gaps(), mail, false), 1700, "In scope for every service."},
	}
	for _, test := range tests {
		for _, s := range test.got {
			if s.ID == test.ftop && s.Why() != test.want {
				t.Errorf("task %d: %q, want %q", s.ID, s.Why(), test.want)
			}
		}
	}
}

func TestScopeKeepsProgressWhenFactsChange(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.InProgress), Notes: new("Ticket 12")})
	f := d.e.Facts
	f.Services = []string{"SharePoint"}
	d.do(engineer, engagement.ChangeFacts{Facts: f})
	if got := inScope(d.e, today); !slices.Equal(got, []int{4101, 3190, 1700}) {
		t.Errorf("scope without MDATP: %v", got)
	}
	d.refuses(engineer, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)}, fault.Conflict)
	f.Services = []string{"MDATP", "SharePoint"}
	d.do(engineer, engagement.ChangeFacts{Facts: f})
	if got := *d.e.Tasks[4080]; got.State != engagement.InProgress || got.Notes != "Ticket 12" {
		t.Errorf("after coming back into scope: %+v", got)
	}
}

func TestPullIn(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.refuses(engineer, engagement.ChangeTask{FTOP: 3208, State: new(engagement.Done)}, fault.Conflict)
	d.refuses(engineer, engagement.PullIn{FTOP: 3208, Reason: " \r\n "}, fault.Invalid, "reason")
	d.refuses(engineer, engagement.PullIn{FTOP: 3208, Reason: strings.Repeat("x", engagement.MaxNote+1)}, fault.Invalid, "reason")
	d.refuses(engineer, engagement.PullIn{FTOP: 4080, Reason: "Needed."}, fault.Conflict)
	d.refuses(engineer, engagement.PullIn{FTOP: 4080}, fault.Conflict)
	d.refuses(engineer, engagement.PullIn{FTOP: -1, Reason: "Needed."}, fault.NotFound)

	wantKinds(t, d.do(engineer, engagement.PullIn{FTOP: 3208, Reason: " 300 shared mailboxes. "}), engagement.TaskPulledIn)
	if s := scoped(t, d.e, today, 3208); !s.In || s.PulledIn != "300 shared mailboxes." || s.Why() == "" {
		t.Errorf("pulled in: %+v", s)
	}
	d.do(engineer, engagement.ChangeTask{FTOP: 3208, State: new(engagement.InProgress)})
	wantKinds(t, d.do(engineer, engagement.PullIn{FTOP: 3208}), engagement.TaskPutBack)
	if s := scoped(t, d.e, today, 3208); s.In || d.e.Tasks[3208].State != engagement.InProgress {
		t.Errorf("put back: %+v, progress %q", s, d.e.Tasks[3208].State)
	}
}

func TestThousands(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 12_000: "12,000", 1_234_567: "1,234,567", -100: "-100", -1000: "-1,000"} {
		if got := engagement.Thousands(n); got != want {
			t.Errorf("Thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
