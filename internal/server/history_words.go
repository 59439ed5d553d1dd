package server

import (
	"fmt"
	"strings"

	"gaptrack/internal/engagement"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
)

// happening is how a kind of event is worded: what its sentence says after the
// record's name or, in whole, without one.
type happening struct {
	kind  engagement.Kind
	says  string
	whole bool
}

// happenings are all kinds of events, by what they are about.
var happenings = []struct {
	about string
	all   []happening
}{
	{"Tasks", []happening{
		{kind: engagement.TaskDone, says: "is done"}, {kind: engagement.TaskBlocked, says: "is blocked"},
		{kind: engagement.TaskChanged, says: "was changed"}, {kind: engagement.TaskPulledIn, says: "was pulled into the scope"},
		{kind: engagement.TaskPutBack, says: "was put back out of the scope"}, {kind: engagement.TaskClosed, says: "was closed as not pursued"},
		{kind: engagement.TaskExited, says: "is done by the exit"}, {kind: engagement.TaskReopened, says: "was reopened"},
		{kind: engagement.TaskCarried, says: "takes over from a task that was retired"}, {kind: engagement.TaskRestored, says: "is as it was before the move"},
	}},
	{"Checklist items", []happening{
		{kind: engagement.ItemAdded, says: "was added"}, {kind: engagement.ItemResolved, says: "is resolved"},
		{kind: engagement.ItemBlocked, says: "is blocked"}, {kind: engagement.ItemChanged, says: "was changed"},
	}},
	{"Checkpoints", []happening{
		{kind: engagement.CheckpointScheduled, says: "was scheduled"}, {kind: engagement.CheckpointMoved, says: "was moved"},
		{kind: engagement.CheckpointCancelled, says: "was cancelled"}, {kind: engagement.CheckpointSkipped, says: "is skipped"},
		{kind: engagement.CheckpointHeld, says: "began"},
		{kind: engagement.CheckpointNoted, says: "was written down"}, {kind: engagement.CheckpointClosed, says: "was closed"},
		{kind: engagement.LineAdded, says: "progress was noted"}, {kind: engagement.MinutesCorrected, says: "minutes were corrected"},
	}},
	{"Promises", []happening{
		{kind: engagement.PromiseMade, says: "was made"}, {kind: engagement.PromiseMoved, says: "got another day"},
		{kind: engagement.PromiseKept, says: "was kept"}, {kind: engagement.PromiseDropped, says: "was given up"},
		{kind: engagement.PromiseReopened, says: "is to be kept again"},
	}},
	{"Points of the agenda", []happening{
		{kind: engagement.PointAdded, says: "was added"}, {kind: engagement.PointParked, says: "was parked"},
		{kind: engagement.PointSettled, says: "was settled"}, {kind: engagement.PointDropped, says: "was dropped"},
		{kind: engagement.PointReopened, says: "is to be spoken of again"},
	}},
	{"Contacts", []happening{
		{kind: engagement.ContactAdded, says: "was added"}, {kind: engagement.ContactChanged, says: "was changed"},
		{kind: engagement.ContactLeft, says: "is no longer asked"}, {kind: engagement.ContactBack, says: "is asked again"},
	}},
	{"Waivers", []happening{
		{kind: engagement.WaiverProposed, says: "was proposed"}, {kind: engagement.WaiverApproved, says: "was approved"},
		{kind: engagement.WaiverReturned, says: "was returned"}, {kind: engagement.WaiverWithdrawn, says: "was withdrawn"},
		{kind: engagement.WaiverEnded, says: "was ended"}, {kind: engagement.WaiverWarned, says: "comes up for its review"},
		{kind: engagement.WaiverLapsed, says: "lapsed on its review date"}, {kind: engagement.WaiverRestored, says: "stands again"},
	}},
	{"Seat exceptions", []happening{
		{kind: engagement.ExceptionAsked, says: "was asked for"}, {kind: engagement.ExceptionApproved, says: "was approved"},
		{kind: engagement.ExceptionReturned, says: "was returned"}, {kind: engagement.ExceptionWithdrawn, says: "was withdrawn"},
		{kind: engagement.ExceptionEnded, says: "was ended"},
	}},
	{"Key inputs and outputs", []happening{
		{kind: engagement.InputConfirmed, says: "was confirmed"}, {kind: engagement.InputOpened, says: "is not confirmed"},
		{kind: engagement.OutputAttested, says: "was attested"}, {kind: engagement.OutputOpened, says: "is not attested"},
		{kind: engagement.InputCarried, says: "is as the edition has it"}, {kind: engagement.OutputCarried, says: "is as the edition has it"},
	}},
	{"Exit", []happening{
		{kind: engagement.ExitRequested, says: "was made"}, {kind: engagement.ExitApproved, says: "was approved"},
		{kind: engagement.ExitReturned, says: "was returned"}, {kind: engagement.ExitWithdrawn, says: "was withdrawn"},
		{kind: engagement.ExitRestored, says: "waits again"},
		{kind: engagement.PhaseChanged, says: "the engagement moved to Enable", whole: true},
		{kind: engagement.Reopened, says: "the engagement was reopened", whole: true},
	}},
	{"Engagement", []happening{
		{kind: engagement.Created, says: "the engagement was created", whole: true},
		{kind: engagement.FactsChanged, says: "the facts were changed", whole: true},
		{kind: engagement.Moved, says: "the engagement moved to another edition of its playbook", whole: true},
		{kind: engagement.MovedBack, says: "the engagement moved back to the edition before", whole: true},
		{kind: engagement.MemberAdded, says: "joined the team"}, {kind: engagement.MemberRemoved, says: "left the team"},
	}},
}

