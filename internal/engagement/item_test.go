package engagement_test

import (
	"slices"
	"testing"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestAddItem(t *testing.T) {
	t.Parallel()
	d := begin(t)
	add := finding()
	add.Finding = "  143 duplicates\r\nin mail "
	add.Blocker.On = " licence "
	add.ResolvedAt, add.ResolvedBy, add.AddedAt = d.now.AddDate(0, 0, -5), 4, d.now.AddDate(0, 0, -9)
	wantKinds(t, d.do(engineer, add), engagement.ItemAdded)
	got := *d.e.Items[1]
	if got.Finding != "143 duplicates\nin mail" || got.State != engagement.ItemOpen || d.e.Day(got.AddedAt) != today ||
		!got.ResolvedAt.IsZero() || got.ResolvedBy != 0 || got.Blocker != (engagement.Blocker{Kind: "Other", On: "licence", Since: today}) {
		t.Errorf("added: %+v", got)
	}
	add.State = engagement.Resolved
	d.do(engineer2, add)
	if got := *d.e.Items[2]; d.e.Day(got.ResolvedAt) != today || got.ResolvedBy != 2 || !got.Blocker.IsZero() {
		t.Errorf("added as resolved: %+v", got)
	}
}

func TestAddItemsAddsAllOrNone(t *testing.T) {
	t.Parallel()
	d := begin(t)
	good, bad := finding().Item, finding().Item
	bad.Severity = "grave"
	wantKinds(t, d.do(engineer, engagement.AddItems{Items: []engagement.Item{good, good}}), engagement.ItemAdded, engagement.ItemAdded)
	d.refuses(engineer, engagement.AddItems{Items: []engagement.Item{good, bad}}, fault.Invalid, "severity")
	d.refuses(engineer, engagement.AddItems{Items: make([]engagement.Item, 1)}, fault.Invalid, "finding", "service", "severity", "side")
	if len(d.e.Items) != 2 {
		t.Errorf("%d items", len(d.e.Items))
	}
}

func TestItemsAreChecked(t *testing.T) {
	t.Parallel()
	many := make([]int, engagement.MaxDepends+1)
	for i := range many {
		many[i] = i + 1
	}
	tests := []struct {
		name   string
		edit   func(*engagement.Item)
		fields []string
	}{
		{"nothing", func(i *engagement.Item) { *i = engagement.Item{} }, []string{"finding", "service", "severity", "side"}},
		{"a finding of blanks", func(i *engagement.Item) { i.Finding = "\r\n" }, []string{"finding"}},
		{"no such service", func(i *engagement.Item) { i.Service = "All Services" }, []string{"service"}},
		{"no such severity", func(i *engagement.Item) { i.Severity = "critical" }, []string{"severity"}},
		{"no such side", func(i *engagement.Item) { i.Side = "nobody" }, []string{"side"}},
		{"no such state", func(i *engagement.Item) { i.State = "closed" }, []string{"state"}},
		{"no such task", func(i *engagement.Item) { i.FTOP = -1 }, []string{"ftop"}},
		{"a due date of another age", func(i *engagement.Item) { i.Due = day.New(1026, 1, 1) }, []string{"due"}},
		{"waiting for what is not", func(i *engagement.Item) { i.DependsOn = []int{-1, 5} }, []string{"depends_on", "depends_on"}},
		{"waiting for itself", func(i *engagement.Item) { i.DependsOn = []int{1} }, []string{"depends_on"}},
		{"waiting for too much", func(i *engagement.Item) { i.DependsOn = many }, []string{"depends_on"}},
		{"blocked by no kind of thing", func(i *engagement.Item) { i.Blocker.On, i.Blocker.Kind = "x", "Weather" }, []string{"blocked_kind"}},
		{"blocked from tomorrow", func(i *engagement.Item) { i.Blocker.On, i.Blocker.Since = "x", today.Add(1) }, []string{"blocked_since"}},
		{"blocked before computers", func(i *engagement.Item) { i.Blocker.On, i.Blocker.Since = "x", day.New(-4, 1, 1) }, []string{"blocked_since"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			add := finding()
			test.edit(&add.Item)
			begin(t).refuses(engineer, add, fault.Invalid, test.fields...)
		})
	}
}

func TestChangeItem(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, finding())
	d.refuses(engineer, engagement.ChangeItem{N: 2}, fault.NotFound)
	d.refuses(engineer, engagement.ChangeItem{N: -1}, fault.NotFound)
	d.refuses(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ItemState(""))}, fault.Invalid, "state")

	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.ReadyToVerify), BlockedOn: new("No licences")}),
		engagement.ItemBlocked)
	if got := *d.e.Items[1]; got.State != engagement.ReadyToVerify || got.Blocker.Since != today {
		t.Errorf("blocked is an overlay: %+v", got)
	}
	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, BlockedOn: new("")}), engagement.ItemChanged)
	if got := *d.e.Items[1]; !got.Blocker.IsZero() || got.State != engagement.ReadyToVerify {
		t.Errorf("no longer blocked: %+v", got)
	}
	wantKinds(t, d.do(engineer, engagement.ChangeItem{N: 1, State: new(engagement.Resolved), BlockedOn: new("x")}), engagement.ItemResolved)
	if got := *d.e.Items[1]; !got.Blocker.IsZero() || got.ResolvedBy != 1 || d.e.Day(got.ResolvedAt) != today {
		t.Errorf("resolved: %+v", got)
	}
	d.pass(2)
	d.do(engineer2, engagement.ChangeItem{N: 1, State: new(engagement.Resolved), Notes: new("Verified together.")})
	if got := *d.e.Items[1]; got.ResolvedBy != 1 || d.e.Day(got.ResolvedAt) != today {
		t.Errorf("a note resolved it again: %+v", got)
	}
	d.do(engineer2, engagement.ChangeItem{N: 1, State: new(engagement.ItemInProgress)})
	if got := *d.e.Items[1]; got.ResolvedBy != 0 || !got.ResolvedAt.IsZero() {
		t.Errorf("open again: %+v", got)
	}
}

