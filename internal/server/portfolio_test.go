package server

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

var (
	portfolioNow = time.Date(2026, 11, 25, 22, 0, 0, 0, time.UTC)
	tamarackRow  = postgres.PortfolioRow{
		ID: 7, ManagerName: "P. Lindqvist",
		Facts: engagement.Facts{Customer: "Tamarack Credit Union", Seats: 2_300, Zone: "America/Toronto"},
		Summary: engagement.Summary{
			MandatoryTotal: 2, Open: map[engagement.Severity]int{engagement.Critical: 1, engagement.Medium: 2},
			Blockers: 2, BlockedSince: day.New(2026, 10, 15), LastHeld: day.New(2026, 11, 19), Unmet: 4,
			NextN: 9, NextAt: time.Date(2026, 11, 26, 15, 0, 0, 0, time.UTC),
			Attention: []engagement.Attention{
				{Kind: engagement.StandsBlocked, Since: day.New(2026, 10, 15), Count: 2},
				{Kind: engagement.LeaveEnding, Since: day.New(2026, 11, 30)},
			},
		},
	}
)

func portfolioAt(query string) portfolioList {
	v, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return newPortfolioList(v)
}

func TestPortfolioQuery(t *testing.T) {
	t.Parallel()
	tests := []struct {
		url  string
		want postgres.PortfolioQuery
	}{
		{"", postgres.PortfolioQuery{Pressing: true, Phase: postgres.PhaseAll}},
		{"q=rail", postgres.PortfolioQuery{Search: "rail", Phase: postgres.PhaseAll}},
		{"view=mine&q=rail", postgres.PortfolioQuery{Search: "rail", Mine: true}},
		{"view=ready&why=blocked", postgres.PortfolioQuery{Attention: engagement.ReadyToExit}},
		{"view=waiting&state=exited", postgres.PortfolioQuery{Exit: engagement.Waiting}},
		{"view=all&state=open", postgres.PortfolioQuery{Phase: postgres.PhaseOpen}},
		{"view=exited&sort=-seats&from=abc", postgres.PortfolioQuery{Phase: postgres.PhaseExited, Sort: postgres.BySeats, Desc: true, Cursor: "abc"}},
		{"view=nonsense&motion=RFA&service=AIP&manager=5&why=overdue", postgres.PortfolioQuery{
			Motion: "RFA", Service: "AIP", Manager: 5, Attention: engagement.ItemsOverdue, Pressing: true, Phase: postgres.PhaseAll,
		}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, portfolioAt(test.url).query()); diff != "" {
			t.Errorf("%s: %s", test.url, diff)
		}
	}
}

func TestPortfolioRow(t *testing.T) {
	t.Parallel()
	want := page.PortfolioRow{
		Customer: "Tamarack Credit Union", URL: "/engagements/7", Seats: "2,300", Exit: component.Badge{Text: "4 left"},
		Mandatory: "0/2", Open: "1 / 0 / 2 / 0", OpenWords: "1 Critical, 2 Medium", Blocked: "2 · 41 d", BlockedWords: "2, longest for 41 days",
		Last: component.Day{ISO: "2026-11-19", Text: "6 d ago"},
		Next: &component.Time{UTC: "2026-11-26T15:00:00Z", Text: "Thu 26 Nov, 10:00", ZoneLabel: "UTC-5"},
		Why:  "2 blocked, longest for 41 days", More: []string{"Waiver or exception ends in 5 days"}, MoreLabel: "1 more",
		Manager: "P. Lindqvist",
	}
	if diff := cmp.Diff(want, portfolioRow(tamarackRow, portfolioNow)); diff != "" {
		t.Error(diff)
	}
}

func TestExitBadge(t *testing.T) {
	t.Parallel()
	tests := []struct {
		want string
		sum  engagement.Summary
	}{
		{"Exited", engagement.Summary{Exited: true, Exit: engagement.Approved}},
		{"Requested", engagement.Summary{Exit: engagement.Waiting}},
		{"Returned", engagement.Summary{Exit: engagement.Returned, Unmet: 1}},
		{"Ready", engagement.Summary{Exit: engagement.Withdrawn}},
		{"3 left", engagement.Summary{Unmet: 3}},
	}
	for _, test := range tests {
		if got := exitBadge(postgres.PortfolioRow{Summary: test.sum}).Text; got != test.want {
			t.Errorf("badge is %q, want %q", got, test.want)
		}
	}
}

