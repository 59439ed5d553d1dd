package server

import (
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/a-h/templ"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// playbookListView makes the list of playbooks.
func playbookListView(all []postgres.Playbook) page.PlaybookListView {
	v := page.PlaybookListView{Empty: component.Empty{
		Title: "No playbook has been published yet",
		Text:  "A playbook prescribes a phase: its activities, tasks, inputs and outputs. GapTrack publishes its own when it starts: run gaptrack serve on this database.",
	}}
	v.Mine = component.Link{Text: "My questions and feedback", URL: route.Feedback}
	for _, p := range all {
		v.Rows = append(v.Rows, page.PlaybookRow{
			Title: p.Title, URL: route.Playbook(p.Slug),
			Note: fmt.Sprintf("Edition %d, published on %s", p.Number, dayOf(day.Of(p.PublishedAt, time.UTC)).Text),
		})
	}
	return v
}

// reading is an edition that somebody reads.
type reading struct {
	*postgres.Edition
	newest int // the number of the playbook's newest edition
	people *postgres.Directory
	who    access.Actor
}

// playbookView makes the page of an edition.
func playbookView(r reading) page.PlaybookView {
	b := r.Playbook
	v := page.PlaybookView{
		Header: r.playbookHeader(), Older: r.older(), Facts: r.playbookFacts(), Editions: component.Link{Text: "All editions", URL: route.Editions(r.Slug)},
		Overview: blockMarkdown(b.Overview), Objectives: playbookBullets(b.Objectives), Approach: proseOf(b.Approach),
		KeyInputs: playbookBullets(b.KeyInputs), KeyOutputs: playbookBullets(b.KeyOutputs), NextSteps: playbookBullets(b.NextSteps),
		Refresh: playbookRefreshes(b.RefreshSummary), Includes: r.playbookIncludes(), Retired: r.retiredElsewhere(),
		Terms: playbookTerms(b.Services(), b.Roles()), Examples: b.Beside.Examples, Foot: playbookFoot(r.Slug, r.Catalog, true),
	}
	for n, a := range b.Activities {
		v.Activities = append(v.Activities, r.playbookActivity(n+1, a))
	}
	v.Contents = playbookContents(v)
	return v
}

// playbookHeader opens the page, with what can be done from there.
func (r reading) playbookHeader() component.PageHeader {
	acts := page.PlaybookActs{Ask: component.ButtonLink{Text: "Questions and feedback", URL: r.askAbout(0), Key: "f"}}
	if access.May(r.who, access.EditPlaybooks) == nil {
		acts.Edit = &component.ButtonLink{Text: "Edit", URL: route.Draft(r.Slug), Key: "e"}
		acts.Move = &component.ButtonLink{Text: "Move engagements", URL: route.Moves(r.Slug)}
	}
	h := component.PageHeader{Title: r.Playbook.Title, Text: r.Playbook.Description, Up: &component.Link{Text: "Playbooks", URL: route.Playbooks}, Action: acts}
	if r.Number < r.newest {
		h.Badges = []component.Badge{{Text: fmt.Sprintf("Edition %d", r.Number), Tone: component.Warn}}
	}
	return h
}

// older tells who reads an edition that is not the newest; nil for that.
func (r reading) older() *component.Notice {
	if r.Number >= r.newest {
		return nil
	}
	return &component.Notice{
		Tone: component.Warn, Title: "A newer edition is out",
		Text:   fmt.Sprintf("This is edition %d, published on %s. Edition %d is the newest.", r.Number, publishedWords(r.Edition, r.people, zoneOf(r.who)), r.newest),
		Action: &component.Link{Text: fmt.Sprintf("Read edition %d", r.newest), URL: route.Playbook(r.Slug)},
	}
}

// playbookIncludes are the shared fragments of the document that are there.
func (r reading) playbookIncludes() []page.PlaybookInclude {
	var all []page.PlaybookInclude
	for _, i := range r.Playbook.Includes {
		text := r.Includes[i.File()]
		if text == "" {
			continue
		}
		v := page.PlaybookInclude{ID: playbook.Slug(i.File()), Text: blockMarkdown(includeText(text))}
		if v.ID == feedbackFragment {
			v.Ask = &component.Link{Text: "Send a question or remark", URL: r.askAbout(0)}
		}
		all = append(all, v)
	}
	return all
}

// feedbackFragment is the shared fragment that invites questions, as the name of its
// file has it.
const feedbackFragment = "questions-and-feedback"

// includeText gives a fragment's text out of the quote that it may stand in: on
// the page it has a box of its own.
func includeText(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		quoted, found := strings.CutPrefix(strings.TrimRight(line, "\r\n"), ">")
		if !found && strings.TrimSpace(line) != "" {
			return text
		}
		lines = append(lines, strings.TrimPrefix(quoted, " "))
	}
	return strings.Join(lines, "\n")
}

