package server

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"gaptrack/internal/engagement"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// difference is two forms of a playbook that are compared.
type difference struct {
	slug     string
	from, to *differenceSide // from is nil before the first edition
	newest   int             // the number of the newest edition
	draft    bool            // the draft may be chosen
}

// differenceSide is one of the two.
type differenceSide struct {
	name     string // as addresses have it
	point    page.ComparePoint
	book     *playbook.Playbook
	includes map[string]string
	text     string
	typed    bool // the text cannot be read: the book is the last that could
}

func editionSide(r *request, e *postgres.Edition) *differenceSide {
	if e == nil {
		return nil
	}
	what := "Published " + publisher(e.PublishedBy, r.visit.People()) + "."
	if e.Summary != "" {
		what += " " + e.Summary
	}
	return &differenceSide{
		name: strconv.Itoa(e.Number), book: e.Playbook, includes: e.Includes, text: string(e.Source),
		point: page.ComparePoint{
			Title: fmt.Sprintf("Edition %d", e.Number), When: timeIn(e.PublishedAt, zoneOf(r.who)), What: what,
			View: component.Link{Text: "Read it", URL: route.Edition(e.Slug, e.Number)},
		},
	}
}

// draftSide makes the side of a draft. One of the first edition may never have been
// read: then there is nothing to compare it with either.
func draftSide(r *request, d *postgres.Draft) (*differenceSide, error) {
	s := &differenceSide{
		name: theDraft, includes: d.Includes, text: string(d.AsTyped().Source), typed: d.Typed != nil, book: &playbook.Playbook{},
		point: page.ComparePoint{Title: "The draft", What: d.What, View: component.Link{Text: "Edit it", URL: route.Draft(d.Slug)}},
	}
	if d.Begun {
		s.point.When = timeIn(d.At, zoneOf(r.who))
	} else {
		s.point.What = "Nothing was changed yet."
	}
	if d.Edition == nil {
		return s, nil
	}
	var err error
	if s.book, err = d.Catalog.Parse(); err != nil {
		return nil, fmt.Errorf("the draft of %s, saved once it was read, no longer parses: %w", d.Slug, err)
	}
	return s, nil
}

// differencesPerPage is how many a page tells.
const differencesPerPage = 200

// view makes what a page shows of it, from the place that skip gives.
func (d *difference) view(skip int) page.DifferenceView {
	v := page.DifferenceView{Filters: component.Filters{Action: route.EditionDifference(d.slug, "", ""), Submit: "Compare"}, Fields: d.choices(), To: d.to.point}
	if d.from == nil {
		v.Empty = component.Empty{Title: "Nothing came before", Text: "This is the first edition of the playbook: there is none to compare it with."}
		return v
	}
	v.From = &d.from.point
	all := append(playbook.Compare(d.from.book, d.to.book), playbook.CompareIncludes(d.from.includes, d.to.includes)...)
	skip = max(0, min(skip, len(all)-1)) / differencesPerPage * differencesPerPage
	v.Sums = strings.Join(differenceSums(all), ", ")
	v.Groups = differenceGroups(pageOf(all, skip, differencesPerPage))
	v.Pager = d.pager(skip, len(all))
	v.Text = d.textView()
	v.Empty = component.Empty{Title: "Nothing differs by meaning", Text: "Both say the same: the same tasks, activities, lists and rules."}
	if len(v.Text.Hunks) > 0 {
		v.Empty.Text += " They are written differently all the same, as the lines below show."
	}
	return v
}

// mostChoices is how many editions a choice offers, the newest first.
const mostChoices = 100

// choices are the fields that choose what is compared.
func (d *difference) choices() []templ.Component {
	from := ""
	if d.from != nil {
		from = d.from.name
	}
	return []templ.Component{
		component.Select{Name: "from", Label: "From", Options: d.options(from, false)},
		component.Select{Name: "to", Label: "To", Options: d.options(d.to.name, d.draft)},
	}
}

func (d *difference) options(chosen string, draft bool) []component.Option {
	var options []component.Option
	if draft {
		options = append(options, component.Option{Value: theDraft, Label: "The draft"})
	}
	known := draft && chosen == theDraft || chosen == ""
	for n := d.newest; n > max(0, d.newest-mostChoices); n-- {
		options = append(options, component.Option{Value: strconv.Itoa(n), Label: fmt.Sprintf("Edition %d", n)})
		known = known || chosen == strconv.Itoa(n)
	}
	if !known {
		options = append(options, component.Option{Value: chosen, Label: "Edition " + chosen})
	}
	for i := range options {
		options[i].Selected = options[i].Value == chosen
	}
	return options
}

func (d *difference) pager(skip, total int) component.Pager {
	if total <= differencesPerPage {
		return component.Pager{}
	}
	url := func(skip int) string {
		return route.With(route.Playbook(d.slug, "difference"), values("from", d.from.name, "to", d.to.name, "skip", blankZero(skip)))
	}
	if d.to.name == theDraft {
		url = func(skip int) string {
			return route.With(route.Draft(d.slug, "difference"), values("from", d.from.name, "skip", blankZero(skip)))
		}
	}
	p := component.Pager{Text: fmt.Sprintf("Differences %d–%d of %s", skip+1, min(skip+differencesPerPage, total), engagement.Thousands(total))}
	if skip > 0 {
		p.Prev = url(skip - differencesPerPage)
	}
	if skip+differencesPerPage < total {
		p.Next = url(skip + differencesPerPage)
	}
	return p
}

