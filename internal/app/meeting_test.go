package app_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

// meeting is a visitor in a checkpoint that is being held.
type meeting struct {
	*visitor
	at string // its path
}

// holds begins a checkpoint with a customer of the demo.
func holds(t *testing.T, customer string) meeting {
	t.Helper()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	listed := who.get("/engagements?q=" + customer).body
	found := regexp.MustCompile(`(/engagements/\d+)"[^>]*>[^<]*` + customer).FindStringSubmatch(listed)
	if found == nil {
		t.Fatalf("the portfolio does not list %s", customer)
	}
	return meeting{who, who.post(found[1]+"/checkpoints/hold", nil).header.Get("Location")}
}

// says looks for words on the meeting's page while it speaks of a subject.
func (m meeting) says(on string, words ...string) {
	m.t.Helper()
	got := m.get(m.at + "?on=" + on)
	for _, w := range words {
		if text := webtest.Text(got.body); !strings.Contains(text, w) {
			m.t.Errorf("at %q it does not say %q: %.3000s", on, w, text)
		}
	}
}

// sends posts a form of the meeting, and wants a status and words on the page that it
// answers with.
func (m meeting) sends(to string, status int, words string, pairs ...string) answer {
	m.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	got := m.post(m.at+to, form)
	if got.status != status || !strings.Contains(webtest.Text(got.body), words) {
		m.t.Fatalf("%s with %v: %d, want %d and %q: %.1500s", to, form, got.status, status, words, webtest.Text(got.body))
	}
	return got
}

func TestPromisesInAMeeting(t *testing.T) {
	t.Parallel()
	m := holds(t, "Nordlys")
	about := []string{"part", "promise", "on_subject", "item-1", "noun", "item", "n", "1"}
	refused := m.sends("/promises", http.StatusUnprocessableEntity, "Say what is promised.", append(about, "who", "I. Halvorsen", "side", "partner", "what", "", "by", "2030-01-02")...)
	for _, kept := range []string{`href="#promise-what"`, `value="I. Halvorsen"`, `value="2030-01-02"`} {
		if !strings.Contains(refused.body, kept) {
			t.Errorf("the refused form lacks %q", kept)
		}
	}
	m.sends("/promises", http.StatusSeeOther, "", append(about, "who", "I. Halvorsen", "side", "partner", "what", "Send the change request", "by", "2030-01-02")...)
	m.says("item-1", "Send the change request", "I. Halvorsen, customer", "2 Jan 2030") // the side is the contact's own
	m.says("promise-"+m.called("promise", "Send the change request"), "What came of it", "Promised for 2 Jan 2030")
}

func TestPromisesAreSettledInAMeeting(t *testing.T) {
	t.Parallel()
	m := holds(t, "Nordlys")
	m.sends("/promises", http.StatusSeeOther, "", "who", "M. Ruiz", "side", "customer", "what", "Order the licences", "by", "2030-01-02")
	n := m.called("promise", "Order the licences")
	m.sends("/promises/"+n, http.StatusUnprocessableEntity, "Choose what came of the promise.", "part", "settle", "on_subject", "promise-"+n)
	m.sends("/promises/"+n, http.StatusUnprocessableEntity, "Nothing can be promised for the past", "part", "settle", "on_subject", "promise-"+n, "state", "moved", "by", "2020-01-02")
	m.sends("/promises/"+n, http.StatusSeeOther, "", "state", "moved", "by", "2030-02-03")
	m.says("promise-"+n, "Promised for 3 Feb 2030", "Now promised by 3 Feb 2030")
	m.sends("/promises/"+n, http.StatusUnprocessableEntity, "Say why nobody waits for it any more.", "part", "settle", "on_subject", "promise-"+n, "state", "given up")
	m.sends("/promises/"+n, http.StatusSeeOther, "", "state", "given up", "reason", "They left.")
	m.says("promise-"+n, "Given up", "They left.", "It is still to be kept")
	m.sends("/promises/"+n, http.StatusSeeOther, "", "state", "open")
	m.sends("/promises/"+n, http.StatusSeeOther, "", "state", "kept")
	m.says("promise-"+n, "Kept")
	m.sends("/promises/99", http.StatusNotFound, "There is no promise 99.", "state", "kept")
}

