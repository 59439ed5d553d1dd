package server

import (
	"fmt"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// examples makes the form of the examples, with what came of each.
func (x rulesDraft) examples() page.ExampleForm {
	text := playbook.FormatLines(x.Beside.Examples)
	v := page.ExampleForm{Save: x.save("Save examples")}
	failed := 0
	for _, r := range engagement.TryExamples(x.book) {
		if v.Results = append(v.Results, exampleRow(r)); !r.Passed() {
			failed++
		}
	}
	v.Sentence = fmt.Sprintf("%d of %s as the scope is.", len(v.Results)-failed, counted(len(v.Results), "example"))
	v.List = component.TextArea{Name: examplesPart, Label: "Examples, one a line", Value: text, Rows: min(max(len(x.Beside.Examples)+1, 4), 16),
		Hint: "Such as: 12,000 seats, Exchange and MDATP, RFA → 4080, 4101, 3190, 1700. Where there is one, add “with an exception”.", Attrs: map[string]any{"spellcheck": "false"}}
	was := text
	if x.part == examplesPart || x.part == onExamplePart {
		v.List.Error = x.errs.For(examplesPart)
	}
	if x.part == examplesPart {
		v.List.Value, was = x.typed.Get(examplesPart), x.typed.Get("was")
		_, wrong := x.book.ParseExamples(v.List.Value)
		v.Marks = marksInLines(v.List.Value, wrong)
	}
	v.Form = x.form(examplesPart, component.Hidden{Name: "was", Value: was}, component.Hidden{Name: "drawn", Value: text})
	return v
}

func exampleRow(r engagement.ExampleResult) page.ExampleRow {
	row := page.ExampleRow{Text: brief(r.Text, mostExample), State: component.Badge{Text: "Passes", Tone: component.Good}}
	if r.Passed() {
		return row
	}
	row.State, row.Marks = component.Badge{Text: "Fails", Tone: component.Bad}, marksOf(r.Text, r.Mistakes)
	row.Differs = append(strayed("Not in scope", r.Missing), strayed("In scope besides", r.Extra)...)
	return row
}

// How much of an example a line shows, and how many of the tasks that differ.
const (
	mostExample = 300
	mostStrayed = 20
)

// strayed words the tasks on which an example and the scope differ.
func strayed(how string, tasks []engagement.Strayed) []string {
	var all []string
	for _, t := range tasks[:min(len(tasks), mostStrayed)] {
		all = append(all, strings.Join(strings.Fields(fmt.Sprintf("%s: %d %s.", how, t.FTOP, t.Name)), " ")+" "+t.Why)
	}
	if more := len(tasks) - len(all); more > 0 {
		all = append(all, fmt.Sprintf("%s: %d more.", how, more))
	}
	return all
}

// tryForm makes the box in which facts are tried, as the query has them.
func tryForm(d *postgres.Draft, p *playbook.Playbook, f form) page.TryForm {
	url := route.Draft(d.Slug, "rules")
	return page.TryForm{
		Form:   component.Form{Action: url + "#try", Method: "get", Attrs: liveScope(url)},
		Seats:  component.Field{Name: "seats", Label: "Seats", Value: f.Get("seats"), Required: true, InputMode: "numeric", Size: component.Short, Suffix: "seats"},
		Motion: component.Radios{Name: "motion", Label: "Motion", Required: true, Inline: true, Options: picked(p.Motions, f.Values["motion"])},
		Services: component.Checkboxes{Name: "services", ID: "try-services", Label: "Services", Required: true, Inline: true,
			Options: picked(engagement.ServiceChoices(p), f.Values["services"])},
		Exception: component.Checkboxes{Name: "exception", Label: "Exception", HideLabel: true,
			Options: []component.Option{{Value: "yes", Label: "With an approved exception", Selected: f.Get("exception") != ""}}},
		Tried: triedScope(d, p, f),
	}
}

// triedScope gives the scope of the facts of a query, and the example that they
// would make.
func triedScope(d *postgres.Draft, p *playbook.Playbook, f form) page.TriedScope {
	facts, exception := newForm(f.Values).facts(engagement.Facts{}), f.Get("exception") != ""
	if missing := scopeMissing(facts); missing != "" {
		return page.TriedScope{Scope: page.ScopePreview{Missing: missing}}
	}
	v := page.TriedScope{Scope: scopePreview(engagement.ScopeOf(p, facts, exception), nil), Text: engagement.ExampleOf(p, facts, exception)}
	v.Add = &component.Form{Action: route.Draft(d.Slug, "rules"), Hidden: []component.Hidden{
		{Name: "version", Value: strconv.Itoa(d.Version)}, {Name: partField, Value: onExamplePart}, {Name: onExamplePart, Value: v.Text}}}
	v.Save = component.Button{Text: "Add this as an example"}
	if d.Typed != nil {
		v.Save.DisabledReason = "The Markdown of the draft cannot be read as it stands. Mend its problems first."
	}
	return v
}

// marksOf shows the mistakes of one line.
func marksOf(text string, mistakes playbook.Mistakes) []page.Marked {
	var all []page.Marked
	for _, m := range mistakes {
		all = append(all, marked(text, m, "Column "+strconv.Itoa(m.Column)))
	}
	return all
}

// marksInLines shows the mistakes of a text of lines.
func marksInLines(text string, mistakes []playbook.LineMistake) []page.Marked {
	lines := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
	var all []page.Marked
	for _, m := range mistakes[:min(len(mistakes), mostObstacles)] {
		line := ""
		if m.Line <= len(lines) {
			line = lines[m.Line-1]
		}
		all = append(all, marked(line, m.Mistake, fmt.Sprintf("Line %d, column %d", m.Line, m.Column)))
	}
	return all
}

// aroundMark is how many characters a mark shows on either side.
const aroundMark = 60

// marked cuts a line about a mistake. A mistake of no width, where something is
// missing, is shown as a sign for a blank.
func marked(line string, m playbook.Mistake, where string) page.Marked {
	r := []rune(line)
	from := min(max(m.Column-1, 0), len(r))
	to := min(from+m.Width, len(r))
	v := page.Marked{Where: where, Message: m.Message, Before: string(r[max(0, from-aroundMark):from]),
		Bad: string(r[from:min(to, from+aroundMark)]), After: string(r[to:min(len(r), to+aroundMark)])}
	if from > aroundMark {
		v.Before = "…" + v.Before
	}
	if v.Bad == "" {
		v.Bad = "␣"
	}
	return v
}
