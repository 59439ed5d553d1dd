package server

import (
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// decisionForm makes the form with which a manager approves or returns what
// somebody asked for. Who may not sees its buttons off, with the reasons that
// the caller sets.
func decisionForm(action string, seen component.Hidden, typed url.Values, errs component.Errors) page.Decision {
	return page.Decision{
		Form: component.Form{Action: action, Draft: "decision", Hidden: []component.Hidden{seen}},
		Words: component.TextArea{Name: "words", Label: "Your words", Value: typed.Get("words"), Rows: 3, MaxLength: engagement.MaxNote,
			Hint: "To return it, say what is missing, so that it can be mended.", Error: errs.For("words")},
		Approve: component.Button{ID: "approve", Text: "Approve", Name: decisionField, Value: "approve"},
		Return:  component.Button{ID: "return", Text: "Return", Name: decisionField, Value: "return"},
	}
}

// decisionField is what tells whether a manager approves or returns.
const decisionField = "decision"

// approves reads a decision. A form that says neither does neither, and tells
// nothing of an engagement that is not the person's.
func (s *server) approves(r *request) (bool, error) {
	switch r.form.Get(decisionField) {
	case "approve":
		return true, nil
	case "return":
		return false, nil
	}
	if _, err := s.engagement(r); err != nil {
		return false, err
	}
	return false, fault.New(fault.Invalid, "Go back, and choose whether to approve it or to return it.")
}

// backOr gives the page that a form asks to come back to, or another.
func backOr(r *request, page string) string {
	if r.form.Get("back") == "" {
		return page
	}
	return route.Local(r.form.Get("back"))
}
