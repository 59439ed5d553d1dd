package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// working is the example with task 4101 blocked and due, and 4080 done.
func working(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.do(jan, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done), Owner: new(engagement.PersonID(3))})
	c.do(rosa, engagement.ChangeTask{FTOP: 4101, State: new(engagement.Blocked), BlockedOn: new("the change board"), Due: new(c.today().Add(2))})
	c.pass(5)
	return c
}

func (c *scene) listed(query string) []string {
	c.t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		c.t.Fatal(err)
	}
	var ids []string
	for _, g := range c.asked(rosa, v).tasksView(c.loaded()).Groups {
		for _, row := range g.Rows {
			ids = append(ids, row.ID)
		}
	}
	return ids
}

func TestTasksAreFilteredAndSortedByTheURL(t *testing.T) {
	t.Parallel()
	c := working(t)
	for query, want := range map[string]string{
		"":                         "4080 4101 3190 1700",
		"state=done":               "4080",
		"state=not+started":        "3190 1700",
		"need=optional":            "4101",
		"need=mandatory":           "4080 3190 1700",
		"owner=3":                  "4080",
		"owner=none":               "4101 3190 1700",
		"q=proxy":                  "4080",
		"q=CHANGE+board":           "4101",
		"q=3190":                   "3190",
		"q=nothing":                "",
		"sort=due":                 "4101 4080 3190 1700",
		"sort=state":               "4101 3190 1700 4080",
		"sort=-state":              "4080 3190 1700 4101",
		"sort=due&need=mandatory":  "4080 3190 1700",
		"sort=anything&state=oops": "",
	} {
		if got := strings.Join(c.listed(query), " "); got != want {
			t.Errorf("?%s lists %q, want %q", query, got, want)
		}
	}
}

func TestTasksOfEveryActivity(t *testing.T) {
	t.Parallel()
	c := working(t)
	v := c.asked(rosa, nil).tasksView(c.loaded())
	last := func(i int) string { return v.Groups[i].Facts[len(v.Groups[i].Facts)-1] }
	if last(0) != "This activity has no tasks of its own." || last(2) != "None of its tasks is in scope; each says why below." {
		t.Errorf("activities without rows say %q and %q", last(0), last(2))
	}
	if facts := v.Groups[2].Facts; facts[0] != "FastTrack Engineer · Customer Health / RFA / Targeting · Exchange / Skype for Business" ||
		!strings.Contains(facts[1], "20,000 seats") {
		t.Errorf("the enterprise step is headed by %q", facts)
	}
	if len(v.Out) != 9 || slices.ContainsFunc(v.Out, func(o page.OutTask) bool { return o.Why == "" }) {
		t.Errorf("out of scope are %+v", v.Out)
	}
	row := v.Groups[1].Rows[1]
	if !row.Due.Late || row.Blocked != "the change board, since 2 Mar 2026 (5 days)" || row.Owner != "Nobody" || row.Need != "Optional" {
		t.Errorf("the blocked row is %+v", row)
	}
	if gate := v.Groups[3].Rows[1]; gate.Change != nil || gate.Note == "" {
		t.Errorf("task 1700 is drawn as %+v", gate)
	}
	if v := c.asked(rosa, url.Values{"q": {"nothing"}}).tasksView(c.loaded()); v.Nothing == nil || len(v.Groups) != 0 {
		t.Error("a search that finds nothing does not say so")
	}
}

func TestARowComesBackToItsList(t *testing.T) {
	t.Parallel()
	c := working(t)
	v := c.asked(rosa, url.Values{"state": {"done"}, "sort": {"due"}}).tasksView(c.loaded())
	row := v.Groups[0].Rows[0]
	if got := row.Change.Back; got != "/engagements/11/tasks?sort=due&state=done" {
		t.Errorf("it goes back to %+v", got)
	}
	c = begun(t)
	c.exit()
	for _, g := range c.asked(rosa, nil).tasksView(c.loaded()).Groups {
		for _, row := range g.Rows {
			if row.Change != nil {
				t.Errorf("task %s of an exited engagement has a form", row.ID)
			}
			if row.ID == "4101" && row.State.Text != "Not pursued" {
				t.Errorf("an optional task left open is %q", row.State.Text)
			}
		}
	}
}

