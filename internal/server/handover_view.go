package server

import (
	"fmt"
	"strings"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// handing is an engagement that is handed over, as it stood on a day: that of the
// exit's approval or, before it, today.
type handing struct {
	*postgres.Loaded
	on, today day.Date
	exit      *engagement.ExitRequest // that was approved, nil before
}

// handoverView makes what the team of the next phase is given. The error is of an
// approval whose conditions cannot be read.
func (r *request) handoverView(e *postgres.Loaded) (page.HandoverView, error) {
	h := handing{Loaded: e, on: e.StandsOn(r.now), today: e.Today(r.now)}
	if e.Exited() {
		h.exit = e.Exits[e.LastExit()]
	}
	exit, err := h.exitPart()
	v := page.HandoverView{
		Header: r.header(e, exitTab), Title: "Hand-over to Enable: " + e.Facts.Customer, Standing: h.standing(),
		File: component.ButtonLink{Text: "Download as Markdown", URL: route.HandoverFile(e.ID)},
	}
	for _, part := range []*page.HandoverPart{
		h.factsPart(r), exit, h.openPart(), h.tasksPart(), h.checklistPart(), h.waiversPart(), h.optionalPart(),
		h.pilotPart(), h.outputsPart(), h.contactsPart(), h.stepsPart(), h.proofPart(),
	} {
		if part != nil {
			v.Parts = append(v.Parts, *part)
		}
	}
	return v, err
}

// handoverLink leads to the document.
func handoverLink(e *postgres.Loaded) *component.Link {
	link := &component.Link{Text: "Hand-over to Enable", URL: route.Handover(e.ID)}
	if !e.Exited() {
		link.Text = "Hand-over, as things stand today"
	}
	return link
}

// standing says how final the document is.
func (h handing) standing() component.Notice {
	if h.exit == nil {
		return component.Notice{Tone: component.Warn, Title: "Not handed over yet",
			Text: fmt.Sprintf("The exit is not approved. This shows how things stand today, %s.", dayOf(h.today).Text)}
	}
	return component.Notice{Tone: component.Good,
		Text: fmt.Sprintf("The exit was approved by %s. This shows what stood then.", byOn(h.Loaded, h.exit.DecidedBy, h.exit.DecidedOn))}
}

func (h handing) factsPart(r *request) *page.HandoverPart {
	f, edition := h.Facts, h.Edition
	facts := component.DefinitionList{
		{Term: "Customer", Text: f.Customer}, {Term: "Seats", Text: engagement.Thousands(f.Seats)},
		{Term: "Motion", Text: f.Motion}, {Term: "Services", Text: strings.Join(h.ServiceNames(), ", ")},
		{Term: "Time zone", Text: fmt.Sprintf("%s (%s)", f.Zone, day.ZoneLabel(r.now.In(f.Location())))},
		{Term: "Began", Text: dayOf(f.CreatedOn).Text},
		{Term: "Playbook", Text: fmt.Sprintf("%s, edition %d", edition.Playbook.Title, edition.Number)},
	}
	if exceptionMatters(h.Engagement) {
		facts = append(facts, component.Definition{Term: "Seat exception", Text: exceptionSentence(h.Engagement, h.on)})
	}
	return &page.HandoverPart{ID: "facts", Title: "Facts", Facts: facts}
}

// exitPart tells of the exit's conditions and, once it was approved, of who asked
// and who approved in which words.
func (h handing) exitPart() (*page.HandoverPart, error) {
	part := &page.HandoverPart{ID: "exit", Title: "Remediate Exit"}
	conditions := h.Readiness(h.on)
	if x := h.exit; x != nil {
		part.Facts = component.DefinitionList{
			{Term: "Requested", Text: byOn(h.Loaded, x.RequestedBy, x.RequestedOn)}, {Term: "Approved", Text: byOn(h.Loaded, x.DecidedBy, x.DecidedOn)},
		}
		part.Entries = append(worded("Note of "+nameOf(h.Loaded, x.RequestedBy), x.Note), worded("Words of "+nameOf(h.Loaded, x.DecidedBy), x.Words)...)
		approved, err := x.Conditions()
		if err != nil {
			return nil, err
		}
		conditions = approved
	}
	if reopened := h.Facts.Reopened; reopened != "" {
		part.Entries = append(part.Entries, worded("Reopened after an earlier exit", reopened)...)
	}
	for _, c := range conditions {
		met := "Open. "
		if c.Met {
			met = "Met. "
		}
		part.Facts = append(part.Facts, component.Definition{Term: c.Title, Text: met + c.Why})
	}
	return part, nil
}

// worded gives an entry of what somebody wrote, none for nothing.
func worded(who, text string) []page.HandoverEntry {
	if text == "" {
		return nil
	}
	return []page.HandoverEntry{{Name: component.Link{Text: who}, Words: linesOf(text)}}
}

// proofPart names what the approval stood on.
func (h handing) proofPart() *page.HandoverPart {
	if h.exit == nil || h.exit.StoodOn == "" {
		return nil
	}
	part := &page.HandoverPart{ID: "proof", Title: "Exit proof", Facts: component.DefinitionList{
		{Term: "Hash of the event it stood on", Text: h.exit.StoodOn},
	}}
	if h.exit.Key != "" {
		part.Entries = []page.HandoverEntry{{Name: component.Link{Text: "What was approved, signed", URL: route.Proof(h.ID, h.LastExit())}}}
	}
	return part
}
