package server

import (
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
	osei      = access.Actor{ID: 1, Name: "R. Osei", Role: access.Engineer, Zone: "Europe/Stockholm"}
	lindqvist = access.Actor{ID: 2, Name: "P. Lindqvist", Role: access.Manager}
	tonga     = postgres.Origin{Engagement: 11, Customer: "Ika-Roa Council", Zone: "Pacific/Tongatapu"}

	// workNow is the 25th in Stockholm and the 26th in Tonga.
	workNow = time.Date(2026, 11, 25, 15, 0, 0, 0, time.UTC)
)

func someWork() postgres.Work {
	var w postgres.Work
	w.Checkpoints.Rows = []postgres.WorkCheckpoint{
		{Origin: tonga, N: 5, State: engagement.Held, At: workNow.Add(-time.Hour), Today: true},
		{Origin: tonga, N: 6, State: engagement.Scheduled, At: workNow.Add(48 * time.Hour)},
	}
	w.Tasks.Rows = []postgres.WorkTask{
		{Origin: tonga, FTOP: 2193, Name: "SfB", State: engagement.Blocked, Due: day.New(2026, 11, 25), BlockedOn: "the provider"},
		{Origin: tonga, FTOP: 3184, Name: "AAD", State: engagement.InProgress, Due: day.New(2026, 11, 26)},
	}
	w.Overdue = postgres.Part[postgres.WorkItem]{More: 3, Rows: []postgres.WorkItem{{
		Origin: tonga, N: 2, Finding: "Names end in .local", Severity: engagement.Critical, Side: "customer", Owner: "T. Ngata",
		Due: day.New(2026, 11, 20), Blocked: true,
	}}}
	w.Returned.Rows = []postgres.ReturnedRequest{{
		Origin: tonga, Request: engagement.Subject{Noun: engagement.NounExit, N: 1}, ByName: "P. Lindqvist",
		DecidedOn: day.New(2026, 11, 24), Words: "Not yet.",
	}}
	return w
}

func TestWorkGreets(t *testing.T) {
	t.Parallel()
	waits := postgres.Work{}
	waits.Approvals.Rows = []postgres.Approval{{Origin: tonga}, {Origin: tonga, Own: true}}
	missed := postgres.Work{}
	for _, kind := range []engagement.AttentionKind{engagement.CadenceMissed, engagement.CadenceMissed, engagement.StandsBlocked} {
		missed.Engagements.Rows = append(missed.Engagements.Rows,
			postgres.PortfolioRow{Summary: engagement.Summary{Attention: []engagement.Attention{{Kind: kind}}}})
	}
	for _, test := range []struct {
		who  access.Actor
		work postgres.Work
		want string
	}{
		{osei, postgres.Work{}, "Wednesday, 25 November 2026. Nothing presses today."},
		{osei, someWork(), "Wednesday, 25 November 2026: 1 checkpoint today, 1 of your tasks is late, 4 checklist items are overdue, 1 request came back to you."},
		{osei, missed, "Wednesday, 25 November 2026: 2 engagements missed their checkpoints."},
		{lindqvist, waits, "Wednesday, 25 November 2026: 1 request waits for your decision."},
	} {
		if got := workView(test.work, test.who, workNow).Greeting; got != test.want {
			t.Errorf("greets with %q, want %q", got, test.want)
		}
	}
}

func TestWorkRows(t *testing.T) {
	t.Parallel()
	v := workView(someWork(), osei, workNow)
	v.Greeting = ""
	want := page.WorkView{
		Create: component.ButtonLink{Text: "New engagement", URL: "/engagements/new", Key: "n"},
		Today: []page.WorkRow{{
			Text: "Ika-Roa Council, checkpoint 5", URL: "/engagements/11/checkpoints/5",
			Badge: &component.Badge{Text: "Being held", Tone: component.Info, Shape: component.Half},
			At:    &component.Time{UTC: "2026-11-25T14:00:00Z", Text: "Thu 26 Nov 2026, 03:00", ZoneLabel: "UTC+13"},
		}},
		Week: []page.WorkRow{{
			Text: "Ika-Roa Council, checkpoint 6", URL: "/engagements/11/checkpoints/6",
			At: &component.Time{UTC: "2026-11-27T15:00:00Z", Text: "Sat 28 Nov 2026, 04:00", ZoneLabel: "UTC+13"},
		}},
		Tasks: page.WorkPart{Rows: []page.WorkRow{
			{Text: "2193 SfB", URL: "/engagements/11/tasks/2193", Badge: new(component.State("Blocked")),
				Due: &component.Day{ISO: "2026-11-25", Text: "25 Nov 2026", Late: true}, Note: "Ika-Roa Council. Blocked on: the provider"},
			{Text: "3184 AAD", URL: "/engagements/11/tasks/3184", Badge: new(component.State("In progress")),
				Due: &component.Day{ISO: "2026-11-26", Text: "26 Nov 2026"}, Note: "Ika-Roa Council"},
		}},
		Overdue: page.WorkPart{More: &component.Link{Text: "and 3 more"}, Rows: []page.WorkRow{{
			Text: "Names end in .local", URL: "/engagements/11/checklist/2", Badge: new(component.Severity("Critical")),
			Due: &component.Day{ISO: "2026-11-20", Text: "20 Nov 2026", Late: true}, Note: "Ika-Roa Council, customer: T. Ngata. Blocked",
		}}},
		Waiting: page.WorkPart{Rows: []page.WorkRow{{
			Text: "Ika-Roa Council: Remediate Exit", URL: "/engagements/11/exit", Badge: new(component.State("Returned")),
			Note: "P. Lindqvist returned it on 24 Nov 2026: Not yet.",
		}}},
	}
	if diff := cmp.Diff(want, v); diff != "" {
		t.Error(diff)
	}
}