func TestItemsDoNotWaitInCircles(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for range 4 {
		d.do(engineer, finding())
	}
	waits := func(n int, on ...int) engagement.ChangeItem { return engagement.ChangeItem{N: n, DependsOn: new(on)} }
	d.do(engineer, waits(1, 3, 2, 2))
	if got := d.e.Items[1].DependsOn; !slices.Equal(got, []int{2, 3}) {
		t.Errorf("depends on %v", got)
	}
	d.do(engineer, waits(2, 4))
	d.do(engineer, waits(3, 4)) // a diamond is no circle
	d.refuses(engineer, waits(4, 1), fault.Invalid, "depends_on")
	d.refuses(engineer, waits(4, 2, 3), fault.Invalid, "depends_on", "depends_on")
	d.refuses(engineer, waits(2, 2), fault.Invalid, "depends_on")
	d.do(engineer, waits(1))
	d.do(engineer, waits(4, 1))
}

// A long chain in which every item waits for the fifty before it is the worst
// that a checklist can hold; asking whether it leads back looks at each once.
// Otherwise the test would not end.
func TestAFullChecklistIsQuickToCheck(t *testing.T) {
	t.Parallel()
	d := begin(t)
	for n := 1; n <= engagement.MaxItems; n++ {
		add := finding()
		for m := max(1, n-engagement.MaxDepends); m < n; m++ {
			add.DependsOn = append(add.DependsOn, m)
		}
		d.do(engineer, add)
	}
	d.refuses(engineer, finding(), fault.Invalid, "finding")
	d.do(engineer, engagement.ChangeItem{N: engagement.MaxItems, Notes: new("The last of all.")})
	d.e.Summarize(d.now)
}
