package webtest

import (
	"errors"
	"fmt"
	"time"

	"github.com/chromedp/chromedp"
)

// mark finds an element as a person does, by its words, marks it for the
// action that follows and reports whether it is there. Of several, the first
// that is visible and enabled is taken; while a question is open, of its own.
const mark = `(kind, words, near) => {
	document.querySelectorAll("[data-webtest]").forEach(e => e.removeAttribute("data-webtest"));
	const fold = s => (s || "").replace(/\s+/g, " ").trim();
	const seen = e => e && e.checkVisibility();
	const named = e => fold(e.getAttribute("aria-label") || e.textContent).replace(/ \(optional\)$/, "");
	const within = near
		? [...document.querySelectorAll("tr, li, section, article, fieldset, form, details")].filter(e => fold(e.textContent).includes(near)).pop()
		: document.querySelector("dialog[open]") ?? document;
	if (!within) return false;
	let found;
	if (kind === "field") {
		const label = [...within.querySelectorAll("label")].find(l => named(l) === words && (seen(l.control) || l.control?.type === "radio" || l.control?.type === "checkbox"));
		found = label && label.control;
	} else {
		const all = [...within.querySelectorAll("button, a[href], summary, input[type=submit]")].filter(e => seen(e));
		found = all.find(e => named(e) === words) || all.find(e => named(e).startsWith(words));
	}
	if (!found || found.getAttribute("aria-disabled") === "true") return false;
	found.setAttribute("data-webtest", "");
	found.scrollIntoView({block: "center"});
	return true;
}`

const marked = chromedp.CSS("[data-webtest]")

// find marks an element, waiting for it a little.
func (t *Tab) find(kind, words, near string) error {
	script := fmt.Sprintf("(%s)(%s, %s, %s)", mark, quoted(kind), quoted(words), quoted(near))
	return t.wait(fmt.Sprintf("a %s %q near %q", kind, words, near), script)
}

// wait asks a question of the page until it is true.
func (t *Tab) wait(what, script string) error {
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		yes, err := Eval[bool](t, script)
		if yes {
			return nil
		}
		last = err // a page that is just loading has no answer
	}
	path, _ := t.Path()
	text, _ := Eval[string](t, "document.body.innerText")
	return errors.Join(fmt.Errorf("%s has no %s; it says: %.2000s", path, what, text), last)
}

// Fill types a value into the field with the label, in place of what is there.
// Of a list it takes the choice whose words begin with the value.
func (t *Tab) Fill(label, value string) error { return t.FillNear("", label, value) }

// FillNear is Fill for a label that is on the page several times: the one in
// the row, list entry, section or form that holds the words near.
func (t *Tab) FillNear(near, label, value string) error {
	if err := t.find("field", label, near); err != nil {
		return err
	}
	dated, err := Eval[bool](t, `["date", "time", "select-one"].includes(document.querySelector("[data-webtest]").type)`)
	if err != nil {
		return err
	}
	if dated { // the parts of a date are typed as the browser's language wants; a choice is not typed at all
		_, err := Eval[bool](t, `(e => { e.value = `+quoted(value)+`;
			if (e.tagName === "SELECT" && e.value !== `+quoted(value)+`) e.value = [...e.options].find(o => o.text.trim().toLowerCase().startsWith(`+quoted(value)+`.toLowerCase())).value;
			e.dispatchEvent(new Event("input", {bubbles: true})); e.dispatchEvent(new Event("change", {bubbles: true})); return true })(document.querySelector("[data-webtest]"))`)
		return err
	}
	if _, err := Eval[bool](t, `(e => { e.focus(); e.select(); return true })(document.querySelector("[data-webtest]"))`); err != nil {
		return err
	}
	if value == "" {
		return t.do(chromedp.KeyEvent("\b"))
	}
	return t.do(chromedp.SendKeys(marked, value))
}

// Tick clicks the checkbox or radio with the label.
func (t *Tab) Tick(label string) error { return t.TickNear("", label) }

// TickNear is Tick for a label that is on the page several times; see FillNear.
func (t *Tab) TickNear(near, label string) error {
	if err := t.find("field", label, near); err != nil {
		return err
	}
	return t.click()
}

// click clicks what is marked. The browser is not asked to aim: while a page
// settles, what was under the pointer may have moved.
func (t *Tab) click() error {
	_, err := Eval[bool](t, `(e => { e.focus(); e.click(); return true })(document.querySelector("[data-webtest]"))`)
	return err
}

// Press clicks the button, link or disclosure with the words, and waits for the
// page that comes of it where one does.
func (t *Tab) Press(words string) error { return t.PressNear("", words) }

// PressNear is Press for words that are on the page several times; see
// FillNear.
func (t *Tab) PressNear(near, words string) error {
	if err := t.find("button or link", words, near); err != nil {
		return err
	}
	if err := t.click(); err != nil {
		return fmt.Errorf("press %q: %w", words, err)
	}
	return t.settle()
}

// settle waits until a navigation that began has ended.
func (t *Tab) settle() error {
	time.Sleep(100 * time.Millisecond) // a form's navigation begins a moment after the click
	return t.wait("document that is complete", `document.readyState === "complete"`)
}

// Sees waits until the page says something.
func (t *Tab) Sees(words string) error {
	return t.wait(fmt.Sprintf("text %q", words),
		`document.body.innerText.replace(/\s+/g, " ").includes(`+quoted(words)+`)`)
}

// Keys presses keys where the focus is, and waits for the page that comes of it
// where one does.
func (t *Tab) Keys(keys string, options ...chromedp.KeyOption) error {
	if err := t.do(chromedp.KeyEvent(keys, options...)); err != nil {
		return err
	}
	return t.settle()
}
