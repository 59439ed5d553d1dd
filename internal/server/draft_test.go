package server_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"gaptrack/internal/access"
	"gaptrack/internal/playbook"
	"gaptrack/internal/server"
)

const markdownPath = "/playbooks/address-technical-gaps/draft/markdown"

// newDraft is the site with an admin, called editor, and the text of the playbook.
func newDraft(t *testing.T) (*demo, string) {
	t.Helper()
	d := newSite(t)
	d.as("editor", access.Admin)
	d.as("reader", access.Manager)
	e, err := d.store.Edition(t.Context(), "address-technical-gaps", 0)
	d.must(err)
	return d, e.Text()
}

func typedForm(version int, text string) url.Values {
	return url.Values{"version": {fmt.Sprint(version)}, "markdown": {text}}
}

func TestMarkdownIsSavedAsTyped(t *testing.T) {
	t.Parallel()
	d, text := newDraft(t)
	broken := strings.Replace(text, "| 3998 |", "| 4080 |", 1)
	if w := d.post("editor", markdownPath, typedForm(0, broken)); w.Code != http.StatusSeeOther {
		t.Fatalf("saving answers %d: %.300s", w.Code, w.Body)
	}
	page := d.read("editor", markdownPath)
	for _, want := range []string{"| 4080 | MIP", "cannot be read as it stands: 1 problem", "each task has an ID of its own", `data-editor-line="68"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not hold %q", want)
		}
	}
	publish := d.read("editor", "/playbooks/address-technical-gaps/draft/publish")
	if !strings.Contains(publish, "See the problems") || !strings.Contains(publish, `aria-disabled="true"`) {
		t.Error("publishing is offered all the same")
	}
	w := d.post("editor", markdownPath, typedForm(1, text), "HX-Request-Type", "partial")
	if got := w.Body.String(); w.Code != http.StatusOK || !strings.Contains(got, `name="version" value="2"`) || !strings.Contains(got, "No problems") || strings.Contains(got, "<textarea") {
		t.Errorf("the script is answered %d: %.600s", w.Code, w.Body)
	}
}

// TestMarkdownOfAnySize: what a playbook may have can be sent, however it is
// written as a form; what is above that is refused with its limit, and shown as it
// was typed.
func TestMarkdownOfAnySize(t *testing.T) {
	t.Parallel()
	d, text := newDraft(t)
	line := strings.Repeat("ç", 400) + "\n"
	filler := strings.Repeat(line, (playbook.MaxSize-len(text))/len(line))
	large := strings.Replace(text, "## Objectives", filler+"\n## Objectives", 1)
	if w := d.post("editor", markdownPath, typedForm(0, large)); w.Code != http.StatusSeeOther {
		t.Fatalf("%d bytes answer %d: %.300s", len(large), w.Code, w.Body)
	}
	w := d.post("editor", markdownPath, typedForm(1, large+line+line))
	if got := w.Body.String(); w.Code != http.StatusUnprocessableEntity || !strings.Contains(got, "1 MiB") || !strings.Contains(got, "data-unsaved") || len(got) < playbook.MaxSize {
		t.Errorf("%d bytes answer %d: %.300s", len(large)+2*len(line), w.Code, w.Body)
	}
	if w := d.post("editor", markdownPath, typedForm(1, strings.Repeat(large, 4))); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a body above %d answers %d", server.MaxPlaybook, w.Code)
	}
	if w := d.post("editor", "/admin/people", url.Values{"name": {strings.Repeat("x", server.MaxBody)}}); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("another form of that size answers %d", w.Code)
	}
}

func TestMarkdownClash(t *testing.T) {
	t.Parallel()
	d, text := newDraft(t)
	theirs := strings.Replace(text, "is remediated.", "is mended.", 1)
	mine := strings.NewReplacer("is remediated.", "is cleared.", "## Next Steps\n", "## Next Steps\n\n- Mine.\n").Replace(text)
	d.post("editor", markdownPath, typedForm(0, theirs))
	w := d.post("editor", markdownPath, typedForm(0, mine))
	page := w.Body.String()
	if w.Code != http.StatusConflict || !strings.Contains(page, "is mended.") || !strings.Contains(page, "In another window you changed the same") {
		t.Fatalf("a clash answers %d: %.600s", w.Code, page)
	}
	_, name, _ := strings.Cut(page, `name="part:`)
	name, _, _ = strings.Cut(name, `"`)
	form := typedForm(0, mine)
	form.Set("against", "1")
	form.Set("part:"+name, "ours")
	if w := d.post("editor", markdownPath, form); w.Code != http.StatusSeeOther {
		t.Fatalf("the choice answers %d: %.600s", w.Code, w.Body)
	}
	draft, err := d.store.Draft(t.Context(), "address-technical-gaps", access.Actor{ID: 1, Role: access.Admin})
	d.must(err)
	if got := draft.Text(); !strings.Contains(got, "is mended.") || !strings.Contains(got, "- Mine.") {
		t.Errorf("the draft has not both:\n%.2000s", got)
	}
}

func TestPublishingBringsAnEdition(t *testing.T) {
	t.Parallel()
	d, text := newDraft(t)
	const path = "/playbooks/address-technical-gaps/draft/publish"
	nothing := d.post("editor", path, url.Values{"version": {"0"}, "summary": {"Nothing"}})
	if nothing.Code != http.StatusConflict || !strings.Contains(nothing.Body.String(), "the same as edition 1") {
		t.Errorf("nothing new answers %d: %.300s", nothing.Code, nothing.Body)
	}
	d.post("editor", markdownPath, typedForm(0, strings.Replace(text, "|4096|Microsoft Edge Site Discovery|O|SME|Edge|\n", "", 1)))
	page := d.read("editor", path)
	for _, want := range []string{"Publish edition 2", "Task 4096, Microsoft Edge Site Discovery, is no longer in the document", "1 change"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	for _, try := range []struct {
		summary string
		want    int
	}{{" ", http.StatusUnprocessableEntity}, {"Edge is gone", http.StatusSeeOther}, {"Edge is gone", http.StatusConflict}} {
		w := d.post("editor", path, url.Values{"version": {"1"}, "summary": {try.summary}})
		if w.Code != try.want {
			t.Errorf("%q answers %d, want %d: %.300s", try.summary, w.Code, try.want, w.Body)
		}
	}
}

func TestFragmentIsEdited(t *testing.T) {
	t.Parallel()
	d, _ := newDraft(t)
	const path, file = "/playbooks/address-technical-gaps/draft/fragment", "includes/data-privacy.md"
	form := func(was, text string) url.Values {
		return url.Values{"version": {"0"}, "file": {file}, "was": {was}, "text": {text}}
	}
	for _, try := range []struct {
		was, text string
		want      int
	}{
		{"", "Ours.\r\n", http.StatusSeeOther}, {"", "Mine.", http.StatusConflict}, {"Ours.\n", "Mine.", http.StatusSeeOther},
		{"Mine.", strings.Repeat("x", playbook.MaxFragment+1), http.StatusUnprocessableEntity},
	} {
		if w := d.post("editor", path, form(try.was, try.text)); w.Code != try.want {
			t.Errorf("%.20q over %q answers %d, want %d: %.300s", try.text, try.was, w.Code, try.want, w.Body)
		}
	}
	page := d.read("editor", markdownPath)
	if !strings.Contains(page, "Mine.</textarea>") || !strings.Contains(page, "fragment includes/data-privacy.md edited") {
		t.Errorf("the page does not hold the fragment")
	}
	if w := d.post("editor", path, url.Values{"file": {"another.md"}, "text": {"x"}}); w.Code != http.StatusNotFound {
		t.Errorf("a fragment that is not named answers %d", w.Code)
	}
}

// TestDraftIsForEditorsAlone: to others there is no such page, whatever they send.
func TestDraftIsForEditorsAlone(t *testing.T) {
	t.Parallel()
	d, text := newDraft(t)
	for _, part := range []string{"", "/markdown", "/publish"} {
		path := "/playbooks/address-technical-gaps/draft" + part
		if w := d.answer(d.ask("reader", http.MethodGet, path)); w.Code != http.StatusNotFound {
			t.Errorf("%s answers a reader with %d", path, w.Code)
		}
		if w := d.answer(d.ask("", http.MethodGet, path)); w.Code != http.StatusSeeOther {
			t.Errorf("%s answers nobody with %d", path, w.Code)
		}
	}
	for _, part := range []string{"markdown", "publish", "undo", "redo", "drop", "fragment"} {
		if w := d.post("reader", "/playbooks/address-technical-gaps/draft/"+part, typedForm(0, text+"x")); w.Code != http.StatusNotFound {
			t.Errorf("%s takes a reader's form with %d", part, w.Code)
		}
	}
}

// TestEditorIsOneRoundTrip: who asks is proven by the reading of the draft.
func TestEditorIsOneRoundTrip(t *testing.T) {
	t.Parallel()
	d, _ := newDraft(t)
	for _, part := range []string{"", "/markdown", "/publish"} {
		if trips := d.trips.during(func() { d.get("editor", "/playbooks/address-technical-gaps/draft"+part) }); trips != 1 {
			t.Errorf("the page %q takes %d round trips", part, trips)
		}
	}
}
