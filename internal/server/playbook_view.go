package server

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

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
	for _, p := range all {
		v.Rows = append(v.Rows, page.PlaybookRow{
			Title: p.Title, URL: route.Playbook(p.Slug),
			Note: fmt.Sprintf("Edition %d, published on %s", p.Number, dayOf(day.Of(p.PublishedAt, time.UTC)).Text),
		})
	}
	return v
}

// playbookView makes the page of one edition.
func playbookView(e *postgres.Edition) page.PlaybookView {
	b := e.Playbook
	v := page.PlaybookView{
		Title: b.Title, Text: b.Description, ListURL: route.Playbooks, Facts: playbookFacts(e),
		Overview: blockMarkdown(b.Overview), Objectives: playbookBullets(b.Objectives), Approach: proseOf(b.Approach),
		KeyInputs: playbookBullets(b.KeyInputs), KeyOutputs: playbookBullets(b.KeyOutputs), NextSteps: playbookBullets(b.NextSteps),
		Refresh: playbookRefreshes(b.RefreshSummary),
	}
	for _, i := range b.Includes {
		if text := e.Includes[i.File()]; text != "" {
			v.Includes = append(v.Includes, blockMarkdown(includeText(text)))
		}
	}
	for n, a := range b.Activities {
		v.Activities = append(v.Activities, playbookActivity(n+1, a))
	}
	v.Contents = playbookContents(v)
	return v
}

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

func playbookFacts(e *postgres.Edition) component.DefinitionList {
	b := e.Playbook
	facts := component.DefinitionList{
		{Term: "Phase", Text: b.Phase},
		{Term: "Motions", Text: strings.Join(b.Motions, ", ")},
		{Term: "Edition", Text: strconv.Itoa(e.Number)},
	}
	if !b.Dated.IsZero() {
		facts = append(facts, component.Definition{Term: "Dated", Detail: dayOf(b.Dated)})
	}
	for _, entry := range b.FrontMatter {
		if entry.Key == "ft.audience" {
			facts = append(facts, component.Definition{Term: "Audience", Text: capital(entry.Value)})
		}
	}
	return facts
}

func playbookActivity(n int, a playbook.Activity) page.PlaybookActivity {
	v := page.PlaybookActivity{
		ID: fmt.Sprintf("activity-%d", n), Name: a.Name, Prose: proseOf(a.Prose),
		Facts: component.DefinitionList{
			{Term: "Primary role", Text: a.PrimaryRole},
			{Term: "Motions", Text: strings.Join(a.Motions, ", ")},
			{Term: "Applies to", Text: strings.Join(a.AppliesTo, ", ")},
		},
		Table: component.Table{Caption: "Tasks of " + a.Name, Columns: playbookTaskColumns},
	}
	if !a.Condition.IsZero() {
		v.Condition = &component.Notice{Title: "Condition", Text: plainMarkdown(a.Condition.Text)}
	}
	for _, t := range a.Tasks {
		need := "Optional"
		if t.Mandatory {
			need = "Mandatory"
		}
		v.Tasks = append(v.Tasks, page.PlaybookTask{
			ID: strconv.Itoa(t.ID), Name: t.Name, Need: need, Role: t.Role, Services: strings.Join(t.Services, ", "),
		})
	}
	return v
}

var playbookTaskColumns = []component.Column{{Label: "Task"}, {Label: "Need"}, {Label: "Role"}, {Label: "Services"}}

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
	for _, part := range []component.Link{
		{Text: "Key inputs", URL: "#key-inputs"}, {Text: "Key outputs", URL: "#key-outputs"},
		{Text: "Next steps", URL: "#next-steps"}, {Text: "Refresh summary", URL: "#refresh-summary"},
	} {
		lines = append(lines, page.ContentsLine{Link: part})
	}
	return lines
}
