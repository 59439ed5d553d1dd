package server

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func TestPointsAsAddressesHaveThem(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 12, 9, 12, 59, 0, time.UTC)
	for s, want := range map[string]postgres.Point{
		"57": {Seq: 57}, "now": {}, "checkpoint-4": {Checkpoint: 4}, "57@2026-03-12T09:12:59Z": {Seq: 57, At: at},
		"2026-03-12T22:12:59+13:00": {At: at},
	} {
		if got, err := parsePoint(s); err != nil || got != want {
			t.Errorf("%q is %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{"", "0", "-1", "x", "99999999999", "checkpoint-", "checkpoint-0", "checkpoint--1", "57@", "57@noon", "@2026-03-12T09:12:59Z",
		"2026-03-12", "2026-02-30T09:00:00Z", "57@57@2026-03-12T09:12:59Z", "0000-01-01T00:00:00Z"} {
		if got, err := parsePoint(s); fault.KindOf(err) != fault.NotFound || err == nil {
			t.Errorf("%q is %+v, %v", s, got, err)
		}
	}
}

// A day and a time are the customer's, to the end of what the clock shows: over
// changes of the clock, and on the far side of the date line.
func TestDaysToLookBackAt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ zone, on, at, want string }{
		{"Europe/Prague", "2026-03-12", "10:12", "2026-03-12T09:13:00Z"},
		{"Europe/Prague", "2026-03-12", "", "2026-03-12T23:00:00Z"},
		{"Pacific/Tongatapu", "2026-03-12", "10:12", "2026-03-11T21:13:00Z"},
		{"Pacific/Tongatapu", "2026-03-12", "", "2026-03-12T11:00:00Z"},
		{"America/Los_Angeles", "2026-03-12", "", "2026-03-13T07:00:00Z"},
		{"Europe/Prague", "2026-10-25", "02:30", "2026-10-25T01:31:00Z"},       // the second time
		{"Europe/Prague", "2026-03-29", "02:30", "2026-03-29T01:31:00Z"},       // skipped
		{"America/Los_Angeles", "2026-11-01", "01:59", "2026-11-01T10:00:00Z"}, // the second time
		{"America/Los_Angeles", "2026-11-01", "", "2026-11-02T08:00:00Z"},
		{"Africa/Cairo", "2026-04-23", "", "2026-04-23T22:00:00Z"}, // the next day has no midnight
		{"America/Havana", "2026-10-31", "", "2026-11-01T04:00:00Z"},
		{"UTC", "2026-12-31", "23:59", "2027-01-01T00:00:00Z"},
	} {
		e := &engagement.Engagement{Facts: engagement.Facts{Zone: test.zone}}
		got, err := newForm(url.Values{"on": {test.on}, "at": {test.at}}).dayPoint(e, "on", "at")
		if end := got.Add(time.Microsecond).Format(time.RFC3339Nano); err != nil || end != test.want {
			t.Errorf("%s %s in %s ends at %s, %v; want %s", test.on, test.at, test.zone, end, err, test.want)
		}
	}
	e := &engagement.Engagement{Facts: engagement.Facts{Zone: "UTC"}}
	for _, v := range []url.Values{{}, {"on": {"yesterday"}}, {"on": {"2026-03-12"}, "at": {"noon"}}} {
		if _, err := newForm(v).dayPoint(e, "on", "at"); fault.KindOf(err) != fault.Invalid || err == nil {
			t.Errorf("%v: %v", v, err)
		}
	}
}

// then shows the scene as it stood at a moment, after all that it has lived through.
func (c *scene) then(at time.Time) *postgres.Past {
	since := c.now
	c.e.Past = &engagement.Past{At: at, Since: since}
	return &postgres.Past{Loaded: c.loaded(), Last: engagement.Event{Seq: c.e.Version, At: since, Actor: 1, Kind: engagement.FactsChanged}}
}

