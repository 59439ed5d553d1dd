package webtest

import "testing"

// TestFeedbackJourney is the way of a question: from a task of an engagement to the
// administrators' inbox, and its answer back to who asked.
func TestFeedbackJourney(t *testing.T) {
	t.Parallel()
	s := site(t)
	b := browser(t)
	engineer, admin := walk(t, b, s, "engineer2"), walk(t, browser(t), s, "admin")
	e, a := engineer, admin
	path, err := e.engagement("Harbour")
	e.step(err)
	e.step(e.Go(path + "/tasks/4073"))
	e.step(e.Press("Questions and feedback"))
	e.step(e.Sees("4073 Network"))
	e.step(e.Fill("Your question or remark", "Which version of the tool is meant?"))
	e.step(e.Press("Send"))
	e.step(e.Sees("Your question is sent."))
	question, err := e.Path()
	e.step(err)

	a.step(a.Go("/"))
	a.step(a.Press("3 open questions on playbooks"))
	a.step(a.Sees("Which version of the tool is meant?"))
	a.step(a.Press("Task 4073 of"))
	a.step(a.Fill("Your words", "The newest one."))
	a.step(a.Press("Send the answer"))
	a.step(a.Sees("Who asked is told your answer."))
	a.step(a.Fill("Edition that settled it", "Edition 1"))
	a.step(a.Press("Mark as done"))
	a.step(a.Sees("It is done."))

	e.step(e.Go("/"))
	e.step(e.Press("Your question on task 4073"))
	e.step(e.Sees("The newest one."))
	e.step(e.Press("Mark as seen"))
	e.step(e.Sees("Ask on"))
	if now, err := e.Path(); err != nil || now != question {
		t.Errorf("after it was seen the page is %s: %v", now, err)
	}
	left, err := Eval[bool](e.Tab, `document.body.textContent.includes("Mark as seen")`)
	e.step(err)
	if left {
		t.Error("it can be marked as seen again")
	}
	e.step(e.Press("edition 1"))
	e.step(e.Sees("Refresh summary"))
	if hash, err := Eval[string](e.Tab, "location.hash"); err != nil || hash != "#task-4073" {
		t.Errorf("the edition that settled it is opened at %q: %v", hash, err)
	}
}
