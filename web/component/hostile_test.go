package component

import (
	"strings"

	"github.com/a-h/templ"
)

// hostile is text that must only ever come out escaped.
const hostile = `"><script>alert(1)</script><b onmouseover='x'>`

// hostileSpecimen puts text that is long, empty or hostile in every place.
func hostileSpecimen() templ.Component {
	h, long := hostile, strings.Repeat("Donaudampfschifffahrtsgesellschaft", 6)
	who := &Person{ID: h, Name: h, Role: h, Approves: true}
	l := Link{h, "javascript:alert(1)"}
	errs := Errors{{Name: "x", Message: h}}
	return with(Layout(Page{Title: h, Path: h, Person: who, Search: h, Waiting: h, Version: h, Flash: &Flash{Text: h, Tone: Bad, Undo: &Undo{Text: h, URL: "javascript:1", Hidden: []Hidden{{h, h}}}}}),
		EngagementHeader{Customer: long, Phase: h, Badges: []Badge{{Text: h}}, Facts: []string{h, long}, Tabs: []Tab{{Label: h, URL: l.URL, Count: h}}, Notice: &Notice{Title: h, Text: h, Action: &l}, Action: ButtonLink{Text: h, URL: l.URL}},
		with(Panel{ID: "p", Title: h, Note: h, Action: &l}, DefinitionList{{Term: h, Text: long}, {}}, Empty{Title: h, Text: h}, Stats{{Value: h, Label: h, Hint: h, URL: l.URL}}),
		with(Disclosure{ID: "d", Summary: h, Open: true}, Timeline{{ID: "e", Actor: h, Text: h, About: &l, Cause: &l, Changes: []Change{{h, h, h}}, When: Time{h, h, h}}}),
		Readiness{Sentence: h, Conditions: []Condition{{Title: h, Why: long, Items: []Link{l}, ActionText: h, ActionURL: l.URL}}, Request: &ReadinessRequest{Text: h, URL: l.URL, Reason: h}},
		with(Filters{Action: "javascript:1", Hidden: []Hidden{{h, h}}, Submit: h, Chips: []Chip{{h, l.URL}}, ClearURL: l.URL}),
		with(Table{ID: "t", Caption: h, Columns: []Column{{Label: h, SortURL: l.URL, Sorted: Ascending}, {Label: h, Hidden: true}}}, raw(`<tr><th scope="row">%s</th><td data-label="None"></td></tr>`, long)),
		Pager{Text: h, First: l.URL, Prev: l.URL, Next: l.URL}, Day{}, Day{ISO: h, Text: h, Late: true}, Progress{Label: h, Nothing: h, ShowLabel: true}, Severity(h), State(h),
		with(Form{ID: "f", Action: "javascript:1", Draft: h, Confirm: h, Upload: true}, errs.Summary(),
			Field{Name: "x", Label: h, Hint: h, Error: h, Value: h, Placeholder: h, Suffix: h},
			TextArea{Name: "ta", Label: h, Value: "</textarea>" + h, Error: h}, Select{Name: "se", Label: h, Blank: h, Options: []Option{{Value: h, Label: h}}, Groups: []OptionGroup{{h, nil}}},
			Radios{Name: "ra", Label: h, Hint: h, Error: h, Options: []Option{{h, h, h, true, true, h}}}, Checkboxes{Name: "ch", Label: h, Options: []Option{{h, h, h, true, false, h}}},
			Button{ID: "b1", Text: h, About: h, DisabledReason: h}, Button{Text: h, Name: h, Value: h, Confirm: h, FormAction: "javascript:1"}),
		Conflict{Text: h, Action: "javascript:1", Hidden: []Hidden{{h, h}}, Cancel: l, Fields: []ConflictField{{"cf", h, side(h), side(h), side(long)}}},
		ErrorPage{Status: 500, Title: h, Text: h, Action: &l, Trace: h})
}
