package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// found is the example with three items: 1 High, 2 Critical and overdue, 3 Low,
// blocked and waiting for both, of which 1 is resolved.
func found(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.finding(nil)
	c.finding(func(i *engagement.Item) {
		i.Finding, i.Severity, i.Due, i.FTOP = "Old certificate", engagement.Critical, c.today().Add(2), 4080
	})
	c.finding(func(i *engagement.Item) {
		i.Finding, i.Severity, i.DependsOn, i.Blocker.On = "No pilot group", engagement.Low, []int{1, 2}, "The owner is away."
	})
	c.do(rosa, engagement.ChangeItem{N: 1, State: new(engagement.Resolved)})
	c.pass(5)
	return c
}

func checklistOf(c *scene, query string) page.ChecklistView {
	v, err := url.ParseQuery(query)
	if err != nil {
		c.t.Fatal(err)
	}
	return c.asked(rosa, v).checklistView(c.loaded())
}

func TestChecklistIsFilteredAndSortedByTheURL(t *testing.T) {
	t.Parallel()
	c := found(t)
	for query, want := range map[string]string{
		"": "#2 #3 #1", "show=open": "#2 #3", "show=closed": "#1", "show=blocked": "#3", "show=overdue": "#2",
		"severity=Low": "#3", "ftop=4080": "#2", "q=certificate": "#2", "q=nothing": "", "state=resolved": "#1",
		"sort=n": "#1 #2 #3", "sort=-n": "#3 #2 #1", "sort=due": "#2 #1 #3", "sort=-severity": "#3 #1 #2", "from=900": "#2 #3 #1",
	} {
		var got []string
		for _, row := range checklistOf(c, query).Rows {
			got = append(got, row.Number)
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", query, got, want)
		}
	}
}

func TestChecklistRowTellsHowItStands(t *testing.T) {
	t.Parallel()
	rows := checklistOf(found(t), "sort=n").Rows
	if late := rows[1]; late.Late != "by 3 days" || !late.Due.Late || late.Task.Text != "4080" {
		t.Errorf("the overdue item is %+v", late)
	}
	if want := "Other: The owner is away. Since 2 Mar 2026 (5 days)"; rows[2].Blocked != want {
		t.Errorf("blocked: %q, want %q", rows[2].Blocked, want)
	}
	want := []page.WaitRow{
		{Link: component.Link{Text: "#1", URL: "/engagements/11/checklist/1"}, State: "closed"},
		{Link: component.Link{Text: "#2", URL: "/engagements/11/checklist/2"}, State: "open"},
	}
	if diff := cmp.Diff(want, rows[2].Waits); diff != "" {
		t.Error(diff)
	}
}

func TestChecklistOfAnExitedEngagementChangesNothing(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.exit()
	v := checklistOf(c, "")
	if v.Add != nil || v.Empty.Action != nil || v.Rows != nil {
		t.Errorf("it offers %+v, %+v", v.Add, v.Empty)
	}
}

func TestItemComesBackFromItsForm(t *testing.T) {
	t.Parallel()
	i := *found(t).e.Items[3]
	got := itemChange(newForm(itemValues(i)), 3)
	want := engagement.ChangeItem{
		N: 3, Finding: &i.Finding, DoneWhen: &i.DoneWhen, Service: &i.Service, Severity: &i.Severity, Side: &i.Side, Owner: &i.Owner,
		Due: &i.Due, FTOP: &i.FTOP, DependsOn: &i.DependsOn, State: &i.State, BlockedKind: &i.Blocker.Kind, BlockedOn: &i.Blocker.On,
		BlockedLifter: &i.Blocker.Lifter, Notes: &i.Notes,
	}
	if diff := cmp.Diff(want, got, sameDates); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(engagement.ChangeItem{N: 3}, itemChange(newForm(url.Values{}), 3)); diff != "" {
		t.Error("an empty form changes something:", diff)
	}
}

func TestItemNumbersAreReadAsTypedAndAsWritten(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string][]int{"3, 7": {3, 7}, "[3,7]": {3, 7}, "3": {3}, "": nil, " 4;5 ": {4, 5}} {
		f := newForm(url.Values{"depends_on": {typed}})
		if got := f.itemNumbers("depends_on"); !slices.Equal(got, want) || f.err() != nil {
			t.Errorf("%q: %v, %v", typed, got, f.err())
		}
	}
	f := newForm(url.Values{"depends_on": {"three"}})
	if f.itemNumbers("depends_on"); f.err() == nil {
		t.Error("a word was taken for a number")
	}
}

func TestItemPage(t *testing.T) {
	t.Parallel()
	c := found(t)
	typed := url.Values{"state": {"nonsense"}, "version": {"3"}}
	errs := component.Errors{{Name: "state", Message: "Choose one of the list."}}
	v := c.asked(rosa, nil).itemView(c.loaded(), 2, typed, errs)
	if v.Previous.URL != "/engagements/11/checklist/1" || v.Next.URL != "/engagements/11/checklist/3" || v.WaitedFor[0].Text != "#3" {
		t.Errorf("around it: %+v %+v %+v", v.Previous, v.Next, v.WaitedFor)
	}
	if v.Form.Hidden[0].Value != "3" || v.Fields.Finding.Value != "Old certificate" {
		t.Errorf("the form is of version %v with the finding %q", v.Form.Hidden, v.Fields.Finding.Value)
	}
	text := words(drawn(t, page.Item(v)))
	for _, want := range []string{"Item 2", "Old certificate", "Choose one of the list.", "4080 MDATP", "Ask to accept the risk"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestItemPageOfAnExitedEngagementHasNoForm(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.finding(func(i *engagement.Item) { i.State, i.Notes = engagement.Resolved, "Seen together." })
	c.exit()
	doc := drawn(t, page.Item(c.asked(rosa, nil).itemView(c.loaded(), 1, nil, nil)))
	for _, form := range elements(doc, "form") {
		if attribute(form, "method") == "post" {
			t.Errorf("it has a form to %s", attribute(form, "action"))
		}
	}
	if !strings.Contains(words(doc), "Seen together.") {
		t.Error("its notes are gone")
	}
}

func TestItemFlash(t *testing.T) {
	t.Parallel()
	event := func(kind engagement.Kind, field, became string) postgres.Changed {
		return postgres.Changed{Events: []engagement.Event{{Seq: 9, Kind: kind, Changes: []engagement.Change{{Field: field, Became: became}}}}}
	}
	for want, changed := range map[string]postgres.Changed{
		"Item 2 is as it was.":       {},
		"Item 2 is saved.":           event(engagement.ItemChanged, "notes", "x"),
		"Item 2 is ready to verify.": event(engagement.ItemChanged, "state", "ready to verify"),
		"Item 2 is blocked.":         event(engagement.ItemBlocked, "blocked_on", "x"),
	} {
		got := itemFlash(changed, 2, "/back")
		if got.Text != want || len(changed.Events) > 0 != (got.Undo == 9) {
			t.Errorf("got %+v, want %q", got, want)
		}
	}
}
