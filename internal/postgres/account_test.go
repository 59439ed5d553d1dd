package postgres

import (
	"testing"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	rhea := engagement.PersonID(o.engineer.ID)
	is, err := o.Settings(t.Context(), rhea)
	if must(t, err); is != (Settings{Mail: MailWanted{Digests: true, Reminders: true}}) {
		t.Errorf("who settled nothing has %+v", is)
	}
	want := Settings{Zone: "Pacific/Tongatapu", Mail: MailWanted{Digests: true}}
	must(t, o.Settle(t.Context(), rhea, want))
	is, err = o.Settings(t.Context(), rhea)
	if must(t, err); is != want {
		t.Errorf("settled %+v, want %+v", is, want)
	}
	for _, zone := range []string{"Mars/Base", "Local", "../etc/passwd"} {
		wantKind(t, o.Settle(t.Context(), rhea, Settings{Zone: zone}), fault.Invalid)
	}
	wantKind(t, o.Settle(t.Context(), 999, want), fault.NotFound)
	if is, err := o.Settings(t.Context(), engagement.PersonID(o.manager.ID)); err != nil || !is.Mail.Digests || is.Zone != "" {
		t.Errorf("another has %+v, %v", is, err)
	}
}

func TestFeedIsOnePerPerson(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	rhea := engagement.PersonID(o.engineer.ID)
	f, err := o.FeedOf(t.Context(), rhea)
	if must(t, err); f != (Feed{}) {
		t.Errorf("there is %+v before one was made", f)
	}
	must(t, o.StartFeed(t.Context(), []byte("one"), rhea, now))
	must(t, o.StartFeed(t.Context(), []byte("two"), rhea, now.Add(5)))
	if f, err = o.FeedOf(t.Context(), rhea); err != nil || f.Made.IsZero() || !f.Read.IsZero() {
		t.Errorf("there is %+v, %v", f, err)
	}
	must(t, o.EndFeed(t.Context(), rhea))
	must(t, o.EndFeed(t.Context(), rhea))
	if f, err = o.FeedOf(t.Context(), rhea); err != nil || f != (Feed{}) {
		t.Errorf("there is %+v after it was taken away, %v", f, err)
	}
	must(t, o.DisablePerson(t.Context(), rhea, o.admin, now))
	wantKind(t, o.StartFeed(t.Context(), []byte("three"), rhea, now), fault.Unauthenticated)
}
