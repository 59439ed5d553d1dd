package server

import (
	"fmt"
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// attestations are the key inputs or the key outputs of a playbook, with what
// was said of each.
type attestations struct {
	title, lede string
	statement   string // what one of them is called
	tick        string // what ticking says
	save        string
	texts       []string // Markdown
	of          map[int]*engagement.Attestation
	url         string
}

// attestationsOf gives the key outputs for NounOutput, else the key inputs.
func attestationsOf(e *engagement.Engagement, noun engagement.Noun) attestations {
	if noun == engagement.NounOutput {
		return attestations{
			title: "Key outputs", lede: "What must hold when remediation ends. Attest them one by one; the exit stands on them.",
			statement: "Key output", tick: "This holds", save: "Save key outputs",
			texts: e.Edition.Playbook.KeyOutputs, of: e.Outputs, url: route.Outputs(e.ID),
		}
	}
	return attestations{
		title: "Key inputs", lede: "What must hold before remediation starts. Say what each stands on, such as task 1699 of the assessment.",
		statement: "Key input", tick: "This is confirmed", save: "Save key inputs",
		texts: e.Edition.Playbook.KeyInputs, of: e.Inputs, url: route.Inputs(e.ID),
	}
}

// attestView makes the page of the key inputs or outputs, as they were typed.
func (r *request) attestView(e *postgres.Loaded, noun engagement.Noun, typed url.Values, errs component.Errors) page.AttestView {
	a := attestationsOf(e.Engagement, noun)
	v := page.AttestView{
		Header: r.header(e, overviewTab), Title: a.title, Lede: a.lede, Save: a.save, Back: route.Engagement(e.ID),
		Errors: errs, ReadOnly: e.Exited(),
		Form: component.Form{Action: a.url, Draft: string(noun), Hidden: []component.Hidden{drawnFrom(e, typed)}},
	}
	for i, text := range a.texts {
		s := a.statementView(e, i+1, text, typed, errs)
		s.Remark = remarkNotice(e, engagement.Subject{Noun: noun, N: i + 1})
		v.Statements = append(v.Statements, s)
	}
	return v
}

func (a attestations) statementView(e *postgres.Loaded, n int, text string, typed url.Values, errs component.Errors) page.Statement {
	met, words := fmt.Sprintf("met_%d", n), fmt.Sprintf("words_%d", n)
	v := page.Statement{
		Text: inlineMarkdown(text), State: component.State("Open"),
		Met: component.Checkboxes{Name: met, Label: fmt.Sprintf("%s %d", a.statement, n), HideLabel: true, Required: true,
			Options: []component.Option{{Value: "yes", Label: a.tick, Selected: typed.Get(met) == "yes"}}},
		Words: component.TextArea{Name: words, Label: "What it stands on", Rows: 2, Value: typed.Get(words), Error: errs.For(words)},
	}
	said := a.of[n]
	if said == nil {
		return v
	}
	v.Said = said.Words
	if said.Met {
		v.State = component.State("Met")
		v.By = fmt.Sprintf("%s said so on %s.", nameOf(e, said.By), dayOf(said.On).Text)
	}
	return v
}

// attestValues makes the form of what was said so far.
func attestValues(e *engagement.Engagement, noun engagement.Noun) url.Values {
	v := url.Values{}
	for n, said := range attestationsOf(e, noun).of {
		v.Set(fmt.Sprintf("words_%d", n), said.Words)
		if said.Met {
			v.Set(fmt.Sprintf("met_%d", n), "yes")
		}
	}
	return v
}
