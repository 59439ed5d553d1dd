package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// listed is an engagement with four items: 1 High, 2 Critical and due, 3 Low,
// resolved, 4 Medium, blocked and waiting for 1 and 3.
func listed(t *testing.T) *desk {
	t.Helper()
	d := begin(t)
	add := func(finding string, s engagement.Severity, due day.Date, edit func(*engagement.Item)) {
		i := engagement.Item{Finding: finding, Service: "Exchange", Severity: s, Side: "customer", Due: due}
		edit(&i)
		d.do(engineer, engagement.AddItem{Item: i})
	}
	add("143 duplicate addresses", engagement.High, day.Date{}, func(i *engagement.Item) { i.DoneWhen = "IdFix shows none" })
	add("The proxy drops the sensor", engagement.Critical, d.today().Add(2), func(i *engagement.Item) { i.Service, i.FTOP = "MDATP", 4080 })
	add("Old client versions", engagement.Low, day.Date{}, func(i *engagement.Item) { i.State = engagement.Resolved })
	add("No test mailbox", engagement.Medium, d.today().Add(8), func(i *engagement.Item) {
		i.Side, i.DependsOn, i.Blocker.On = "partner", []int{1, 3}, "change board"
	})
	d.pass(5)
	return d
}

func numbersOf(list []engagement.ListedItem) []int {
	var all []int
	for _, i := range list {
		all = append(all, i.N)
	}
	return all
}

func TestListItems(t *testing.T) {
	t.Parallel()
	d := listed(t)
	for _, test := range []struct {
		name  string
		query engagement.ItemQuery
		want  []int
	}{
		{"all, most pressing first", engagement.ItemQuery{}, []int{2, 1, 4, 3}},
		{"open", engagement.ItemQuery{Standing: engagement.StandsOpen}, []int{2, 1, 4}},
		{"closed", engagement.ItemQuery{Standing: engagement.StandsClosed}, []int{3}},
		{"overdue", engagement.ItemQuery{Overdue: true}, []int{2}},
		{"blocked", engagement.ItemQuery{Blocked: true}, []int{4}},
		{"service", engagement.ItemQuery{Service: "MDATP"}, []int{2}},
		{"side", engagement.ItemQuery{Side: "partner"}, []int{4}},
		{"state", engagement.ItemQuery{State: engagement.Resolved}, []int{3}},
		{"severity", engagement.ItemQuery{Severity: engagement.High}, []int{1}},
		{"task", engagement.ItemQuery{FTOP: 4080}, []int{2}},
		{"words of several fields, in any case", engagement.ItemQuery{Text: "DUPLICATE idfix"}, []int{1}},
		{"no such words", engagement.ItemQuery{Text: "duplicate proxy"}, nil},
		{"by number", engagement.ItemQuery{Sort: engagement.ByNumber}, []int{1, 2, 3, 4}},
		{"by number, backwards", engagement.ItemQuery{Sort: engagement.ByNumber, Descending: true}, []int{4, 3, 2, 1}},
		{"by due, none last", engagement.ItemQuery{Sort: engagement.ByDue}, []int{2, 4, 1, 3}},
		{"by severity", engagement.ItemQuery{Sort: engagement.BySeverity}, []int{2, 1, 4, 3}},
		{"by service", engagement.ItemQuery{Sort: engagement.ByService}, []int{1, 3, 4, 2}},
		{"by side", engagement.ItemQuery{Sort: engagement.BySide}, []int{1, 2, 3, 4}},
		{"by task, backwards", engagement.ItemQuery{Sort: engagement.ByTask, Descending: true}, []int{2, 1, 3, 4}},
		{"by state, backwards", engagement.ItemQuery{Sort: engagement.ByState, Descending: true}, []int{3, 1, 2, 4}},
	} {
		if got := numbersOf(d.e.ListItems(test.query, d.today())); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestListedTellsWhatFollows(t *testing.T) {
	t.Parallel()
	d := listed(t)
	if got := d.e.Listed(2, d.today()).Overdue; got != 3 {
		t.Errorf("item 2, due 3 days ago, is %d days overdue", got)
	}
	want := []engagement.Wait{{N: 1, Open: true}, {N: 3}}
	if got := d.e.Listed(4, d.today()).Waits; !slices.Equal(got, want) {
		t.Errorf("item 4 waits for %v, want %v", got, want)
	}
	if got := d.e.WaitedFor(1); !slices.Equal(got, []int{4}) {
		t.Errorf("item 1 is waited for by %v", got)
	}
	d.do(engineer, engagement.ProposeWaiver{On: item(2), Reason: "a", Compensating: "b", ReviewOn: d.today().Add(9)})
	d.do(manager, engagement.DecideWaiver{N: 1, Approve: true})
	if i := d.e.Listed(2, d.today()); !i.Closed || i.Accepted == nil || i.Overdue != 0 {
		t.Errorf("with its risk accepted, item 2 is closed %v, accepted %v, overdue %d", i.Closed, i.Accepted, i.Overdue)
	}
}