// The pages of the past offer nothing to do, and lead to the past: what acts is
// left out, whatever could have been done then.
func TestPagesOfThePastOfferNothingToDo(t *testing.T) {
	t.Parallel()
	c := begun(t)
	n := c.finding(func(i *engagement.Item) { i.FTOP, i.Blocker.On = 4080, "The change board." })
	c.finding(func(i *engagement.Item) { i.DependsOn = []int{n} })
	c.do(rosa, engagement.AskException{Reason: "A merger."})
	c.do(rosa, engagement.HoldCheckpoint{})
	c.do(rosa, engagement.CloseCheckpoint{N: 1, Next: engagement.ScheduleCheckpoint{On: c.today().Add(7), At: 600}})
	then := c.then(c.now)
	r := c.asked(per, nil)
	overview, tasks, items := r.overviewView(then.Loaded), r.tasksView(then.Loaded), r.checklistView(then.Loaded)
	if x := overview.Exception; overview.ChangeFacts != nil || overview.ChangeTeam != nil || overview.Readiness.Request != nil || x == nil || x.Ask != nil ||
		x.Exceptions[0].Decide != nil || x.Exceptions[0].End != nil {
		t.Errorf("the overview still offers something: %+v", overview)
	}
	if items.Add != nil || !tasks.ReadOnly {
		t.Error("something can be added")
	}
	for _, v := range []any{overview, tasks, items} {
		everyURL(reflect.ValueOf(v), func(at string) {
			past := strings.HasPrefix(at, "/engagements/11/history/"+blankZero(c.e.Version)) || strings.HasPrefix(at, "/engagements/11/history?") && strings.Contains(at, "until="+blankZero(c.e.Version))
			if at != "" && !past && !strings.HasPrefix(at, "/playbooks/") {
				t.Errorf("%T leads to %s", v, at)
			}
		})
	}
}

// everyURL calls do with every address in a view.
func everyURL(v reflect.Value, do func(string)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			everyURL(v.Elem(), do)
		}
	case reflect.Slice:
		for i := range v.Len() {
			everyURL(v.Index(i), do)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name, field := v.Type().Field(i).Name, v.Field(i)
			if field.Kind() == reflect.String && (strings.HasSuffix(name, "URL") || name == "Action" || name == "Checklist") {
				do(field.String())
			} else if v.Type().Field(i).IsExported() {
				everyURL(field, do)
			}
		}
	}
}

// A page of the past counts the days of its moment, not those of its last change.
func TestThePastIsLookedAtOnItsDay(t *testing.T) {
	t.Parallel()
	c := begun(t)
	n := c.finding(func(i *engagement.Item) { i.Due = c.today().Add(3) })
	c.do(rosa, engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: n}, Reason: "Old.", Compensating: "A watch.", ReviewOn: c.today().Add(5)})
	c.do(per, engagement.DecideWaiver{N: 1, Approve: true})
	for days, want := range map[int]struct {
		closed, late string
		met          bool
	}{0: {"1 of 1", "", true}, 4: {"1 of 1", "", true}, 5: {"0 of 1", "by 2 days", false}} {
		then := c.then(c.now.AddDate(0, 0, days))
		r := c.asked(rosa, nil)
		r.now = then.Past.At
		v := r.checklistView(then.Loaded)
		box := readinessBox(then.Engagement, r.who, r.now)
		if got := v.Counts[len(v.Counts)-1].Value; got != want.closed || v.Rows[0].Late != want.late || box.Conditions[2].Met != want.met {
			t.Errorf("after %d days: %s closed, late %q, %+v", days, got, v.Rows[0].Late, box.Conditions[2])
		}
	}
}

