package webtest

import (
	"testing"
	"time"
)

// TestExitJourney is the way of an exit that takes more than one try, in two
// browsers: an engineer's, and a manager's who signs nothing but what they read.
func TestExitJourney(t *testing.T) {
	t.Parallel()
	s := site(t)
	engineer, manager := walk(t, browser(t), s, "engineer"), walk(t, browser(t), s, "manager")
	path, err := engineer.engagement("Nordlys")
	engineer.step(err)
	risk(engineer, manager, path)
	askWith(engineer, path, "All is verified, one risk is left.")
	overtaken(engineer, manager, path)
	askWith(engineer, path, "Mended.")
	returned(manager, path)
	askWith(engineer, path, "The report is attached.")
	signed(manager, path)
	proven(manager, path)
	lookedBack(engineer, path)
	again(manager, path)
}

// risk has the risk of a new item accepted.
func risk(engineer, manager walker, path string) {
	engineer.Helper()
	e, m := engineer, manager
	e.step(e.Go(path + "/checklist"))
	e.step(e.Press("Add item"))
	for label, value := range map[string]string{
		"Finding": "A printer sends mail by itself", "Done when": "It sends by the relay", "Service": "Exchange",
		"Severity": "Low", "Owner side": "customer",
	} {
		e.step(e.Fill(label, value))
	}
	e.step(e.Press("Add item"))
	e.step(e.Sees("A printer sends mail by itself"))
	e.step(e.Press("Ask to accept the risk"))
	e.step(e.Fill("Why it can be left undone", "It goes in spring."))
	e.step(e.Fill("What is done instead", "Its address is watched."))
	e.step(e.Fill("Review on", time.Now().UTC().AddDate(0, 2, 0).Format("2006-01-02")))
	e.step(e.PressNear("What is done instead", "Ask to accept the risk"))
	e.step(e.Sees("Its address is watched."))
	item, err := e.Path()
	e.step(err)
	m.step(m.Go("/approvals"))
	m.step(m.Sees("It goes in spring."))
	m.step(m.Go(item))
	m.step(m.Press("Approve"))
	m.step(m.Sees("Approved"))
}

// askWith requests the exit.
func askWith(w walker, path, note string) {
	w.Helper()
	w.step(w.Go(path + "/exit"))
	w.step(w.Sees("Ready to exit"))
	w.step(w.Fill("Note to the manager", note))
	w.step(w.Press("Request Remediate Exit"))
	w.step(w.Sees(note))
}

// overtaken approves a page that something happened behind: it is refused, and what
// unmet a condition withdrew the request.
func overtaken(engineer, manager walker, path string) {
	engineer.Helper()
	e, m := engineer, manager
	m.step(m.Go(path + "/exit"))
	m.step(m.Fill("Your words", "Well done."))
	e.step(e.Go(path + "/checklist/1"))
	e.step(e.Fill("State", "open"))
	e.step(e.Press("Save item"))
	m.step(m.Press("Approve"))
	m.step(m.Sees("withdrawn"))
	m.step(m.Sees("Well done.")) // what was typed is not lost
	e.step(e.Go(path + "/checklist/1"))
	e.step(e.Fill("State", "resolved"))
	e.step(e.Press("Save item"))
}

// returned sends a request back with words.
func returned(m walker, path string) {
	m.Helper()
	m.step(m.Go(path + "/exit"))
	m.step(m.Fill("Your words", "Attach the report."))
	m.step(m.Press("Return it"))
	m.step(m.Sees("Attach the report."))
}

// signed approves what the page shows.
func signed(m walker, path string) {
	m.Helper()
	m.step(m.Go(path + "/exit"))
	m.step(m.Fill("Your words", "Well done."))
	m.step(m.Press("Approve"))
	m.step(m.Sees("approved"))
	m.step(m.Go(path))
	m.step(m.Sees("read-only"))
}

// proven reads the exit's proof, and holds its document to the key that everybody can
// read.
func proven(m walker, path string) {
	m.Helper()
	m.step(m.Go(path + "/exit"))
	m.step(m.Press("What was approved, signed"))
	m.step(m.Sees("Its address is watched."))
	holds, err := Eval[string](m.Tab, `(async () => {
		const read = async (url) => { const r = await fetch(url); return r.ok ? r.json() : {} };
		const proof = await read(location.pathname + ".json"), keys = await read("/.well-known/gaptrack-keys.json");
		return keys.keys?.some((k) => k.id === proof.key && k.public === proof.public) ? "holds" : JSON.stringify(keys);
	})()`)
	m.step(err)
	if holds != "holds" {
		m.Errorf("the proof's key is not among %s", holds)
	}
}

// lookedBack reads the hand-over, and how the engagement stood: nothing can be
// done there.
func lookedBack(e walker, path string) {
	e.Helper()
	e.step(e.Go(path + "/handover"))
	e.step(e.Sees("It goes in spring."))
	e.step(e.Go(path + "/history/as-of?checkpoint=1"))
	e.step(e.Sees("As it stood"))
	forms, err := Eval[int](e.Tab, `document.querySelectorAll("main form[method=post]").length`)
	e.step(err)
	if forms != 0 {
		e.Errorf("%d forms act on the past", forms)
	}
	e.step(e.Press("Compare with now"))
	e.step(e.Sees("A printer sends mail by itself"))
}

// again takes the engagement back.
func again(m walker, path string) {
	m.Helper()
	m.step(m.Go(path + "/exit"))
	m.step(m.Press("Take it back to Remediate"))
	m.step(m.Fill("Why it has to be reopened", "The printer came back."))
	m.step(m.Press("Reopen the engagement"))
	m.step(m.Go(path))
	m.step(m.Sees("The printer came back."))
}
