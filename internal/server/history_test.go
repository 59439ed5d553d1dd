package server

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// told has a command decided and gives what the history says of its events.
func (c *scene) told(by access.Actor, cmd engagement.Command) []page.HistoryEvent {
	c.t.Helper()
	var all []page.HistoryEvent
	for _, ev := range c.decided(by, cmd) {
		all = append(all, historyEvent(c.loaded(), ev))
	}
	return all
}

func sentences(all []page.HistoryEvent) (told []string) {
	for _, ev := range all {
		told = append(told, ev.Sentence.Text)
	}
	return told
}

// TestEveryKindIsWorded reads the kinds from the rules' own source.
func TestEveryKindIsWorded(t *testing.T) {
	t.Parallel()
	kinds := eventKinds(t)
	if len(kinds) < 40 {
		t.Errorf("only %d kinds found", len(kinds))
	}
	for _, k := range kinds {
		if about, _ := happeningOf(k); about == "" {
			t.Errorf("no words for %s", k)
		}
	}
}

func eventKinds(t *testing.T) (kinds []engagement.Kind) {
	t.Helper()
	files, err := filepath.Glob("../engagement/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				typed, isNamed := spec.Type.(*ast.Ident)
				value, isLiteral := spec.Values[0].(*ast.BasicLit)
				if isNamed && isLiteral && typed.Name == "Kind" {
					kinds = append(kinds, engagement.Kind(strings.Trim(value.Value, `"`)))
				}
			}
			return true
		})
	}
	return kinds
}

