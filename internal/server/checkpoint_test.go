package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// met is the example after checkpoint 1 was closed and 3 was cancelled, with 2
// and 4 ahead.
func met(t *testing.T) *scene {
	t.Helper()
	c := begun(t)
	c.do(rosa, engagement.HoldCheckpoint{})
	c.do(rosa, engagement.CloseCheckpoint{N: 1})
	for n := range 3 {
		c.do(rosa, engagement.ScheduleCheckpoint{On: c.today().Add(7 * (n + 1)), At: 600})
	}
	c.do(rosa, engagement.CancelCheckpoint{N: 3, Reason: "A holiday."})
	return c
}

func TestCheckpointsAreSortedByTheURL(t *testing.T) {
	t.Parallel()
	c := met(t)
	for query, want := range map[string]string{
		"": "2 4 3 1", "sort=on": "1 2 3 4", "sort=-on": "4 3 2 1", "state=scheduled": "2 4", "state=closed": "1", "state=oops": "",
		"sort=state": "3 1 4 2",
	} {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, row := range c.asked(rosa, v).checkpointsView(c.loaded(), nil, nil).Rows {
			got = append(got, strings.TrimPrefix(row.Link.Text, "Checkpoint "))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, want %s", query, got, want)
		}
	}
}

func TestTheMeetingBeingHeldComesFirst(t *testing.T) {
	t.Parallel()
	c := met(t)
	c.do(rosa, engagement.HoldCheckpoint{N: 4})
	v := c.asked(rosa, nil).checkpointsView(c.loaded(), nil, nil)
	if v.Rows[0].Link.Text != "Checkpoint 4" || v.Rows[0].State.Text != "Being held" {
		t.Errorf("first comes %+v", v.Rows[0])
	}
	if want := "Checkpoint 4 is being held."; !strings.HasPrefix(v.Hold.DisabledReason, want) {
		t.Errorf("holding another is off because %q", v.Hold.DisabledReason)
	}
}

func TestCadenceInWords(t *testing.T) {
	t.Parallel()
	c := begun(t)
	said := func() component.Notice { return cadenceNotice(c.e, c.today()) }
	if n := said(); n.Title != "Due by 9 Mar 2026; one every week, on Monday" || n.Text != "None was held yet." || n.Tone != component.Info {
		t.Errorf("at first: %+v", n)
	}
	c.pass(9)
	if n := said(); n.Title != "The cadence is missed: one was due by 9 Mar 2026 (2 days)" || n.Tone != component.Warn {
		t.Errorf("two days late: %+v", n)
	}
	c.do(rosa, engagement.HoldCheckpoint{})
	c.do(rosa, engagement.CloseCheckpoint{N: 1})
	if n := said(); n.Title != "Due by 18 Mar 2026; one every week, on Wednesday" || n.Text != "The last one was held on 11 Mar 2026." {
		t.Errorf("after one was held: %+v", n)
	}
}

func TestTheCadenceProposesTheNextDay(t *testing.T) {
	t.Parallel()
	c := met(t)
	form := c.asked(rosa, nil).checkpointsView(c.loaded(), nil, nil).Schedule
	if form.On.Value != "2026-03-30" || form.At.Value != "10:00" || form.At.Hint != "In the customer's zone, Europe/Prague." {
		t.Errorf("it proposes %+v", form)
	}
	typed := url.Values{"on": {"never"}, "at": {"25:00"}}
	form = c.asked(rosa, nil).checkpointsView(c.loaded(), typed, component.Errors{{Name: "on", Message: "Give a date."}}).Schedule
	if form.On.Value != "never" || form.At.Value != "25:00" || form.On.Error == "" {
		t.Errorf("it comes back as %+v", form)
	}
}

func TestMeetingTimeIsReadAsTypedAndAsWritten(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]day.Clock{"10:30": 630, "630": 630, "00:00": 0} {
		f := newForm(url.Values{"at": {typed}})
		if got := f.meetingTime("at"); got != want || f.err() != nil {
			t.Errorf("%q: %v, %v", typed, got, f.err())
		}
	}
}

func TestPlannedMeeting(t *testing.T) {
	t.Parallel()
	c := met(t)
	v := c.asked(rosa, nil).plannedView(c.loaded(), 4, nil, nil)
	if v.Move.On.Value != "2026-03-23" || v.Move.At.Value != "10:00" || v.Hold.DisabledReason != "" || v.CancelFold.Open {
		t.Errorf("planned: %+v", v)
	}
	v = c.asked(rosa, nil).plannedView(c.loaded(), 4, url.Values{"reason": {""}}, nil)
	if !v.CancelFold.Open {
		t.Error("a refused cancelling is folded away")
	}
	cancelled := c.asked(rosa, nil).plannedView(c.loaded(), 3, nil, nil)
	if cancelled.Cancelled.Text != "A holiday." || cancelled.Move != nil {
		t.Errorf("cancelled: %+v", cancelled)
	}
	text := words(drawn(t, page.Checkpoint(c.asked(rosa, nil).checkpointView(c.loaded(), 3, nil), cancelled)))
	if !strings.Contains(text, "It did not take place A holiday.") || strings.Contains(text, "Move it") {
		t.Errorf("the page of a cancelled meeting: %s", text)
	}
}

