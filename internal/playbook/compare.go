package playbook

import (
	"fmt"
	"slices"
	"strings"
)

// DifferenceKind says what became of something between two forms of a playbook.
type DifferenceKind string

// The kinds. Of an order that changed, what was moved is told once; what it moved
// past is not.
const (
	TextChanged DifferenceKind = "text changed" // the title, the overview, a key of the front matter, a shared fragment

	ActivityAdded     DifferenceKind = "activity added"
	ActivityRemoved   DifferenceKind = "activity removed"
	ActivityRenamed   DifferenceKind = "activity renamed"
	ActivityMoved     DifferenceKind = "activity moved"
	ActivityRole      DifferenceKind = "activity role changed"
	ActivityMotions   DifferenceKind = "activity motions changed"
	ActivityAppliesTo DifferenceKind = "activity applies to changed"
	ActivityCondition DifferenceKind = "activity condition changed" // its wording
	ActivityRule      DifferenceKind = "activity rule changed"      // what its condition stands for
	ActivityProse     DifferenceKind = "activity prose changed"

	TaskAdded    DifferenceKind = "task added"
	TaskRestored DifferenceKind = "task restored" // it was retired
	TaskRetired  DifferenceKind = "task retired"
	TaskReplaced DifferenceKind = "task replaced" // what stands in for a retired one, or that it is listed so at all
	TaskRenamed  DifferenceKind = "task renamed"
	TaskNeed     DifferenceKind = "task need changed" // mandatory or optional
	TaskRole     DifferenceKind = "task role changed"
	TaskServices DifferenceKind = "task services changed"
	TaskMoved    DifferenceKind = "task moved" // within its activity, or to another

	LineAdded   DifferenceKind = "line added" // a line of a list: a bullet, a row of the refresh summary, an include, an example
	LineRemoved DifferenceKind = "line removed"
	LineChanged DifferenceKind = "line changed"
	LineMoved   DifferenceKind = "line moved"

	TermAdded   DifferenceKind = "term added" // a service or a role
	TermRemoved DifferenceKind = "term removed"
	TermRenamed DifferenceKind = "term renamed"
	TermAliases DifferenceKind = "term aliases changed"
	TermMoved   DifferenceKind = "term moved"
)

// Difference is one thing that differs between two forms of a playbook, by
// meaning.
type Difference struct {
	Kind    DifferenceKind
	Section string // the heading that it belongs under, an activity's name among them; "" for the playbook as a whole
	Task    int    // the ID of the task that it is about; 0 for none
	Subject string // what it is about, such as "Task 4080" or "Prose"
	Was     string // "" where there was nothing; of prose, a paragraph on a line
	Became  string // "" where there is nothing; likewise
	Words   string // all of it as a sentence
}

// The sections of what is no heading of the document.
const (
	SectionServices  = "Services"
	SectionRoles     = "Roles"
	SectionExamples  = "Scope examples"
	SectionIncludes  = "Includes"         // the lines that name shared fragments
	SectionFragments = "Shared fragments" // their texts
	SectionRetired   = "Retired tasks"
)

// Compare tells what differs between two forms of a playbook, from the first to
// the second, in the order of the document and what stands beside it last. Two
// that mean the same have no differences: how lines are wrapped and tables padded,
// the order of the front matter and an edition's numbers are not looked at.
func Compare(from, to *Playbook) []Difference {
	c := &comparison{from: from, to: to}
	c.rules.from, c.rules.to = rulesOf(from), rulesOf(to)
	c.head()
	c.list("Objectives", from.Objectives, to.Objectives)
	c.prose("Approach", from.Approach, to.Approach)
	c.activities()
	c.list("Key Inputs", from.KeyInputs, to.KeyInputs)
	c.list("Key Outputs", from.KeyOutputs, to.KeyOutputs)
	c.list("Next Steps", from.NextSteps, to.NextSteps)
	c.list("Refresh Summary", refreshLines(from), refreshLines(to))
	c.beside()
	return c.found
}