// playbookFacts are an edition's key facts. Its hash is what it was published with.
func (r reading) playbookFacts() component.DefinitionList {
	b := r.Playbook
	facts := component.DefinitionList{
		{Term: "Phase", Text: b.Phase},
		{Term: "Motions", Text: strings.Join(b.Motions, ", ")},
		{Term: "Edition", Text: fmt.Sprintf("%d of %d", r.Number, r.newest)},
		{Term: "Published", Text: publishedWords(r.Edition, r.people, zoneOf(r.who))},
	}
	if r.Summary != "" {
		facts = append(facts, component.Definition{Term: "What changed", Text: r.Summary})
	}
	if r.Number > 1 {
		facts = append(facts, component.Definition{Term: "Before it", Detail: differenceLink(r.Slug, r.Number-1, r.Number)})
	}
	if !b.Dated.IsZero() {
		facts = append(facts, component.Definition{Term: "Dated", Detail: dayOf(b.Dated)})
	}
	for _, entry := range b.FrontMatter {
		if entry.Key == "ft.audience" {
			facts = append(facts, component.Definition{Term: "Audience", Text: capital(entry.Value)})
		}
	}
	return append(facts, component.Definition{Term: "SHA-256", Detail: page.Hash(hex.EncodeToString(r.SHA256))})
}

func playbookRefreshes(all []playbook.Refresh) []page.PlaybookRefresh {
	var rows []page.PlaybookRefresh
	for _, x := range all {
		rows = append(rows, page.PlaybookRefresh{Date: dayOf(x.Date), Who: plainMarkdown(x.Who), What: inlineMarkdown(x.What)})
	}
	return rows
}

func playbookBullets(sources []string) []templ.Component {
	var all []templ.Component
	for _, source := range sources {
		all = append(all, inlineMarkdown(source))
	}
	return all
}

func proseOf(source string) templ.Component {
	if source == "" {
		return nil
	}
	return blockMarkdown(source)
}

// playbookContents leads to the parts of the page, the activities one by one.
func playbookContents(v page.PlaybookView) []page.ContentsLine {
	lines := []page.ContentsLine{{Link: component.Link{Text: "Overview", URL: "#overview"}}, {Link: component.Link{Text: "Objectives", URL: "#objectives"}}}
	approach := page.ContentsLine{Link: component.Link{Text: "Approach", URL: "#approach"}}
	for _, a := range v.Activities {
		approach.Below = append(approach.Below, component.Link{Text: a.Name, URL: "#" + a.ID})
	}
	lines = append(lines, approach)
	parts := []component.Link{
		{Text: "Key inputs", URL: "#key-inputs"}, {Text: "Key outputs", URL: "#key-outputs"},
		{Text: "Next steps", URL: "#next-steps"}, {Text: "Refresh summary", URL: "#refresh-summary"},
	}
	if len(v.Terms) > 0 {
		parts = append(parts, component.Link{Text: "Other names", URL: "#names"})
	}
	if len(v.Examples) > 0 {
		parts = append(parts, component.Link{Text: "Examples of the scope", URL: "#scope-examples"})
	}
	for _, part := range parts {
		lines = append(lines, page.ContentsLine{Link: part})
	}
	return lines
}
