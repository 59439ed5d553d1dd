package server_test

import (
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gaptrack/internal/access"
	"gaptrack/internal/engagement"
)

// TestMinutesNeverChange holds the minutes of a meeting to what they were at its
// closing, whatever becomes of what they tell; a correction alone is added.
func TestMinutesNeverChange(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	by, err := d.store.PersonByDemo(t.Context(), "engineer")
	d.must(err)
	id := d.ids[harbour]
	do := func(cmd engagement.Command) {
		t.Helper()
		_, err := d.store.Change(t.Context(), id, cmd, by.Actor, 0, d.now)
		d.must(err)
	}
	kept, err := d.store.Engagement(t.Context(), id, access.System)
	d.must(err)
	path := d.path(harbour, "/checkpoints/5")
	read := func() map[string]string {
		return map[string]string{
			"page": article(t, d.get("engineer", path)), "minutes.md": string(body(t, d.get("engineer", path+"/minutes.md"))),
			"minutes.html": string(body(t, d.get("engineer", path+"/minutes.html"))),
		}
	}
	was := read()
	for name, text := range was {
		for _, word := range []string{"Two critical findings are left", "Item 24", "Ready to verify", "T. Marsh", "Orders the intermediate servers", "Parked", "Checkpoint 6"} {
			if !strings.Contains(text, word) {
				t.Errorf("%s does not say %q: %s", name, word, text)
			}
		}
	}
	do(engagement.ChangeContact{N: 3, Name: new("Somebody Else")})
	do(engagement.ChangeItem{N: 24, Finding: new("Another finding"), State: new(engagement.ItemOpen)})
	do(engagement.KeepPromise{N: newest(kept.Promises)})
	do(engagement.SettlePoint{N: 1, State: engagement.PointIsDropped, Words: "Never mind."})
	facts := kept.Facts
	facts.Customer = "Renamed Ltd"
	do(engagement.ChangeFacts{Facts: facts})
	for name, text := range read() {
		if text != was[name] {
			t.Errorf("%s says another thing:\n%s\nwas\n%s", name, text, was[name])
		}
	}
	do(engagement.CorrectMinutes{N: 5, Note: "Three findings are left."})
	for name, text := range read() {
		if !strings.Contains(text, "Three findings are left.") || !strings.Contains(text, "R. Osei") {
			t.Errorf("%s does not tell of the correction: %s", name, text)
		}
	}
}

func newest[R any](records map[int]*R) int {
	last := 0
	for n := range maps.Keys(records) {
		last = max(last, n)
	}
	return last
}

// article gives the words of a page's minutes.
func article(t *testing.T, w *httptest.ResponseRecorder) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(body(t, w))))
	if err != nil {
		t.Fatal(err)
	}
	var words strings.Builder
	for n := range doc.Descendants() {
		if n.Data != "article" {
			continue
		}
		for part := range n.Descendants() {
			if part.Type == html.TextNode {
				words.WriteString(part.Data + " ")
			}
		}
	}
	return strings.Join(strings.Fields(words.String()), " ")
}

// The files are to be kept, whatever the customer is called, and there are none before
// a meeting is closed.
func TestMinutesAsFiles(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.as("stranger", access.Engineer)
	for ending, kind := range map[string]string{"md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8"} {
		w := d.get("manager", d.path(harbour, "/checkpoints/5/minutes."+ending))
		if w.Header().Get("Content-Type") != kind || w.Header().Get("Cache-Control") != "no-store" ||
			w.Header().Get("Content-Disposition") != `attachment; filename="Minutes of checkpoint 5 of Harbour & Finch Logistics.`+ending+`"` {
			t.Errorf("%s comes with %v", ending, w.Header())
		}
		for path, want := range map[string]int{"/checkpoints/6/minutes.": http.StatusConflict, "/checkpoints/999/minutes.": http.StatusNotFound} {
			if got := d.answer(d.ask("manager", http.MethodGet, d.path(harbour, path+ending))).Code; got != want {
				t.Errorf("%s%s answers %d, want %d", path, ending, got, want)
			}
		}
		if got := d.answer(d.ask("stranger", http.MethodGet, d.path(harbour, "/checkpoints/5/minutes."+ending))).Code; got != http.StatusNotFound {
			t.Errorf("who does not see the engagement is answered %d", got)
		}
	}
}
