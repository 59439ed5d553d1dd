package server_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

const book = "/playbooks/address-technical-gaps"

// playbookPages are what readers and administrators open of the playbooks and their
// questions.
var playbookPages = []string{
	"/feedback", "/feedback/1", "/feedback/2", "/admin/feedback", "/admin/feedback?state=done", "/admin/feedback/1",
	"/admin/feedback?state=answered&playbook=address-technical-gaps", "/admin/feedback?playbook=address-technical-gaps&task=4080",
	book + "/feedback", book + "/feedback?task=4080&edition=1", "/playbooks", book, book + "/editions", book + "/editions?from=1", book + "/editions/1",
}

// post sends a form.
func (d *demo) post(as, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	d.tb.Helper()
	r := d.ask(as, http.MethodPost, path, append(header, "Content-Type", "application/x-www-form-urlencoded")...)
	r.Header.Del("Accept-Encoding")
	r.Body = io.NopCloser(strings.NewReader(form.Encode()))
	return d.answer(r)
}

// read opens a page that must be there, and gives its text.
func (d *demo) read(as, path string) string {
	d.tb.Helper()
	return d.get(as, path, "Accept-Encoding", "identity").Body.String()
}

func (d *demo) expect(what string, page string, words ...string) {
	d.tb.Helper()
	for _, w := range words {
		if !strings.Contains(page, w) {
			d.tb.Errorf("%s does not say %q:\n%s", what, w, page)
		}
	}
}

