package component

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/a-h/templ"
	"github.com/chromedp/chromedp"

	"gaptrack/web/static"
)

// The content policy under which pages run.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"

// browser opens a page in a headless Chromium of its own. Every path of its
// server gives the page that draw makes of the request.
func browser(t *testing.T, draw func(r *http.Request) templ.Component) context.Context {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(static.Prefix, static.Handler())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		templ.Handler(draw(r)).ServeHTTP(w, r)
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.NoSandbox, chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, closeTab := chromedp.NewContext(ctx)
	t.Cleanup(closeTab)
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	t.Cleanup(cancel)
	do(t, ctx, chromedp.Navigate(server.URL))
	return ctx
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, actions...); err != nil {
		t.Fatal(err)
	}
}

// eval gives what an expression gives in the page.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// until waits for an expression to become true, in the page or the one that
// follows it, once its scripts run.
func until(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	expression = `document.documentElement.classList.contains("js") && ` + expression
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if holds, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression)); err == nil && holds {
			return
		}
	}
	t.Fatalf("%s never holds", expression)
}

func listPage(*http.Request) templ.Component {
	table := Table{Caption: "Rows", Columns: []Column{{Label: "Name"}}}
	p := page("Rows", Engagements, engineer)
	p.Flash = &Flash{Text: "Saved."}
	return with(Layout(p), PageHeader{Title: "Rows", Action: ButtonLink{Text: "New row", URL: "/new", Key: "c"}},
		Time{UTC: "2026-11-24T15:00:00Z", Text: "Tue 24 Nov 2026, 03:17", ZoneLabel: "made up"},
		with(table, raw(`<tr><th scope="row"><a href="/a">A</a></th></tr><tr><th scope="row"><a href="/b">B</a></th></tr>`)),
		with(Form{Action: "/delete", Confirm: "Delete it?"}, Button{ID: "delete", Text: "Delete"}),
		with(Form{Action: "/state", Autosubmit: true}, Select{Name: "state", Label: "State", Options: []Option{{Value: "1", Label: "1"}, {Value: "2", Label: "2"}}}, Button{Text: "Save", Autosubmitted: true}))
}

func TestKeys(t *testing.T) {
	t.Parallel()
	ctx := browser(t, listPage)
	do(t, ctx, chromedp.KeyEvent("?"))
	until(t, ctx, `document.querySelector("dialog[open] dl")?.textContent.includes("New row")`)
	do(t, ctx, chromedp.KeyEvent("\x1b"))
	until(t, ctx, `!document.querySelector("dialog")`)
	do(t, ctx, chromedp.KeyEvent("/"))
	until(t, ctx, `document.activeElement.id === "search"`)
	eval[any](t, ctx, "document.activeElement.blur()")
	do(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("j"))
	until(t, ctx, `document.activeElement.textContent === "B"`)
	do(t, ctx, chromedp.KeyEvent("k"), chromedp.KeyEvent("\r"))
	until(t, ctx, `location.pathname === "/a"`)
	do(t, ctx, chromedp.KeyEvent("g"), chromedp.KeyEvent("p"))
	until(t, ctx, `location.pathname === "/playbooks"`)
}

func TestConfirmAsksFirst(t *testing.T) {
	t.Parallel()
	ctx := browser(t, listPage)
	for _, c := range []struct{ answer, path string }{{"no", "/"}, {"yes", "/delete"}} {
		eval[any](t, ctx, `document.getElementById("delete").click()`)
		until(t, ctx, `document.querySelector("dialog[open] h2")?.textContent === "Delete it?"`)
		eval[any](t, ctx, fmt.Sprintf(`document.querySelector("dialog [value=%s]").click()`, c.answer))
		until(t, ctx, fmt.Sprintf(`!document.querySelector("dialog") && location.pathname === %q`, c.path))
	}
}

func TestSmallServices(t *testing.T) {
	t.Parallel()
	ctx := browser(t, listPage)
	until(t, ctx, `document.querySelector(".yours")?.textContent.includes("yours")`)
	eval[any](t, ctx, `document.querySelector("[data-dismiss]").click()`)
	until(t, ctx, `!document.querySelector("[data-flash]")`)
	if shown := eval[bool](t, ctx, `document.querySelector(".autosubmitted").checkVisibility()`); shown {
		t.Error("the button of a form that sends itself is shown")
	}
	eval[any](t, ctx, `{ const s = document.getElementById("state"); s.value = "2"; s.dispatchEvent(new Event("change", { bubbles: true })); 0 }`)
	until(t, ctx, `location.pathname === "/state"`)
}

