package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// TestSettingsAreForAdmins asks for the outbox as everybody else.
func TestSettingsAreForAdmins(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, path := range []string{"/admin/settings", "/admin/settings/mails/1"} {
		if got := d.answer(d.ask("manager", http.MethodGet, path)).Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", path, got)
		}
	}
	for _, act := range []string{"again", "came"} {
		if got := d.post("engineer", "/admin/settings/mails/1/"+act, url.Values{}).Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", act, got)
		}
	}
}

// TestMails takes a mail through the states in which an administrator is asked.
func TestMails(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.expect("no mails", d.read("admin", "/admin/settings"), "No mail server is set.", "No mail", "GAPTRACK_SMTP_URL")
	e, err := d.store.Engagement(t.Context(), d.ids[harbour], access.System)
	d.must(err)
	n := 0
	for i, c := range e.Checkpoints {
		if c.State == engagement.Closed && i > n {
			n = i
		}
	}
	d.must(d.store.OweMails(t.Context(), e.Engagement, engagement.Digest, n, e.Recipients(engagement.Digest, n), d.now))
	admin, err := d.store.PersonByDemo(t.Context(), "admin")
	d.must(err)
	all, err := d.store.Mails(t.Context(), postgres.MailQuery{}, admin.Actor)
	d.must(err)
	if len(all.Rows) < 2 {
		t.Fatalf("%d attended", len(all.Rows))
	}
	id := all.Rows[0].ID
	path := fmt.Sprintf("/admin/settings/mails/%d", id)
	d.expect("a mail that is owed", d.read("admin", path), "To be sent", "It is not written yet", fmt.Sprintf("Checkpoint %d of Harbour", n))
	begun, err := d.store.SendingMail(t.Context(), id, postgres.Letter{Name: "A. Finch", Address: "finch@example.com", Subject: "Minutes <of> it", Text: "One.\nTwo <b>."}, d.now)
	d.must(err)
	d.must(d.store.EndMail(t.Context(), id, postgres.MailUnsure, "The connection broke.", d.now))
	if !begun {
		t.Fatal("it was not begun")
	}
	d.expect("the list", d.read("admin", "/admin/settings?state=unsure"), "may have been sent, or not", "Unsure", "A. Finch", path)
	d.expect("a mail that is unsure", d.read("admin", path), "Minutes &lt;of&gt; it", "Two &lt;b&gt;.", "finch@example.com", "The connection broke.", "It was sent", "Send again", "No mail server is set.")
	if got := d.post("admin", path+"/came", url.Values{}).Code; got != http.StatusSeeOther {
		t.Errorf("it was sent: %d", got)
	}
	d.expect("a mail that is known", d.read("admin", path), "An administrator found that it was sent.")
	for _, act := range []string{"again", "came"} {
		if got := d.post("admin", path+"/"+act, url.Values{}).Code; got != http.StatusConflict {
			t.Errorf("%s of a mail that was sent: %d", act, got)
		}
	}
	last := all.Rows[len(all.Rows)-1].ID
	d.must(d.store.EndMail(t.Context(), last, postgres.MailFailed, "Refused.", d.now))
	failed := fmt.Sprintf("/admin/settings/mails/%d", last)
	if got := d.post("admin", failed+"/again", url.Values{}).Code; got != http.StatusSeeOther {
		t.Errorf("again: %d", got)
	}
	d.expect("a mail that is owed again", d.read("admin", failed), "To be sent")
	d.expect("what was done", d.read("admin", "/admin/privacy"), fmt.Sprintf("Mail %d is known to have been sent.", id))
	if got := d.answer(d.ask("admin", http.MethodGet, "/admin/settings/mails/99999")).Code; got != http.StatusNotFound {
		t.Errorf("no such mail: %d", got)
	}
	if got := d.answer(d.ask("admin", http.MethodGet, "/admin/settings?from=x")).Code; got != http.StatusUnprocessableEntity {
		t.Errorf("a cursor that is none: %d", got)
	}
}