func TestPastBarTellsFromWhenToWhen(t *testing.T) {
	t.Parallel()
	c := begun(t)
	then := c.then(c.now)
	seq := c.e.Version
	want := &component.Past{
		When: component.Time{UTC: "2026-03-02T09:00:00Z", Text: "Mon 2 Mar 2026, 10:00", ZoneLabel: "UTC+1"},
		What: "Change " + blankZero(seq) + ": The facts were changed, by Rosa Osei", Stands: "Nothing has changed since.",
		Prev: &component.Link{Text: "After change " + blankZero(seq-1), URL: "/engagements/11/history/" + blankZero(seq-1) + "/tasks"},
		Now:  component.Link{Text: "Go to now", URL: "/engagements/11/tasks"},
		Others: []component.Link{
			{Text: "Change " + blankZero(seq) + " in the history", URL: "/engagements/11/history?before=" + blankZero(seq+1) + "#change-" + blankZero(seq)},
			{Text: "Compare with now", URL: "/engagements/11/history/compare?from=" + blankZero(seq) + "&to=now"},
		},
	}
	if d := cmp.Diff(want, pastBar(then, "tasks")); d != "" {
		t.Error(d)
	}
	then.Next = &engagement.Event{Seq: seq + 1, At: c.now}
	if v := pastBar(then); v.Until != nil || v.Stands != "Change "+blankZero(seq+1)+" came with it." || v.Next.URL != "/engagements/11/history/"+blankZero(seq+1) {
		t.Errorf("with what came with it: %+v", v)
	}
	then.Next.At = c.now.Add(48 * time.Hour)
	then.Engagement.Past.At = c.now.Add(24 * time.Hour)
	if v := pastBar(then); v.Since == nil || v.Until == nil || v.Until.UTC != "2026-03-04T09:00:00Z" || v.Stands != "" ||
		!strings.HasSuffix(v.Others[1].URL, "from="+blankZero(seq)+"%402026-03-03T09%3A00%3A00Z&to=now") {
		t.Errorf("a day later: %+v", v)
	}
}

func TestCompareTellsWhatBecameOfEachRecord(t *testing.T) {
	t.Parallel()
	c := begun(t)
	n := c.finding(nil)
	from := *c.then(c.now)
	before := *c.e
	from.Loaded, c.e.Past = postgres.NewLoaded(&before, from.People, c.now), nil
	before.Items = map[int]*engagement.Item{n: c.e.Items[n]}
	before.Tasks, before.Members, before.Lines, before.Checkpoints = map[int]*engagement.Task{}, map[int]*engagement.Member{3: c.e.Members[3]}, nil, nil
	c.pass(2)
	c.do(rosa, engagement.ChangeItem{N: n, State: new(engagement.Resolved)})
	c.finding(nil)
	c.do(jan, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Done)})
	c.do(rosa, engagement.ChangeMembers{Members: []engagement.PersonID{1}})
	to := c.then(c.now)
	for name, v := range map[string]page.CompareView{
		"forward": c.asked(rosa, nil).compareView(to.Loaded, &from, to), "back": c.asked(rosa, nil).compareView(to.Loaded, to, &from),
	} {
		told := map[string]string{}
		for _, g := range v.Groups {
			for _, r := range g.Records {
				told[g.Title+": "+r.Name.Text] = r.Mark
			}
		}
		want := map[string]string{"Checklist items: Checklist item 1": "", "Checklist items: Checklist item 2": "New", "Tasks: Task 4080": "", "Team: Jan Novak": "Left", "Team: Rosa Osei": "Joined"}
		if d := cmp.Diff(want, told); d != "" {
			t.Errorf("%s: %s", name, d)
		}
		sums := map[string]string{}
		for _, s := range v.Sums {
			sums[s.Label] = s.Before + " → " + s.After
		}
		if sums["Remediation checklist resolved"] != "Not met. 0 of 1 items resolved. → Not met. 1 of 2 items resolved." || v.Between.Text != "4 changes between them" {
			t.Errorf("%s: %v, %+v", name, sums, v.Between)
		}
	}
}

func TestFormulasInAFileAreText(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		`=HYPERLINK("http://evil.example")`: `'=HYPERLINK("http://evil.example")`, "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'\t=1", "\r=1": "'\r=1", " =1": "' =1", "\nx": "'\nx", "＝1+1": "'＝1+1", "": "", "plain": "plain", "a=b": "a=b", " plain": " plain",
	} {
		if got := plainCell(s); got != want {
			t.Errorf("%q is written as %q", s, got)
		}
	}
}
