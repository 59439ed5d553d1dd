package server

import (
	"cmp"
	"fmt"
	"net/url"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// promiseForm makes the form of a promise about a task or an item: by its owner, for
// the day of the next checkpoint, as long as nothing else is typed.
func (r *request) promiseForm(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) *page.PromiseForm {
	s, p, today := t.on, partOf("promise", typed, errs), e.Today(r.now)
	who, side := ownsIt(e, s)
	v := over(values("who", who, "side", side, "by", e.Proposed(today, today)), p.typed)
	return &page.PromiseForm{
		Fold: component.Disclosure{ID: "promise", Summary: "Note a promise", Key: "p", Open: p.typed != nil},
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "promises"), Hidden: p.about(t, drawnFrom(e, p.typed)), Draft: written(s) + "-promise"},
		What: component.TextArea{ID: p.id("what"), Name: "what", Label: "What is promised", Value: v.Get("what"), Required: true, Rows: 2,
			MaxLength: engagement.MaxNote, Error: p.errs.For("what")},
		Who: component.Field{ID: p.id("who"), Name: "who", Label: "Who", Value: v.Get("who"), Required: true, MaxLength: engagement.MaxName, Autocomplete: "off",
			Error: p.errs.For("who"), Attrs: map[string]any{"list": page.PromisersID}},
		Side:  component.Select{ID: p.id("side"), Name: "side", Label: "Side", Required: true, Options: optionsOf(engagement.Sides, v.Get("side")), Error: p.errs.For("side")},
		By:    component.DateField{ID: p.id("by"), Name: "by", Label: "By", Value: v.Get("by"), Required: true, Min: today.String(), Error: p.errs.For("by")},
		Names: promisers(e), Save: component.Button{Text: "Note the promise"},
	}
}

// ownsIt gives the name and the side of who owns a task or an item.
func ownsIt(e *postgres.Loaded, s engagement.Subject) (name string, side engagement.Side) {
	if i := e.Items[s.N]; s.Noun == engagement.NounItem {
		return i.Owner, i.Side
	}
	if owner := e.Task(s.N).Owner; owner != 0 {
		return nameOf(e, owner), "engineer"
	}
	return "", engagement.Sides[0]
}

// promisers lists who is likely to promise something: the contacts, then the team.
func promisers(e *postgres.Loaded) []string {
	var names []string
	for _, n := range e.Asked() {
		names = append(names, e.Contacts[n].Name)
	}
	for _, o := range personOptions(e, "") {
		names = append(names, o.Label)
	}
	return names
}

// promisesOn lists the promises about a task or an item that are still to be kept.
func promisesOn(e *postgres.Loaded, n int, s engagement.Subject, today day.Date) []page.PromiseRow {
	var rows []page.PromiseRow
	for _, number := range e.OpenPromises() {
		if p := e.Promises[number]; p.On() == s {
			rows = append(rows, page.PromiseRow{
				Link: component.Link{Text: p.What, URL: speakingOf(e.ID, n, written(engagement.Subject{Noun: engagement.NounPromise, N: number}))},
				Who:  p.Who + ", " + string(p.Side),
				By:   dueIn(p.By, p.Late(today)),
			})
		}
	}
	return rows
}

func promiseBadges(p *engagement.Promise, today day.Date) []component.Badge {
	switch p.State {
	case engagement.PromiseIsKept:
		return []component.Badge{{Text: "Kept", Tone: component.Good, Quiet: true}}
	case engagement.PromiseIsGiven:
		return []component.Badge{{Text: "Given up", Shape: component.Dash, Quiet: true}}
	}
	if late := p.Late(today); late > 0 {
		return []component.Badge{{Text: "Late by " + counted(late, "day"), Tone: component.Bad, Shape: component.Triangle}}
	}
	return []component.Badge{{Text: "Promised for " + dayOf(p.By).Text, Tone: component.Info, Shape: component.Half}}
}

// ofPromise fills the middle with a promise of a meeting before, or of this one.
func (r *request) ofPromise(v *page.Speaking, e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) {
	p, part := e.Promises[t.on.N], partOf("settle", typed, errs)
	v.Facts = component.DefinitionList{
		{Term: "Promised", Text: p.What}, {Term: "Who", Text: fmt.Sprintf("%s, %s", p.Who, p.Side)},
		{Term: "By", Detail: dueIn(p.By, p.Late(e.Today(r.now)))},
		{Term: "Made", Text: fmt.Sprintf("Checkpoint %d, %s", p.Checkpoint, dayOf(e.Day(p.MadeAt)).Text)},
	}
	if p.N != 0 {
		v.Facts = append(v.Facts, component.Definition{Term: "About", Detail: component.Link{Text: subjectLink(e.Engagement, p.On()).Text, URL: speakingOf(e.ID, n, written(p.On()))}})
	}
	if p.Words != "" {
		v.Facts = append(v.Facts, component.Definition{Term: "Why", Text: p.Words})
	}
	by, today := p.By, e.Today(r.now)
	if by.Before(today) {
		by = e.Proposed(today, today)
	}
	in := over(values("by", by), part.typed)
	v.Settle = &page.SettleForm{
		Form:  component.Form{Action: route.Checkpoint(e.ID, n, "promises", t.on.N), Hidden: part.hidden(t, drawnFrom(e, part.typed)), Draft: written(t.on)},
		State: component.Radios{ID: part.id("state"), Name: "state", Label: "What came of it", Required: true, Inline: true, Options: promiseEnds(p, in.Get("state")), Error: part.errs.For("state")},
		Words: component.TextArea{ID: part.id("reason"), Name: "reason", Label: "Why it is given up", Value: in.Get("reason"), Rows: 2, MaxLength: engagement.MaxNote,
			Error: part.errs.For("reason"), Attrs: map[string]any{"data-key": "n"}},
		Save: component.Button{Text: "Add to the minutes", Kind: component.Primary},
	}
	if p.State == engagement.Promised {
		v.Settle.By = &component.DateField{ID: part.id("by"), Name: "by", Label: "The new day", Value: in.Get("by"), Error: part.errs.For("by")}
	}
}

// promiseEnds are the choices of what came of a promise.
func promiseEnds(p *engagement.Promise, chosen string) []component.Option {
	options := []component.Option{
		{Value: promiseKept, Label: "It is kept", Key: "1"}, {Value: promiseMoved, Label: "It moves", Key: "2"},
		{Value: promiseGiven, Label: "It is given up", Key: "3"},
	}
	if p.State != engagement.Promised {
		options = []component.Option{{Value: promiseOpen, Label: "It is still to be kept", Key: "1"}}
	}
	for i := range options {
		options[i].Selected = options[i].Value == cmp.Or(chosen, options[0].Value)
	}
	return options
}
