package webtest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"
)

// TestMeetingByKeys holds a checkpoint of thirty items by the keyboard alone, until it
// is closed with the next one planned.
func TestMeetingByKeys(t *testing.T) {
	t.Parallel()
	w := walk(t, browser(t), site(t), "engineer")
	path := create(w)
	findings(w, path, 30)
	w.step(w.Go(path + "/checkpoints"))
	w.keys("h")
	w.step(w.Sees("0 of 33 spoken of"))
	w.keys("?")
	w.step(w.Sees("State: In progress"))
	w.keys(kb.Escape)
	for n := range 33 {
		speak(w, n)
		w.step(w.Sees(fmt.Sprintf("%d of 33 spoken of", n+1)))
	}
	w.step(w.Sees("Everything on the agenda was spoken of"))
	attend(w)
	w.keys("c")
	w.step(w.Sees("Its minutes never change after."))
	w.keys(kb.Enter)
	w.step(w.Sees("Checkpoint 1 is closed. The next one, 2, is planned for"))
	w.step(w.Sees("Blocked (Network): The firewall team is away"))
	w.step(w.Sees("Finding 30"))
	w.step(w.Sees("Closed by keys: finding"))
	w.step(w.wait("draft of what was sent gone", `fetch(location.pathname + "/drafts").then(r => r.text()).then(t => t === "[]" && !document.body.textContent.includes("and not sent it"))`))
	w.step(w.Sees("R. Osei"))
}

// keys types keys, and waits for the page that comes of it where one does.
func (w walker) keys(keys string) {
	w.Helper()
	w.press(keys)
	w.step(w.settle())
}

// findings adds findings to the checklist, one a line.
func findings(w walker, path string, count int) {
	w.Helper()
	var lines []string
	for n := range count {
		lines = append(lines, fmt.Sprintf("Finding %d", n+1))
	}
	const send = `(async () => {
		const page = new DOMParser().parseFromString(await (await fetch(%[1]s)).text(), "text/html");
		const form = page.querySelector("textarea[name=lines]").form;
		const sent = new URLSearchParams(new FormData(form));
		sent.set("lines", %[2]s);
		sent.set("paste_service", "MDATP");
		sent.set("paste_severity", "Medium");
		sent.set("paste_side", "customer");
		return (await fetch(form.getAttribute("action"), {method: "POST", body: sent})).ok;
	})()`
	added, err := Eval[bool](w.Tab, fmt.Sprintf(send, quoted(path+"/checklist/new"), quoted(strings.Join(lines, "\n"))))
	w.step(err)
	if !added {
		w.Fatal("the findings are not added")
	}
}

// speak says something of the subject that is open, each time in another way.
func speak(w walker, n int) {
	w.Helper()
	switch n % 6 {
	case 0:
		w.keys("2nWork began." + kb.Enter)
	case 1:
		w.keys("bThe firewall team is away." + kb.Tab + "Net" + kb.Tab + "M. Ruiz" + kb.Enter)
	case 2:
		w.keys("pAsk the vendor" + kb.Enter + "M. Ruiz" + kb.Enter)
		w.keys("nIt waits for the vendor." + kb.Enter)
	case 3:
		w.keys("jknNothing new." + kb.Enter)
	case 4:
		w.keys("nFirst typed," + kb.Escape + "n and sent later." + kb.Enter)
	case 5:
		w.keys("wIt goes away" + kb.Enter + "We watch it" + kb.Enter + "01022031" + kb.Enter)
		w.keys("3" + kb.Enter)
	}
}

// attend ticks the first of the team, and writes what belongs to no item.
func attend(w walker) {
	w.Helper()
	w.keys("a " + kb.Enter)
	w.step(w.Sees("The notes are saved."))
	w.keys("mClosed by keys: finding by finding.")
	w.keys(kb.Escape)
}