// A question goes from a task to the inbox, and its answer back to who asked.
func TestQuestionJourney(t *testing.T) {
	t.Parallel()
	d := newSite(t)
	d.as("reader", "engineer")
	d.as("owner", "admin")
	d.expect("the form", d.read("reader", book+"/feedback?task=4080&edition=1"), `value="4080" selected`, `name="edition" value="1"`, "Data privacy")
	w := d.post("reader", book+"/feedback", url.Values{"task": {"4080"}, "edition": {"1"}, "words": {"Which <proxy>?\r\nThe old one?"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/feedback/1" {
		t.Fatalf("asked: %d to %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	d.expect("the question", d.read("reader", "/feedback/1"), "Question on task 4080", "Which &lt;proxy&gt;?\nThe old one?", "Open")
	d.expect("the administrator's work", d.read("owner", "/"), "1 open question on playbooks", "/admin/feedback")
	d.expect("the inbox", d.read("owner", "/admin/feedback"), `href="/admin/feedback/1"`, "reader")
	d.expect("the page to answer", d.read("owner", "/admin/feedback/1"), `name="version" value="1"`, "Mark as done")
	if w := d.post("owner", "/admin/feedback/1", url.Values{"act": {"answer"}, "version": {"1"}, "words": {"The new one."}}); w.Code != http.StatusSeeOther {
		t.Fatalf("answered: %d\n%s", w.Code, w.Body)
	}
	d.expect("the work of who asked", d.read("reader", "/"), "Your question on task 4080 of Address Technical Gaps was answered", `href="/feedback/1"`)
	if w := d.post("owner", "/admin/feedback/1", url.Values{"act": {"done"}, "version": {"2"}, "edition": {"1"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("done: %d\n%s", w.Code, w.Body)
	}
	page := d.read("reader", "/feedback/1")
	d.expect("the question", page, "The new one.", "Done", book+"/editions/1#task-4080", "Mark as seen")
	until := regexp.MustCompile(`name="until" value="([^"]+)"`).FindStringSubmatch(page)
	if until == nil {
		t.Fatal("nothing marks it as seen")
	}
	w = d.post("reader", "/news/seen", url.Values{"feedback": {"1"}, "until": {until[1]}, "back": {"/feedback/1"}})
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/feedback/1" || strings.Contains(d.read("reader", "/"), "Your question on") {
		t.Errorf("seen: %d to %s", w.Code, w.Header().Get("Location"))
	}
	if w := d.post("reader", "/feedback/1", url.Values{"version": {"3"}, "words": {"Which is the new one?"}}); w.Code != http.StatusSeeOther {
		t.Errorf("asked on: %d", w.Code)
	}
	d.expect("the inbox", d.read("owner", "/admin/feedback"), "reader reopened it: Which is the new one?")
}

// What is not taken comes back as it was typed.
func TestQuestionThatIsNotTaken(t *testing.T) {
	t.Parallel()
	d := newSite(t)
	d.as("reader", "engineer")
	d.as("owner", "admin")
	d.post("reader", book+"/feedback", url.Values{"words": {"One?"}})
	long := strings.Repeat("a", 4001)
	for name, test := range map[string]struct {
		as, path string
		form     url.Values
		want     int
		says     []string
	}{
		"nothing":               {"reader", book + "/feedback", url.Values{"task": {"4080"}}, 422, []string{"Write your question", `value="4080" selected`}},
		"too long":              {"reader", book + "/feedback", url.Values{"words": {long}}, 422, []string{"Shorten this to 4,000", long}},
		"no such task":          {"reader", book + "/feedback", url.Values{"task": {"9"}, "words": {"So?"}}, 422, []string{"no task 9", "So?"}},
		"no number":             {"reader", book + "/feedback", url.Values{"task": {"x"}, "words": {"So?"}}, 422, []string{"as a whole number", "So?"}},
		"the same again":        {"reader", book + "/feedback", url.Values{"words": {"One?"}}, 409, []string{"You sent this already", "One?", "/feedback"}},
		"no such playbook":      {"reader", "/playbooks/none/feedback", url.Values{"words": {"So?"}}, 404, nil},
		"no such edition":       {"reader", book + "/feedback", url.Values{"edition": {"7"}, "words": {"So?"}}, 404, nil},
		"an answer of nothing":  {"owner", "/admin/feedback/1", url.Values{"act": {"answer"}, "version": {"1"}}, 422, []string{"Write an answer."}},
		"an old sight":          {"owner", "/admin/feedback/1", url.Values{"act": {"answer"}, "version": {"7"}, "words": {"Mine."}}, 409, []string{"More was said while you wrote", "Mine.", `name="version" value="1"`}},
		"no such edition done":  {"owner", "/admin/feedback/1", url.Values{"act": {"done"}, "version": {"1"}, "edition": {"5"}}, 422, []string{"Choose an edition"}},
		"reopened while open":   {"owner", "/admin/feedback/1", url.Values{"act": {"reopen"}, "version": {"1"}, "words": {"So."}}, 409, []string{"open already"}},
		"no act":                {"owner", "/admin/feedback/1", url.Values{"words": {"So."}}, 422, nil},
		"an answer by a reader": {"reader", "/admin/feedback/1", url.Values{"act": {"answer"}, "version": {"1"}, "words": {"So."}}, 403, nil},
		"no such question":      {"owner", "/admin/feedback/99", url.Values{"act": {"answer"}, "words": {"So."}}, 404, nil},
		"nobody's":              {"", book + "/feedback", url.Values{"words": {"So?"}}, 401, nil},
	} {
		w := d.post(test.as, test.path, test.form)
		if w.Code != test.want {
			t.Errorf("%s: %d\n%s", name, w.Code, w.Body)
		}
		d.expect(name, w.Body.String(), test.says...)
	}
}

// Others' questions do not exist, and the inbox is the administrators'.
func TestQuestionsOfOthers(t *testing.T) {
	t.Parallel()
	d := newSite(t)
	d.as("reader", "engineer")
	d.as("boss", "manager")
	d.as("owner", "admin")
	d.post("reader", book+"/feedback", url.Values{"words": {"One?"}})
	for _, test := range []struct {
		as, path string
		want     int
	}{
		{"boss", "/feedback/1", 404}, {"boss", "/admin/feedback", 404}, {"boss", "/admin/feedback/1", 404}, {"reader", "/admin/feedback", 404},
		{"reader", "/admin/feedback/1", 404}, {"owner", "/feedback/1", 200}, {"owner", "/admin/feedback?state=x&task=y&playbook=z", 200}, {"reader", "/feedback/0", 404},
		{"reader", "/feedback/x", 404}, {"reader", "/feedback?from=nonsense", 422}, {"", "/feedback", 303}, {"", "/admin/feedback", 303},
	} {
		if w := d.answer(d.ask(test.as, http.MethodGet, test.path)); w.Code != test.want {
			t.Errorf("GET %s as %q: %d, want %d", test.path, test.as, w.Code, test.want)
		}
	}
	d.expect("the list of who asked nothing", d.read("boss", "/feedback"), "You have asked nothing yet")
}

// The pages of the playbooks are one round trip, like those of engagements.
func TestPlaybookPagesAreOneRoundTrip(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, path := range playbookPages {
		r := d.ask("admin", http.MethodGet, path)
		if got := d.trips.during(func() { d.answer(r) }); got != 1 {
			t.Errorf("%s: %d round trips", path, got)
		}
		if w := d.answer(r); w.Code != http.StatusOK {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}
