package notify

import (
	"html"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// due lets the time of the reminders' jobs come: River goes by the database's clock.
func (d *desk) due() {
	d.Helper()
	d.run("update river_job set scheduled_at = now() - interval '1 minute', state = 'available' where kind = 'reminder' and finalized_at is null")
}

// TestUpdate tells who was invited that a checkpoint was moved, once for two moves, and
// that it was cancelled; of a checkpoint that nobody was invited to it tells nobody.
func TestUpdate(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.meet()
	box := newPostbox(t, nil)
	d.runs(by(box), today.Add(time.Minute), func() { d.waitFor("sent 3") })
	on := day.New(2026, 12, 1)
	d.do(engagement.MoveCheckpoint{N: 2, On: on, At: 11 * 60})
	d.do(engagement.MoveCheckpoint{N: 2, On: on.Add(1), At: 12 * 60})
	d.do(engagement.ScheduleCheckpoint{On: on.Add(14), At: 11 * 60})
	d.do(engagement.CancelCheckpoint{N: 3, Reason: "nobody knows of it"})
	updates := func() {
		d.run("update river_job set scheduled_at = now() - interval '1 minute', state = 'available' where kind = 'update' and finalized_at is null")
	}
	updates()
	d.runs(by(box), today.Add(time.Hour), func() { d.waitFor("sent 6"); d.over() })
	d.do(engagement.CancelCheckpoint{N: 2, Reason: "The board meets."})
	updates()
	d.runs(by(box), today.Add(2*time.Hour), func() { d.waitFor("sent 9"); d.over() })
	told := map[string]int{}
	for i, m := range box.got {
		p := parts(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
		subject, text, file := header(t, m, "Subject"), p["text/plain"], p["text/calendar"]
		told[subject]++
		moved, cancelled := i >= 3 && i < 6, i >= 6
		if moved && (!strings.Contains(text, "Wed 2 Dec 2026, 12:00 (UTC+1)") || !strings.Contains(file, "METHOD:REQUEST") || !strings.Contains(file, "SEQUENCE:2")) ||
			cancelled && (!strings.Contains(text, "The board meets.") || !strings.Contains(file, "METHOD:CANCEL") || !strings.Contains(file, "SEQUENCE:3")) {
			t.Errorf("%s:\n%s\n%s", subject, text, file)
		}
	}
	want := map[string]int{"Minutes of checkpoint 1 of Nordlys & Søn": 3, "Moved: checkpoint 2 of Nordlys & Søn": 3, "Cancelled: checkpoint 2 of Nordlys & Søn": 3}
	if !maps.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

// over waits until no reminder's job is left to be carried out now.
func (d *desk) over() {
	d.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		var left int
		must(d, d.pool.QueryRow(d.Context(), "select count(*) from river_job where finalized_at is null and state <> 'scheduled'").Scan(&left))
		if left == 0 {
			return
		}
		if time.Now().After(end) {
			d.Fatalf("jobs are left: %s", d.why())
		}
	}
}

// TestReminder reminds of a checkpoint the day before, at nine of the customer.
func TestReminder(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	on := day.New(2026, 12, 1)
	d.do(engagement.ScheduleCheckpoint{On: on, At: 11 * 60})
	box := newPostbox(t, nil)
	nine := time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	d.due()
	d.runs(by(box), nine.Add(-time.Minute), d.over)
	if got := d.states(); got != "" {
		t.Fatalf("before its time: %s", got)
	}
	d.due()
	d.runs(by(box), nine, func() { d.waitFor("sent 3") })
	if got := box.taken(); !slices.Equal(got, []string{"ana@customer.example", "rhea@team.example", "sam@team.example"}) {
		t.Errorf("reminders came to %v", got)
	}
	if got, want := header(t, box.got[0], "Subject"), "Tomorrow: checkpoint 1 of Nordlys & Søn"; got != want {
		t.Errorf("the subject is %q, want %q", got, want)
	}
	p := parts(t, box.got[0].Header.Get("Content-Type"), "", box.got[0].Body)
	for _, want := range []string{"Tue 1 Dec 2026, 11:00 (UTC+1)"} {
		if !strings.Contains(p["text/plain"], want) || !strings.Contains(html.UnescapeString(p["text/html"]), want) {
			t.Errorf("it lacks %q:\n%s", want, p["text/plain"])
		}
	}
	if ics := p["text/calendar"]; !strings.Contains(ics, "DTSTART;TZID=Europe/Oslo:20261201T110000") {
		t.Errorf("the invitation is\n%s", ics)
	}
}

// TestReminderOfAMove moves, cancels and holds checkpoints before their reminders go out.
func TestReminderOfAMove(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	on := day.New(2026, 12, 1)
	for n := 1; n <= 3; n++ {
		d.do(engagement.ScheduleCheckpoint{On: on, At: day.Clock(n * 60)})
	}
	d.do(engagement.MoveCheckpoint{N: 1, On: on.Add(7), At: 60})
	d.do(engagement.CancelCheckpoint{N: 2, Reason: "a holiday"})
	d.do(engagement.MoveCheckpoint{N: 3, On: on.Add(1), At: 60})
	d.do(engagement.MoveCheckpoint{N: 3, On: on, At: 90})
	box := newPostbox(t, nil)
	d.due()
	d.runs(by(box), time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC), func() { d.waitFor("sent 3"); d.over() })
	var keys []string
	must(t, d.pool.QueryRow(t.Context(), "select array_agg(distinct checkpoint_n::text) from mail").Scan(&keys))
	if !slices.Equal(keys, []string{"3"}) {
		t.Errorf("reminded of %v", keys)
	}
	d.due()
	d.runs(by(box), time.Date(2026, 12, 7, 8, 0, 0, 0, time.UTC), func() { d.waitFor("sent 6"); d.over() })
	must(t, d.pool.QueryRow(t.Context(), "select array_agg(distinct checkpoint_n::text order by checkpoint_n::text) from mail").Scan(&keys))
	if !slices.Equal(keys, []string{"1", "3"}) || len(box.taken()) != 6 {
		t.Errorf("reminded of %v, by %d mails", keys, len(box.taken()))
	}
}
