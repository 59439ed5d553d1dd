package engagement_test

import (
	"slices"
	"testing"
	"time"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// jobs gives the mails that the events from number on made due, by the desk's clock as
// it was then.
func (d *desk) jobs(from int) []engagement.MailJob {
	var all []engagement.MailJob
	for _, ev := range d.events[from:] {
		all = append(all, d.e.MailJobs(ev)...)
	}
	return all
}

// TestMailJobs says which changes owe a reminder or a digest, and for when.
func TestMailJobs(t *testing.T) {
	t.Parallel()
	digest := func(n int) engagement.MailJob {
		return engagement.MailJob{Kind: engagement.Digest, Checkpoint: n, From: monday}
	}
	reminder := func(n int, on day.Date) engagement.MailJob {
		return engagement.MailJob{Kind: engagement.Reminder, Checkpoint: n, From: time.Date(2026, time.March, on.Sub(day.New(2026, 3, 1)), 8, 0, 0, 0, time.UTC)}
	}
	update := func(n int) engagement.MailJob {
		return engagement.MailJob{Kind: engagement.Update, Checkpoint: n, From: monday}
	}
	plan := func(days int) engagement.ScheduleCheckpoint {
		return engagement.ScheduleCheckpoint{On: today.Add(days), At: 14 * 60}
	}
	for name, test := range map[string]struct {
		before []engagement.Command
		cmd    engagement.Command
		want   []engagement.MailJob
	}{
		"planned":                   {nil, plan(7), []engagement.MailJob{reminder(1, today.Add(7))}},
		"planned for today":         {nil, plan(0), nil},
		"planned for tomorrow":      {nil, plan(1), nil}, // it is ten o'clock there
		"planned for the day after": {nil, plan(2), []engagement.MailJob{reminder(1, today.Add(2))}},
		"moved":                     {[]engagement.Command{plan(7)}, engagement.MoveCheckpoint{N: 1, On: today.Add(9), At: 9 * 60}, []engagement.MailJob{update(1), reminder(1, today.Add(9))}},
		"moved to tomorrow":         {[]engagement.Command{plan(7)}, engagement.MoveCheckpoint{N: 1, On: today.Add(1), At: 9 * 60}, []engagement.MailJob{update(1)}},
		"cancelled":                 {[]engagement.Command{plan(7)}, engagement.CancelCheckpoint{N: 1, Reason: "a holiday"}, []engagement.MailJob{update(1)}},
		"held":                      {[]engagement.Command{plan(0)}, engagement.HoldCheckpoint{N: 1}, nil},
		"another zone": {
			[]engagement.Command{plan(7), plan(8), engagement.CancelCheckpoint{N: 2, Reason: "a holiday"}},
			engagement.ChangeFacts{Facts: inZone("Asia/Tokyo")},
			[]engagement.MailJob{{Kind: engagement.Reminder, Checkpoint: 1, From: time.Date(2026, 3, 8, 0, 0, 0, 0, time.UTC)}},
		},
		"closed, with the next one": {
			[]engagement.Command{plan(0), engagement.HoldCheckpoint{N: 1}},
			engagement.CloseCheckpoint{N: 1, Minutes: new("Agreed."), Next: plan(7)},
			[]engagement.MailJob{digest(1), reminder(2, today.Add(7))},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := begin(t)
			for _, cmd := range test.before {
				d.do(engineer, cmd)
			}
			from := len(d.events)
			d.do(engineer, test.cmd)
			got := d.jobs(from)
			for i := range got {
				got[i].From = got[i].From.UTC()
				if got[i].Kind != engagement.Reminder {
					got[i].From = monday
				}
			}
			slices.SortStableFunc(got, func(a, b engagement.MailJob) int { return a.Checkpoint - b.Checkpoint })
			if !slices.Equal(got, test.want) {
				t.Errorf("owes %v, want %v", got, test.want)
			}
		})
	}
}

func inZone(zone string) engagement.Facts {
	f := facts()
	f.Zone = zone
	return f
}

// TestMailDue asks for a checkpoint's mails as time passes.
func TestMailDue(t *testing.T) {
	t.Parallel()
	d := begin(t)
	d.do(engineer, engagement.ScheduleCheckpoint{On: today.Add(2), At: 14 * 60})
	asks := func(k engagement.MailKind, want bool) {
		t.Helper()
		if _, due := d.e.MailDue(k, 1, d.now); due != want {
			t.Errorf("at %v with checkpoint %+v: a %s is due: %t", d.now, d.e.Checkpoints[1], k, due)
		}
	}
	asks(engagement.Reminder, true)
	asks(engagement.Digest, false)
	if from, _ := d.e.MailDue(engagement.Reminder, 1, d.now); !from.Equal(time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)) {
		t.Errorf("a reminder from %v", from)
	}
	d.now = time.Date(2026, 3, 4, 13, 0, 0, 0, time.UTC) // it begins
	asks(engagement.Reminder, false)
	d.do(engineer, engagement.HoldCheckpoint{N: 1})
	asks(engagement.Reminder, false)
	d.do(engineer, engagement.CloseCheckpoint{N: 1})
	asks(engagement.Digest, true)
	for days, want := range []bool{true, true, true, false} {
		if got := d.e.MailNews(engagement.Digest, 1, d.now.AddDate(0, 0, days)); got != want {
			t.Errorf("after %d days a digest is news: %t", days, got)
		}
	}
	if _, due := d.e.MailDue(engagement.Digest, 9, d.now); due {
		t.Error("a checkpoint that is not there is told")
	}
}

// TestRecipients asks who is mailed.
func TestRecipients(t *testing.T) {
	t.Parallel()
	d := begin(t)
	add := func(name, email string, wants bool) {
		d.do(engineer, engagement.AddContact{Contact: engagement.Contact{Name: name, Side: "customer", Email: email, Wants: wants}})
	}
	add("Ana Ruiz", "ana@example.com", true)
	add("Li Wei", "li@example.com", false)
	add("Bo Ek", "bo@example.com", true)
	d.do(engineer, engagement.ChangeContact{N: 3, Gone: new(true)})
	d.do(engineer, engagement.ScheduleCheckpoint{On: today, At: 14 * 60})
	d.do(sme, engagement.HoldCheckpoint{N: 1})
	d.e.Checkpoints[1].Contacts = []int{3, 2, 1}
	d.e.Checkpoints[1].People = []int{6, 4}
	for kind, want := range map[engagement.MailKind][]engagement.Recipient{
		engagement.Reminder: {{Person: 1}, {Person: 6}, {Contact: 1}},
		engagement.Digest:   {{Person: 4}, {Person: 6}, {Contact: 1}},
	} {
		if got := d.e.Recipients(kind, 1); !slices.Equal(got, want) {
			t.Errorf("a %s goes to %v, want %v", kind, got, want)
		}
	}
}
