package engagement_test

import (
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// checkSnapshot holds the engagement to what its snapshot gives.
func checkSnapshot(t *rapid.T, d *desk) {
	again := engagement.New(d.e.ID, d.e.Edition)
	again.Version, again.Head = d.e.Version, d.e.Head
	for _, of := range engagement.Parts {
		if err := again.RestorePart(of, string(d.e.Part(of))); err != nil {
			t.Fatal(err)
		}
	}
	want := d.e.Summarize(d.now)
	sum, err := engagement.RestoreSummary(string(want.Part()))
	if err != nil {
		t.Fatal(err)
	}
	want.NextAt, want.StaleAt = want.NextAt.UTC(), want.StaleAt.UTC()
	if diff := diffSummaries(want, sum); diff != "" {
		t.Fatalf("the snapshot sums up differently: %s", diff)
	}
	if differences := engagement.Differences(d.e, again, 3); len(differences) > 0 {
		t.Fatalf("the snapshot gives another engagement: %v", differences)
	}
}

// checkSummary holds the summary to a replay's, and to its word on how long it
// is true. It is stale already only while a date is to be told of.
func checkSummary(t *rapid.T, d *desk) {
	now := d.e.Summarize(d.now)
	if diff := diffSummaries(now, d.replay().Summarize(d.now)); diff != "" {
		t.Fatalf("the replay sums up differently: %s", diff)
	}
	if !now.StaleAt.IsZero() && !now.StaleAt.After(d.now) {
		checkOwed(t, d)
		return
	}
	until := now.StaleAt.Add(-time.Second)
	if now.StaleAt.IsZero() {
		until = d.now.AddDate(2, 0, 0)
	}
	between := d.now.Add(time.Duration(rapid.Int64Range(0, int64(until.Sub(d.now))).Draw(t, "later")))
	for _, later := range []time.Time{between, until} {
		if diff := diffSummaries(now, d.e.Summarize(later)); diff != "" {
			t.Fatalf("the summary of %s was not true at %s, before %s: %s", d.now, later, now.StaleAt, diff)
		}
	}
}

// checkOwed holds a summary that is stale to what makes it so: there is something to
// tell, and then it is not stale any more.
func checkOwed(t *rapid.T, d *desk) {
	again := d.replay()
	events, err := again.Decide(engagement.Lapse{}, engagement.Ask{By: access.System, Now: d.now})
	if err != nil || len(events) == 0 {
		t.Fatalf("the summary is stale at %s, and nothing is to be told: %v", d.now, err)
	}
	if stale := again.Summarize(d.now).StaleAt; !stale.IsZero() && !stale.After(d.now) {
		t.Fatalf("the summary of %s is stale since %s, though all is told: %v", d.now, stale, kinds(events))
	}
}

// diffSummaries compares summaries but for the day of a readiness, which is
// always the day that asks.
func diffSummaries(a, b engagement.Summary) string {
	for _, s := range []engagement.Summary{a, b} {
		for i := range s.Attention {
			if s.Attention[i].Kind == engagement.ReadyToExit {
				s.Attention[i].Since = day.Date{}
			}
		}
	}
	return cmp.Diff(a, b, cmp.Comparer(func(a, b day.Date) bool { return a == b }))
}
