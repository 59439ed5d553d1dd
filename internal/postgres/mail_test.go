package postgres

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
)

// jobs lists the jobs that wait, by kind, arguments and the moment from which they are
// to be carried out.
func (o *office) jobs(t *testing.T) []string {
	t.Helper()
	rows, _ := o.pool.Query(t.Context(), "select kind, args::text, state::text, scheduled_at from river_job order by id")
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (string, error) {
		var kind, args, state string
		var at time.Time
		err := row.Scan(&kind, &args, &state, &at)
		return fmt.Sprintf("%s %s %s %s", kind, args, state, at.UTC().Format(time.DateTime)), err
	})
	must(t, err)
	return all
}

// closed gives an engagement with checkpoint 1 closed, its next one planned, and a
// contact who wants mails.
func (o *office) closed(t *testing.T) engagement.ID {
	t.Helper()
	id := o.begin(t)
	today := day.New(2026, 11, 23)
	o.do(t, id, o.engineer, engagement.AddContact{Contact: engagement.Contact{Name: "Ana Ruiz", Side: "customer", Email: "ana@example.com", Wants: true}})
	o.do(t, id, o.engineer, engagement.ScheduleCheckpoint{On: today, At: 11 * 60})
	o.do(t, id, o.engineer, engagement.HoldCheckpoint{N: 1})
	o.do(t, id, o.engineer, engagement.CloseCheckpoint{N: 1, Minutes: new("Agreed."), Next: engagement.ScheduleCheckpoint{On: today.Add(7), At: 11 * 60}})
	return id
}

// TestJobsAreOwedWithTheChange closes a checkpoint: the jobs of its digest and of the
// next one's reminder are there with the minutes, and nobody is named in them.
func TestJobsAreOwedWithTheChange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.closed(t)
	want := []string{
		fmt.Sprintf(`digest {"checkpoint": 1, "engagement": %d} available 2026-11-23 09:00:00`, id),
		fmt.Sprintf(`reminder {"checkpoint": 2, "engagement": %d} scheduled 2026-11-29 08:00:00`, id),
	}
	if got := o.jobs(t); !slices.Equal(got, want) {
		t.Errorf("the jobs are %q, want %q", got, want)
	}
	_, err := o.Change(t.Context(), id, engagement.CancelCheckpoint{N: 1, Reason: "late"}, o.engineer, 0, now)
	if err == nil || len(o.jobs(t)) != 2 {
		t.Errorf("a refused change (%v) leaves %q", err, o.jobs(t))
	}
}

// TestMailsAreOwedOnce owes the same mails from many sides at once.
func TestMailsAreOwedOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.closed(t)
	e := o.get(t, id)
	e.Checkpoints[1].Contacts = []int{1}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := o.OweMails(t.Context(), e.Engagement, engagement.Digest, 1, e.Recipients(engagement.Digest, 1), now); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	var keys []string
	must(t, o.pool.QueryRow(t.Context(), "select array_agg(key order by key) from mail").Scan(&keys))
	want := []string{"digest of checkpoint 1 to contact 1", fmt.Sprintf("digest of checkpoint 1 to person %d", o.engineer.ID)}
	if !slices.Equal(keys, want) {
		t.Errorf("owed: %q, want %q", keys, want)
	}
	if jobs := o.jobs(t); len(jobs) != 4 {
		t.Errorf("two mails have the jobs %q", jobs[2:])
	}
}

// TestMailIsSentByOne has many begin to send a mail, and what became of it come in any
// order.
func TestMailIsSentByOne(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	e := o.get(t, o.closed(t))
	must(t, o.OweMails(t.Context(), e.Engagement, engagement.Digest, 1, e.Recipients(engagement.Digest, 1), now))
	var id MailID
	must(t, o.pool.QueryRow(t.Context(), "select id from mail").Scan(&id))
	begin := func() bool {
		t.Helper()
		began, err := o.SendingMail(t.Context(), id, Letter{Name: "Rhea Osei", Address: "rhea@example.com", Subject: "s", Text: "t"}, now)
		must(t, err)
		return began
	}
	end := func(to, want MailState) {
		t.Helper()
		must(t, o.EndMail(t.Context(), id, to, string(to), now))
		if m, err := o.OwedMail(t.Context(), id); err != nil || m.State != want || m.EndedAt.IsZero() != (want == MailOwed || want == MailSending) {
			t.Errorf("after %s the mail is %+v, %v; want %s", to, m, err, want)
		}
	}
	var all sync.WaitGroup
	begun := make(chan bool, 8)
	for range cap(begun) {
		all.Go(func() { begun <- begin() })
	}
	all.Wait()
	close(begun)
	count := 0
	for b := range begun {
		if b {
			count++
		}
	}
	if count != 1 {
		t.Errorf("%d began to send it", count)
	}
	end(MailDropped, MailSending) // too late
	end(MailOwed, MailOwed)
	if !begin() {
		t.Error("a mail that is owed again is not sent")
	}
	end(MailUnsure, MailUnsure)
	end(MailOwed, MailUnsure) // never by itself
	if begin() {
		t.Error("a mail of which nobody knows whether it was sent is sent again")
	}
	end(MailSent, MailSent) // the answer came late
	for _, s := range []MailState{MailOwed, MailUnsure, MailFailed, MailDropped} {
		end(s, MailSent)
	}
}

// TestMailsLoseTheirWords erases whom mails name, and makes contacts anonymous.
func TestMailsLoseTheirWords(t *testing.T) {
	t.Parallel()
	for name, forget := range map[string]func(o *office, id engagement.ID) error{
		"a contact is erased": func(o *office, _ engagement.ID) error { return o.EraseContact(t.Context(), "Ana Ruiz", o.admin, now) },
		"a person is erased": func(o *office, _ engagement.ID) error {
			return o.ErasePerson(t.Context(), engagement.PersonID(o.engineer.ID), o.admin, now)
		},
		"contacts are kept no longer": func(o *office, id engagement.ID) error {
			o.ready(t, id)
			o.do(t, id, o.engineer, engagement.RequestExit{})
			o.do(t, id, o.manager, engagement.DecideExit{N: 1, Approve: true})
			_, err := o.Change(t.Context(), id, engagement.Anonymize{}, access.System, 0, now)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			id := o.closed(t)
			must(t, o.OweMails(t.Context(), o.get(t, id).Engagement, engagement.Digest, 1, o.get(t, id).Recipients(engagement.Digest, 1), now))
			var mail MailID
			must(t, o.pool.QueryRow(t.Context(), "select id from mail").Scan(&mail))
			l := Letter{Name: "Rhea Osei", Address: "rhea@example.com", Subject: "Minutes", Text: "Ana\nRuiz was there.", HTML: "<p>Ana Ruiz", Invitation: "CN=Rhea"}
			_, err := o.SendingMail(t.Context(), mail, l, now)
			must(t, err)
			must(t, o.EndMail(t.Context(), mail, MailSent, "", now))
			d, err := o.PersonData(t.Context(), engagement.PersonID(o.engineer.ID), o.admin, now)
			if err != nil || len(d.Mails) != 1 || d.Mails[0].Text != l.Text {
				t.Errorf("exported %+v, %v", d.Mails, err)
			}
			must(t, forget(o, id))
			o.erased(t)
			if m, err := o.Mail(t.Context(), mail, o.admin); err != nil || m.State != MailSent || m.Letter != (Letter{}) {
				t.Errorf("kept is %+v, %v", m, err)
			}
		})
	}
}
