package webtest

import (
	"errors"
	"fmt"
	"time"
)

// pageActs are what has to be done on some of the pages, by their names, before
// they show the state that they are listed for.
var pageActs = map[string]func(*Tab) error{
	"login-refused":      (*Tab).refuseSignIn,
	"create-refused":     (*Tab).refuseCreate,
	"task-conflict":      (*Tab).meetConflict,
	"checkpoint-meeting": (*Tab).holdMeeting,
	"meeting-item":       (*Tab).openFolds,
	"meeting-promise":    (*Tab).holdThere,
	"meeting-point":      (*Tab).holdThere,
	"meeting-keys":       (*Tab).listKeys,
	"meeting-long":       (*Tab).holdOne,
	"meeting-unsent":     (*Tab).closeOverAnother,

	"draft-markdown-conflict": (*Tab).meetMarkdownConflict,
	"draft-markdown-problems": (*Tab).breakMarkdown,
	"draft-publish-refused":   (*Tab).refusePublish,

	"feedback-ask-refused": (*Tab).refuseQuestion,
	"account-calendar":     (*Tab).makeFeed,
	"settings":             (*Tab).awaitMails,
	"mail":                 (*Tab).awaitMails,
	"structure-conflict":   (*Tab).meetEditor,
	"structure-refused":    (*Tab).refuseTask,
	"draft-rules-refused":  (*Tab).refuseRule,

	"import-conflict": (*Tab).importNewMonth,
	"import-refused":  (*Tab).refuseImport,
}

// Visit opens a page and does what it asks for.
func (t *Tab) Visit(p Page) error {
	if err := t.Go(p.Path); err != nil || p.Act == nil {
		return err
	}
	if err := p.Act(t); err != nil {
		return fmt.Errorf("on the page %s: %w", p.Name, err)
	}
	return nil
}

// makeFeed makes the address of a calendar, without being asked whether in place of
// the one before.
func (t *Tab) makeFeed() error {
	if _, err := Eval[bool](t, `{ const make = document.querySelector("#make-feed"); make.removeAttribute("data-confirm"); make.click(); } true`); err != nil {
		return err
	}
	return t.Sees("Copy it now")
}

// awaitMails opens the page again until the mails are kept, which the program does some
// seconds after its start.
func (t *Tab) awaitMails() error {
	path, err := t.Path()
	for end := time.Now().Add(20 * time.Second); err == nil; time.Sleep(200 * time.Millisecond) {
		kept, failed := Eval[bool](t, `((words) => words.includes("Kept") && !words.includes("To be sent"))(document.querySelector("main").innerText)`)
		if kept || failed != nil {
			return failed
		}
		if time.Now().After(end) {
			return errors.New("no mail is kept")
		}
		err = t.Go(path)
	}
	return err
}

// refuseSignIn tries a password that belongs to nobody.
func (t *Tab) refuseSignIn() error {
	for label, value := range map[string]string{"E-mail address": "nobody@gaptrack.example", "Password": "wrong"} {
		if err := t.Fill(label, value); err != nil {
			return err
		}
	}
	if err := t.Press("Sign in"); err != nil {
		return err
	}
	return t.Sees("do not belong together")
}

// refuseCreate sends the form of a new engagement with little in it.
func (t *Tab) refuseCreate() error {
	if err := t.Fill("Seats", "many"); err != nil {
		return err
	}
	if err := t.Press("Create engagement"); err != nil {
		return err
	}
	return t.forget("Check what you entered")
}

// meetConflict saves the task that is open as somebody who saw it before it was
// ever changed.
func (t *Tab) meetConflict() error {
	if _, err := Eval[bool](t, `document.querySelectorAll("input[name=version]").forEach(e => { e.value = 1 }); true`); err != nil {
		return err
	}
	if err := t.Fill("Blocked on", "The firewall team has to be asked."); err != nil {
		return err
	}
	if err := t.Press("Save task"); err != nil {
		return err
	}
	return t.forget("Yours")
}

// meetEditor saves the playbook's task that is open as somebody who saw it by
// another name.
func (t *Tab) meetEditor() error {
	if _, err := Eval[bool](t, `document.querySelectorAll("input[name=was_name]").forEach(e => { e.value = "Security defaults" }); true`); err != nil {
		return err
	}
	if err := t.Fill("Task", "Replace security defaults by Conditional Access"); err != nil {
		return err
	}
	if err := t.Press("Save"); err != nil {
		return err
	}
	return t.Sees("Yours")
}

// refuseTask adds a task of which little is told.
func (t *Tab) refuseTask() error {
	if err := t.Fill("FTOP ID", "4080"); err != nil {
		return err
	}
	if err := t.Press("Save"); err != nil {
		return err
	}
	return t.Sees("Check what you entered")
}

