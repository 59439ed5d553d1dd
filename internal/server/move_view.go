package server

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// moveView makes the page of what the newest edition changes for an engagement.
func (s *server) moveView(r *request, e *postgres.Loaded, last *engagement.Event) (page.MoveView, error) {
	v := page.MoveView{
		Page: s.layout(r, e.Facts.Customer+": edition of the playbook", component.Engagements), Header: r.header(e, overviewTab),
		Title: "Edition of the playbook", Runs: runsOn(e), Last: lastMove(r, e, last),
		Back: component.Link{Text: "Back to the overview", URL: route.Engagement(e.ID)},
	}
	if !e.Behind() {
		v.Newest = newestEdition(e)
		return v, nil
	}
	to, err := s.Store.EditionOf(r.Context(), e.Newest.ID)
	if err != nil {
		return v, err
	}
	p, err := e.Preview(to.Edition, e.Today(r.now))
	if err != nil {
		return v, err
	}
	slug, from, number := e.Edition.Slug, strconv.Itoa(e.Edition.Number), strconv.Itoa(to.Number)
	v.Level, v.Effects, v.Ready, v.Choices = moveLevel(p), moveEffects(e, p), moveReadiness(p), r.moveConflicts(e, p)
	v.Differ = component.Link{Text: fmt.Sprintf("All that differs between edition %s and edition %s", from, number), URL: route.EditionDifference(slug, from, number)}
	v.Form = component.Form{Action: route.MoveEngagement(e.ID), Hidden: moveHidden(e, p)}
	v.Move = component.Button{Text: "Move to edition " + number, Kind: component.Primary,
		DisabledReason: reason(e.Allows(engagement.Move{To: to.Edition}, r.who))}
	return v, nil
}

func runsOn(e *postgres.Loaded) string {
	return fmt.Sprintf("This engagement runs on edition %d of %s.", e.Edition.Number, e.Edition.Playbook.Title)
}

// newestEdition says why there is nowhere to move.
func newestEdition(e *postgres.Loaded) *component.Empty {
	empty := &component.Empty{Title: "It runs on the newest edition",
		Text:   "When a newer edition of the playbook comes out, this page shows what that changes for this engagement, before anything is moved.",
		Action: component.Link{Text: "Read the playbook", URL: route.Playbook(e.Edition.Slug)}}
	if e.Newest.Number > e.Edition.Number {
		empty.Title, empty.Text = "It stays on its edition", "An engagement that has exited keeps the edition that it exited on. If it is reopened, it can move."
	}
	return empty
}

// moveHidden are the hidden fields of the form: what was shown, and what there is to
// decide about.
func moveHidden(e *postgres.Loaded, p engagement.Preview) []component.Hidden {
	all := []component.Hidden{version(e), {Name: "edition", Value: strconv.Itoa(p.To.Number)}}
	for _, c := range p.Conflicts {
		if len(c.Choices) > 0 {
			all = append(all, component.Hidden{Name: "about", Value: c.String()})
		}
	}
	return all
}

// moveLevel says how much care the move asks for.
func moveLevel(p engagement.Preview) *component.Notice {
	switch p.Level() {
	case engagement.Red:
		n := &component.Notice{Tone: component.Bad, Title: "Look at this before you move it", Text: "Something that was logged, and what the edition changed, meet."}
		if p.Unreadies() {
			n.Text = "It is ready to exit now, and would not be after the move."
		}
		return n
	case engagement.Yellow:
		return &component.Notice{Tone: component.Warn, Title: "Some of it changes", Text: "Nothing that was logged stands in the way. Progress stays with its task."}
	}
	return &component.Notice{Tone: component.Good, Title: "Nothing changes for this engagement", Text: "The edition differs in parts that it does not touch."}
}

// moveEffects lists what changes, by sort; what does not is left out.
func moveEffects(e *postgres.Loaded, p engagement.Preview) []page.MoveEffect {
	var gains, loses, changes, bullets []page.MoveLine
	for _, t := range p.Gains {
		gains = append(gains, page.MoveLine{What: component.Link{Text: fmt.Sprintf("%d %s (%s).", t.ID, t.Name, strings.ToLower(need(t.Task)))}, Why: t.Why()})
	}
	for _, t := range p.Loses {
		line := page.MoveLine{What: subjectLink(e.Engagement, engagement.Subject{Noun: engagement.NounTask, N: t.ID}), Why: t.Why()}
		if state := e.Task(t.ID).Logged(); state != engagement.NotStarted {
			line.Kept = fmt.Sprintf("What was logged is kept: %s.", state)
		}
		loses = append(loses, line)
	}
	for _, c := range p.Changes {
		changes = append(changes, page.MoveLine{
			What: subjectLink(e.Engagement, engagement.Subject{Noun: engagement.NounTask, N: c.Was.ID}), Why: "It " + strings.Join(c.What, "; it ") + ".",
		})
	}
	for _, b := range p.Bullets {
		bullets = append(bullets, bulletLine(b))
	}
	var all []page.MoveEffect
	for _, effect := range []page.MoveEffect{
		{Title: "Tasks that come into scope", Lines: gains}, {Title: "Tasks that leave the scope", Lines: loses},
		{Title: "Tasks that read otherwise", Lines: changes}, {Title: "Key inputs and outputs", Lines: bullets},
	} {
		if len(effect.Lines) > 0 {
			all = append(all, effect)
		}
	}
	return all
}