func TestHistoryTellsAChangeOfATask(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.do(rosa, engagement.ChangeTask{FTOP: 4080, Owner: new(engagement.PersonID(3)), Due: new(c.today().Add(9))})
	got := c.told(rosa, engagement.ChangeTask{FTOP: 4080, State: new(engagement.Blocked), BlockedOn: new("The change board."),
		Owner: new(engagement.PersonID(1)), Due: new(c.today().Add(20))})
	value := func(s string) page.HistoryValue { return page.HistoryValue{Text: s} }
	want := []page.HistoryEvent{{
		ID: "change-" + strconv.Itoa(c.e.Version), Sentence: component.Link{Text: "Task 4080 is blocked", URL: "/engagements/11/tasks/4080"},
		About: "MDATP - Proxy Configuration including URL Whitelisting", By: "Rosa Osei",
		When: component.Time{UTC: "2026-03-02T09:00:00Z", Text: "Mon 2 Mar 2026, 10:00", ZoneLabel: "UTC+1"},
		Then: "/engagements/11/history/" + strconv.Itoa(c.e.Version),
		Changes: []page.HistoryChange{
			{Label: "State", Before: value("not started"), After: value("blocked")},
			{Label: "Owner", Before: value("Jan Novak"), After: value("Rosa Osei")},
			{Label: "Due", Before: value("11 Mar 2026"), After: value("22 Mar 2026")},
			{Label: "Kind of blocker", After: value("Other")},
			{Label: "Blocked on", After: value("The change board.")},
			{Label: "Blocked since", After: value("2 Mar 2026")},
		},
	}}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestHistorySentences(t *testing.T) {
	t.Parallel()
	c := begun(t)
	one := engagement.Subject{Noun: engagement.NounItem, N: 1}
	for _, test := range []struct {
		by   access.Actor
		cmd  engagement.Command
		want []string
	}{
		{rosa, engagement.AddItem{Item: engagement.Item{Finding: "Old", Service: "MDATP", Severity: engagement.Low, Side: "customer"}}, []string{"Checklist item 1 was added"}},
		{rosa, engagement.ChangeItem{N: 1, State: new(engagement.ReadyToVerify)}, []string{"Checklist item 1 is ready to verify"}},
		{rosa, engagement.ChangeItem{N: 1, Notes: new("Soon.")}, []string{"Checklist item 1 was changed"}},
		{rosa, engagement.ProposeWaiver{On: one, Reason: "x", Compensating: "y", ReviewOn: c.today().Add(9)}, []string{"Waiver 1 of checklist item 1 was proposed"}},
		{per, engagement.DecideWaiver{N: 1, Approve: true}, []string{"Waiver 1 of checklist item 1 was approved"}},
		{rosa, engagement.ChangeTask{FTOP: 4101, State: new(engagement.InProgress)}, []string{"Task 4101 is in progress"}},
		{rosa, engagement.ChangeTask{FTOP: 4101, State: new(engagement.NotStarted)}, []string{"Task 4101 is not started"}},
		{rosa, engagement.PullIn{FTOP: 3998, Reason: "Wanted."}, []string{"Task 3998 was pulled into the scope"}},
		{rosa, engagement.HoldCheckpoint{}, []string{"Checkpoint 1 began"}},
		{rosa, engagement.LogProgress{Checkpoint: 1, On: one, Note: "Soon."}, []string{"Progress on checklist item 1 was noted"}},
		{rosa, engagement.CloseCheckpoint{N: 1}, []string{"Checkpoint 1 was closed"}},
		{rosa, engagement.CorrectMinutes{N: 1, Note: "Later."}, []string{"The minutes of checkpoint 1 were corrected"}},
		{rosa, engagement.AskException{Reason: "Merger."}, []string{"Seat exception 1 was asked for"}},
		{rosa, engagement.ChangeMembers{Members: []engagement.PersonID{1}}, []string{"Jan Novak left the team"}},
		{rosa, engagement.Attest{Noun: engagement.NounInput, Answers: map[int]engagement.Answer{2: {Met: true}}}, []string{"Key input 2 was confirmed"}},
	} {
		if d := cmp.Diff(test.want, sentences(c.told(test.by, test.cmd))); d != "" {
			t.Errorf("%T: %s", test.cmd, d)
		}
	}
	c.makeReady()
	c.do(rosa, engagement.RequestExit{})
	told := sentences(c.told(per, engagement.DecideExit{N: 1, Approve: true}))
	for _, want := range []string{"Exit request 1 was approved", "Task 1700 is done by the exit", "Task 3998 was closed as not pursued", "The engagement moved to Enable"} {
		if !slices.Contains(told, want) {
			t.Errorf("%q is not among %q", want, told)
		}
	}
}

func TestHistoryWordsValues(t *testing.T) {
	t.Parallel()
	e := begun(t).loaded()
	for _, test := range []struct {
		noun               engagement.Noun
		field, value, want string
	}{
		{engagement.NounFacts, "services", `["Exchange","MDATP"]`, "Exchange, MDATP"},
		{engagement.NounFacts, "seats", "12000", "12,000"},
		{engagement.NounFacts, "meets_at", "630", "10:30"},
		{engagement.NounFacts, "cadence", "days:3", "every 3 days"},
		{engagement.NounFacts, "manager", "2", "Per Lind"},
		{engagement.NounFacts, "manager", "99", "Person 99"},
		{engagement.NounTask, "owner", "1", "Rosa Osei"},
		{engagement.NounTask, "state", "", "not started"},
		{engagement.NounItem, "owner", "1", "1"},
		{engagement.NounItem, "depends_on", "[3,7]", "3, 7"},
		{engagement.NounItem, "due", "2026-11-23", "23 Nov 2026"},
		{engagement.NounItem, "finding", "2026-11-23", "2026-11-23"},
		{engagement.NounItem, "due", "", ""},
		{engagement.NounCheckpoint, "at", "605", "10:05"},
		{engagement.NounCheckpoint, "held_at", "2026-03-02T23:30:00Z", "Tue 3 Mar 2026, 00:30 UTC+1"},
		{engagement.NounOutput, "met", "", "no"},
		{engagement.NounExit, "readiness", `[{"Met":true},{"Met":true}]`, "2 conditions, every one met"},
		{engagement.NounExit, "readiness", "{", "{"},
		{engagement.NounFacts, "services", "{", "{"},
	} {
		if got := fieldWords(e, test.noun, test.field, test.value); got != test.want {
			t.Errorf("%s %s %q is %q, want %q", test.noun, test.field, test.value, got, test.want)
		}
	}
	long := strings.Repeat("palabra ", 60)
	if v := historyValue(e, engagement.NounItem, "notes", long); v.Full != long || len(v.Text) > longText+4 {
		t.Errorf("a long text: %+v", v)
	}
}

func TestHistoryFoldsANewRecordAndLeavesOutWhatItSaysAlready(t *testing.T) {
	t.Parallel()
	c := begun(t)
	v := c.told(rosa, engagement.AddItem{Item: engagement.Item{Finding: "Old", Service: "MDATP", Severity: engagement.Low, Side: "customer"}})[0]
	if v.Fold != "5 fields" || !v.Changes[0].Made {
		t.Errorf("a new item: %q %+v", v.Fold, v.Changes)
	}
	c.told(rosa, engagement.HoldCheckpoint{})
	want := []page.HistoryChange{{Label: "State", Before: page.HistoryValue{Text: "open"}, After: page.HistoryValue{Text: "resolved"}}}
	all := c.told(rosa, engagement.LogProgress{Checkpoint: 1, On: engagement.Subject{Noun: engagement.NounItem, N: 1}, State: "resolved"})
	if d := cmp.Diff(want, all[0].Changes); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(component.Link{Text: "said at checkpoint 1", URL: "/engagements/11/checkpoints/1"}, all[0].Cause); d != "" {
		t.Error(d)
	}
}

func TestHistoryCause(t *testing.T) {
	t.Parallel()
	for cause, want := range map[string]component.Link{
		"":           {},
		"undo of 12": {Text: "took change 12 back", URL: "/engagements/11/history?before=13#change-12"},
		"exit 2":     {Text: "followed from the approval of exit request 2", URL: "/engagements/11/exit"},
		"import 3":   {Text: "import 3"},
		"upgrade":    {Text: "upgrade"},
	} {
		if d := cmp.Diff(want, eventCause(11, cause)); d != "" {
			t.Errorf("%q: %s", cause, d)
		}
	}
}

func TestHistoryIsFilteredByItsURL(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]postgres.HistoryQuery{
		"":                    {},
		"noun=task&n=4080":    {Noun: engagement.NounTask, N: 4080},
		"person=2&kind=item.": {Actor: 2, Kind: "item."},
		"before=51":           {Before: 51},
		"since=8&until=40":    {Since: 8, Until: 40},
		"after=x&n=-4&person=9999999999999999999": {},
	} {
		values, err := url.ParseQuery(raw)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, newHistoryList(11, values).query()); d != "" {
			t.Errorf("%s: %s", raw, d)
		}
	}
}

