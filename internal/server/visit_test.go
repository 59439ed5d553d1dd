package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
	"gaptrack/internal/signin"
)

// pages are those that people look at most; each is one engagement's, or a list
// where there is no customer.
var pages = []struct{ name, customer, path string }{
	{"overview", harbour, ""}, {"tasks", harbour, "/tasks"}, {"a task", harbour, "/tasks/4080"},
	{"checklist", harbour, "/checklist"}, {"an item", harbour, "/checklist/1"},
	{"checkpoints", harbour, "/checkpoints"}, {"minutes", harbour, "/checkpoints/1"},
	{"exit", harbour, "/exit"}, {"history", harbour, "/history"}, {"facts", harbour, "/facts"},
	{"hand-over", harbour, "/handover"},
	{"the past", harbour, "/history/4"}, {"tasks of the past", harbour, "/history/4@2026-11-20T10:00:00Z/tasks"},
	{"the checklist of the past", harbour, "/history/4/checklist"}, {"compare", harbour, "/history/compare?from=2&to=now"},
	{"portfolio", "", "/engagements"}, {"my work", "", "/"}, {"approvals", "", "/approvals"},
}

const harbour = "Harbour & Finch Logistics"

// A page is one round trip to the database, who asks included, and so is the
// answer that it did not change.
func TestPagesAreOneRoundTrip(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, p := range pages {
		r := d.ask("manager", http.MethodGet, d.path(p.customer, p.path))
		if got := d.trips.during(func() { d.answer(r) }); got != 1 {
			t.Errorf("%s: %d round trips", p.name, got)
		}
		if got := d.answer(r); got.Code != http.StatusOK {
			t.Errorf("%s: %d", p.name, got.Code)
		}
	}
}

func TestPagesThatDidNotChange(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, p := range pages {
		path := d.path(p.customer, p.path)
		tag := d.settled("manager", path)
		again := d.ask("manager", http.MethodGet, path, "If-None-Match", tag)
		w := d.answer(again)
		if tag == "" || w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
			t.Errorf("%s, seen as %s: %d with %d bytes, now %s", p.name, tag, w.Code, w.Body.Len(), w.Header().Get("ETag"))
		}
		if got := d.trips.during(func() { d.answer(again) }); got != 1 {
			t.Errorf("%s, unchanged: %d round trips", p.name, got)
		}
		if got := w.Header().Get("Cache-Control"); got != "private, no-cache" {
			t.Errorf("%s: Cache-Control %s", p.name, got)
		}
	}
}

// settled gives the tag of a page once the transactions that ran beside the last
// write, in other tests' databases too, have ended: until then a list is drawn
// again without need.
func (d *demo) settled(as, path string) string {
	d.tb.Helper()
	var tag string
	for range 500 {
		tag = d.get(as, path).Header().Get("ETag")
		if d.get(as, path, "If-None-Match", tag).Code == http.StatusNotModified {
			return tag
		}
		time.Sleep(10 * time.Millisecond)
	}
	return tag
}

// What a person could see differently makes another page of it.
func TestPagesThatChanged(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*demo){
		"a write":     func(d *demo) { d.write(harbour) },
		"the day":     func(d *demo) { d.now = d.now.Add(-24 * time.Hour) },
		"people":      func(d *demo) { d.rename() },
		"the reader":  func(d *demo) { d.tokens["manager"] = d.tokens["engineer"]; d.people["manager"] = d.people["engineer"] },
		"the program": func(d *demo) { d.serve("another build") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDemo(t)
			d.ask("engineer", http.MethodGet, "/")
			tags := map[string]string{}
			for _, p := range pages {
				tags[p.name] = d.get("manager", d.path(p.customer, p.path)).Header().Get("ETag")
			}
			change(d)
			for _, p := range pages {
				w := d.answer(d.ask("manager", http.MethodGet, d.path(p.customer, p.path), "If-None-Match", tags[p.name]))
				if same := w.Header().Get("ETag") == tags[p.name]; w.Code != http.StatusOK || w.Body.Len() < 1000 || same && ofAVersion(tags[p.name]) {
					t.Errorf("%s: %d with %d bytes, %s was seen and is %s", p.name, w.Code, w.Body.Len(), tags[p.name], w.Header().Get("ETag"))
				}
			}
		})
	}
}