func TestTaskPages(t *testing.T) {
	t.Parallel()
	c := working(t)
	item := c.finding(func(i *engagement.Item) { i.FTOP = 4080 })
	draw := func(ftop int) page.TaskView {
		t.Helper()
		v, err := c.asked(rosa, nil).taskView(c.loaded(), ftop, nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if v := draw(4080); v.Change.Fields.Review != nil || v.Waivers == nil || len(v.Items) != 1 || v.Items[0].Item.URL != "/engagements/11/checklist/"+blankZero(item) {
		t.Errorf("4080 is drawn as %+v", v)
	}
	if v := draw(engagement.ReviewTask); v.Change.Fields.Review == nil || v.Waivers != nil {
		t.Errorf("3190 is drawn as %+v", v)
	}
	if v := draw(engagement.ExitTask); v.Change.Fields.Progress != nil || !strings.Contains(v.Change.Note, "approval") || v.Change.Exit.URL != "/engagements/11/exit" {
		t.Errorf("1700 is drawn as %+v", v.Change)
	}
	if v := draw(3208); v.Change != nil || v.Scope.In || v.Scope.Reason == nil || !strings.Contains(v.Scope.Why, "20,000") {
		t.Errorf("3208 is drawn as %+v", v)
	}
	c.do(rosa, engagement.PullIn{FTOP: 3208, Reason: "The customer asked."})
	if v := draw(3208); v.Change == nil || v.Scope.PutBack == nil || v.Scope.PulledIn != "Pulled in by hand: The customer asked." {
		t.Errorf("3208, pulled in, is drawn as %+v", v)
	}
	if _, err := c.asked(rosa, nil).taskView(c.loaded(), 1, nil, nil); fault.KindOf(err) != fault.NotFound {
		t.Errorf("a task that is not gives %v", err)
	}
}

func TestTaskFormKeepsWhatTheRowDidNotSend(t *testing.T) {
	t.Parallel()
	c := working(t)
	typed := url.Values{"state": {"done"}, "version": {"3"}, "back": {"/engagements/11/tasks?sort=due"}}
	errs := component.Errors{{Name: "confirmed_by", Message: "Name the person."}}
	c.do(rosa, engagement.ChangeTask{FTOP: engagement.ReviewTask, Notes: new("Review is on Friday.")})
	v, err := c.asked(rosa, nil).taskView(c.loaded(), engagement.ReviewTask, typed, errs)
	if err != nil {
		t.Fatal(err)
	}
	f := v.Change.Fields
	if f.Notes.Value != "Review is on Friday." || f.Review.By.Error != "Name the person." || !f.Progress.State.Options[3].Selected {
		t.Errorf("the form came back as %+v", f)
	}
	want := []component.Hidden{{Name: "version", Value: "3"}, {Name: "back", Value: "/engagements/11/tasks?sort=due"}}
	if !slices.Equal(v.Change.Form.Hidden, want) {
		t.Errorf("it carries %v, want %v", v.Change.Form.Hidden, want)
	}
}

func TestTaskChangeReadsOnlyWhatTheFormHas(t *testing.T) {
	t.Parallel()
	cmd := taskChange(newForm(url.Values{"state": {"done"}}), 4080)
	if cmd.Owner != nil || cmd.Due != nil || cmd.Notes != nil || cmd.BlockedKind != nil || cmd.ConfirmedOn != nil || *cmd.State != engagement.Done {
		t.Errorf("a form of the state alone gives %+v", cmd)
	}
}

func TestTaskFlashTellsWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	state := func(s string) []engagement.Change { return []engagement.Change{{Field: "state", Became: s}} }
	tests := []struct {
		events []engagement.Event
		want   flash
	}{
		{nil, flash{Text: "Task 4080 is as it was."}},
		{[]engagement.Event{{Kind: engagement.TaskDone, Seq: 5, Changes: state("done")}, {Kind: engagement.WaiverEnded, Seq: 6}},
			flash{Text: "Task 4080 is done.", Engagement: 11, Undo: 5, Back: "/x"}},
		{[]engagement.Event{{Kind: engagement.TaskChanged, Seq: 5}}, flash{Text: "Task 4080 is saved.", Engagement: 11, Undo: 5, Back: "/x"}},
		{[]engagement.Event{{Kind: engagement.TaskPulledIn, Seq: 5}}, flash{Text: "Task 4080 is in scope now."}},
	}
	for _, test := range tests {
		if got := taskFlash(postgres.Changed{Engagement: 11, Events: test.events}, 4080, "/x"); *got != test.want {
			t.Errorf("told %+v, want %+v", *got, test.want)
		}
	}
}