// CompareIncludes tells what differs between the texts of shared fragments, by
// their files' names.
func CompareIncludes(from, to map[string]string) []Difference {
	c := &comparison{}
	for _, file := range sortedKeys(from, to) {
		was, had := from[file]
		became, has := to[file]
		switch {
		case !had:
			c.add(Difference{Kind: TextChanged, Section: SectionFragments, Subject: file, Became: became}, "The shared fragment %s is there now.", file)
		case !has:
			c.add(Difference{Kind: TextChanged, Section: SectionFragments, Subject: file, Was: was}, "The shared fragment %s is gone.", file)
		case !sameProse(was, became):
			c.add(Difference{Kind: TextChanged, Section: SectionFragments, Subject: file, Was: joinedLines(was), Became: joinedLines(became)},
				"The text of the shared fragment %s is changed.", file)
		}
	}
	return c.found
}

// comparison gathers what differs.
type comparison struct {
	from, to *Playbook
	rules    struct{ from, to map[string]string } // by activity
	found    []Difference
}

// add notes a difference; format and args make its sentence.
func (c *comparison) add(d Difference, format string, args ...any) {
	d.Words = fmt.Sprintf(format, args...)
	c.found = append(c.found, d)
}

// head compares what stands before the first list.
func (c *comparison) head() {
	c.frontMatter()
	c.list(SectionIncludes, includeLines(c.from), includeLines(c.to))
	c.value("title", c.from.Title, c.to.Title)
	c.value("phase", c.from.Phase, c.to.Phase)
	c.value("motions", listed(c.from.Motions), listed(c.to.Motions))
	c.prose("Overview", c.from.Overview, c.to.Overview)
}

// value compares a value of the playbook as a whole.
func (c *comparison) value(name, was, became string) {
	d := Difference{Kind: TextChanged, Subject: capitalized(name), Was: was, Became: became}
	switch {
	case was == became:
	case was == "":
		c.add(d, "The playbook's %s is added: %s.", name, called(became))
	case became == "":
		c.add(d, "The playbook's %s is taken out; it was %s.", name, called(was))
	default:
		c.add(d, "The playbook's %s is %s; it was %s.", name, called(became), called(was))
	}
}

func (c *comparison) frontMatter() {
	was, became := entries(c.from), entries(c.to)
	for _, key := range sortedKeys(was, became) {
		c.value(key, was[key], became[key])
	}
}

func entries(p *Playbook) map[string]string {
	values := map[string]string{}
	for _, e := range p.FrontMatter {
		values[e.Key] = e.Value
	}
	return values
}

// prose compares a section of Markdown.
func (c *comparison) prose(section, was, became string) {
	if !sameProse(was, became) {
		c.add(Difference{Kind: TextChanged, Section: section, Subject: section, Was: joinedLines(was), Became: joinedLines(became)},
			"%s: the text is changed.", section)
	}
}

func includeLines(p *Playbook) []string {
	var lines []string
	for _, i := range p.Includes {
		lines = append(lines, fmt.Sprintf("%s (%s)", i.Label, i.Path))
	}
	return lines
}

func refreshLines(p *Playbook) []string {
	var lines []string
	for _, r := range p.RefreshSummary {
		lines = append(lines, fmt.Sprintf("%s, %s: %s", r.Date.Format("1/2/2006"), r.Who, r.What))
	}
	return lines
}

// listed writes names as the document does.
func listed(names []string) string { return strings.Join(names, " / ") }

// mostCalled is the most characters of a text that stand in a sentence; Was and
// Became hold it whole.
const mostCalled = 120

// called puts a text into a sentence.
func called(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > mostCalled {
		s = strings.TrimSpace(string(r[:mostCalled])) + "…"
	}
	return "“" + s + "”"
}

// capitalized writes a word's first letter large, where it is one word of ASCII
// letters; a key such as ms.date stays.
func capitalized(s string) string {
	if strings.Contains(s, ".") || s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sortedKeys gives the keys of either map.
func sortedKeys(a, b map[string]string) []string {
	var keys []string
	for key := range a {
		keys = append(keys, key)
	}
	for key := range b {
		if _, both := a[key]; !both {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}
