package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

// TestClosing holds the checkpoint that is planned, ticks who is there, and closes it
// with the next one planned where the cadence wants it.
func TestClosing(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	list := who.engagementOf("Nordlys") + "/checkpoints"
	posts := func(path string, want int, form url.Values) answer {
		t.Helper()
		got := who.post(path, form)
		if got.status != want {
			t.Fatalf("%s with %v: %d, want %d: %.500s", path, form, got.status, want, webtest.Text(got.body))
		}
		return got
	}
	meeting := list + "/8"
	posts(meeting+"/hold", http.StatusSeeOther, url.Values{})
	posts(meeting+"/notes", http.StatusUnprocessableEntity, url.Values{"contacts": {"99"}, "people": {""}})
	posts(meeting+"/notes", http.StatusSeeOther, url.Values{"contacts": {"", "1", "2"}, "people": {""}, "attended": {"Their auditor"}})
	posts(meeting+"/close", http.StatusSeeOther, url.Values{"contacts": {"", "1"}, "plan_next": {"yes"}})
	if got := webtest.Text(who.get(meeting).body); !strings.Contains(got, "Customer I. Halvorsen Also there Their auditor") {
		t.Errorf("the minutes do not say who attended: %s", got)
	}
	if got := webtest.Text(who.get(list + "/9").body); !strings.Contains(got, "Scheduled") {
		t.Errorf("the next one is not planned: %s", got)
	}
	posts(meeting+"/close", http.StatusConflict, url.Values{"minutes": {"Another thing."}})
}

// TestClosingOverWhatAnotherTyped names whose words would be lost, keeps what was typed
// into the form that closes, and closes without them once that is said.
func TestClosingOverWhatAnotherTyped(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who, other := engineer(t, site), visit(t, site)
	other.post("/login/demo", url.Values{"as": {"manager"}})
	_, meeting := who.meetingOf("Nordlys")
	who.keeps(meeting+"/drafts/minutes", "One's own", http.StatusOK)
	other.keeps(meeting+"/drafts/item-1", "They have seen", http.StatusOK)
	form := url.Values{"part": {"notes"}, "minutes": {"All went well."}, "plan_next": {"yes"}}
	refused := who.post(meeting+"/close", form)
	text := webtest.Text(refused.body)
	if refused.status != http.StatusConflict || !strings.Contains(text, "Not sent yet: P. Lindqvist, item 1, since ") {
		t.Errorf("closing answers %d: %s", refused.status, text)
	}
	for _, kept := range []string{"All went well.</textarea>", `name="despite"`} {
		if !strings.Contains(refused.body, kept) {
			t.Errorf("the refused form lacks %s", kept)
		}
	}
	form.Set("despite", "yes")
	if got := who.post(meeting+"/close", form); got.status != http.StatusSeeOther {
		t.Fatalf("closing without it answers %d: %s", got.status, webtest.Text(got.body))
	}
	if got := webtest.Text(who.get(meeting).body); !strings.Contains(got, "All went well.") {
		t.Errorf("the minutes are %s", got)
	}
	if got := other.get(meeting + "/drafts").body; !strings.Contains(got, "They have seen") {
		t.Errorf("what was not sent is lost: %s", got)
	}
}
