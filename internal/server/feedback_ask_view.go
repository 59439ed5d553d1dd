package server

import (
	"fmt"
	"strconv"

	"gaptrack/internal/feedback"
	"gaptrack/internal/playbook"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// askView makes the form for a question about an edition, as it was typed; newest is
// the number of the playbook's newest one.
func askView(e *postgres.Edition, newest int, typed form, errs component.Errors) page.AskView {
	v := page.AskView{
		Title: "Questions and feedback", Up: component.Link{Text: e.Playbook.Title, URL: route.Edition(e.Slug, e.Number)}, Errors: errs,
		Form: component.Form{
			Action: route.AskAbout(e.Slug, 0), Draft: "ask-" + e.Slug, Hidden: []component.Hidden{{Name: "edition", Value: strconv.Itoa(e.Number)}},
		},
		About: component.Select{
			Name: "task", Label: "What it is about", Required: true, Error: errs.For("task"),
			Options: []component.Option{{Value: "0", Label: "The playbook as a whole"}}, Groups: askGroups(e.Playbook, typed.Get("task")),
		},
		Words: component.TextArea{
			Name: "words", Label: "Your question or remark", Value: typed.Get("words"), Rows: 6, Required: true, MaxLength: feedback.MaxWords,
			Error: errs.For("words"), Hint: "Name no customer and no person of theirs: the owners of the playbook read it.",
		},
		Mine: component.Link{Text: "Your questions", URL: route.Feedback},
		Foot: playbookFoot(e.Slug, e.Catalog, false),
	}
	if e.Number < newest {
		v.Notice = &component.Notice{
			Text:   fmt.Sprintf("You read edition %d. Edition %d is out: it may say already what you miss.", e.Number, newest),
			Action: &component.Link{Text: "Read the newest edition", URL: route.Playbook(e.Slug)},
		}
	}
	return v
}

// askGroups offers the tasks of a playbook by activity, those that it had last.
func askGroups(p *playbook.Playbook, chosen string) []component.OptionGroup {
	groups := taskGroups(p, chosen)
	retired := component.OptionGroup{Label: "Retired tasks"}
	for _, t := range p.Beside.Retired {
		id := strconv.Itoa(t.ID)
		retired.Options = append(retired.Options, component.Option{Value: id, Label: id + " " + t.Name, Selected: id == chosen})
	}
	if len(retired.Options) > 0 {
		groups = append(groups, retired)
	}
	return groups
}

// playbookFoot makes what ends every page of a playbook: the way to the notice on
// data privacy, where the catalog includes it, and to the form for questions.
func playbookFoot(slug string, c playbook.Catalog, asks bool) page.PlaybookFoot {
	var f page.PlaybookFoot
	for file := range c.Includes {
		if playbook.Slug(file) == privacyFragment {
			f.Privacy = component.Link{Text: "Read the whole notice.", URL: route.Playbook(slug) + "#" + privacyFragment}
		}
	}
	if asks {
		f.Ask = component.Link{Text: "Ask about this playbook.", URL: route.AskAbout(slug, 0)}
	}
	return f
}

// privacyFragment is the shared fragment of the notice on data privacy, as the name
// of its file has it, and the anchor of its text.
const privacyFragment = "data-privacy"
