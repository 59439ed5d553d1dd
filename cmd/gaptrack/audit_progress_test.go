package main

import (
	"strings"
	"testing"
	"time"

	"gaptrack/internal/postgres"
)

func TestMeterTellsNowAndThen(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	begun := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	m := newMeter(&out, begun)
	for second := range 21 {
		m.tell(postgres.Progress{Engagements: second * 10, Events: second * 50_000, AllEngagements: 4_000, AllEvents: 2_000_000},
			begun.Add(time.Duration(second)*time.Second))
	}
	want := "100 of 4,000 engagements, 500,000 of 2,000,000 events, 50,000 a second   \n" +
		"200 of 4,000 engagements, 1,000,000 of 2,000,000 events, 50,000 a second   \n"
	if out.String() != want {
		t.Errorf("told %q, want %q", out.String(), want)
	}
}

func TestWhatIsWrongNamesTheEvent(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 25, 9, 0, 0, 5_000, time.UTC)
	for want, f := range map[string]postgres.Failure{
		"engagement 7: task 4080 due: the events say": {Engagement: 7, What: "task 4080 due: the events say"},
		"engagement 7: event 3 (event 3, task.done, at 2026-11-25T09:00:00.000005Z, by person 4, R. Osei)": {
			Engagement: 7, What: "event 3", Seq: 3, Kind: "task.done", At: at, Actor: 4, Who: "R. Osei"},
		"engagement 7: event 3 (event 3, waiver.lapsed, at 2026-11-25T09:00:00.000005Z, by nobody, as a date passed)": {
			Engagement: 7, What: "event 3", Seq: 3, Kind: "waiver.lapsed", At: at},
	} {
		if got := wrong(f); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
