package postgres

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// later gives the moment some days after the tests' own.
func later(days int) time.Time { return now.AddDate(0, 0, days) }

func TestContactsAreForgottenAfterSomeDays(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	exited, open := o.withContacts(t), o.begin(t)
	o.ready(t, open) // it names Kari Nordmann, and goes on
	reopened := o.withContacts(t)
	o.do(t, reopened, o.manager, engagement.Reopen{Reason: "The proxy is back."})

	run, err := o.ForgetContacts(t.Context(), later(4000))
	if must(t, err); run.Engagements != 0 {
		t.Errorf("without a retention: %+v", run)
	}
	must(t, o.SetRetention(t.Context(), 30, o.admin, now))
	for days, want := range map[int]int{0: 0, 29: 0, 30: 0, 31: 1} {
		p, err := o.Privacy(t.Context(), nil, o.admin, later(days))
		must(t, err)
		if len(p.Due.Rows) != want {
			t.Errorf("after %d days %+v are due", days, p.Due.Rows)
		}
	}
	p, err := o.Privacy(t.Context(), nil, o.admin, later(31))
	must(t, err)
	due := p.Due.Rows[0]
	if due.Engagement != exited || due.Customer != "Nordlys Energi" || !slices.Equal(due.Contacts, []string{"Ida Customer, Uwe Guest", "Kari Nordmann", "Otto Earlier"}) {
		t.Errorf("due is %+v", due)
	}
	run, err = o.ForgetContacts(t.Context(), later(30))
	if must(t, err); run.Engagements != 0 {
		t.Errorf("a day too early: %+v", run)
	}
	run, err = o.ForgetContacts(t.Context(), later(31))
	if must(t, err); run.Engagements != 1 || run.Texts != 5 || run.Failed != 0 {
		t.Errorf("ran %+v", run)
	}
	if got := o.get(t, open).Tasks[engagement.ReviewTask].ConfirmedBy; got != "Kari Nordmann" {
		t.Errorf("of one that goes on the review is confirmed by %q", got)
	}
	if got := o.get(t, exited).Tasks[engagement.ReviewTask].ConfirmedBy; got != engagement.Anonymous {
		t.Errorf("confirmed by %q", got)
	}
	again, err := o.ForgetContacts(t.Context(), later(32))
	if must(t, err); again.Engagements != 0 {
		t.Errorf("it is forgotten twice: %+v", again)
	}
	p, err = o.Privacy(t.Context(), nil, o.admin, later(32))
	must(t, err)
	if len(p.Runs) != 1 || p.Runs[0].Texts != run.Texts || len(p.Acts.Rows) != 1 || len(p.Due.Rows) != 0 {
		t.Errorf("the page shows %+v", p)
	}
	o.verified(t)
}

// One that fails keeps no other from being forgotten, and is tried again.
func TestForgettingGoesOnAfterBadOnes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	bad, good := o.withContacts(t), o.withContacts(t)
	must(t, o.SetRetention(t.Context(), 1, o.admin, now))
	o.run(t, "create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$")
	o.run(t, "create trigger bad before insert on event for each row when (new.engagement_id = 1) execute function refuse()")
	run, err := o.ForgetContacts(t.Context(), later(9))
	if err == nil || run.Engagements != 1 || run.Failed != 1 || o.get(t, good).Tasks[engagement.ReviewTask].ConfirmedBy != engagement.Anonymous {
		t.Errorf("ran %+v, %v", run, err)
	}
	o.run(t, "drop trigger bad on event")
	run, err = o.ForgetContacts(t.Context(), later(9))
	if must(t, err); run.Engagements != 1 || o.get(t, bad).Tasks[engagement.ReviewTask].ConfirmedBy != engagement.Anonymous {
		t.Errorf("ran %+v", run)
	}
}

func TestWhoSetsTheRetention(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, by := range []access.Actor{o.engineer, o.manager, {}} {
		wantKind(t, o.SetRetention(t.Context(), 30, by, now), fault.Forbidden)
		_, err := o.Privacy(t.Context(), nil, by, now)
		wantKind(t, err, fault.Forbidden)
	}
	for _, days := range []engagement.Retention{-1, engagement.MaxRetention + 1} {
		wantKind(t, o.SetRetention(t.Context(), days, o.admin, now), fault.Invalid)
	}
	must(t, o.SetRetention(t.Context(), 30, o.admin, now))
	must(t, o.SetRetention(t.Context(), 30, o.admin, now)) // nothing new to tell
	p, err := o.Privacy(t.Context(), nil, o.admin, now)
	must(t, err)
	if len(p.Acts.Rows) != 1 || p.Acts.Rows[0].Words != "Contacts are kept for 30 days after the exit, not for as long as the engagement any more." ||
		p.Retention.By != engagement.PersonID(o.admin.ID) || !p.Retention.At.Equal(now) {
		t.Errorf("%+v", p)
	}
}

func TestAdminEventsAreAppendOnly(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	must(t, o.SetRetention(t.Context(), 30, o.admin, now))
	for _, sql := range []string{"update admin_event set words = 'x'", "delete from admin_event", "truncate admin_event"} {
		_, err := o.pool.Exec(t.Context(), sql)
		var refused *pgconn.PgError
		if !errors.As(err, &refused) || refused.Code != "23001" {
			t.Errorf("%s: %v", sql, err)
		}
	}
}
