package server

import (
	"fmt"
	"net/url"
	"strconv"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// speakingView makes what stands in the middle of a meeting: what is known of the
// subject, what was said of it, and the forms of what can be done about it.
func (r *request) speakingView(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) *page.Speaking {
	v := &page.Speaking{Subject: topicLink(e, t.on), Badges: topicBadges(e, t.on, e.Today(r.now)), Previous: neighbour(e, n, "Previous", t.previous), Next: neighbour(e, n, "Next", t.next)}
	if t.place > 0 {
		v.Place = fmt.Sprintf("%d of %d", t.place, t.of)
	}
	switch t.on.Noun {
	case engagement.NounPromise:
		r.ofPromise(v, e, n, t, typed, errs)
	case engagement.NounPoint:
		r.ofPoint(v, e, n, t, typed, errs)
	default:
		r.ofWork(v, e, n, t, typed, errs)
	}
	return v
}

func neighbour(e *postgres.Loaded, n int, text, subject string) *component.Link {
	if subject == "" {
		return nil
	}
	return &component.Link{Text: text, URL: speakingOf(e.ID, n, subject)}
}

// ofWork fills the middle with a task or an item.
func (r *request) ofWork(v *page.Speaking, e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) {
	s := t.on
	v.Facts = r.workFacts(e, s)
	if rows := said(e, s); len(rows) > 0 {
		v.Last, v.Said = &rows[0], rows[1:]
	}
	v.Promised = promisesOn(e, n, s, e.Today(r.now))
	v.Log = r.logForm(e, n, t, typed, errs)
	v.Promise = r.promiseForm(e, n, t, typed, errs)
	v.Waive = r.meetingWaiver(e, n, t, typed, errs)
	if v.Waive == nil {
		v.NoWaiver = r.whyNot(e, engagement.ProposeWaiver{On: s})
	}
}

// topicBadges say how a subject of the agenda stands.
func topicBadges(e *postgres.Loaded, s engagement.Subject, today day.Date) []component.Badge {
	switch s.Noun {
	case engagement.NounTask:
		return []component.Badge{component.State(capital(e.Task(s.N).Logged()))}
	case engagement.NounPromise:
		return promiseBadges(e.Promises[s.N], today)
	case engagement.NounPoint:
		return []component.Badge{pointBadge(e.Points[s.N])}
	}
	i := e.Items[s.N]
	badges := []component.Badge{component.Severity(string(i.Severity)), component.State(capital(i.State))}
	if !i.Blocker.IsZero() {
		badges = append(badges, component.State("Blocked"))
	}
	return badges
}

// workFacts gives what is to know of a task or an item while it is spoken of.
func (r *request) workFacts(e *postgres.Loaded, s engagement.Subject) component.DefinitionList {
	today := e.Today(r.now)
	blocker := blockerOf(e, s)
	var facts component.DefinitionList
	if s.Noun == engagement.NounItem {
		i := e.Listed(s.N, today)
		facts = component.DefinitionList{{Term: "Done when", Text: i.DoneWhen}, {Term: "Owner", Text: owner(i.Item)}, {Term: "Due", Detail: dueOf(i)}}
	} else if t := e.Tasks[s.N]; t != nil {
		facts = component.DefinitionList{{Term: "Owner", Text: ownerOf(e, t)}, {Term: "Due", Detail: taskDue(*t, e.TaskState(s.N, today), today)}}
	}
	if !blocker.IsZero() {
		facts = append(facts, component.Definition{Term: "Blocked", Text: "Since " + blockedSince(e.Engagement, blocker, today) + ". " + blockerWords(blocker)})
	}
	for _, n := range e.WaiversOf(s) {
		if w := e.Waivers[n]; w.State == engagement.Waiting || w.Live(today) {
			facts = append(facts, component.Definition{Term: waiverTexts[s.Noun].title, Detail: waiverBadge(w, today)})
		}
	}
	return facts
}

func blockerOf(e *postgres.Loaded, s engagement.Subject) engagement.Blocker {
	if s.Noun == engagement.NounItem {
		return e.Items[s.N].Blocker
	}
	return e.Task(s.N).Blocker
}

func ownerOf(e *postgres.Loaded, t *engagement.Task) string {
	if t.Owner == 0 {
		return "Nobody yet"
	}
	return nameOf(e, t.Owner)
}

// logForm makes the form of what is said of a task or an item.
func (r *request) logForm(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) *page.LogForm {
	s, p, blocker := t.on, partOf("log", typed, errs), blockerOf(e, t.on)
	v := over(blockerValues(blocker), p.typed)
	return &page.LogForm{
		Form: component.Form{Action: route.Checkpoint(e.ID, n, "log"), Hidden: p.about(t, drawnFrom(e, p.typed)), Draft: written(s)},
		State: component.Radios{ID: p.id("state"), Name: "state", Label: "State", Required: true, Inline: true,
			Options: statesOf(s, v.Get("state")), Error: p.errs.For("state")},
		Note: component.TextArea{ID: p.id("note"), Name: "note", Label: "What is said", Value: v.Get("note"), Rows: 2, MaxLength: engagement.MaxNote,
			Error: p.errs.For("note"), Attrs: map[string]any{"data-key": "n"}},
		Block:   component.Disclosure{ID: "block", Summary: blockSummary(blocker), Key: "b", Open: p.errs.For("blocked_on")+p.errs.For("blocked_kind")+p.errs.For("blocked_lifter") != ""},
		Blocker: blockerFields(p, v, blockedHint(s)),
		Save:    component.Button{Text: "Add to the minutes", Kind: component.Primary},
	}
}

func blockSummary(b engagement.Blocker) string {
	if b.IsZero() {
		return "Block it"
	}
	return "Blocked: change or lift it"
}

func blockedHint(s engagement.Subject) string {
	if s.Noun == engagement.NounTask {
		return "Of the state Blocked."
	}
	return "Empty it when nothing does any more."
}

// statesOf makes the choices of a new state, each with a key. The customer's review
// has fields of its own, so it is confirmed on its task's page.
func statesOf(s engagement.Subject, chosen string) []component.Option {
	options := optionsOf(engagement.ItemStates, chosen)
	if s.Noun == engagement.NounTask {
		options = optionsOf(engagement.TaskStates, chosen)
	}
	for i := range options {
		o := &options[i]
		o.Key = strconv.Itoa(i + 1)
		if s == (engagement.Subject{Noun: engagement.NounTask, N: engagement.ReviewTask}) && o.Value == string(engagement.Done) {
			o.Label, o.Disabled, o.Key = "Done: confirm it on its page", true, ""
		}
	}
	return append([]component.Option{{Label: "As it is", Selected: chosen == "", Key: "0"}}, options...)
}

// meetingWaiver makes the form that proposes to waive what is spoken of, or nil where
// that cannot be proposed.
func (r *request) meetingWaiver(e *postgres.Loaded, n int, t topicOf, typed url.Values, errs component.Errors) *page.WaiverProposal {
	s := t.on
	if r.whyNot(e, engagement.ProposeWaiver{On: s}) != "" {
		return nil
	}
	p := partOf("waiver", typed, errs)
	f := r.waiverProposal(e, s, waiverTexts[s.Noun], p.typed, p.errs)
	f.Fold.ID, f.Fold.Key = "waive", "w"
	f.Form.Action, f.Form.Draft = route.Checkpoint(e.ID, n, "waivers"), written(s)+"-waiver"
	f.Form.Hidden = p.about(t, drawnFrom(e, p.typed))
	f.Reason.ID, f.Compensating.ID, f.ReviewOn.ID = p.id("reason"), p.id("compensating"), p.id("review_on")
	f.Reason.Rows, f.Compensating.Rows = 2, 2
	return f
}
