package server_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"gaptrack/internal/postgres"
)

// newMonth is the demo with a second edition of its playbook: 4101 is gone, 4096 is
// mandatory, and a key output reads otherwise.
func newMonth(t *testing.T) *demo {
	t.Helper()
	d := newDemo(t)
	d.publish("admin", nextMonth...)
	return d
}

// nextMonth is what the second edition reads in place of the first.
var nextMonth = []string{
	"| 4101 | Replace Security Default Policies with CA Policies for Migrations | O | FastTrack Engineer |  Exchange / OneDrive for Business / SharePoint |\n", "",
	"|4096|Microsoft Edge Site Discovery|O|", "|4096|Microsoft Edge Site Discovery|M|",
	"- The environment meets or exceeds", "- The whole environment meets or exceeds",
}

// hidden gives the value of a hidden field of a page.
func hidden(t *testing.T, page, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page has no field %s", name)
	}
	return m[1]
}

func TestMovePageOfAnEngagement(t *testing.T) {
	t.Parallel()
	d := newMonth(t)
	path := d.path("Harbour & Finch Logistics", "/edition")
	d.expect("the overview", d.read("engineer", d.path("Harbour & Finch Logistics", "")), "Edition 2 of its playbook is out", "See what it changes")
	shown := d.read("engineer", path)
	d.expect("the preview", shown, "runs on edition 1", "Key output: “The whole environment meets or exceeds", "Move to edition 2", "Exit readiness")
	form := url.Values{"version": {hidden(t, shown, "version")}, "edition": {"2"}}
	if w := d.post("sme", path, form); w.Code != http.StatusForbidden {
		t.Errorf("an SME moves it: %d", w.Code)
	}
	stale := url.Values{"version": form["version"], "edition": {"1"}}
	if w := d.post("engineer", path, stale); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "came out while you were reading") {
		t.Errorf("another edition than was shown: %d", w.Code)
	}
	wrong := url.Values{"version": form["version"], "edition": {"2"}, "about": {"output x"}}
	if w := d.post("engineer", path, wrong); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a choice that cannot be read: %d", w.Code)
	}
	if w := d.post("engineer", path, form); w.Code != http.StatusSeeOther {
		t.Fatalf("moved: %d\n%s", w.Code, w.Body)
	}
	moved := d.read("engineer", path)
	d.expect("after the move", moved, "It runs on the newest edition", "moved it to edition 2", "Move back to edition 1")
	d.expect("its history", d.read("engineer", d.path("Harbour & Finch Logistics", "/history")), "moved to another edition of its playbook", "edition 1", "edition 2")
	back := url.Values{"version": {hidden(t, moved, "version")}, "seq": {hidden(t, moved, "seq")}}
	if w := d.post("engineer", path+"/back", back); w.Code != http.StatusSeeOther {
		t.Fatalf("moved back: %d\n%s", w.Code, w.Body)
	}
	if w := d.post("engineer", path+"/back", back); w.Code != http.StatusConflict && w.Code != http.StatusUnprocessableEntity {
		t.Errorf("moved back twice: %d", w.Code)
	}
	d.expect("after it was taken back", d.read("engineer", path), "runs on edition 1", "Move to edition 2", "moved it to edition 1")
}

func TestMovePageOfAnExitedEngagement(t *testing.T) {
	t.Parallel()
	d := newMonth(t)
	d.expect("an engagement that exited", d.read("manager", d.path("Calder & Wray LLP", "/edition")), "It stays on its edition")
	if page := d.read("manager", d.path("Calder & Wray LLP", "")); strings.Contains(page, "is out;") {
		t.Error("an engagement that exited is told of an edition")
	}
}

func TestMovesPages(t *testing.T) {
	t.Parallel()
	d := newMonth(t)
	path := "/playbooks/" + gaps + "/moves"
	if w := d.answer(d.ask("manager", http.MethodGet, path)); w.Code != http.StatusNotFound {
		t.Errorf("a manager sees the moves: %d", w.Code)
	}
	d.expect("the moves", d.read("admin", path), "Moving engagements to edition 2", "Harbour &amp; Finch Logistics", "Move all", "Nothing was moved yet")
	d.expect("those with something to decide", d.read("admin", path+"?effect=conflicts"), "To decide: output 2")
	if w := d.post("admin", path, url.Values{"edition": {"2"}, "which": {"ticked"}}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Tick the engagements") {
		t.Errorf("nothing ticked: %d", w.Code)
	}
	w := d.post("admin", path, url.Values{"edition": {"2"}, "which": {"all"}})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("begun: %d\n%s", w.Code, w.Body)
	}
	one := w.Header().Get("Location")
	d.expect("before anything is moved", d.read("admin", one), "Under way", "Look again", "hx-trigger")
	if w := d.post("admin", path, url.Values{"edition": {"2"}, "which": {"all"}}); w.Code != http.StatusConflict {
		t.Errorf("begun twice: %d", w.Code)
	}
	d.carryOut(t)
	d.expect("those that were left", d.read("admin", one), "Ended, some left", "words it otherwise", "Take back")
	d.expect("those that were moved", d.read("admin", one+"?state=moved"), "of its history")
	w = d.post("admin", one+"/undo", url.Values{})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("taken back: %d\n%s", w.Code, w.Body)
	}
	d.carryOut(t)
	d.expect("the undo", d.read("admin", w.Header().Get("Location")), "Taking back move 1", "Done")
	d.expect("what was taken back", d.read("admin", path), "Taken back")
}

func (d *demo) carryOut(t *testing.T) {
	t.Helper()
	if _, err := d.store.MoveSome(t.Context(), 1000, d.now); err != nil {
		t.Fatal(err)
	}
}

func TestImpactPage(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	path := "/playbooks/" + gaps + "/draft/impact"
	d.expect("no draft", d.read("admin", path), "There is no impact to show")
	d.rewrite("admin", nextMonth...)
	d.expect("the impact", d.read("admin", path), "Publishing alone moves nobody", "Harbour &amp; Finch Logistics", "Loses 4101", "No longer ready to exit")
	for _, e := range postgres.Effects {
		d.read("admin", path+"?effect="+string(e))
	}
	if w := d.answer(d.ask("engineer", http.MethodGet, path)); w.Code != http.StatusNotFound {
		t.Errorf("an engineer sees it: %d", w.Code)
	}
}
