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

var wantsTicked = regexp.MustCompile(`name="wants"[^>]*checked`)

// TestContacts adds, changes and takes away a contact, as a browser without scripts
// does.
func TestContacts(t *testing.T) {
	t.Parallel()
	site, _ := start(t, pgtest.New(t))
	who := engineer(t, site)
	engagement := who.engagementOf("Nordlys")
	at := engagement + "/contacts"
	shows := func(path string, words ...string) {
		t.Helper()
		got := who.get(path)
		for _, w := range words {
			if !strings.Contains(webtest.Text(got.body), w) {
				t.Errorf("%s, %d, does not say %q: %.2000s", path, got.status, w, webtest.Text(got.body))
			}
		}
	}
	posts := func(path string, want int, pairs ...string) answer {
		t.Helper()
		form := url.Values{}
		for i := 0; i < len(pairs); i += 2 {
			form.Set(pairs[i], pairs[i+1])
		}
		got := who.post(path, form)
		if got.status != want {
			t.Fatalf("%s with %v: %d, want %d: %.500s", path, form, got.status, want, webtest.Text(got.body))
		}
		return got
	}
	shows(at, "I. Halvorsen", "Add a contact")
	refused := posts(at, http.StatusUnprocessableEntity, "name", "Ana Ruiz", "side", "customer", "email", "ana", "wants", "yes")
	for _, kept := range []string{`value="Ana Ruiz"`, "This is no mail address like"} {
		if !strings.Contains(refused.body, kept) {
			t.Errorf("the refused form lacks %q", kept)
		}
	}
	posts(at, http.StatusSeeOther, "name", "Ana Ruiz", "side", "customer", "email", "ana@example.com", "wants", "yes")
	shows(at, "Ana Ruiz", "Customer", "ana@example.com", "Invitations and digests", "No longer asked")
	shows(at+"?edit=3", "Change Ana Ruiz", "Leave it as it is")
	posts(at+"/3", http.StatusSeeOther, "name", "Ana Ruiz", "side", "partner", "email", "ana@example.com", "title", "Network lead")
	shows(at, "Partner", "Network lead")
	if got := who.get(at + "?edit=3"); wantsTicked.MatchString(got.body) {
		t.Error("the box that was not ticked is ticked still")
	}
	posts(at+"/3", http.StatusSeeOther, "gone", "yes")
	shows(at, "Ask again")
	posts(at+"/3", http.StatusSeeOther, "gone", "no")
	posts(at+"/9", http.StatusNotFound, "gone", "yes")
	shows(engagement+"/checkpoints", "Contacts")
	shows(engagement+"/history", "Contact 3 was added", "Contact 3 is asked again")
	if got := who.get("/engagements/999/contacts"); got.status != http.StatusNotFound {
		t.Errorf("no such engagement: %d", got.status)
	}
}
