package server

import (
	"net/url"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// pointForm makes the form of a point for the agenda.
func (r *request) pointForm(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) page.PointForm {
	p := partOf("point", typed, errs)
	return page.PointForm{
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "points"), Draft: "point", Hidden: p.hidden(t, drawnFrom(e, p.typed))},
		What: component.Field{ID: p.id("what"), Name: "what", Label: "A point to speak of", Value: p.typed.Get("what"), Required: true, MaxLength: engagement.MaxNote,
			Autocomplete: "off", Error: p.errs.For("what"), Attrs: map[string]any{"data-key": "o"}},
		Save: component.Button{ID: "add-point", Text: "Add the point", DisabledReason: reason(e.Allows(engagement.AddPoint{}, r.who))},
	}
}

// pointBadge shows where a point of the agenda stands.
func pointBadge(p *engagement.Point) component.Badge {
	switch p.State {
	case engagement.PointIsParked:
		return component.Badge{Text: "Parked", Shape: component.Dash}
	case engagement.PointIsSettled:
		return component.Badge{Text: "Settled", Tone: component.Good, Quiet: true}
	case engagement.PointIsDropped:
		return component.Badge{Text: "Dropped", Shape: component.Dash, Quiet: true}
	}
	return component.Badge{Text: "A point"}
}

// ofPoint fills the middle with a point that somebody put on the agenda.
func (r *request) ofPoint(v *page.Speaking, e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) {
	p, part := e.Points[t.on.N], partOf("settle", typed, errs)
	v.Facts = component.DefinitionList{{Term: "Point", Text: p.What}, {Term: "Added", Text: byOn(e, p.AddedBy, e.Day(p.AddedAt))}}
	if p.N != 0 {
		v.Facts = append(v.Facts, component.Definition{Term: "About", Detail: component.Link{Text: subjectLink(e.Engagement, p.On()).Text, URL: speakingOf(e.ID, n, written(p.On()))}})
	}
	if p.Words != "" {
		v.Facts = append(v.Facts, component.Definition{Term: capital(p.State), Text: p.Words})
	}
	v.Settle = &page.SettleForm{
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "points", t.on.N), Hidden: part.hidden(t, drawnFrom(e, part.typed)), Draft: written(t.on)},
		State: component.Radios{ID: part.id("state"), Name: "state", Label: "What becomes of it", Required: true, Inline: true,
			Options: pointEnds(p, part.typed.Get("state")), Error: part.errs.For("state")},
		Words: component.TextArea{ID: part.id("words"), Name: "words", Label: "In words", Hint: "How it was settled, or why it is parked. Dropping it needs a reason.",
			Value: part.typed.Get("words"), Rows: 2, MaxLength: engagement.MaxNote, Error: part.errs.For("words"), Attrs: map[string]any{"data-key": "n"}},
		Save: component.Button{Text: "Add to the minutes", Kind: component.Primary},
	}
}

// pointEnds are the choices of what becomes of a point: the states that it is not in.
func pointEnds(p *engagement.Point, chosen string) []component.Option {
	var options []component.Option
	for _, o := range []component.Option{
		{Value: string(engagement.PointIsSettled), Label: "It is settled", Key: "1"},
		{Value: string(engagement.PointIsParked), Label: "It waits for the next time", Key: "2"},
		{Value: string(engagement.PointIsDropped), Label: "It is dropped", Key: "3"},
		{Value: string(engagement.PointOpen), Label: "It is open again", Key: "4"},
	} {
		if o.Value != string(p.State) {
			o.Selected = o.Value == chosen || chosen == "" && len(options) == 0
			options = append(options, o)
		}
	}
	return options
}
