package server_test

import (
	"bytes"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

const importPage = "/playbooks/" + gaps + "/draft/import"

// upload sends a playbook's form with files by the names of their fields, each as
// its name and its text.
func (d *demo) upload(as, path string, fields map[string]string, files ...[3]string) *httptest.ResponseRecorder {
	d.tb.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, value := range fields {
		d.must(w.WriteField(name, value))
	}
	for _, f := range files {
		part, err := w.CreateFormFile(f[0], f[1])
		d.must(err)
		_, err = part.Write([]byte(f[2]))
		d.must(err)
	}
	d.must(w.Close())
	r := d.ask(as, http.MethodPost, path, "Content-Type", w.FormDataContentType())
	r.Header.Del("Accept-Encoding")
	r.Body = io.NopCloser(&body)
	return d.answer(r)
}

var (
	versionField = regexp.MustCompile(`name="version" value="(\d+)"`)
	conflictName = regexp.MustCompile(`name="(choice:[^"]+)"`)
)

func (d *demo) imports() string { return html.UnescapeString(d.read("editor", importPage)) }

// TestImportPage takes a new month's file in over an edited catalog, settles a
// conflict, and finds it in the draft.
func TestImportPage(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	if got := d.imports(); !strings.Contains(got, "Came in before") || !strings.Contains(got, "Import a file") {
		t.Errorf("the page is\n%s", got)
	}
	before, err := d.store.Edition(t.Context(), gaps, 0)
	d.must(err)
	march := strings.NewReplacer("| 4101 | Replace Security", "| 4101 | Renew Security", "Pilot users and groups are", "All pilot users and groups are").Replace(string(before.Source))
	w := d.upload("editor", importPage, nil, [3]string{"file", "march.md", march}, [3]string{"fragments", "data-privacy.md", "New.\n"})
	if w.Code != http.StatusSeeOther {
		t.Fatalf("the upload gives %d\n%s", w.Code, w.Body)
	}
	if structure := d.read("editor", "/playbooks/"+gaps+"/draft"); !strings.Contains(structure, "A newer file of this playbook waits to be merged") {
		t.Error("the editor does not tell that a file waits")
	}
	got := d.imports()
	for _, want := range []string{"march.md", "Read: 4 activities, 13 of 13 rows of tasks", "Task 4101", "Before both changes", "Not there", "Renew Security", "What it changes in the draft: "} {
		if !strings.Contains(got, want) {
			t.Errorf("the page does not say %q\n%s", want, got)
		}
	}
	version, name := versionField.FindStringSubmatch(got)[1], conflictName.FindStringSubmatch(got)[1]
	take := importPage + "/2/take"
	if w := d.post("editor", take, url.Values{"version": {version}}); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "still open: 1") || !strings.Contains(w.Body.String(), "Choose which of the two stands") {
		t.Errorf("without a choice: %d\n%s", w.Code, w.Body)
	}
	if w := d.post("editor", take, url.Values{"version": {"0"}, name: {"theirs"}}); w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "was changed while this page was open") {
		t.Errorf("of an older draft: %d", w.Code)
	}
	if w := d.post("editor", take, url.Values{"version": {version}, name: {"theirs"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("taken: %d\n%s", w.Code, w.Body)
	}
	draft := d.read("editor", "/playbooks/"+gaps+"/draft/difference")
	if !strings.Contains(draft, "Renew") || !strings.Contains(draft, "All p") {
		t.Errorf("the draft's difference is\n%s", draft)
	}
	if got := d.imports(); !strings.Contains(got, "Taken in") || strings.Contains(got, "Waits to be merged") {
		t.Errorf("afterwards the page is\n%s", got)
	}
}

// TestImportPageRefuses tells what is wrong, and keeps what was sent.
func TestImportPageRefuses(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	first, err := d.store.Edition(t.Context(), gaps, 1)
	d.must(err)
	bad := strings.Replace(string(first.Source), "| 4101 |", "| 41o1 |", 1)
	w := d.upload("editor", importPage, nil, [3]string{"file", "bad.md", bad})
	if page := html.UnescapeString(w.Body.String()); w.Code != http.StatusUnprocessableEntity || !strings.Contains(page, "bad.md cannot be read as a playbook: 1 problem") ||
		!strings.Contains(page, `The task ID "41o1" is not a number`) || !strings.Contains(page, "| 41o1 |") {
		t.Errorf("a bad file: %d\n%s", w.Code, page)
	}
	if w := d.upload("editor", importPage, nil); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "Choose a file") {
		t.Errorf("nothing: %d", w.Code)
	}
	if w := d.upload("editor", importPage, nil, [3]string{"file", "x.md", bad[:40] + strings.Repeat("x", 1<<20)}); w.Code < 400 || w.Code > 422 {
		t.Errorf("a large file: %d", w.Code)
	}
	if w := d.upload("editor", importPage, map[string]string{"text": string(first.Source)}, [3]string{"fragments", "other.md", "x"}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "does not include") {
		t.Errorf("a fragment of something else: %d", w.Code)
	}
	for _, path := range []string{importPage, "/playbooks/import"} {
		if w := d.answer(d.ask("reader", http.MethodGet, path)); w.Code != http.StatusNotFound {
			t.Errorf("%s answers a reader with %d", path, w.Code)
		}
		if w := d.upload("reader", path, map[string]string{"text": string(first.Source), "slug": "mine"}); w.Code != http.StatusNotFound {
			t.Errorf("%s takes a reader's file with %d", path, w.Code)
		}
	}
	if w := d.post("editor", importPage+"/1/leave", nil); w.Code != http.StatusConflict {
		t.Errorf("leaving what does not wait: %d", w.Code)
	}
}

// TestNewPlaybookPage publishes a second playbook.
func TestNewPlaybookPage(t *testing.T) {
	t.Parallel()
	d := newEditions(t)
	first, err := d.store.Edition(t.Context(), gaps, 1)
	d.must(err)
	text := strings.NewReplacer("# Address Technical Gaps", "# Enable Services", "Phase: **Remediate**", "Phase: **Enable**").Replace(string(first.Source))
	if w := d.upload("editor", "/playbooks/import", map[string]string{"slug": gaps, "text": text}); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "There is a playbook "+gaps) {
		t.Errorf("a slug that is taken: %d", w.Code)
	}
	if w := d.upload("editor", "/playbooks/import", nil, [3]string{"file", "Enable Services.md", text}); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/playbooks/enable-services" {
		t.Errorf("%d to %s\n%s", w.Code, w.Header().Get("Location"), w.Body)
	}
	if got := d.read("reader", "/playbooks/enable-services"); !strings.Contains(got, "Enable Services") {
		t.Error("readers do not see it")
	}
}
