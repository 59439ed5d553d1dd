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

// maxPaste is how many findings one paste adds: they are one change.
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

func (p paste) item(line string) engagement.Item {
	i := p.common
	i.Finding = line
	return i
}

// pasteCheck is what came of looking at the lines one by one.
type pasteCheck struct {
	good     []engagement.Item
	bad      []string // the lines that cannot be added
	problems fault.Fields
}

// check splits the lines into those that can be added and those that cannot,
// and tells what is wrong. What is wrong with all of them is told once.
func (p paste) check(r *request, e *postgres.Loaded) (c pasteCheck) {
	switch n := len(p.lines); {
	case n == 0:
		c.problems.Add("lines", "Paste one finding a line.")
	case n > maxPaste:
		c.problems.Add("lines", "Paste at most %d lines at once; these are %s.", maxPaste, engagement.Thousands(n))
		return pasteCheck{bad: p.lines, problems: c.problems}
	}
	for i, line := range p.lines {
		item := p.item(line)
		problems := pasteProblems(e.Try(engagement.AddItem{Item: item}, r.who, r.now), fmt.Sprintf("Line %d: ", i+1))
		if len(problems) == 0 {
			c.good = append(c.good, item)
			continue
		}
		c.bad = append(c.bad, line)
		for _, problem := range problems {
			if !slices.Contains(c.problems, problem) {
				c.problems = append(c.problems, problem)
			}
		}
	}
	return c
}

// pasteProblems gives what is wrong with an item, by the fields of the paste;
// line leads what is wrong with a finding itself.
func pasteProblems(err error, line string) (problems fault.Fields) {
	var f *fault.Error
	if !errors.As(err, &f) {
		return nil
	}
	for _, about := range f.Fields {
		problem := fault.Field{Name: pasteFields[about.Name], Message: about.Message}
		if about.Name == "finding" {
			problem.Message = line + about.Message
		}
		problems = append(problems, problem)
	}
	return problems
}

// addLines adds an item for every line that can be taken, in one change. The
// others stay in the form, with their reasons.
func (s *server) addLines(r *request) (reply, error) {
	e, err := s.engagement(r)
	if err != nil {
		return reply{}, err
	}
	p := pasteOf(r.form)
	c := p.check(r, e)
	if len(c.good) > 0 {
		_, err = s.change(r, engagement.AddItems{Items: c.good})
	}
	if problems := pasteProblems(err, ""); len(problems) > 0 { // of all together: the checklist is full
		c = pasteCheck{bad: p.lines, problems: problems}
	} else if err != nil {
		return reply{}, err
	}
	if len(c.problems) == 0 {
		return done(route.Checklist(e.ID), capital(counted(len(c.good), "item"))+" added.")
	}
	return s.refuse(r, c.problems.Err(), func(errs component.Errors) (templ.Component, error) {
		return s.pasteRefused(r, len(c.good), c.bad, errs)
	})
}

func (s *server) pasteRefused(r *request, added int, bad []string, errs component.Errors) (templ.Component, error) {
	typed := over(r.form.Values, url.Values{"lines": {strings.Join(bad, "\n")}})
	e, err := s.engagement(r)
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
