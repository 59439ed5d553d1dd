package server_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/engagement"
)

var newsEvent = regexp.MustCompile(`name="engagement" value="(\d+)"[^>]*>\s*<input type="hidden" name="event" value="(\d+)"`)

// mark sends the form that marks news as seen.
func (d *demo) mark(as string, form url.Values) *httptest.ResponseRecorder {
	d.tb.Helper()
	r := d.ask(as, http.MethodPost, "/news/seen", "Content-Type", "application/x-www-form-urlencoded")
	r.Body = io.NopCloser(strings.NewReader(form.Encode()))
	return d.answer(r)
}

// News stands on my work until it is marked as seen; then that page is another one,
// and everybody else's is as it was.
func TestNewsIsMarkedAsSeenOnMyWork(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	boss, err := d.store.PersonByDemo(t.Context(), "manager")
	d.must(err)
	id := d.ids["Tamarack Credit Union"]
	waive := engagement.ProposeWaiver{On: engagement.Subject{Noun: engagement.NounItem, N: 26}, Reason: "r", Compensating: "c",
		ReviewOn: engagement.New(0, nil).Today(d.now).Add(60)}
	asked, err := d.store.Change(t.Context(), id, waive, by.Actor, 0, d.now)
	d.must(err)
	_, err = d.store.Change(t.Context(), id, engagement.DecideWaiver{N: asked.Events[0].Subject.N, Approve: true}, boss.Actor, 0, d.now)
	d.must(err)
	tag, other := d.settled("engineer", "/"), d.settled("sme", "/")
	before := d.get("engineer", "/", "Accept-Encoding", "identity").Body.String()
	const told = "Tamarack Credit Union: Accepted risk of checklist item 26 was approved"
	event := newsEvent.FindStringSubmatch(before)
	if !strings.Contains(before, told) || event == nil {
		t.Fatalf("my work does not tell of it:\n%s", before)
	}
	w := d.mark("engineer", url.Values{"engagement": {event[1]}, "event": {event[2]}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/#news" {
		t.Fatalf("marked: %d to %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	after := d.answer(d.ask("engineer", http.MethodGet, "/", "If-None-Match", tag, "Accept-Encoding", "identity"))
	if after.Code != http.StatusOK || strings.Contains(after.Body.String(), told) {
		t.Errorf("after it was seen my work is %d", after.Code)
	}
	if w := d.answer(d.ask("sme", http.MethodGet, "/", "If-None-Match", other)); w.Code != http.StatusNotModified {
		t.Errorf("the work of somebody else is %d", w.Code)
	}
}

func TestNewsIsMarkedByWhoItIsTo(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for name, form := range map[string]url.Values{
		"nothing": {}, "no moment": {"until": {"yesterday"}}, "no event": {"engagement": {"1"}, "event": {"x"}}, "no engagement": {"engagement": {"9e9"}, "event": {"1"}},
	} {
		if w := d.mark("engineer", form); w.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s gives %d", name, w.Code)
		}
	}
	if w := d.mark("", url.Values{"until": {"2030-01-01T00:00:00Z"}}); w.Code == http.StatusOK || w.Header().Get("Location") == "/#news" {
		t.Errorf("nobody gets %d", w.Code)
	}
}
