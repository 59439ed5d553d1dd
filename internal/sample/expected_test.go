package sample

import (
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// expected says of every story, by customer, what must be seen of it.
var expected = map[string]func(*testing.T, *engagement.Engagement, engagement.Summary){
	"Harbour & Finch Logistics": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		want(t, "open critical", s.Open[engagement.Critical], 2)
		want(t, "task 3208", e.TaskState(3208, day.Date{}), engagement.InProgress)
		want(t, "waivers that wait", e.Waivers[1].State, engagement.Waiting)
		wantKinds(t, s, engagement.ItemsOverdue)
		want(t, "overdue", s.Overdue, 2)
	},
	"Vellacott Health Trust": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		want(t, "seats", e.Facts.Seats, 18_200)
		wantKinds(t, s, engagement.LeaveEnding)
		want(t, "the exception's end", s.Attention[0].Sentence(today(e)), "Seat exception ends in 21 days")
	},
	"Nordlys Energi": func(t *testing.T, _ *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.ReadyToExit)
	},
	"St. Brannoc Schools Federation": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		want(t, "student data errors", falling(e), "143 12 0 0")
		wantKinds(t, s, engagement.StandsBlocked)
	},
	"Tamarack Credit Union": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.StandsBlocked, engagement.ItemsOverdue, engagement.LeaveEnding)
		want(t, "the blocker", s.Attention[0].Sentence(today(e)), "2 blocked, longest for 41 days, more than two cadences")
		want(t, "the waiver", s.Attention[2].Sentence(today(e)), "Waiver of item 24 ends in 5 days")
		want(t, "mandatory tasks done", s.MandatoryDone, 0)
	},
	"Quillon Foods": func(t *testing.T, _ *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.ExitWaiting)
		want(t, "conditions open", s.Unmet, 0)
	},
	"Baudelle Couture": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.ExitCameBack)
		remarks, err := e.Exits[1].RemarksOn()
		want(t, "trouble with the remarks", err, nil)
		want(t, "remarks", len(remarks), 2)
		want(t, "conditions open", s.Unmet, 1)
	},
	"Ostrava Rail Works": func(t *testing.T, _ *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.StandsBlocked)
	},
	"Mirepoix Retail": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		wantKinds(t, s, engagement.CadenceMissed)
		want(t, "the reason", s.Attention[0].Sentence(today(e)), "No checkpoint for 23 days")
		want(t, "next checkpoint", s.NextN, 0)
	},
	"Calder & Wray LLP": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		want(t, "exited", s.Exited, true)
		want(t, "the waiver holds", e.Closed(e.Waivers[1].N, today(e)), false)
		want(t, "the waiver's lapse is told", e.Waivers[1].LapsedOn, e.Waivers[1].ReviewOn)
	},
	"Ika-Roa Council": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		_, offset := s.NextAt.In(e.Facts.Location()).Zone()
		want(t, "hours from UTC", offset/3600, 13)
		want(t, "exception", e.Exceptions[1].State, engagement.Waiting)
		wantKinds(t, s)
	},
	"Padma Textiles": func(t *testing.T, e *engagement.Engagement, s engagement.Summary) {
		want(t, "items", s.ItemsTotal, 243)
		want(t, "resolved", s.ItemsClosed, 48)
		want(t, "services", len(e.Facts.Services), 9)
		want(t, "blockers", s.Blockers, 2)
		wantKinds(t, s, engagement.StandsBlocked)
	},
}

// today is the customer's date on which a story is told: as many days after it
// began as it says.
func today(e *engagement.Engagement) day.Date { return e.Facts.CreatedOn.Add(began(e.Facts.Customer)) }

func began(customer string) int {
	for _, s := range stories {
		if s.customer == customer {
			return s.began
		}
	}
	return 0
}

// falling gives the first word of every note on the duplicates of the schools.
func falling(e *engagement.Engagement) string {
	var counts []string
	for n := 1; n <= len(e.Lines); n++ {
		if first, _, _ := strings.Cut(e.Lines[n].Note, " "); first != "Verified" && first != "" {
			counts = append(counts, first)
		}
	}
	return strings.Join(counts, " ")
}

func TestWeekday(t *testing.T) {
	t.Parallel()
	saturday := day.New(2026, time.November, 28)
	want(t, "a Saturday to come", weekday(saturday, saturday), saturday.Add(2))
	want(t, "a Sunday to come", weekday(saturday.Add(1), saturday), saturday.Add(2))
	want(t, "a Friday", weekday(saturday.Add(-1), saturday.Add(-1)), saturday.Add(-1))
	want(t, "a Saturday long ago", weekday(saturday, saturday.Add(7)), saturday)
}