// What the arrow keys pass over is not meant: only Enter, or leaving the field,
// sends a choice that is made by keys.
func TestKeysChooseWithoutSending(t *testing.T) {
	t.Parallel()
	ctx := browser(t, listPage)
	choose := `{ const s = document.getElementById("state"); s.focus();
		s.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowDown", bubbles: true }));
		s.value = "2"; s.dispatchEvent(new Event("change", { bubbles: true })); 0 }`
	eval[any](t, ctx, choose)
	if path := eval[string](t, ctx, `new Promise((done) => setTimeout(() => done(location.pathname), 300))`); path != "/" {
		t.Fatalf("an arrow key sent the form to %s", path)
	}
	do(t, ctx, chromedp.KeyEvent("\r"))
	until(t, ctx, `location.pathname === "/state"`)
	eval[any](t, ctx, `location.href = "/"`)
	until(t, ctx, `location.pathname === "/"`)
	eval[any](t, ctx, choose)
	eval[any](t, ctx, `document.getElementById("state").dispatchEvent(new FocusEvent("focusout", { bubbles: true }))`)
	until(t, ctx, `location.pathname === "/state"`)
}

// A draft keeps the version that it was typed on: what others saved meanwhile
// is merged with it and not undone.
func TestDraftKeepsItsVersion(t *testing.T) {
	t.Parallel()
	drawn := 0
	ctx := browser(t, func(*http.Request) templ.Component {
		drawn++
		version := Hidden{Name: "version", Value: fmt.Sprint(drawn)}
		return with(Layout(page("Note", Engagements, engineer)),
			with(Form{Action: "/note", Draft: "note", Hidden: []Hidden{version}}, TextArea{Name: "note", Label: "Note"}, Button{ID: "save", Text: "Save"}))
	})
	version := `document.getElementsByName("version")[0].value`
	first := eval[string](t, ctx, version)
	do(t, ctx, chromedp.SendKeys(chromedp.ID("note"), "mine"), chromedp.Reload())
	until(t, ctx, `!!document.querySelector(".draft-note") && `+version+` === "`+first+`"`)
	eval[any](t, ctx, `document.querySelector(".draft-note button").click()`)
	until(t, ctx, `document.getElementById("note").value === "" && `+version+` !== "`+first+`"`)
}

// draftPage is a form that is refused at /refused and taken at /taken.
func draftPage(r *http.Request) templ.Component {
	p := page("Note", Engagements, engineer)
	var errs Errors
	switch r.FormValue("note") {
	case "":
	case "bad":
		errs = Errors{{Name: "note", Message: "Another, please."}}
	default:
		p.Flash = &Flash{Text: "Saved."}
	}
	return with(Layout(p), with(Form{Action: "/note", Draft: "note"}, errs.Summary(), TextArea{Name: "note", Label: "Note"}, Button{ID: "save", Text: "Save"}))
}

func TestDraftLastsUntilItIsSaved(t *testing.T) {
	t.Parallel()
	ctx := browser(t, draftPage)
	typed := `document.getElementById("note").value`
	do(t, ctx, chromedp.SendKeys(chromedp.ID("note"), "bad"), chromedp.Reload())
	until(t, ctx, typed+` === "bad" && !!document.querySelector(".draft-note")`)
	eval[any](t, ctx, `document.getElementById("save").click()`)
	until(t, ctx, `!!document.querySelector(".error-summary") && `+typed+` === "bad"`)
	do(t, ctx, chromedp.SendKeys(chromedp.ID("note"), "ly"))
	eval[any](t, ctx, `document.getElementById("save").click()`)
	until(t, ctx, `!!document.querySelector("[data-flash]") && `+typed+` === ""`)
	if left := eval[int](t, ctx, `localStorage.length`); left != 0 {
		t.Errorf("%d drafts are left after saving", left)
	}
}

func TestDraftsGoAtSignOut(t *testing.T) {
	t.Parallel()
	ctx := browser(t, draftPage)
	do(t, ctx, chromedp.SendKeys(chromedp.ID("note"), "secret"))
	until(t, ctx, `localStorage.length === 1`)
	eval[any](t, ctx, `document.querySelector("[data-sign-out]").requestSubmit()`)
	until(t, ctx, `location.pathname === "/logout" && localStorage.length === 0`)
}
