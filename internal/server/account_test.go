package server_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-ical"
	"golang.org/x/net/html"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

var feedAt = regexp.MustCompile(`value="http://[^/"]+(/calendar/[A-Z2-7]{26}\.ics)"`)

// newFeed has somebody make the address of their calendar.
func (d *demo) newFeed(t *testing.T, as string) string {
	t.Helper()
	w := d.post(as, "/account/calendar", url.Values{})
	found := feedAt.FindStringSubmatch(html.UnescapeString(w.Body.String()))
	if w.Code != http.StatusOK || found == nil || w.Header().Get("Cache-Control") != "no-store" {
		t.Fatalf("making an address answers %d, %v: %.900s", w.Code, w.Header(), w.Body)
	}
	return found[1]
}

// feed reads a calendar as a program without a session does.
func (d *demo) feed(t *testing.T, path string) map[string]*ical.Event {
	t.Helper()
	r := d.ask("", http.MethodGet, path)
	r.Header.Del("Cookie")
	w := d.answer(r)
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" {
		t.Fatalf("the calendar answers %d, %v", w.Code, w.Header())
	}
	c, err := ical.NewDecoder(bytes.NewReader(body(t, w))).Decode()
	if err != nil {
		t.Fatal(err)
	}
	events := map[string]*ical.Event{}
	for _, e := range c.Events() {
		summary, err := e.Props.Text("SUMMARY")
		if err != nil || events[summary] != nil {
			t.Fatalf("%s is there twice, or %v", summary, err)
		}
		events[summary] = &e
	}
	return events
}

// TestCalendarFeed follows a meeting through the calendar of one who works on its
// engagement: planned, moved, cancelled; and it is in no other's.
func TestCalendarFeed(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.as("stranger", access.Engineer)
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	id := d.ids[harbour]
	kept, err := d.store.Engagement(t.Context(), id, access.System)
	d.must(err)
	instance, err := d.store.Instance(t.Context())
	d.must(err)
	zone, on, n := kept.Facts.Location(), kept.Today(d.now).Add(20), 0
	mine, theirs := d.newFeed(t, "engineer"), d.newFeed(t, "stranger")
	for i, step := range []struct {
		cmd    func() engagement.Command
		start  time.Time
		status string
	}{
		{func() engagement.Command { return engagement.ScheduleCheckpoint{On: on, At: 605} }, on.At(605, zone), "CONFIRMED"},
		{func() engagement.Command { return engagement.MoveCheckpoint{N: n, On: on.Add(1), At: 660} }, on.Add(1).At(660, zone), "CONFIRMED"},
		{func() engagement.Command { return engagement.CancelCheckpoint{N: n, Reason: "A holiday."} }, on.Add(1).At(660, zone), "CANCELLED"},
	} {
		changed, err := d.store.Change(t.Context(), id, step.cmd(), by.Actor, 0, d.now)
		d.must(err)
		n = changed.Events[0].Subject.N
		e := d.feed(t, mine)[fmt.Sprintf("Checkpoint %d of %s", n, harbour)]
		if e == nil {
			t.Fatal("the meeting is not in the calendar")
		}
		uid, _ := e.Props.Text("UID")
		status, _ := e.Props.Text("STATUS")
		start, err := e.DateTimeStart(nil)
		if err != nil || uid != fmt.Sprintf("checkpoint-%d.engagement-%d@%s", n, id, instance) || status != step.status || !start.Equal(step.start) ||
			e.Props.Get("SEQUENCE").Value != fmt.Sprint(i) {
			t.Errorf("it reads %s, %s, %s, %v", uid, status, start, err)
		}
		if got := d.feed(t, theirs); len(got) != 0 {
			t.Errorf("who works on nothing has %v", got)
		}
	}
	if got := d.feed(t, mine)["Checkpoint 1 of "+harbour]; got == nil {
		t.Error("a meeting of the last weeks is not in the calendar")
	}
	d.run("update member set present = false where engagement_id = $1 and person_id = $2", id, by.ID)
	d.run("update engagement set manager_id = (select id from person where demo = 'manager') where id = $1", id)
	for title := range d.feed(t, mine) {
		if strings.Contains(title, harbour) {
			t.Errorf("who left the engagement still has %s", title)
		}
	}
}

