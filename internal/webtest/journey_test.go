package webtest

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// walker is a tab whose every step must succeed.
type walker struct {
	*testing.T
	*Tab
}

// step fails the test where an act of the person failed.
func (w walker) step(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func walk(t *testing.T, b *Browser, site *Site, as string) walker {
	t.Helper()
	w := walker{t, b.Open(site.Base)}
	w.step(w.View(1280, 900, "light"))
	w.step(w.SignIn(as))
	return w
}

// TestJourney is the whole way in a real browser: an engineer creates an
// engagement, sees its scope, logs a checkpoint, resolves the checklist and
// requests the exit; the manager approves it.
func TestJourney(t *testing.T) {
	t.Parallel()
	b, s := browser(t), site(t)
	engineer := walk(t, b, s, "engineer")
	path := create(engineer)
	scope(engineer, path)
	checklist(engineer, path)
	checkpoint(engineer, path)
	tasks(engineer, path)
	attest(engineer, path)
	ask(engineer, path)
	approve(walk(t, b, s, "manager"), path)
	w := engineer
	w.step(w.Go(path))
	w.step(w.Sees("read-only"))
}

// create fills the form by its labels; the scope shows while it is typed.
func create(w walker) (path string) {
	w.Helper()
	w.step(w.Press("Engagements"))
	w.step(w.Press("New engagement"))
	w.step(w.Fill("Customer", "Solveig Shipping"))
	w.step(w.Fill("Seats", "12,000"))
	w.step(w.Tick("RFA"))
	w.step(w.Tick("Exchange"))
	w.step(w.Tick("MDATP"))
	w.step(w.Sees("4 of 13 tasks are in scope"))
	w.step(w.Fill("Manager", "P. Lindqvist"))
	w.step(w.Press("Create engagement"))
	w.step(w.Sees("Solveig Shipping"))
	path, err := w.Path()
	w.step(err)
	return path
}

// scope looks for exactly the four tasks, and for why 3208 is none of them.
func scope(w walker, path string) {
	w.Helper()
	w.step(w.Go(path + "/tasks"))
	in, err := Eval[[]string](w.Tab, `[...document.querySelectorAll("main table a[href*='/tasks/']")]
		.filter(a => a.checkVisibility()).map(a => a.getAttribute("href").split("/").pop())`)
	w.step(err)
	if got := strings.Join(in, " "); got != "4080 4101 3190 1700" {
		w.Fatalf("tasks %s are in scope, want 4080 4101 3190 1700", got)
	}
	w.step(w.Press("Not in scope (9)"))
	w.step(w.Sees("the customer has 12,000 seats and no exception"))
}

func checklist(w walker, path string) {
	w.Helper()
	w.step(w.Go(path + "/checklist"))
	w.step(w.Press("Add item"))
	w.step(w.Fill("Finding", "Proxy demands authentication"))
	w.step(w.Fill("Done when", "Three sites pass unauthenticated"))
	w.step(w.Fill("Service", "MDATP"))
	w.step(w.Fill("Severity", "Critical"))
	w.step(w.Fill("Owner side", "customer"))
	w.step(w.Press("Add item"))
	w.step(w.Sees("Proxy demands authentication"))
}

// checkpoint holds a meeting, speaks of the item and closes the minutes.
func checkpoint(w walker, path string) {
	w.Helper()
	w.step(w.Go(path + "/checkpoints"))
	w.step(w.Press("Hold one now"))
	w.step(w.Sees("Checkpoint 1"))
	w.step(w.Go(path + "/checkpoints/1?on=item-1"))
	w.step(w.Fill("What is said", "The bypass is live at all three sites."))
	w.step(w.Tick("Resolved"))
	w.step(w.Press("Add to the minutes"))
	w.step(w.Sees("The bypass is live at all three sites."))
	w.step(w.Fill("Minutes", "Everybody is content."))
	w.step(w.Press("Close checkpoint"))
	w.step(w.Press("Close checkpoint")) // the question is answered
	w.step(w.Sees("Everybody is content."))
}

func tasks(w walker, path string) {
	w.Helper()
	w.step(w.Go(path + "/tasks/4080"))
	w.step(w.Fill("State", "done"))
	w.step(w.Press("Save task"))
	w.step(w.Sees("Task 4080 is done."))
	w.step(w.Go(path + "/tasks/3190"))
	w.step(w.Fill("State", "done"))
	w.step(w.Fill("Confirmed by, at the customer", "M. Ruiz"))
	w.step(w.Fill("Confirmed on", time.Now().UTC().AddDate(0, 0, -2).Format("2006-01-02")))
	w.step(w.Press("Save task"))
	w.step(w.Sees("Task 3190 is done."))
}

func attest(w walker, path string) {
	w.Helper()
	for page, count := range map[string]int{"/inputs": 2, "/outputs": 4} {
		w.step(w.Go(path + page))
		for n := range count {
			const say = `(document.getElementsByName("met_%[1]d")[0].click(), document.getElementsByName("words_%[1]d")[0].value = "Seen.", true)`
			_, err := Eval[bool](w.Tab, fmt.Sprintf(say, n+1))
			w.step(err)
		}
		w.step(w.Press("Save"))
		w.step(w.Sees("are saved."))
	}
}

func ask(w walker, path string) {
	w.Helper()
	w.step(w.Go(path + "/exit"))
	w.step(w.Sees("Ready to exit"))
	w.step(w.Fill("Note to the manager", "All is verified."))
	w.step(w.Press("Request Remediate Exit"))
	w.step(w.Sees("All is verified."))
}

func approve(w walker, path string) {
	w.Helper()
	w.step(w.Press("Approvals"))
	w.step(w.Sees("Solveig Shipping"))
	w.step(w.Go(path + "/exit"))
	w.step(w.Fill("Your words", "Well done."))
	w.step(w.Press("Approve"))
	w.step(w.Sees("Well done."))
	w.step(w.Go(path))
	w.step(w.Sees("read-only"))
	w.step(w.Go(path + "/tasks"))
	w.step(w.Sees("Not pursued"))
}
