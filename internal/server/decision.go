package server

import (
	"net/url"

	"gaptrack/internal/engagement"
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
		Approve: component.Button{ID: "approve", Text: "Approve", Name: "verdict", Value: "approve"},
		Return:  component.Button{ID: "return", Text: "Return", Name: "verdict", Value: "return"},
	}
}

// approves reads a decision. What is not plainly an approval returns.
func approves(f form) bool { return f.Get("verdict") == "approve" }

// backOr gives the page that a form asks to come back to, or another.
func backOr(r *request, page string) string {
	if r.form.Get("back") == "" {
		return page
	}
	return route.Local(r.form.Get("back"))
}