// TestFeedAddress: it is shown once, the newest alone is good, and none is when it was
// taken away or its person has no access any more.
func TestFeedAddress(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	status := func(path string) int {
		t.Helper()
		r := d.ask("", http.MethodGet, path)
		r.Header.Del("Cookie")
		return d.answer(r).Code
	}
	if page := d.post("engineer", "/account/calendar", url.Values{}).Body.String(); !strings.Contains(page, `href="webcal://`) {
		t.Errorf("no program can open it: %.3000s", page)
	}
	first := d.newFeed(t, "engineer")
	if status(first) != http.StatusOK {
		t.Fatal("the address is not good")
	}
	if page := d.read("engineer", "/account"); strings.Contains(page, first) || !strings.Contains(page, "a calendar asked last at about") {
		t.Errorf("afterwards the page shows %.2000s", page)
	}
	second := d.newFeed(t, "engineer")
	if first == second || status(first) != http.StatusNotFound || status(second) != http.StatusOK {
		t.Error("a new address does not take the place of the old one")
	}
	for _, path := range []string{"/calendar/.ics", "/calendar/x.ics", strings.ToLower(second), strings.TrimSuffix(second, ".ics"), "/calendar/" + string(d.tokens["engineer"]) + ".ics"} {
		if got := status(path); got != http.StatusNotFound {
			t.Errorf("%s answers %d", path, got)
		}
	}
	if w := d.post("engineer", "/account/calendar/end", url.Values{}); w.Code != http.StatusSeeOther || status(second) != http.StatusNotFound {
		t.Errorf("taking it away answers %d", w.Code)
	}
	third := d.newFeed(t, "engineer")
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	d.must(d.store.DisablePerson(t.Context(), engagement.PersonID(by.ID), access.Actor{ID: 999, Role: access.Admin}, d.now))
	if status(third) != http.StatusNotFound {
		t.Error("who has no access any more still has a calendar")
	}
	limited := 0
	for range 200 {
		if status("/calendar/x.ics") == http.StatusTooManyRequests {
			limited++
		}
	}
	if limited == 0 {
		t.Error("addresses can be tried as often as one likes")
	}
}

func TestAccountSettings(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	if page := d.read("engineer", "/account"); strings.Count(page, " checked") != 2 || !strings.Contains(page, "R. Osei") || !strings.Contains(page, "This browser") {
		t.Errorf("at first: %.3000s", page)
	}
	if w := d.post("engineer", "/account", url.Values{"time_zone": {"Pacific/Tongatapu"}, "mail": {"reminders"}}); w.Code != http.StatusSeeOther {
		t.Errorf("saving answers %d", w.Code)
	}
	page := d.read("engineer", "/account")
	if strings.Count(page, " checked") != 1 || !strings.Contains(page, `value="Pacific/Tongatapu" selected`) {
		t.Errorf("afterwards: %.3000s", page)
	}
	if w := d.post("engineer", "/account", url.Values{"time_zone": {"Mars/Base"}, "mail": {"digests"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Choose a time zone") ||
		!strings.Contains(w.Body.String(), `value="digests" checked`) {
		t.Errorf("a zone that is none answers %d: %.3000s", w.Code, w.Body)
	}
	if w := d.answer(d.ask("", http.MethodGet, "/account")); w.Code == http.StatusOK {
		t.Error("anybody has an account")
	}
}

// TestOtherSessionsEnd signs somebody out everywhere else.
func TestOtherSessionsEnd(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.read("engineer", "/account")
	first := d.tokens["engineer"]
	delete(d.tokens, "engineer")
	if page := d.read("engineer", "/account"); strings.Count(page, "Used last") != 1 {
		t.Errorf("two sessions are shown as %.3000s", page)
	}
	if w := d.post("engineer", "/account/sessions/end", url.Values{}); w.Code != http.StatusSeeOther {
		t.Errorf("ending the other answers %d", w.Code)
	}
	if page := d.read("engineer", "/account"); !strings.Contains(page, "You are signed in nowhere else") {
		t.Error("the other is still there")
	}
	d.tokens["engineer"] = first
	if w := d.answer(d.ask("engineer", http.MethodGet, "/account")); w.Code == http.StatusOK {
		t.Error("the session that was ended is good")
	}
}
