package server

import (
	"fmt"
	"net/url"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// mostNamed is how many records a condition names before it leads to the list.
const mostNamed = 5

// mostWords is how much of a finding a link shows, in characters.
const mostWords = 90

// readinessBox tells of every condition of the exit whether it is met and why,
// and leads to the act that would meet it. After the exit it asks for nothing.
func readinessBox(e *engagement.Engagement, who access.Actor, now time.Time) component.Readiness {
	ready := standingReadiness(e, e.Today(now))
	box := component.Readiness{Ready: ready.Met(), Sentence: ready.Sentence()}
	for _, c := range ready {
		view := component.Condition{Met: c.Met, Title: c.Title, Why: c.Why + reviewWords(e, c.Key, e.Today(now)), Items: standing(e, c)}
		if !c.Met && !e.ReadOnly() {
			act := conditionAct(e, c)
			view.ActionText, view.ActionURL = act.Text, act.URL
		}
		box.Conditions = append(box.Conditions, view)
	}
	if e.Exited() {
		box.Sentence = "The exit was approved. The engagement is in Enable."
		return box
	}
	if e.Past != nil {
		return box
	}
	box.Request = &component.ReadinessRequest{Text: "Request Remediate Exit", URL: route.Exit(e.ID), Reason: noRequest(e, ready, who, now)}
	return box
}

// reviewWords tells when the first of the waivers that a condition rests on is to be
// reviewed, and lapses; nothing after the exit, which they no longer stop.
func reviewWords(e *engagement.Engagement, key engagement.ConditionKey, today day.Date) string {
	first := e.FirstReview(key, today)
	if first.IsZero() || e.Exited() {
		return ""
	}
	return fmt.Sprintf(" The first review is on %s, in %s.", dayOf(first).Text, counted(first.Sub(today), "day"))
}

// standingReadiness gives the conditions as they are or, after the exit, as they
// were when it was approved.
func standingReadiness(e *engagement.Engagement, today day.Date) engagement.Readiness {
	if x := e.Exits[e.LastExit()]; e.Exited() && x != nil {
		if approved, err := x.Conditions(); err == nil && len(approved) > 0 {
			return approved
		}
	}
	return e.Readiness(today)
}

// noRequest words why the exit cannot be requested now, or gives nothing. What
// is open stands in the box already, so it is only counted.
func noRequest(e *engagement.Engagement, ready engagement.Readiness, who access.Actor, now time.Time) string {
	if err := e.Allows(engagement.RequestExit{}, who); err != nil {
		return reason(err)
	}
	switch n := len(ready.Unmet()); n {
	case 0:
		return reason(e.Try(engagement.RequestExit{}, who, now))
	case 1:
		return "1 condition is still open."
	default:
		return fmt.Sprintf("%d conditions are still open.", n)
	}
}

// conditionAct leads to the act that would meet a condition.
func conditionAct(e *engagement.Engagement, c engagement.Condition) component.Link {
	switch c.Key {
	case engagement.InputsConfirmed:
		return component.Link{Text: "Confirm the key inputs", URL: route.Inputs(e.ID)}
	case engagement.TasksDone:
		return component.Link{Text: "Open the mandatory tasks", URL: route.With(tasksURL(e), url.Values{"need": {string(engagement.NeedMandatory)}})}
	case engagement.ReviewConfirmed:
		return component.Link{Text: "Confirm the review", URL: route.Task(e.ID, engagement.ReviewTask)}
	case engagement.OutputsAttested:
		return component.Link{Text: "Attest the key outputs", URL: route.Outputs(e.ID)}
	}
	return component.Link{Text: "Open the checklist", URL: checklistURL(e)}
}

// standing names what stands in the way of a condition.
func standing(e *engagement.Engagement, c engagement.Condition) []component.Link {
	var links []component.Link
	for i, s := range c.Subjects {
		if i == mostNamed {
			act := conditionAct(e, c)
			links = append(links, component.Link{Text: fmt.Sprintf("and %d more", len(c.Subjects)-mostNamed), URL: act.URL})
			break
		}
		links = append(links, subjectLink(e, s))
	}
	return links
}

// subjectLink names a record of an engagement as lists do, and leads to it.
func subjectLink(e *engagement.Engagement, s engagement.Subject) component.Link {
	link := component.Link{Text: e.Name(s), URL: recordURL(e, s)}
	switch s.Noun {
	case engagement.NounTask:
		if t, _, known := e.PlaybookTask(s.N); known {
			link.Text = fmt.Sprintf("%d %s", t.ID, t.Name)
		}
	case engagement.NounItem:
		if i := e.Items[s.N]; i != nil {
			link.Text = fmt.Sprintf("Item %d: %s", s.N, brief(i.Finding, mostWords))
		}
	case engagement.NounPromise:
		if p := e.Promises[s.N]; p != nil {
			link.Text = brief(p.What, mostWords)
		}
	case engagement.NounPoint:
		if p := e.Points[s.N]; p != nil {
			link.Text = brief(p.What, mostWords)
		}
	case engagement.NounInput, engagement.NounOutput:
		if texts := attestationsOf(e, s.Noun).texts; s.N >= 1 && s.N <= len(texts) {
			link.Text = plainMarkdown(texts[s.N-1])
			if e.Past == nil {
				link.URL += fmt.Sprintf("#met_%d", s.N)
			}
		}
	}
	return link
}