// differenceGroups puts what differs under its headings.
func differenceGroups(all []playbook.Difference) []page.DifferenceGroup {
	var groups []page.DifferenceGroup
	for i, d := range all {
		if i == 0 || d.Section != all[i-1].Section {
			title := d.Section
			if title == "" {
				title = "The playbook"
			}
			groups = append(groups, page.DifferenceGroup{Title: title})
		}
		g := &groups[len(groups)-1]
		g.Lines = append(g.Lines, differenceLine(d))
	}
	return groups
}

// toldByTexts are the kinds of which the texts themselves say more than a sentence.
var toldByTexts = map[playbook.DifferenceKind]bool{
	playbook.ActivityCondition: true, playbook.ActivityRule: true, playbook.ActivityProse: true, playbook.LineChanged: true,
	playbook.LineAdded: true, playbook.LineRemoved: true,
}

func differenceLine(d playbook.Difference) page.DifferenceLine {
	l := page.DifferenceLine{Mark: differenceMark(d), Subject: d.Subject, Words: d.Words}
	if toldByTexts[d.Kind] || d.Kind == playbook.TextChanged && d.Section != "" {
		l.Pieces = shortened(textPieces(playbook.CompareWords(d.Was, d.Became)))
	}
	return l
}

// differenceMarks say in a word what became of a thing; what is not here was
// changed.
var differenceMarks = map[playbook.DifferenceKind]component.Badge{
	playbook.ActivityAdded:   {Text: "Added", Tone: component.Good},
	playbook.ActivityRemoved: {Text: "Taken out", Tone: component.Warn},
	playbook.ActivityMoved:   {Text: "Moved"},
	playbook.TaskAdded:       {Text: "Added", Tone: component.Good},
	playbook.TaskRestored:    {Text: "Restored", Tone: component.Good},
	playbook.TaskRetired:     {Text: "Retired", Tone: component.Warn},
	playbook.TaskMoved:       {Text: "Moved"},
	playbook.LineAdded:       {Text: "Added", Tone: component.Good},
	playbook.LineRemoved:     {Text: "Taken out", Tone: component.Warn},
	playbook.LineMoved:       {Text: "Moved"},
	playbook.TermAdded:       {Text: "Added", Tone: component.Good},
	playbook.TermRemoved:     {Text: "Taken out", Tone: component.Warn},
	playbook.TermMoved:       {Text: "Moved"},
}

func differenceMark(d playbook.Difference) component.Badge {
	if mark, known := differenceMarks[d.Kind]; known {
		return mark
	}
	return component.Badge{Text: "Changed", Tone: component.Info}
}

// differenceNouns are what is counted together, in order.
var differenceNouns = []struct {
	noun, done string
	kinds      []playbook.DifferenceKind
}{
	{"task", "added", []playbook.DifferenceKind{playbook.TaskAdded, playbook.TaskRestored}},
	{"task", "retired", []playbook.DifferenceKind{playbook.TaskRetired}},
	{"task", "changed", []playbook.DifferenceKind{playbook.TaskRenamed, playbook.TaskNeed, playbook.TaskRole, playbook.TaskServices, playbook.TaskReplaced}},
	{"task", "moved", []playbook.DifferenceKind{playbook.TaskMoved}},
	{"activity", "added", []playbook.DifferenceKind{playbook.ActivityAdded}},
	{"activity", "taken out", []playbook.DifferenceKind{playbook.ActivityRemoved}},
	{"activity", "changed", []playbook.DifferenceKind{
		playbook.ActivityRenamed, playbook.ActivityMoved, playbook.ActivityRole, playbook.ActivityMotions, playbook.ActivityAppliesTo, playbook.ActivityProse,
	}},
	{"condition", "changed", []playbook.DifferenceKind{playbook.ActivityCondition, playbook.ActivityRule}},
	{"line of a list", "changed", []playbook.DifferenceKind{playbook.LineAdded, playbook.LineRemoved, playbook.LineChanged, playbook.LineMoved}},
	{"text", "changed", []playbook.DifferenceKind{playbook.TextChanged}},
	{"service or role", "changed", []playbook.DifferenceKind{
		playbook.TermAdded, playbook.TermRemoved, playbook.TermRenamed, playbook.TermAliases, playbook.TermMoved,
	}},
}

// differenceSums counts what differs: a task or an activity once, however much of it
// was changed.
func differenceSums(all []playbook.Difference) []string {
	type thing struct {
		group, task int
		text        string
	}
	groupOf := map[playbook.DifferenceKind]int{}
	for i, n := range differenceNouns {
		for _, kind := range n.kinds {
			groupOf[kind] = i
		}
	}
	seen, counts := map[thing]bool{}, make([]int, len(differenceNouns))
	for i, d := range all {
		t := thing{groupOf[d.Kind], d.Task, d.Section}
		if d.Task == 0 && differenceNouns[t.group].noun != "activity" && differenceNouns[t.group].noun != "condition" {
			t.text = strconv.Itoa(i)
		}
		if !seen[t] {
			seen[t] = true
			counts[t.group]++
		}
	}
	var sums []string
	for i, n := range counts {
		if n > 0 {
			sums = append(sums, differenceCount(n, differenceNouns[i].noun)+" "+differenceNouns[i].done)
		}
	}
	return sums
}

// differenceCount is counted for nouns that do not take an s at their end alone.
func differenceCount(n int, noun string) string {
	plurals := map[string]string{"activity": "activities", "line of a list": "lines of lists", "service or role": "services and roles"}
	if plural, odd := plurals[noun]; odd && n != 1 {
		return engagement.Thousands(n) + " " + plural
	}
	return counted(n, noun)
}
