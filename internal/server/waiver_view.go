package server

import (
	"net/url"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// waiverWords are what a waiver is called on the page of what it is about.
type waiverWords struct{ title, lead, propose, again string }

var waiverTexts = map[engagement.Noun]waiverWords{
	engagement.NounTask: {"Waiver", "A manager can waive a mandatory task until a review date. It then no longer stands in the way of the exit.",
		"Propose a waiver", "Propose it again"},
	engagement.NounItem: {"Accepted risk", "A manager can accept the risk of an item until a review date. It then no longer stands in the way of the exit.",
		"Ask to accept the risk", "Ask again to accept the risk"},
}

// waiverPanel makes the part of a task's or an item's page that is about
// waiving it. Its fields are reason, compensating, review_on and words.
func (r *request) waiverPanel(e *postgres.Loaded, on engagement.Subject, typed url.Values, errs component.Errors) page.WaiverPanel {
	words := waiverTexts[on.Noun]
	v := page.WaiverPanel{Title: words.title, Lead: words.lead}
	for _, n := range e.WaiversOf(on) {
		v.Waivers = append(v.Waivers, r.waiverEntry(e, n, typed, errs))
	}
	if why := r.whyNot(e, engagement.ProposeWaiver{On: on}); why != "" {
		v.Refused = &component.Button{ID: "propose-waiver", Text: words.propose, DisabledReason: why}
		return v
	}
	v.Propose = r.waiverProposal(e, on, words, typed, errs)
	return v
}

// waiverProposal makes the form of a new waiver. What was proposed before, and was
// returned or has its time, is proposed again in its own words, for a new review.
func (r *request) waiverProposal(e *postgres.Loaded, on engagement.Subject, words waiverWords, typed url.Values, errs component.Errors) *page.WaiverProposal {
	seen, open, propose := drawnFrom(e, typed), typed.Has("reason"), words.propose
	if w := proposedBefore(e, on); w != nil {
		propose = words.again
		if !open {
			typed = url.Values{"reason": {w.Reason}, "compensating": {w.Compensating}}
		}
	}
	return &page.WaiverProposal{
		Fold: component.Disclosure{ID: "propose-waiver", Summary: propose, Open: open},
		Form: component.Form{Action: route.Waive(e.ID, on), Draft: "waiver", Hidden: []component.Hidden{seen}},
		Reason: component.TextArea{Name: "reason", Label: "Why it can be left undone", Value: typed.Get("reason"), Required: true,
			Rows: 3, MaxLength: engagement.MaxNote, Error: errs.For("reason")},
		Compensating: component.TextArea{Name: "compensating", Label: "What is done instead", Value: typed.Get("compensating"), Required: true,
			Rows: 3, MaxLength: engagement.MaxNote, Error: errs.For("compensating")},
		ReviewOn: component.DateField{Name: "review_on", Label: "Review on", Value: typed.Get("review_on"), Required: true,
			Hint: "On this day it lapses, unless it was proposed again.", Min: e.Today(r.now).Add(1).String(), Error: errs.For("review_on")},
		Save: component.Button{Text: propose},
	}
}

// proposedBefore gives the newest waiver of a subject, where that was approved or
// returned.
func proposedBefore(e *postgres.Loaded, on engagement.Subject) *engagement.Waiver {
	all := e.WaiversOf(on)
	if len(all) == 0 {
		return nil
	}
	if w := e.Waivers[all[0]]; w.State == engagement.Approved || w.State == engagement.Returned {
		return w
	}
	return nil
}

// waiverEntry makes one waiver, with what can be done about it.
func (r *request) waiverEntry(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) page.WaiverEntry {
	w, today := e.Waivers[n], e.Today(r.now)
	v := page.WaiverEntry{State: waiverBadge(w, today), Facts: component.DefinitionList{
		{Term: "Reason", Text: w.Reason}, {Term: "Done instead", Text: w.Compensating},
		{Term: "Review on", Detail: dayOf(w.ReviewOn)}, {Term: "Proposed", Text: byOn(e, w.ProposedBy, w.ProposedOn)},
	}}
	if w.DecidedBy != 0 {
		v.Facts = append(v.Facts, component.Definition{Term: "Decided", Text: byOn(e, w.DecidedBy, w.DecidedOn)})
	}
	if w.Words != "" {
		v.Facts = append(v.Facts, component.Definition{Term: "Words", Text: w.Words})
	}
	if w.State == engagement.Waiting {
		v.Decide = r.waiverDecision(e, n, typed, errs)
	}
	if w.State == engagement.Waiting || w.Live(today) {
		v.EndForm = &component.Form{Action: route.Waiver(e.ID, n, "end"), Hidden: []component.Hidden{version(e)}, Inline: true}
		v.End = component.Button{ID: "end-waiver", Text: endText(w.State), Confirm: endText(w.State) + "?", DisabledReason: r.whyNot(e, engagement.WithdrawWaiver{N: n})}
	}
	return v
}

// waiverBadge shows where a waiver stands on a day.
func waiverBadge(w *engagement.Waiver, today day.Date) component.Badge {
	switch {
	case w.State == engagement.Approved && !w.Live(today):
		return component.Badge{Text: "Lapsed on its review date", Tone: component.Warn}
	case w.ToReview(today):
		return component.Badge{Text: "Approved, ends " + ahead(w.ReviewOn, today), Tone: component.Warn}
	}
	return component.State(capital(w.State))
}

func endText(s engagement.RequestState) string {
	if s == engagement.Waiting {
		return "Take it back"
	}
	return "End it now"
}

// waiverDecision makes the form of a manager's decision.
func (r *request) waiverDecision(e *postgres.Loaded, n int, typed url.Values, errs component.Errors) *page.Decision {
	v := decisionForm(route.Waiver(e.ID, n, "decide"), drawnFrom(e, typed), typed, errs)
	v.Approve.DisabledReason = r.whyNot(e, engagement.DecideWaiver{N: n, Approve: true})
	v.Return.DisabledReason = r.whyNot(e, engagement.DecideWaiver{N: n})
	return &v
}