// bulletLine says what becomes of a key input or output.
func bulletLine(b engagement.BulletChange) page.MoveLine {
	name := "Key input"
	if b.Noun == engagement.NounOutput {
		name = "Key output"
	}
	was, becomes := strings.TrimSuffix(plainMarkdown(b.Was), "."), strings.TrimSuffix(plainMarkdown(b.Becomes), ".")
	line := page.MoveLine{}
	switch {
	case b.Was == "":
		line.What.Text, line.Why = name+" that is new: “"+becomes+"”.", "Nobody has stood for it yet."
	case b.Becomes == "":
		line.What.Text = name + " that is no longer asked for: “" + was + "”."
	default:
		line.What.Text, line.Why = name+": “"+becomes+"”.", "It was: “"+was+"”."
	}
	if b.Met && b.Becomes == "" {
		line.Why = "What was said of it stays in the history."
	}
	return line
}

// moveReadiness lists the conditions of the exit of which the move changes something.
func moveReadiness(p engagement.Preview) []page.MoveReadiness {
	var all []page.MoveReadiness
	for i, after := range p.After {
		before := p.Before[i]
		if before.Met != after.Met || before.Why != after.Why {
			all = append(all, page.MoveReadiness{Title: after.Title, Before: metBadge(before.Met), After: metBadge(after.Met), Why: after.Why})
		}
	}
	return all
}

func metBadge(met bool) component.Badge {
	if met {
		return component.State("Met")
	}
	return component.Badge{Text: "Not met", Tone: component.Warn}
}

// choiceWords says what each choice does.
var choiceWords = map[engagement.Choice]string{
	engagement.AskAgain: "Ask again: what was said stays, and somebody has to stand for the new words",
	engagement.LetGo:    "Let it go: what was logged stays on record",
	engagement.HandOver: "Hand over its owner and due date to the task that stands in for it; what was logged stays on record",
	engagement.End:      "End the waiver",
	engagement.Keep:     "Keep it",
}

// keepWords says what keeping means of each noun.
var keepWords = map[engagement.Noun]string{
	engagement.NounTask:   "Keep it in scope, although the edition does not",
	engagement.NounInput:  "Keep it: what was said stands for the new words as well",
	engagement.NounOutput: "Keep it: what was said stands for the new words as well",
	engagement.NounWaiver: "Keep the waiver as it is",
}

// moveConflicts lists what there is to decide, and what waits.
func (r *request) moveConflicts(e *postgres.Loaded, p engagement.Preview) []page.MoveChoice {
	var all []page.MoveChoice
	for _, c := range p.Conflicts {
		choice := page.MoveChoice{About: component.Link{Text: eventName(e, c.Subject), URL: recordURL(e.Engagement, c.Subject)}, Why: plainMarkdown(c.Why)}
		if c.Noun == engagement.NounExit {
			choice.Why = exitAfter(p)
		}
		if len(c.Choices) > 0 {
			choice.Choose = choiceRadios(c, r.form.Get(choiceField(c.Subject)))
		}
		all = append(all, choice)
	}
	for _, s := range p.Waiting {
		if s.Noun != engagement.NounExit {
			all = append(all, page.MoveChoice{About: component.Link{Text: eventName(e, s), URL: recordURL(e.Engagement, s)},
				Why: "It waits for a manager, who decides with the new edition in view."})
		}
	}
	return all
}

// exitAfter says what becomes of an exit request that waits.
func exitAfter(p engagement.Preview) string {
	if p.After.Met() {
		return "The exit was requested, and waits for a manager. It waits on, unless a key output reads otherwise than it was requested."
	}
	return "The exit was requested, and waits for a manager. The move withdraws the request, because the exit would not be ready any more; who asked is told."
}

// choiceRadios offers what can become of a conflict; what was typed stays chosen.
func choiceRadios(c engagement.Conflict, typed string) *component.Radios {
	if !slices.Contains(c.Choices, engagement.Choice(typed)) {
		typed = string(c.Choices[0])
	}
	radios := &component.Radios{Name: choiceField(c.Subject), Label: "What becomes of it", Required: true}
	for _, choice := range c.Choices {
		label := choiceWords[choice]
		if choice == engagement.Keep {
			label = keepWords[c.Noun]
		}
		radios.Options = append(radios.Options, component.Option{Value: string(choice), Label: label, Selected: string(choice) == typed})
	}
	return radios
}

// lastMove tells of the last move, and offers to take it back.
func lastMove(r *request, e *postgres.Loaded, last *engagement.Event) *page.MoveLast {
	if last == nil {
		return nil
	}
	at := timeOf(last.At, e.Engagement)
	v := &page.MoveLast{Sentence: fmt.Sprintf("%s moved it to edition %d on %s (%s).", nameOf(e, last.Actor), e.Edition.Number, at.Text, at.ZoneLabel)}
	if last.MovedFrom() == 0 || e.ReadOnly() {
		return v
	}
	v.Form = component.Form{Action: route.MoveEngagement(e.ID) + "/back", Hidden: []component.Hidden{
		version(e), {Name: "seq", Value: strconv.Itoa(last.Seq)},
	}}
	v.Button = &component.Button{Text: fmt.Sprintf("Move back to edition %d", e.EditionNumber(last.MovedFrom())),
		Confirm:        "Take this move back? What was logged since is kept.",
		DisabledReason: reason(e.Allows(engagement.UndoMove{}, r.who))}
	return v
}