// forget waits for words and takes away the drafts, which would be back when the
// page is opened next.
func (t *Tab) forget(words string) error {
	if err := t.Sees(words); err != nil {
		return err
	}
	_, err := Eval[bool](t, "localStorage.clear(); true")
	return err
}

// holdMeeting begins the checkpoint that is open, unless it is being held.
func (t *Tab) holdMeeting() error {
	held, err := Eval[bool](t, `document.querySelector(".meeting") !== null`)
	if err != nil || held {
		return err
	}
	return t.Press("Hold")
}

// holdThere begins the checkpoint that is open, and comes back to what it speaks of.
func (t *Tab) holdThere() error {
	path, err := t.Path()
	if err != nil {
		return err
	}
	if err := t.holdMeeting(); err != nil {
		return err
	}
	return t.Go(path)
}

// listKeys shows the keys of a meeting.
func (t *Tab) listKeys() error {
	if err := t.holdThere(); err != nil {
		return err
	}
	return t.Keys("?")
}

// openFolds opens the forms of what a meeting speaks of.
func (t *Tab) openFolds() error {
	if err := t.holdThere(); err != nil {
		return err
	}
	_, err := Eval[bool](t, `document.querySelectorAll("#meeting-item .disclosure").forEach(d => { d.open = true }); true`)
	return err
}

// holdOne begins a checkpoint from the list, or goes to the one that is being held.
func (t *Tab) holdOne() error {
	held, err := Eval[bool](t, `document.querySelector("#hold-now").getAttribute("aria-disabled") === "true"`)
	if err != nil {
		return err
	}
	if !held {
		return t.Press("Hold one now")
	}
	return t.PressNear("Being held", "Checkpoint")
}

// closeOverAnother closes the meeting that is open while the manager has typed what
// they did not send.
func (t *Tab) closeOverAnother() error {
	if err := t.holdThere(); err != nil {
		return err
	}
	const typeAs = `(async () => {
		const at = location.pathname;
		const send = (to, method, fields) => fetch(to, {method, body: new URLSearchParams(fields)});
		await send("/login/demo", "POST", {as: "manager"});
		const home = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
		const kept = await send(at + "/drafts/item-6", "PUT", {value: "They have seen", person: home.documentElement.dataset.person});
		await send("/login/demo", "POST", {as: "engineer"});
		return kept.ok;
	})()`
	if kept, err := Eval[bool](t, typeAs); err != nil || !kept {
		return errors.Join(errors.New("the manager's draft is not kept"), err)
	}
	for range 2 { // the second answers the question
		if err := t.Press("Close checkpoint"); err != nil {
			return err
		}
	}
	return t.forget("Not sent yet")
}

// refuseQuestion sends the form of a question without one.
func (t *Tab) refuseQuestion() error {
	if err := t.Press("Send"); err != nil {
		return err
	}
	return t.Sees("Write your question or remark.")
}

// typed gives a script that saves the text of the editor that is open, changed by an
// expression of text, as somebody else would who saw the same.
const typed = `(async (text) => {
	const form = document.querySelector("[data-editor]"), sent = new FormData(form);
	sent.set("markdown", %s);
	return (await fetch(form.action, {method: "POST", body: sent})).ok;
})(document.getElementById("markdown").value)`

// meetMarkdownConflict types a line that somebody else changed meanwhile.
func (t *Tab) meetMarkdownConflict() error {
	if _, err := Eval[bool](t, fmt.Sprintf(typed, `text.replace(/nobody is .* on the way\./, "nobody is late at " + Date.now() + " on the way.")`)); err != nil {
		return err
	}
	if _, err := Eval[bool](t, `(box => { box.value = box.value.replace(/nobody is .* on the way\./, "nobody is harmed on the way."); box.form.requestSubmit(); return true })(document.getElementById("markdown"))`); err != nil {
		return err
	}
	return t.forget("Choose what to keep")
}

// breakMarkdown saves a text that does not parse.
func (t *Tab) breakMarkdown() error {
	if _, err := Eval[bool](t, fmt.Sprintf(typed, `text.replace("## Overview", "## Overvew").replace("| 3998 |", "| 4080 |")`)); err != nil {
		return err
	}
	if err := t.Go("/playbooks/address-technical-gaps/draft/markdown"); err != nil {
		return err
	}
	return t.forget("cannot be read as it stands")
}

// refusePublish publishes without a word on what changed.
func (t *Tab) refusePublish() error {
	if err := t.Press("Publish edition"); err != nil {
		return err
	}
	return t.forget("Say what changed.")
}

// refuseRule sends a rule with two mistakes in it.
func (t *Tab) refuseRule() error {
	if err := t.Fill("Rule for “Enterprise Additional Benefit Remediation”", "seat >= 20,000 or motion is \"RFP\" or exeption"); err != nil {
		return err
	}
	if err := t.Press("Save rules"); err != nil {
		return err
	}
	return t.forget("is no word of a rule")
}
