package server

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// remarks reads the remarks of a decision, by what they are about. Those that are
// empty are none.
func (f form) remarks() []engagement.Remark {
	var all []engagement.Remark
	for name := range f.Values {
		about, isRemark := strings.CutPrefix(name, "remark_")
		noun, number, _ := strings.Cut(about, "_")
		n, err := strconv.ParseInt(number, 10, 32)
		if words := f.Get(name); isRemark && err == nil && strings.TrimSpace(words) != "" {
			all = append(all, engagement.Remark{Noun: engagement.Noun(noun), N: int(n), Words: words})
		}
	}
	slices.SortFunc(all, func(a, b engagement.Remark) int {
		return cmp.Or(strings.Compare(string(a.Noun), string(b.Noun)), cmp.Compare(a.N, b.N))
	})
	return all
}

// decideForm is the id of the form of a decision, whose remarks stand beside what
// they are about.
const decideForm = "decide-exit"

// remarkField makes the field of a remark; nil where nobody can return the request.
func remarkField(e *engagement.Engagement, on engagement.Subject, typed url.Values, errs component.Errors) *page.BasisRemark {
	name := engagement.RemarkField(on)
	return &page.BasisRemark{
		Open: typed.Get(name) != "" || errs.For(name) != "",
		Field: component.TextArea{Name: name, Label: "Remark on " + e.Name(on), Rows: 2, MaxLength: engagement.MaxNote,
			Value: typed.Get(name), Error: errs.For(name), Attrs: templ.Attributes{"form": decideForm}},
	}
}

// exitRemarks lists the remarks with which a request was returned. The error is of
// remarks that cannot be read.
func exitRemarks(e *postgres.Loaded, x *engagement.ExitRequest) ([]page.ExitRemark, error) {
	all, err := x.RemarksOn()
	if err != nil {
		return nil, err
	}
	var views []page.ExitRemark
	for _, r := range all {
		views = append(views, page.ExitRemark{On: subjectLink(e.Engagement, r.On()), Words: linesOf(r.Words)})
	}
	return views, nil
}

// remarkNotice tells, where a record is worked on, with which remark on it the exit
// was returned; nil where there is none.
func remarkNotice(e *postgres.Loaded, on engagement.Subject) *component.Notice {
	n, words := e.RemarkOn(on)
	if n == 0 {
		return nil
	}
	return &component.Notice{
		Tone: component.Warn, Text: words,
		Title:  fmt.Sprintf("%s returned exit request %d with this remark", nameOf(e, e.Exits[n].DecidedBy), n),
		Action: &component.Link{Text: "Open the exit", URL: route.Exit(e.ID)},
	}
}
