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

// exitAsk makes the form that requests the exit, with the words of every key output
// that the request is to carry; reason says why it is off.
func exitAsk(e *postgres.Loaded, reason string, typed url.Values, errs component.Errors) *page.ExitAsk {
	if reason != "" {
		return &page.ExitAsk{Reason: reason}
	}
	form := component.Form{Action: route.Exit(e.ID), Draft: "exit", Hidden: []component.Hidden{drawnFrom(e, typed)}}
	v := &page.ExitAsk{
		Note: component.TextArea{Name: "note", Label: "Note to the manager", Value: typed.Get("note"), MaxLength: engagement.MaxNote,
			Hint: "What a manager should know to decide.", Error: errs.For("note")},
	}
	said := over(attestValues(e.Engagement, engagement.NounOutput), typed)
	for i, text := range e.Edition.Playbook.KeyOutputs {
		met, words := fmt.Sprintf("met_%d", i+1), fmt.Sprintf("words_%d", i+1)
		form.Hidden = append(form.Hidden, component.Hidden{Name: met, Value: "yes"})
		v.Outputs = append(v.Outputs, page.ExitAskOutput{
			Text: inlineMarkdown(text),
			Words: component.TextArea{Name: words, Label: fmt.Sprintf("What key output %d stands on", i+1), Value: said.Get(words), Rows: 2,
				Required: true, MaxLength: engagement.MaxNote, Error: errs.For(words)},
		})
	}
	v.Form = form
	return v
}