func TestHistoryFiltersAndPagesKeepEachOther(t *testing.T) {
	t.Parallel()
	e := begun(t).loaded()
	l := newHistoryList(11, url.Values{"noun": {"task"}, "n": {"4080"}, "person": {"2"}, "kind": {"task.done"}, "before": {"90"}})
	want := []component.Chip{
		{Label: "About: Tasks, number 4080", RemoveURL: "/engagements/11/history?kind=task.done&person=2"},
		{Label: "Who: Per Lind", RemoveURL: "/engagements/11/history?kind=task.done&n=4080&noun=task"},
		{Label: "What happened: Tasks, is done", RemoveURL: "/engagements/11/history?n=4080&noun=task&person=2"},
	}
	if d := cmp.Diff(want, l.filters(e).Chips); d != "" {
		t.Error(d)
	}
	events := []engagement.Event{{Seq: 89, At: time.Now()}, {Seq: 40, At: time.Now()}}
	pager := component.Pager{
		Text: "Changes 89 to 40, newest first", First: "/engagements/11/history?kind=task.done&n=4080&noun=task&person=2",
		Prev: "/engagements/11/history?after=89&kind=task.done&n=4080&noun=task&person=2",
		Next: "/engagements/11/history?before=40&kind=task.done&n=4080&noun=task&person=2",
	}
	if d := cmp.Diff(pager, l.pager(postgres.HistoryPage{Events: events, Older: 40, Newer: 89})); d != "" {
		t.Error(d)
	}
	v := l.view(e, postgres.HistoryPage{}, e.Today(time.Now()))
	if v.Empty.Title == "" || v.Pager != (component.Pager{}) || !slices.ContainsFunc(v.Person.Options, func(o component.Option) bool { return o.Selected && o.Label == "Per Lind" }) {
		t.Errorf("nothing found: %+v", v.Person)
	}
}

// What was taken out is told of, without a word of what it was.
func TestHistoryOfWhatWasTakenOut(t *testing.T) {
	t.Parallel()
	c := begun(t)
	for noun, want := range map[engagement.Noun]string{
		engagement.NounTask: "Task 3190 had names taken out", engagement.NounFacts: "The facts had names taken out",
	} {
		v := historyEvent(c.loaded(), engagement.Event{
			Kind: engagement.Kind(noun + ".anonymized"), Subject: engagement.Subject{Noun: noun, N: 3190}, Cause: "texts " + strings.Repeat("0", 64),
			Changes: []engagement.Change{{Field: "confirmed_by", Was: engagement.Anonymous, Became: engagement.Anonymous, Free: true}},
		})
		if v.Sentence.Text != want || v.Cause.Text != "for privacy, out of the history too" || v.By != "GapTrack" || len(v.Changes) != 1 ||
			v.Changes[0].Before.Text != "" || v.Changes[0].After.Text != engagement.Anonymous {
			t.Errorf("%+v", v)
		}
	}
}