// happeningOf finds how a kind is worded. One that is not known is worded by
// its own name.
func happeningOf(k engagement.Kind) (about string, h happening) {
	for _, g := range happenings {
		for _, h := range g.all {
			if h.kind == k {
				return g.about, h
			}
		}
	}
	if k.Anonymizes() {
		return "", happening{kind: k, says: "had names taken out"}
	}
	_, says, _ := strings.Cut(string(k), ".")
	return "", happening{kind: k, says: says}
}

// kindLabel words a kind alone: "Tasks, is blocked".
func kindLabel(k engagement.Kind) string {
	about, h := happeningOf(k)
	if about == "" {
		return string(k)
	}
	return about + ", " + h.says
}

// eventSentence says what happened, and leads to what it happened to.
func eventSentence(e *postgres.Loaded, ev engagement.Event) component.Link {
	_, h := happeningOf(ev.Kind)
	switch {
	case h.whole:
		return component.Link{Text: capital(h.says), URL: route.Engagement(e.ID)}
	case ev.Subject.Noun == engagement.NounLine:
		return lineSentence(e.Engagement, ev)
	}
	return component.Link{
		Text: eventName(e, ev.Subject) + " " + stateWords(ev, h.says), URL: route.Of(e.ID, eventSubject(e.Engagement, ev)),
	}
}

// stateWords tells of a plain change the new state, where there is one.
func stateWords(ev engagement.Event, says string) string {
	if ev.Kind != engagement.TaskChanged && ev.Kind != engagement.ItemChanged {
		return says
	}
	state, touched := ev.Became("state")
	switch {
	case !touched:
		return says
	case state == "":
		return "is " + string(engagement.NotStarted)
	}
	return "is " + state
}

// lineSentence words what a checkpoint said, and leads to its minutes.
func lineSentence(e *engagement.Engagement, ev engagement.Event) component.Link {
	l := e.Lines[ev.Subject.N]
	if l == nil {
		return component.Link{Text: "Progress was noted", URL: route.Checkpoints(e.ID)}
	}
	link := component.Link{URL: route.Checkpoint(e.ID, l.Checkpoint)}
	link.Text = fmt.Sprintf("Progress on %s was noted", e.Name(l.On()))
	switch {
	case ev.Kind.Anonymizes():
		link.Text = fmt.Sprintf("A note of checkpoint %d had names taken out", l.Checkpoint)
	case ev.Kind == engagement.MinutesCorrected:
		link.Text = fmt.Sprintf("The minutes of checkpoint %d were corrected", l.Checkpoint)
	}
	return link
}

// eventName names the record that an event is about, as a sentence begins.
func eventName(e *postgres.Loaded, s engagement.Subject) string {
	switch s.Noun {
	case engagement.NounMember:
		return nameOf(e, engagement.PersonID(s.N))
	case engagement.NounWaiver:
		if w := e.Waivers[s.N]; w != nil {
			return fmt.Sprintf("Waiver %d of %s", s.N, e.Name(w.On()))
		}
	case engagement.NounException:
		return fmt.Sprintf("Seat exception %d", s.N)
	case engagement.NounExit:
		return fmt.Sprintf("Exit request %d", s.N)
	}
	return capital(e.Name(s))
}

// eventSubject gives the task, item or other record that an event tells of: of a
// waiver what it waives, of a checkpoint's line what it spoke of.
func eventSubject(e *engagement.Engagement, ev engagement.Event) engagement.Subject {
	switch ev.Subject.Noun {
	case engagement.NounWaiver:
		if w := e.Waivers[ev.Subject.N]; w != nil {
			return w.On()
		}
	case engagement.NounLine:
		if l := e.Lines[ev.Subject.N]; l != nil {
			return l.On()
		}
	}
	return ev.Subject
}