func TestPortfolioPager(t *testing.T) {
	t.Parallel()
	rows := make([]postgres.PortfolioRow, 50)
	tests := []struct {
		url  string
		page postgres.PortfolioPage
		want component.Pager
	}{
		{"view=all", postgres.PortfolioPage{}, component.Pager{}},
		{"view=all", postgres.PortfolioPage{Rows: rows[:3], Total: 3}, component.Pager{Text: "3 engagements"}},
		{"view=all&motion=RFA", postgres.PortfolioPage{Rows: rows, Total: 243, Next: "n"},
			component.Pager{Text: "1–50 of 243", Next: "/engagements?from=n&motion=RFA&view=all"}},
		{"view=all&from=x", postgres.PortfolioPage{Rows: rows, Total: 10_000, TotalOver: true, Next: "n", Prev: "p"},
			component.Pager{Text: "over 10,000 engagements", First: "/engagements?view=all", Prev: "/engagements?from=p&view=all", Next: "/engagements?from=n&view=all"}},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, portfolioAt(test.url).keysetPager(test.page)); diff != "" {
			t.Errorf("%s: %s", test.url, diff)
		}
	}
}

func TestPortfolioColumns(t *testing.T) {
	t.Parallel()
	sorted := func(query string) string {
		var all []string
		for _, c := range portfolioAt(query).columns() {
			for ; ; c = *c.Also {
				if c.Sorted != component.Unsorted {
					all = append(all, c.Label+" "+string(c.Sorted)+" "+c.SortURL)
				}
				if c.Also == nil {
					break
				}
			}
		}
		return strings.Join(all, "; ")
	}
	for query, want := range map[string]string{
		"view=all":                   "Needs attention ascending /engagements?sort=-attention&view=all",
		"view=all&sort=seats&from=x": "Seats ascending /engagements?sort=-seats&view=all",
		"view=all&sort=-next":        "Next checkpoint descending /engagements?sort=next&view=all",
	} {
		if got := sorted(query); got != want {
			t.Errorf("%s: sorted by %q, want %q", query, got, want)
		}
	}
}

func TestPortfolioFilters(t *testing.T) {
	t.Parallel()
	people := []postgres.Person{{Actor: access.Actor{ID: 5, Name: "P. Lindqvist", Role: access.Manager}}}
	l := portfolioAt("q=a++b&state=returned&manager=5&why=ending&sort=seats&from=x")
	var labels []string
	for _, c := range l.chips(postgres.NewDirectory(people...)) {
		labels = append(labels, c.Label)
		if strings.Contains(c.RemoveURL, "from=") || !strings.Contains(c.RemoveURL, "view=all") {
			t.Errorf("%s is removed by %s", c.Label, c.RemoveURL)
		}
	}
	want := "Customer: a b|State: Exit returned|Manager: P. Lindqvist|Reason: Waiver or exception ends"
	if got := strings.Join(labels, "|"); got != want {
		t.Errorf("chips are %s, want %s", got, want)
	}
	if got := l.cleared(); got != "/engagements?sort=seats&view=all" {
		t.Errorf("cleared is %s", got)
	}
	if f := portfolioAt("view=ready").fields(); f.Why != nil || f.State != nil {
		t.Error("a view that says the state and the reason offers them as filters")
	}
}

func TestPortfolioEmpty(t *testing.T) {
	t.Parallel()
	begin := newEngagement(access.Actor{ID: 1, Role: access.SME}, component.Primary)
	if b, ok := begin.(component.Button); !ok || b.DisabledReason == "" {
		t.Errorf("an SME gets %+v", begin)
	}
	for query, want := range map[string]string{"none": "No engagements yet", "view=mine": "No open engagement is yours", "motion=RFA": "No engagement matches"} {
		if got := portfolioAt(query).empty(query == "none", begin); got.Title != want || got.Action == nil {
			t.Errorf("%s: %+v, want %q", query, got, want)
		}
	}
}