// ofAVersion tells a tag of an engagement's version. One of a moment can stay as it
// was over a change, while transactions run that began before it: then the page is
// sent each time.
func ofAVersion(tag string) bool { return strings.HasPrefix(tag, `W/"v`) }

// A tag that somebody made up, or of an engagement that is not theirs, tells
// nothing.
func TestTagsTellNothing(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	east := d.path("Calder & Wray LLP", "")
	d.as("stranger", access.Engineer)
	seen := d.get("admin", east)
	for _, tag := range []string{seen.Header().Get("ETag"), `W/"v1-0"`, `W/"v99999999999999-0"`, `W/"m-"`, `"`, strings.Repeat("x", 9000)} {
		if w := d.answer(d.ask("stranger", http.MethodGet, east, "If-None-Match", tag)); w.Code != http.StatusNotFound {
			t.Errorf("a stranger with %.40s gets %d", tag, w.Code)
		}
		if w := d.answer(d.ask("admin", http.MethodGet, d.path(harbour, ""), "If-None-Match", tag)); w.Code != http.StatusOK {
			t.Errorf("the tag %.40s gives %d", tag, w.Code)
		}
		if w := d.answer(d.ask("admin", http.MethodGet, "/engagements", "If-None-Match", tag)); w.Code != http.StatusOK {
			t.Errorf("the tag %.40s gives %d for a list", tag, w.Code)
		}
	}
}

// Whose session a cookie says it is, is proven.
func TestWhoseSessionIsProven(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.ask("engineer", http.MethodGet, "/")
	d.ask("admin", http.MethodGet, "/")
	token := d.tokens["engineer"]
	for name, test := range map[string]struct {
		cookie string
		status int
	}{
		"their own":           {token.Cookie(d.people["engineer"]), http.StatusOK},
		"without a person":    {string(token), http.StatusOK},
		"with no number":      {string(token) + ".x", http.StatusOK},
		"of another person":   {token.Cookie(d.people["admin"]), http.StatusSeeOther},
		"of nobody there is":  {token.Cookie(1 << 40), http.StatusSeeOther},
		"a token of no one":   {signin.NewToken().Cookie(d.people["admin"]), http.StatusSeeOther},
		"nothing but a point": {".", http.StatusSeeOther},
	} {
		for _, path := range []string{"/engagements", d.path(harbour, ""), "/playbooks"} {
			r := d.ask("", http.MethodGet, path)
			r.AddCookie(&http.Cookie{Name: "gaptrack", Value: test.cookie})
			if w := d.answer(r); w.Code != test.status {
				t.Errorf("a cookie %s gives %d for %s, want %d", name, w.Code, path, test.status)
			}
		}
	}
}

// Who is disabled, or loses a role, does so with the next request, whatever this
// program knew of them.
func TestPeopleAreAsTheyAreNow(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.get("admin", "/admin/people")
	d.run("update person set role = 'engineer' where demo = 'admin'")
	if w := d.answer(d.ask("admin", http.MethodGet, "/admin/people")); w.Code != http.StatusNotFound {
		t.Errorf("who is no longer an administrator gets %d", w.Code)
	}
	d.get("sme", "/")
	err := d.store.DisablePerson(t.Context(), engagement.PersonID(d.people["sme"]), access.System, d.now)
	d.must(err)
	for _, path := range []string{"/", "/engagements", "/playbooks"} {
		if w := d.answer(d.ask("sme", http.MethodGet, path)); w.Code != http.StatusSeeOther {
			t.Errorf("who is disabled gets %d for %s", w.Code, path)
		}
	}
}
