package engagement_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"gaptrack/internal/engagement"
)

func TestNet(t *testing.T) {
	t.Parallel()
	change := func(field, was, became string) engagement.Change {
		return engagement.Change{Field: field, Was: was, Became: became}
	}
	event := func(kind engagement.Kind, on engagement.Subject, changes ...engagement.Change) engagement.Event {
		return engagement.Event{Kind: kind, Subject: on, Changes: changes}
	}
	got := engagement.Net([]engagement.Event{
		event(engagement.TaskChanged, task(4080), change("state", "", "in progress"), change("owner", "", "2")),
		event(engagement.ItemAdded, item(9), change("finding", "", "Old"), change("state", "", "open")),
		event(engagement.TaskChanged, task(4101), change("notes", "", "Soon.")),
		event(engagement.TaskDone, task(4080), change("state", "in progress", "done"), change("owner", "2", "")),
		event(engagement.TaskChanged, task(4101), change("notes", "Soon.", "")),
		event(engagement.ItemChanged, item(9), change("finding", "Old", "Very old")),
	})
	want := []engagement.Difference{
		{Subject: task(4080), Changes: []engagement.Change{change("state", "", "done")}},
		{Subject: item(9), New: true, Changes: []engagement.Change{change("finding", "", "Very old"), change("state", "", "open")}},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if got := engagement.Net(nil); got != nil {
		t.Errorf("of nothing came %v", got)
	}
}

// checkNet holds what a part of the events came to to what is different behind it.
func checkNet(t *rapid.T, d *desk) {
	cut := rapid.IntRange(0, len(d.events)).Draw(t, "cut")
	before := d.stood(cut).Values()
	after := d.e.Values()
	different := differing(before, after)
	for _, record := range engagement.Net(d.events[cut:]) {
		for _, c := range record.Changes {
			name := record.Subject.String() + " " + c.Field
			if !different[name] || before[name] != c.Was || after[name] != c.Became {
				t.Fatalf("%s came from %q to %q, says Net, not from %q to %q", name, c.Was, c.Became, before[name], after[name])
			}
			delete(different, name)
		}
	}
	if len(different) > 0 {
		t.Fatalf("Net leaves out %v", different)
	}
}