func TestMeetingIsShownInTheCustomersZone(t *testing.T) {
	t.Parallel()
	c := met(t)
	want := component.Time{UTC: "2026-03-09T09:00:00Z", Text: "Mon 9 Mar 2026, 10:00", ZoneLabel: "UTC+1"}
	if got := meetingTime(c.e, c.e.Checkpoints[2]); got != want {
		t.Errorf("planned: %+v, want %+v", got, want)
	}
	c.now = c.now.Add(30 * time.Minute)
	c.do(rosa, engagement.HoldCheckpoint{N: 2})
	if got := meetingTime(c.e, c.e.Checkpoints[2]); got.Text != "Mon 2 Mar 2026, 10:30" {
		t.Errorf("once it is held: %+v", got)
	}
}

// Which of two times is meant is asked once it matters, and a meeting that is planned
// shows what was chosen.
func TestWhichOfTwoTimes(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.do(rosa, engagement.ScheduleCheckpoint{On: day.New(2026, 10, 25), At: 150, Later: new(true), Until: 170})
	move := c.asked(rosa, nil).plannedView(c.loaded(), 1, nil, nil).Move
	if move.Which == nil || !move.Which.Options[1].Selected || move.Until.Value != "02:50" {
		t.Errorf("a meeting at the second of two times: %+v", move)
	}
	if move := c.asked(rosa, nil).checkpointsView(c.loaded(), nil, nil).Schedule; move.Which != nil {
		t.Errorf("of an ordinary day it is asked: %+v", move.Which)
	}
	for _, test := range []struct {
		typed url.Values
		want  *bool
	}{
		{url.Values{}, nil}, {url.Values{"which": {"first"}}, new(false)}, {url.Values{"which": {"second"}}, new(true)},
		{url.Values{"later": {"yes"}}, new(true)}, {url.Values{"later": {""}}, new(false)},
	} {
		test.typed.Set("on", "2026-10-25")
		test.typed.Set("at", "02:30")
		f := newForm(test.typed)
		got := f.slot()
		if f.err() != nil || (got.Later == nil) != (test.want == nil) || got.Later != nil && *got.Later != *test.want {
			t.Errorf("%v is read as %+v, %v", test.typed, got, f.err())
		}
	}
}

func TestTheDaysOfTheCadenceAreListed(t *testing.T) {
	t.Parallel()
	c := begun(t) // on Monday, 2 March
	c.do(rosa, engagement.SkipSlot{Slot: day.New(2026, 3, 16), Reason: "A holiday."})
	c.do(rosa, engagement.ScheduleCheckpoint{On: day.New(2026, 3, 10), At: 660, Slot: day.New(2026, 3, 9)})
	var got []string
	for _, d := range c.asked(rosa, nil).cadenceDays(c.loaded()) {
		words := d.Day.ISO + " " + d.Badge.Text + ": " + d.Note
		if d.Plan != nil {
			words += ". " + d.Plan.Button.Text + " / " + d.Change.Text
		}
		got = append(got, words)
	}
	want := []string{
		"2026-03-09 Scheduled: moved to Tue 10 Mar, 11:00",
		"2026-03-16 Skipped: A holiday.. Hold it after all / On another day",
		"2026-03-23 Not planned yet: at 10:00. Plan it / Move or skip it",
		"2026-03-30 Not planned yet: at 10:00. Plan it / Move or skip it",
		"2026-04-06 Not planned yet: at 10:00. Plan it / Move or skip it",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	chosen := c.asked(rosa, url.Values{"slot": {"2026-03-23"}}).checkpointsView(c.loaded(), nil, nil)
	if chosen.Skip == nil || chosen.Schedule.On.Value != "2026-03-23" || chosen.PlanTitle != "The checkpoint of Mon 23 Mar 2026" {
		t.Errorf("a day that is chosen: %q, %+v", chosen.PlanTitle, chosen.Schedule)
	}
	for _, other := range []string{"2026-03-24", "2026-03-09", "never", ""} {
		if v := c.asked(rosa, url.Values{"slot": {other}}).checkpointsView(c.loaded(), nil, nil); v.Skip != nil || v.PlanTitle != "Plan a checkpoint" {
			t.Errorf("%q can be chosen", other)
		}
	}
}

// A meeting that was moved and is held before its time tells when it is held.
func TestTheDayOfACadenceTellsWhenItIsHeld(t *testing.T) {
	t.Parallel()
	c := begun(t)
	c.do(rosa, engagement.ScheduleCheckpoint{On: day.New(2026, 3, 10), At: 660, Slot: day.New(2026, 3, 9)})
	c.do(rosa, engagement.HoldCheckpoint{N: 1})
	d := c.asked(rosa, nil).cadenceDays(c.loaded())[0]
	if want := "held on Mon 2 Mar, "; d.Badge.Text != "Being held" || !strings.HasPrefix(d.Note, want) {
		t.Errorf("%s: %q, want %q", d.Badge.Text, d.Note, want)
	}
}
