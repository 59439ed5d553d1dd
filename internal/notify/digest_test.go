package notify

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"slices"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
)

// parts takes a mail apart as a mail program does: by content type, decoded.
func parts(t *testing.T, kind, encoding string, body io.Reader) map[string]string {
	t.Helper()
	all := map[string]string{}
	media, params, err := mime.ParseMediaType(kind)
	must(t, err)
	if !strings.HasPrefix(media, "multipart/") {
		switch strings.ToLower(encoding) {
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, body)
		case "quoted-printable":
			body = quotedprintable.NewReader(body)
		}
		text, err := io.ReadAll(body)
		must(t, err)
		all[media] = strings.ReplaceAll(string(text), "\r\n", "\n")
		return all
	}
	for r := multipart.NewReader(body, params["boundary"]); ; {
		p, err := r.NextRawPart()
		if err == io.EOF {
			return all
		}
		must(t, err)
		for k, v := range parts(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p) {
			all[k] = v
		}
	}
}

func header(t *testing.T, m *mail.Message, name string) string {
	t.Helper()
	text, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get(name))
	must(t, err)
	return text
}

// TestDigest closes a checkpoint, and reads what comes out of the mail server.
func TestDigest(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.meet()
	box := newPostbox(t, nil)
	d.runs(by(box), today.Add(time.Minute), func() { d.waitFor("sent 3") })
	if got := box.taken(); !slices.Equal(got, []string{"ana@customer.example", "rhea@team.example", "sam@team.example"}) {
		t.Fatalf("mails came to %v", got)
	}
	ids := map[string]bool{}
	for i, m := range box.got {
		ids[m.Header.Get("Message-Id")] = true
		outside := box.tos[i] == "ana@customer.example"
		if got := header(t, m, "Subject"); got != "Minutes of checkpoint 1 of Nordlys & Søn" {
			t.Errorf("the subject is %q", got)
		}
		if to, err := mail.ParseAddressList(m.Header.Get("To")); err != nil || len(to) != 1 || to[0].Address != box.tos[i] || outside && to[0].Name != `Ana "Æ" Ruiz` {
			t.Errorf("it is to %v, %v", to, err)
		}
		if from := header(t, m, "From"); !strings.Contains(from, "<gaptrack@team.example>") || m.Header.Get("Auto-Submitted") != "auto-generated" {
			t.Errorf("it is from %s, with %v", from, m.Header)
		}
		p := parts(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
		for _, want := range []string{"The proxy <b>is</b> open.", "Łódź waits.", "Rhea Osei", "Mon 30 Nov 2026, 11:00 (UTC+1)", "The invitation is attached."} {
			if !strings.Contains(p["text/plain"], want) {
				t.Errorf("the text lacks %q:\n%s", want, p["text/plain"])
			}
		}
		if html := p["text/html"]; !strings.Contains(html, "The proxy &lt;b&gt;is&lt;/b&gt; open.") || strings.Contains(html, "Nordlys & S") {
			t.Errorf("the page is\n%s", html)
		}
		if strings.Contains(p["text/plain"]+p["text/html"], "https://gaptrack.example/engagements/") == outside {
			t.Errorf("the way to the page for %s:\n%s", box.tos[i], p["text/plain"])
		}
		ics := strings.ReplaceAll(p["text/calendar"], "\n ", "")
		for _, want := range []string{"METHOD:REQUEST", "DTSTART;TZID=Europe/Oslo:20261130T110000", "mailto:" + box.tos[i], "mailto:gaptrack@team.example"} {
			if !strings.Contains(ics, want) {
				t.Errorf("the invitation lacks %q:\n%s", want, ics)
			}
		}
		if strings.Count(ics, "ATTENDEE") != 1 {
			t.Errorf("the invitation names others:\n%s", ics)
		}
	}
	if len(ids) != 3 {
		t.Errorf("the mails are called %v", ids)
	}
}

// TestDigestOnce carries the job of a digest out again and again, after it was done.
func TestDigestOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.meet()
	box := newPostbox(t, nil)
	d.runs(by(box), today.Add(time.Minute), func() { d.waitFor("sent 3") })
	d.run("update river_job set state = 'available', finalized_at = null, attempt = 0 where kind in ('digest', 'mail')")
	d.run("insert into river_job (kind, args, max_attempts, scheduled_at) select kind, args, 3, $1 from river_job where kind in ('digest', 'mail')", today)
	d.runs(by(box), today.Add(time.Minute), func() {
		for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
			var left int
			must(t, d.pool.QueryRow(t.Context(), "select count(*) from river_job where kind in ('digest', 'mail') and finalized_at is null").Scan(&left))
			if left == 0 {
				return
			}
		}
		t.Errorf("jobs are left: %s", d.why())
	})
	if got := box.taken(); len(got) != 3 || d.states() != "sent 3" {
		t.Errorf("mails came to %v; they are %s", got, d.states())
	}
}

// TestKept runs without a mail server.
func TestKept(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.meet()
	d.runs(Settings{}, today.Add(time.Minute), func() { d.waitFor("kept 3") })
	var text, ics string
	must(t, d.pool.QueryRow(t.Context(), "select body_text, invitation from mail where contact_n = 1").Scan(&text, &ics))
	if !strings.Contains(text, "The proxy <b>is</b> open.") || !strings.Contains(ics, "METHOD:PUBLISH") || strings.Contains(ics, "@customer.example") {
		t.Errorf("kept is %s\n%s", text, ics)
	}
}

// TestWhoIsMailed settles after the closing who wants mails: it is asked when they are
// sent.
func TestWhoIsMailed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.meet()
	must(t, d.store.Settle(t.Context(), engagement.PersonID(d.sam.ID), settled(false, true)))
	d.do(engagement.ChangeContact{N: 1, Email: new("ruiz@customer.example")})
	box := newPostbox(t, nil)
	d.runs(by(box), today.Add(time.Minute), func() { d.waitFor("dropped 1, sent 2") })
	if got := box.taken(); !slices.Equal(got, []string{"rhea@team.example", "ruiz@customer.example"}) {
		t.Errorf("mails came to %v", got)
	}
	if args := d.jobArgs(); bytes.ContainsAny([]byte(args), "@") || strings.Contains(args, "Ruiz") {
		t.Errorf("the jobs name somebody: %s", args)
	}
}

// jobArgs gives all that the table of jobs holds.
func (d *desk) jobArgs() string {
	d.Helper()
	var all string
	must(d, d.pool.QueryRow(d.Context(), "select string_agg(args::text || coalesce(array_to_string(errors, ' '), ''), ' ') from river_job").Scan(&all))
	return all
}

func settled(digests, reminders bool) postgres.Settings {
	return postgres.Settings{Mail: postgres.MailWanted{Digests: digests, Reminders: reminders}}
}
