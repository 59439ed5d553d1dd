package webtest

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/app"
	"gaptrack/internal/pgtest"
)

// meet opens a checkpoint of a customer that is being held, at an item.
func (w walker) meet(customer, on string) (path string) {
	w.Helper()
	engagement, err := w.engagement(customer)
	w.step(err)
	w.step(w.Go(engagement + "/checkpoints"))
	w.step(w.Press("Hold one now"))
	w.step(w.Sees("Minutes so far"))
	path, err = w.Path()
	w.step(err)
	path, _, _ = strings.Cut(path, "?")
	path += "?on=" + on
	w.step(w.Go(path))
	return path
}

const note = `document.querySelector("#meeting-item [name=note]")`

// TestTwoInOneMeeting has two browsers in one meeting: each sees what the other does,
// within a second on a machine that is not busy, and what is being typed is not replaced.
func TestTwoInOneMeeting(t *testing.T) {
	t.Parallel()
	s := site(t)
	rhea, per := walk(t, browser(t), s, "engineer"), walk(t, browser(t), s, "manager")
	path := rhea.meet("Harbour", "item-1")
	per.step(per.Go(strings.Replace(path, "item-1", "item-2", 1)))
	rhea.step(rhea.Sees("2 here"))
	per.step(per.Sees("2 here"))

	rhea.step(rhea.Fill("What is said", "Half a sent"))
	per.step(per.Sees("has not sent: item 1"))
	_, err := Eval[bool](rhea.Tab, note+`.setSelectionRange(4, 4); window.same = `+note+`; true`)
	rhea.step(err)
	per.step(per.Fill("What is said", "The firewall is open."))
	began := time.Now()
	per.step(per.Press("Add to the minutes"))
	rhea.step(rhea.wait("line of the other", `document.getElementById("meeting-minutes").textContent.includes("The firewall is open.")`))
	took := time.Since(began)
	t.Logf("the other saw it %v after it was sent", took.Round(time.Millisecond))
	if took > 5*time.Second {
		t.Errorf("the other saw it after %v", took)
	}
	rhea.step(rhea.wait("field that is typed into as it was", note+` === window.same && document.activeElement === window.same && window.same.selectionStart === 4 && window.same.value === "Half a sent"`))

	rhea.step(rhea.Press("Add to the minutes"))
	rhea.step(rhea.Sees("Half a sent"))
	per.step(per.wait("line of the first", `document.getElementById("meeting-minutes").textContent.includes("Half a sent")`))
	per.step(per.wait("draft no more", `!document.getElementById("meeting-here").textContent.includes("has not sent: item 1")`))
	per.step(per.Go("/"))
	rhea.step(rhea.Sees("1 here"))
}

// TestSavedWhileSending has the draft of a note reach GapTrack behind the note itself, as
// two requests at once may: nothing is left of it.
func TestSavedWhileSending(t *testing.T) {
	t.Parallel()
	rhea := walk(t, browser(t), site(t), "engineer")
	path, _, _ := strings.Cut(rhea.meet("Harbour", "item-1"), "?")
	const crossing = `(() => {
		const real = window.fetch;
		let taken;
		const sending = new Promise((done) => { taken = done; });
		const noted = () => Object.keys(localStorage).some((key) => key.endsWith("#"));
		window.fetch = async (url, options) => {
			if (options?.method === "PUT") {
				window.held = true;
				await sending;
				return real(url, options);
			}
			const answer = await real(url, options);
			if (options?.method !== "POST") return answer;
			taken();
			while (!noted()) await new Promise((done) => { setTimeout(done, 10); });
			return answer;
		};
		return true;
	})()`
	_, err := Eval[bool](rhea.Tab, crossing)
	rhea.step(err)
	rhea.step(rhea.Fill("What is said", "Said once."))
	rhea.step(rhea.wait("draft on its way", `window.held === true`))
	rhea.step(rhea.Press("Add to the minutes"))
	rhea.step(rhea.wait("line of it", `document.getElementById("meeting-minutes").textContent.includes("Said once.")`))
	rhea.step(rhea.wait("draft of what was sent gone", fmt.Sprintf(`fetch(%s).then(r => r.text()).then(t => t === "[]")`, quoted(path+"/drafts"))))
}

// TestReloadWhileTyping reloads in the middle of a sentence, at once and after it was
// saved, and goes on in another browser.
func TestReloadWhileTyping(t *testing.T) {
	t.Parallel()
	s := site(t)
	rhea := walk(t, browser(t), s, "engineer")
	path := rhea.meet("Harbour", "item-1")
	rhea.step(rhea.wait("word on what is saved", `document.querySelector("[data-draft-state]").textContent === "Saved"`))
	rhea.step(rhea.Fill("What is said", "They will ope"))
	rhea.step(rhea.wait("word on what is not saved", `/^(Not yet saved|Saved as a draft)/.test(document.querySelector("[data-draft-state]").textContent)`))
	rhea.step(rhea.Go(path))
	rhea.step(rhea.wait("text that was typed", note+`.value === "They will ope"`))
	rhea.step(rhea.Fill("What is said", "They will open the firew"))
	rhea.step(rhea.Sees("Saved as a draft"))

	elsewhere := walk(t, browser(t), s, "engineer")
	elsewhere.step(elsewhere.Go(path))
	elsewhere.step(elsewhere.wait("text that was typed in the other browser", note+`.value === "They will open the firew"`))
	elsewhere.step(elsewhere.Fill("What is said", "They will open the firewall."))
	elsewhere.step(elsewhere.Press("Add to the minutes"))
	elsewhere.step(elsewhere.Sees("They will open the firewall."))
	elsewhere.step(elsewhere.wait("answer, which the line can come before", `sessionStorage.getItem("gaptrack-sent") === null`))
	elsewhere.step(elsewhere.Go(path))
	elsewhere.step(elsewhere.wait("empty field", note+`.value === "" && document.querySelector("[data-draft-state]").textContent === "Saved"`))
	rhea.step(rhea.Go(path))
	rhea.step(rhea.wait("field that was sent from elsewhere", note+`.value === ""`))
}

