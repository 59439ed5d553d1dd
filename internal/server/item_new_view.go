package server

import (
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// newItemView makes the page on which items are added, one by one or many at
// once.
func (r *request) newItemView(e *postgres.Loaded, typed url.Values, errs component.Errors) page.NewItemView {
	v := page.NewItemView{
		Header: r.header(e, checklistTab), Errors: errs, Refusal: r.whyNot(e, engagement.AddItem{}),
		Form:   component.Form{Action: route.Checklist(e.ID), Draft: "item"},
		Fields: itemFields(e, typed, errs), Cancel: component.Link{Text: "Back to the checklist", URL: route.Checklist(e.ID)},
		PasteForm: component.Form{Action: route.Checklist(e.ID), Draft: "paste"},
		Paste:     component.Disclosure{ID: "paste", Summary: "Paste many findings at once", Open: typed.Has("lines")},
		Lines: component.TextArea{Name: "lines", Label: "Findings, one a line", Value: typed.Get("lines"), Rows: 8, Required: true,
			Hint: "They all get the service, severity and owner side chosen here; change them one by one later.", Error: errs.For("lines")},
		Common: []component.Select{
			{Name: "paste_service", Label: "Service of all", Required: true, Blank: "Choose a service",
				Options: optionsOf(e.ServiceChoices(), typed.Get("paste_service")), Error: errs.For("paste_service")},
			{Name: "paste_severity", Label: "Severity of all", Required: true, Blank: "Choose a severity",
				Options: optionsOf(engagement.Severities, typed.Get("paste_severity")), Error: errs.For("paste_severity")},
			{Name: "paste_side", Label: "Owner side of all", Required: true, Blank: "Choose a side",
				Options: optionsOf(engagement.Sides, typed.Get("paste_side")), Error: errs.For("paste_side")},
		},
	}
	return v
}
