package webtest

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestStructureByKeyboard edits a playbook without a mouse: it walks to a task,
// renames it, moves it, adds another, and leaves a form without saving.
func TestStructureByKeyboard(t *testing.T) {
	t.Parallel()
	tab := browser(t).Open(site(t).Base)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const focused = `document.activeElement?.closest("[id]:not(input, select)")?.id === `
	must(tab.SignIn("admin"))
	must(tab.Go("/playbooks/address-technical-gaps/draft#task-4073"))
	must(tab.wait("focus on the task of the address", focused+`"task-4073"`))

	must(tab.Keys("j"))
	must(tab.wait("focus on the next task", focused+`"task-4080"`))
	must(tab.Keys("\r"))
	must(tab.wait("form with its name in focus", `document.activeElement.name === "name" && document.activeElement.value.startsWith("MDATP")`))
	must(tab.Keys("Defender: "))
	must(tab.Keys("\r"))
	must(tab.Sees("Task 4080 changed"))
	must(tab.Sees("Defender: MDATP - Proxy"))
	must(tab.wait("focus on the row again", focused+`"task-4080"`))

	must(tab.Keys(kb.ArrowUp, chromedp.KeyModifiers(chromedp.ModifierAlt)))
	must(tab.Sees("Task 4080 moved up"))
	must(tab.wait("row above its neighbour", `document.getElementById("task-4080").nextElementSibling.id === "task-4073"`))
	must(tab.wait("focus on the row that was moved", focused+`"task-4080"`))

	must(tab.Keys("a"))
	must(tab.wait("form of a new task", `document.activeElement.name === "id"`))
	must(tab.Keys("5001"))
	must(tab.Keys("\x1b"))
	must(tab.wait("way out in focus", `document.activeElement.matches("[data-cancel]")`))
	must(tab.Keys("\x1b"))
	must(tab.wait("form that is closed", `!document.querySelector("[data-cancel]")`))
	must(tab.Sees("Microsoft Edge Site Discovery"))
}
