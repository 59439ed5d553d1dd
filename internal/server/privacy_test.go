package server_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func TestPrivacyIsForAdmins(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	for _, path := range []string{"/admin/privacy", "/admin/privacy/person?name=A.+Finch"} {
		if got := d.answer(d.ask("manager", http.MethodGet, path)).Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", path, got)
		}
	}
	for _, path := range []string{"/admin/privacy/retention", "/admin/privacy/export", "/admin/privacy/erase"} {
		if got := d.post("manager", path, url.Values{"name": {"A. Finch"}, "confirm": {"A. Finch"}, "days": {"1"}}).Code; got != http.StatusNotFound {
			t.Errorf("%s: %d", path, got)
		}
	}
}

func TestRetentionIsTriedAndSet(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.expect("what is held", d.read("admin", "/admin/privacy"), "Contacts are kept as long as their engagement.", "Sessions", "Until one signs out", "No run has made anybody anonymous")
	d.expect("what is tried", d.read("admin", "/admin/privacy?days=1"), "Whom a retention of 1 day concerns today", "Calder", "F. Wray", `value="1"`)
	d.expect("what is kept", d.read("admin", "/admin/privacy?days=3650"), "No engagement that has exited holds contacts for longer.")
	for _, days := range []string{"-1", "3651", "soon"} {
		refused := d.post("admin", "/admin/privacy/retention", url.Values{"days": {days}})
		if refused.Code != http.StatusUnprocessableEntity || !strings.Contains(refused.Body.String(), `value="`+days+`"`) {
			t.Errorf("%s: %d", days, refused.Code)
		}
	}
	if got := d.post("admin", "/admin/privacy/retention", url.Values{"days": {"30"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("set: %d, %s", got.Code, got.Body)
	}
	d.expect("what was set", d.read("admin", "/admin/privacy"), "Contacts are made anonymous 30 days after the exit. Set by D. Novak",
		"Contacts are kept for 30 days after the exit, not for as long as the engagement any more.")
}

func TestContactIsExportedAndErased(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.expect("where", d.read("admin", "/admin/privacy/person?name=a.+finch"), "texts of 1 engagement", "Harbour &amp; Finch Logistics", "Name, Owner", "Export as a file")
	d.expect("nobody", d.read("admin", "/admin/privacy/person?name=Nobody+Here"), "Nobody of this name")
	if got := d.answer(d.ask("admin", http.MethodGet, "/admin/privacy/person?name=x", "Accept-Encoding", "identity")); got.Code != http.StatusUnprocessableEntity || !strings.Contains(got.Body.String(), "at least 3 letters") {
		t.Errorf("a short name: %d", got.Code)
	}
	file := d.post("admin", "/admin/privacy/export", url.Values{"name": {"A. Finch"}})
	var data struct {
		Name    string
		Account *struct{}
		NamedIn []struct{ Text string } `json:"named_in"`
	}
	d.must(json.Unmarshal(file.Body.Bytes(), &data))
	if data.Name != "A. Finch" || data.Account != nil || len(data.NamedIn) < 10 || !strings.Contains(file.Header().Get("Content-Disposition"), "personal-data.json") {
		t.Errorf("exported %+v", data)
	}
	wrong := d.post("admin", "/admin/privacy/erase", url.Values{"name": {"A. Finch"}, "confirm": {"A Finch"}})
	if wrong.Code != http.StatusUnprocessableEntity || !strings.Contains(wrong.Body.String(), `href="#confirm"`) {
		t.Errorf("another name typed: %d", wrong.Code)
	}
	if got := d.post("admin", "/admin/privacy/erase", url.Values{"name": {"A. Finch"}, "confirm": {"a. finch"}}); got.Code != http.StatusSeeOther {
		t.Fatalf("erase: %d, %s", got.Code, got.Body)
	}
	d.expect("gone", d.read("admin", "/admin/privacy/person?name=A.+Finch"), "Nobody of this name")
	d.expect("what was done", d.read("admin", "/admin/privacy"), "A contact&#39;s name is taken out of every text: erasure 1.", "Done")
	d.expect("the history", d.read("admin", d.path("Harbour & Finch Logistics", "/history")), "had names taken out", "for privacy, out of the history too")
	if v, err := d.store.Verify(t.Context(), nil); err != nil || len(v.Failures) > 0 {
		t.Errorf("verified %+v, %v", v.Failures, err)
	}
}

func TestAccountIsExportedAndErased(t *testing.T) {
	t.Parallel()
	d := newDemo(t)
	d.expect("herself", d.read("admin", "/admin/privacy/person?name=D.+Novak"), "Another administrator has to.")
	d.read("engineer", "/")
	engineer := url.Values{"person": {strconv.FormatInt(d.people["engineer"], 10)}, "name": {"R. Osei"}}
	file := d.post("admin", "/admin/privacy/export", engineer)
	for _, want := range []string{`"email": "r.osei@`, `"sessions": [`, `"acts": [`, `"engagements": [`, `"named_in": [`} {
		if !strings.Contains(file.Body.String(), want) {
			t.Errorf("the file has no %s", want)
		}
	}
	if strings.Contains(file.Body.String(), "password_hash") {
		t.Error("the file tells the password's hash")
	}
	engineer.Set("confirm", "R. Osei")
	if got := d.post("admin", "/admin/privacy/erase", engineer); got.Code != http.StatusSeeOther {
		t.Fatalf("erase: %d, %s", got.Code, got.Body)
	}
	if got := d.answer(d.ask("engineer", http.MethodGet, "/")); got.Code != http.StatusSeeOther {
		t.Errorf("the session goes on: %d", got.Code)
	}
	page := d.read("admin", d.path("Harbour & Finch Logistics", "/history"))
	d.expect("who did it", page, "Former person ")
	if strings.Contains(page, "R. Osei") || strings.Contains(d.read("admin", "/admin/people"), "r.osei@") {
		t.Error("the name is still there")
	}
	if v, err := d.store.Verify(t.Context(), nil); err != nil || len(v.Failures) > 0 {
		t.Errorf("verified %+v, %v", v.Failures, err)
	}
}