// A meeting that begins after the customer's midnight, and before one's own, is today's.
func TestWorkTodayIsOnesOwn(t *testing.T) {
	t.Parallel()
	var w postgres.Work
	w.Checkpoints.Rows = []postgres.WorkCheckpoint{
		{Origin: tonga, N: 6, At: time.Date(2026, 11, 25, 22, 0, 0, 0, time.UTC)},
		{Origin: tonga, N: 7, At: time.Date(2026, 11, 25, 23, 30, 0, 0, time.UTC)}, // the 26th in Stockholm
	}
	if v := workView(w, osei, workNow); len(v.Today) != 1 || len(v.Week) != 1 {
		t.Errorf("today %+v, then %+v", v.Today, v.Week)
	}
}

func TestWorkEngagement(t *testing.T) {
	t.Parallel()
	row := workEngagement(tamarackRow, portfolioNow)
	want := []string{"2 blocked, longest for 41 days", "Waiver or exception ends in 5 days"}
	if diff := cmp.Diff(want, row.Reasons); diff != "" || row.URL != "/engagements/7" {
		t.Error(row.URL, diff)
	}
	if quiet := workEngagement(postgres.PortfolioRow{}, portfolioNow); quiet.Reasons[0] != "Nothing needs attention" {
		t.Errorf("a quiet engagement says %q", quiet.Reasons)
	}
}

func TestWorkWelcomesWhoHasNothing(t *testing.T) {
	t.Parallel()
	v := workView(postgres.Work{}, osei, workNow)
	if b, ok := v.Welcome.Action.(component.ButtonLink); !ok || b.URL != "/engagements/new" {
		t.Errorf("an engineer is welcomed by %+v", v.Welcome)
	}
	v = workView(postgres.Work{}, access.Actor{ID: 3, Name: "M. Tanaka", Role: access.SME}, workNow)
	if l, ok := v.Welcome.Action.(component.Link); !ok || l.URL != "/playbooks" {
		t.Errorf("an SME is welcomed by %+v", v.Welcome)
	}
	if v := workView(someWork(), osei, workNow); v.Welcome != nil {
		t.Error("somebody with work is welcomed")
	}
}

func TestWorkReviews(t *testing.T) {
	t.Parallel()
	var w postgres.Work
	one := postgres.WorkReview{
		Origin: tonga, N: 1, On: engagement.Subject{Noun: engagement.NounItem, N: 4}, ReviewOn: day.New(2026, 11, 29),
		Reason: "Twelve machines are replaced.", ProposedByName: "R. Osei", DecidedByName: "P. Lindqvist",
	}
	gone := one
	gone.On, gone.ReviewOn, gone.Exited = engagement.Subject{Noun: engagement.NounTask, N: 4080}, day.New(2026, 11, 25), true
	w.Reviews = postgres.Part[postgres.WorkReview]{Rows: []postgres.WorkReview{gone, one}, More: 2}
	v := workView(w, osei, workNow) // the 26th in Tonga
	note := "Proposed by R. Osei, approved by P. Lindqvist: Twelve machines are replaced."
	want := page.WorkPart{More: &component.Link{Text: "and 2 more"}, Rows: []page.WorkRow{
		{
			Text: "Ika-Roa Council: Waiver of task 4080", URL: "/engagements/11/tasks/4080#waivers",
			Badge: &component.Badge{Text: "Lapsed yesterday", Tone: component.Bad}, Due: &component.Day{ISO: "2026-11-25", Text: "25 Nov 2026"},
			Note: note + " The engagement has exited; a manager can reopen it.",
		},
		{
			Text: "Ika-Roa Council: Accepted risk of checklist item 4", URL: "/engagements/11/checklist/4#waivers",
			Badge: &component.Badge{Text: "Ends in 3 days", Tone: component.Warn}, Due: &component.Day{ISO: "2026-11-29", Text: "29 Nov 2026"},
			Note: note,
		},
	}}
	if diff := cmp.Diff(want, v.Reviews); diff != "" {
		t.Error(diff)
	}
	if v.Welcome != nil || v.Greeting != "Wednesday, 25 November 2026: 4 waivers are to be reviewed." {
		t.Errorf("greets with %q, %+v", v.Greeting, v.Welcome)
	}
}