func TestPointsInAMeeting(t *testing.T) {
	t.Parallel()
	m := holds(t, "Nordlys")
	m.sends("/points", http.StatusUnprocessableEntity, "Say what is to be spoken of.", "part", "point", "what", "")
	m.sends("/points", http.StatusSeeOther, "", "part", "point", "what", "Who signs for the new tenant", "on_subject", "item-1")
	n := m.called("point", "Who signs for the new tenant")
	m.sends("/points/"+n, http.StatusUnprocessableEntity, "Say why it is not to be spoken of any more.", "part", "settle", "on_subject", "point-"+n, "state", "dropped")
	m.sends("/points/"+n, http.StatusSeeOther, "", "state", "parked", "words", "Until the board met")
	m.says("point-"+n, "Parked", "Until the board met", "It is open again")
	m.sends("/points/"+n, http.StatusSeeOther, "", "state", "settled", "words", "M. Ruiz does")
	m.says("point-"+n, "Settled", "M. Ruiz does")
}

// called gives the number of the first subject of a kind whose link on the page has
// words; empty words are those of any.
func (m meeting) called(noun, words string) string {
	m.t.Helper()
	for _, part := range strings.Split(m.get(m.at).body, "?on="+noun+"-")[1:] {
		n, after, _ := strings.Cut(part, `"`)
		if text, _, _ := strings.Cut(after, "</a>"); strings.Contains(text, words) {
			return n
		}
	}
	m.t.Fatalf("no %s %q is on the page", noun, words)
	return ""
}

func TestWaivingAndBlockingInAMeeting(t *testing.T) {
	t.Parallel()
	m := holds(t, "Harbour")
	n := m.called("item", "")
	about := []string{"on_subject", "item-" + n, "noun", "item", "n", n}
	refused := m.sends("/waivers", http.StatusUnprocessableEntity, "Say what is done instead.", append(about, "part", "waiver", "reason", "It goes away by itself")...)
	if !strings.Contains(refused.body, `id="waiver-compensating"`) || !strings.Contains(webtest.Text(refused.body), "It goes away by itself") {
		t.Errorf("the refused waiver comes back as %.2000s", webtest.Text(refused.body))
	}
	m.sends("/log", http.StatusSeeOther, "", append(about, "part", "log", "state", "", "note", "", "blocked_on", "The board meets in June", "blocked_kind", "Customer change board", "blocked_lifter", "M. Ruiz")...)
	m.says("item-"+n, "Blocked", "Customer change board: The board meets in June (M. Ruiz can lift it)", "Blocked (Customer change board): The board meets in June")
	m.sends("/log", http.StatusUnprocessableEntity, "Choose one of the kinds in the list.", append(about, "part", "log", "blocked_on", "The board meets in July", "blocked_kind", "Weather")...)
	m.sends("/waivers", http.StatusSeeOther, "", append(about, "part", "waiver", "reason", "It goes away", "compensating", "We watch it", "review_on", "2030-01-02")...)
	m.says("item-"+n, "Accepted risk", "Waiting", "A waiver of this waits for a manager already.")
}

func TestAttendanceInAMeeting(t *testing.T) {
	t.Parallel()
	m := holds(t, "Nordlys")
	m.sends("/notes", http.StatusSeeOther, "", "part", "notes", "people", "", "contacts", "1", "attended", "A guest", "minutes", "Short")
	if body := m.get(m.at).body; strings.Count(body, "checked") < 2 || !strings.Contains(body, `value="A guest"`) {
		t.Errorf("the contact who was there is not ticked: %.3000s", webtest.Text(body))
	}
	m.sends("/notes", http.StatusUnprocessableEntity, "There is no contact 99.", "part", "notes", "contacts", "99", "attended", "A guest")
	closed := m.sends("/close", http.StatusSeeOther, "", "part", "notes", "people", "", "contacts", "1", "attended", "A guest", "minutes", "Short", "plan_next", "yes")
	if text := webtest.Text(m.get(closed.header.Get("Location")).body); !strings.Contains(text, "is closed. The next one") && !strings.Contains(text, "its minutes are kept") {
		t.Errorf("after the close it says %.1500s", text)
	}
}
