package webtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const gapsDraft = "/playbooks/address-technical-gaps/draft"

// press types keys where the focus is, as a keyboard does: what a page does on a
// key keeps its letter from being typed.
func (w walker) press(keys string, with ...chromedp.KeyOption) {
	w.Helper()
	w.step(w.do(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		for _, r := range keys {
			for _, e := range keyEvents(r, with) {
				if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, e); err != nil {
					return chromedp.Void{}, err
				}
			}
		}
		return chromedp.Void{}, nil
	}))
}

// keyEvents are a key's going down, with the letter that it types, and up.
func keyEvents(r rune, with []chromedp.KeyOption) []input.DispatchKeyEventParams {
	var events []input.DispatchKeyEventParams
	for _, e := range kb.Encode(r) {
		for _, option := range with {
			option(e)
		}
		if e.Type == kb.KeyChar {
			events[0].Type, events[0].Text, events[0].UnmodifiedText = "keyDown", e.Text, e.UnmodifiedText
			continue
		}
		events = append(events, *e)
	}
	return events
}

// text gives what stands in the editor.
func (w walker) text() string {
	w.Helper()
	text, err := Eval[string](w.Tab, "document.getElementById('markdown').value")
	w.step(err)
	return text
}

// holds waits until an expression of the page is true.
func (w walker) holds(script string) {
	w.Helper()
	w.step(w.wait(script, script))
}

// tabTo goes to the element of an id by Tab alone.
func (w walker) tabTo(id string) {
	w.Helper()
	for range 80 {
		at, err := Eval[string](w.Tab, "document.activeElement.id")
		w.step(err)
		if at == id {
			return
		}
		w.press(kb.Tab)
	}
	w.Fatalf("%s cannot be reached by Tab", id)
}

const isSaved = `document.querySelector("[data-editor-state]").textContent === "Saved"`

// TestMarkdownByKeyboard edits, mends, takes back and publishes a playbook, and
// touches nothing but keys.
func TestMarkdownByKeyboard(t *testing.T) {
	t.Parallel()
	w := walk(t, browser(t), site(t), "admin")
	w.step(w.Go(gapsDraft + "/markdown"))
	w.holds(isSaved)
	original := w.text()

	w.press("e")
	w.press(kb.Home, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	w.press(kb.ArrowDown + kb.End)
	w.press(" Well")
	w.holds(isSaved)
	want := strings.Replace(original, "title: Address Technical Gaps\n", "title: Address Technical Gaps Well\n", 1)
	w.step(w.Sees("Draft on edition 1: Markdown edited"))
	w.step(w.Go(gapsDraft + "/markdown"))
	if got := w.text(); got != want {
		t.Fatalf("saved is\n%.300s", got)
	}

	w.tabTo("markdown")
	w.press(kb.Home, chromedp.KeyModifiers(chromedp.ModifierCtrl))
	w.press("x")
	w.step(w.Sees("The Markdown cannot be read as it stands"))
	w.step(w.Sees("The file has no front matter"))
	w.holds(`document.querySelector("[data-editor-lines] > [data-wrong]").textContent === "1"`)
	w.press(kb.Escape + kb.Tab)
	w.holds(`document.activeElement.dataset.editorLine === "1"`)
	w.press(kb.Enter)
	w.holds(`document.activeElement.id === "markdown" && document.activeElement.selectionEnd > 3`)
	w.press("---  ")
	w.step(w.Sees("No problems"))
	w.holds(isSaved)
	if got := w.text(); got != want {
		t.Fatalf("mended is\n%.300s", got)
	}

	w.press(kb.Escape)
	w.press("u")
	w.step(w.Sees("Taken back: Markdown edited."))
	if got := w.text(); got != original {
		t.Fatalf("taken back is\n%.300s", got)
	}
	w.press("U")
	w.step(w.Sees("Brought back: Markdown edited."))
	if got := w.text(); got != want {
		t.Fatalf("brought back is\n%.300s", got)
	}
	published(w)
}

// published goes on to publish the draft.
func published(w walker) {
	w.Helper()
	w.press("t")
	w.press("p")
	w.step(w.Sees("Publish edition 2"))
	w.tabTo("summary")
	w.press(kb.Enter)
	w.step(w.Sees("Say what changed."))
	w.holds(`document.activeElement.className.includes("error-summary")`)
	w.press(kb.Tab + kb.Enter)
	w.holds(`document.activeElement.id === "summary"`)
	w.press("Retitled in the front matter" + kb.Enter)
	w.step(w.Sees("Edition 2 is published."))
}

// TestTwoEditAtOnce: what two type in different places is merged as they type; of
// what both changed one is asked.
func TestTwoEditAtOnce(t *testing.T) {
	t.Parallel()
	b, s := browser(t), site(t)
	one, two := walk(t, b, s, "admin"), walk(t, b, s, "admin")
	for _, w := range []walker{one, two} {
		w.step(w.Go(gapsDraft + "/markdown"))
		w.holds(isSaved)
	}
	typeAfter(one, "frustrated on the way.", " One was here.")
	one.holds(isSaved)
	typeAfter(two, "Core onboarding is done, identity remediation and synchronization included.", " Two was here.")
	two.holds(isSaved)
	for _, words := range []string{"on the way. One was here.", "included. Two was here."} {
		if !strings.Contains(two.text(), words) {
			t.Errorf("the second does not have %q", words)
		}
	}
	typeAfter(one, "One was here.", " And again.")
	one.holds(isSaved)
	typeAfter(two, "One was here.", " And Two.")
	two.step(two.Sees("somebody changed the same"))
	two.press(kb.Escape + kb.Enter)
	two.step(two.Sees("Choose what to keep"))
	two.step(two.Sees("In another window you"))
	two.step(two.Press("Save what is chosen"))
	two.step(two.Sees("The draft is saved."))
	text := two.text()
	if !strings.Contains(text, "One was here. And Two.") || strings.Contains(text, "And again.") {
		t.Errorf("what was chosen is not there:\n%.1500s", text)
	}
	two.holds(isSaved)
}

// typeAfter types behind words in the editor.
func typeAfter(w walker, words, text string) {
	w.Helper()
	w.holds(fmt.Sprintf(`(box => { const at = box.value.indexOf(%[1]s); box.focus(); box.setSelectionRange(at + %[1]s.length, at + %[1]s.length); return at >= 0 })(document.getElementById("markdown"))`, quoted(words)))
	w.press(text)
}
