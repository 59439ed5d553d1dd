package server

import (
	"fmt"
	"maps"
	"slices"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// exitOutputs tells of every key output whether somebody stands for it, and in
// which words.
func exitOutputs(e *postgres.Loaded) []page.AttestedOutput {
	var all []page.AttestedOutput
	for i, text := range e.Edition.Playbook.KeyOutputs {
		v := page.AttestedOutput{Text: plainMarkdown(text), State: component.State("Open")}
		if a := e.Outputs[i+1]; a != nil {
			v.Words = linesOf(a.Words)
			if a.Met {
				v.State, v.By = component.State("Met"), byOn(e, a.By, a.On)
			}
		}
		all = append(all, v)
	}
	return all
}

// exitWaivers gives the waivers that hold, newest first: today or, once the
// exit was approved, on the day of its approval. A review date that has passed
// since is told.
func exitWaivers(e *postgres.Loaded, today day.Date) []page.ExitWaiver {
	on := today
	if e.Exited() {
		on = e.Exits[e.LastExit()].DecidedOn
	}
	var all []page.ExitWaiver
	for _, n := range slices.Backward(slices.Sorted(maps.Keys(e.Waivers))) {
		w := e.Waivers[n]
		if !w.Live(on) {
			continue
		}
		review := dayOf(w.ReviewOn)
		review.Late = !today.Before(w.ReviewOn)
		all = append(all, page.ExitWaiver{
			On: subjectLink(e.Engagement, w.On()), Reason: w.Reason, Compensating: w.Compensating, ReviewOn: review,
			Approved: fmt.Sprintf("approved by %s", byOn(e, w.DecidedBy, w.DecidedOn)),
		})
	}
	return all
}

// exitOptional lists the optional tasks that the exit will close as not
// pursued, or those that it closed.
func exitOptional(e *engagement.Engagement, today day.Date) page.ExitOptional {
	v := page.ExitOptional{Title: "Open optional tasks", Text: "They do not block the exit. Its approval closes them as not pursued."}
	open := e.OpenOptional(today)
	if e.Exited() {
		v.Title, v.Text = "Optional tasks", "The exit closed them as not pursued."
		open = nil
		for _, s := range e.Scope(today) {
			if e.TaskState(s.ID, today) == engagement.NotPursued {
				open = append(open, s)
			}
		}
	}
	for _, s := range open {
		v.Tasks = append(v.Tasks, subjectLink(e, engagement.Subject{Noun: engagement.NounTask, N: s.ID}))
	}
	return v
}