// TestRestartWhileTyping stops the program in the middle of a sentence and starts it
// again: the page says what is not saved, and saves it once it can.
func TestRestartWhileTyping(t *testing.T) {
	t.Parallel()
	url := pgtest.New(t)
	first, err := Start(t.Context(), app.Database{URL: url}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	rhea := walk(t, browser(t), first, "engineer")
	path := rhea.meet("Harbour", "item-1")
	rhea.step(rhea.Fill("What is said", "They will ope"))
	rhea.step(rhea.Sees("Saved as a draft"))
	began := time.Now()
	if err := first.Stop(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	t.Logf("it stopped within %v", time.Since(began).Round(time.Millisecond))
	rhea.step(rhea.Fill("What is said", "They will open the firew"))
	rhea.step(rhea.Sees("Not yet saved: GapTrack does not answer."))
	rhea.step(rhea.Sees("What others change is not shown at the moment."))

	second, err := StartOn(t.Context(), strings.TrimPrefix(first.Base, "http://"), app.Database{URL: url}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = second.Stop() })
	rhea.step(rhea.Sees("Saved as a draft"))
	rhea.step(rhea.wait("text as it was typed", note+`.value === "They will open the firew"`))
	per := walk(t, browser(t), second, "manager")
	per.step(per.Go(strings.Replace(path, "item-1", "item-2", 1)))
	per.step(per.Fill("What is said", "The proxy is gone."))
	per.step(per.Press("Add to the minutes"))
	rhea.step(rhea.wait("line of the other", `document.getElementById("meeting-minutes").textContent.includes("The proxy is gone.")`))
	rhea.step(rhea.Press("Add to the minutes"))
	rhea.step(rhea.Sees("They will open the firew"))
}

// TestSessionEndsWhileTyping ends the session in the middle of a sentence: the page says
// so and keeps what is typed, which is there once one has signed in again.
func TestSessionEndsWhileTyping(t *testing.T) {
	t.Parallel()
	rhea := walk(t, browser(t), site(t), "engineer")
	path := rhea.meet("Harbour", "item-1")
	rhea.step(rhea.Fill("What is said", "They will ope"))
	rhea.step(rhea.Sees("Saved as a draft"))
	_, err := Eval[bool](rhea.Tab, `fetch("/logout", {method: "POST"}).then(() => true)`)
	rhea.step(err)
	rhea.step(rhea.Fill("What is said", "They will open the firew"))
	rhea.step(rhea.Sees("Not yet saved: your session has ended."))
	rhea.step(rhea.Press("Sign in again"))
	rhea.step(rhea.Press("Engineer"))
	rhea.step(rhea.wait("the meeting", `location.pathname + location.search === `+quoted(path)))
	rhea.step(rhea.wait("text that was typed", note+`.value === "They will open the firew"`))
	rhea.step(rhea.Sees("Saved as a draft"))
}

// TestClosedWhileTyping closes a meeting over what another has typed: their page tells
// them, and has their words still.
func TestClosedWhileTyping(t *testing.T) {
	t.Parallel()
	s := site(t)
	rhea, per := walk(t, browser(t), s, "engineer"), walk(t, browser(t), s, "manager")
	path := rhea.meet("Harbour", "item-1")
	rhea.step(rhea.Fill("What is said", "Half a sent"))
	rhea.step(rhea.Sees("Saved as a draft"))
	per.step(per.Go(path))
	per.step(per.Press("Close checkpoint"))
	per.step(per.Press("Close checkpoint")) // the question is answered
	per.step(per.Sees("R. Osei, item 1, since"))
	per.step(per.Tick("Close without it"))
	per.step(per.Press("Close checkpoint"))
	per.step(per.Press("Close checkpoint"))
	per.step(per.Sees("is closed"))
	rhea.step(rhea.Sees("This checkpoint was closed meanwhile."))
	rhea.step(rhea.wait("text that was typed", note+`.value === "Half a sent"`))
	rhea.step(rhea.Press("open its minutes"))
	rhea.step(rhea.Sees("You had typed this, and not sent it"))
	rhea.step(rhea.Sees("Half a sent"))
	rhea.step(rhea.Press("Discard"))
	rhea.step(rhea.Press("Discard")) // the question is answered
	rhea.step(rhea.Sees("What you had typed is discarded."))
	per.step(per.Go(strings.TrimSuffix(path, "?on=item-1")))
	per.step(per.Sees("Download as Markdown"))
	if left, err := Eval[bool](per.Tab, `document.body.textContent.includes("Half a sent")`); err != nil || left {
		t.Errorf("another reads what was not sent: %v", err)
	}
}
