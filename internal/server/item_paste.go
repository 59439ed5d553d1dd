package server

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// maxPaste is how many findings one paste adds: each is a change of its own.
const maxPaste = 200

// pasteFields gives the fields of the paste's form, which shares its page with
// the form of one item, by the item's fields that they fill.
var pasteFields = map[string]string{
	"finding": "lines", "service": "paste_service", "severity": "paste_severity", "side": "paste_side",
}

// paste is many findings, one a line, with what they have in common.
type paste struct {
	lines  []string
	common engagement.Item
}

func pasteOf(f form) paste {
	p := paste{common: engagement.Item{
		Service: f.Get("paste_service"), Severity: engagement.Severity(f.Get("paste_severity")), Side: engagement.Side(f.Get("paste_side")),
	}}
	for line := range strings.Lines(f.Get("lines")) {
		if line = strings.TrimSpace(line); line != "" {
			p.lines = append(p.lines, line)
		}
	}
	return p
}

func (p paste) item(line string) engagement.AddItem {
	i := p.common
	i.Finding = line
	return engagement.AddItem{Item: i}
}

// check splits the lines into those that can be added and those that cannot,
// and tells what is wrong. What is wrong with all of them is told once.
func (p paste) check(r *request, e *postgres.Loaded) (good, bad []string, problems fault.Fields) {
	switch n := len(p.lines); {
	case n == 0:
		problems.Add("lines", "Paste one finding a line.")
	case n > maxPaste:
		problems.Add("lines", "Paste at most %d lines at once; these are %s.", maxPaste, engagement.Thousands(n))
		return nil, p.lines, problems
	}
	for i, line := range p.lines {
		var f *fault.Error
		if err := e.Try(p.item(line), r.who, r.now); !errors.As(err, &f) || f.Kind != fault.Invalid {
			good = append(good, line)
			continue
		}
		bad = append(bad, line)
		for _, about := range f.Fields {
			problem := fault.Field{Name: pasteFields[about.Name], Message: about.Message}
			if about.Name == "finding" {
				problem.Message = fmt.Sprintf("Line %d: %s", i+1, about.Message)
			}
			if !slices.Contains(problems, problem) {
				problems = append(problems, problem)
			}
		}
	}
	return good, bad, problems
}

// addLines adds an item for every line that can be taken. The others stay in
// the form, with their reasons.
func (s *server) addLines(r *request) (reply, error) {
	e, err := s.open(r)
	if err != nil {
		return reply{}, err
	}
	p := pasteOf(r.form)
	good, bad, problems := p.check(r, e)
	for _, line := range good {
		if _, err := s.change(r, p.item(line)); err != nil {
			return reply{}, err
		}
	}
	if len(problems) == 0 {
		return done(route.Checklist(e.ID), capital(counted(len(good), "item"))+" added.")
	}
	return s.refuse(r, problems.Err(), func(errs component.Errors) (templ.Component, error) {
		return s.pasteRefused(r, len(good), bad, errs)
	})
}

func (s *server) pasteRefused(r *request, added int, bad []string, errs component.Errors) (templ.Component, error) {
	typed := over(r.form.Values, url.Values{"lines": {strings.Join(bad, "\n")}})
	e, err := s.open(r)
	if err != nil {
		return nil, err
	}
	v := r.newItemView(e, typed, errs)
	v.Page = s.layout(r, "New item for "+e.Facts.Customer, component.Engagements)
	if added > 0 {
		v.Added = &component.Notice{Tone: component.Good, Text: fmt.Sprintf(
			"%s added. What could not be taken is still below.", capital(counted(added, "line")))}
	}
	return page.NewItem(v), nil
}

// newItemView makes the page on which items are added, one by one or many at
// once.
func (r *request) newItemView(e *postgres.Loaded, typed url.Values, errs component.Errors) page.NewItemView {
	v := page.NewItemView{
		Header: r.header(e, checklistTab), Errors: errs, Refusal: r.whyNot(e, engagement.AddItem{}),
		Form:   component.Form{Action: route.Checklist(e.ID), Draft: "item"},
		Fields: itemFields(e, typed, errs), Cancel: component.Link{Text: "Back to the checklist", URL: route.Checklist(e.ID)},
		PasteForm: component.Form{Action: route.Checklist(e.ID), Draft: "paste"},
		Paste:     component.Disclosure{ID: "paste", Summary: "Paste many findings at once", Open: typed.Has("lines")},
		Lines: component.TextArea{Name: "lines", Label: "Findings, one a line", Value: typed.Get("lines"), Rows: 8, Required: true,
			Hint: "They all get the service, severity and owner side chosen here; change them one by one later.", Error: errs.For("lines")},
		Common: []component.Select{
			{Name: "paste_service", Label: "Service of all", Required: true, Blank: "Choose a service",
				Options: optionsOf(engagement.Services, typed.Get("paste_service")), Error: errs.For("paste_service")},
			{Name: "paste_severity", Label: "Severity of all", Required: true, Blank: "Choose a severity",
				Options: optionsOf(engagement.Severities, typed.Get("paste_severity")), Error: errs.For("paste_severity")},
			{Name: "paste_side", Label: "Owner side of all", Required: true, Blank: "Choose a side",
				Options: optionsOf(engagement.Sides, typed.Get("paste_side")), Error: errs.For("paste_side")},
		},
	}
	return v
}
