package server

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gaptrack/internal/engagement"
	"gaptrack/internal/minutes"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// holding is the example with three items and a meeting that is being held. Its
// agenda: items 2 and 3, then tasks 4080, 4101 and 3190.
func holding(t *testing.T) *scene {
	t.Helper()
	c := found(t)
	c.do(rosa, engagement.HoldCheckpoint{})
	return c
}

func (c *scene) meeting(query, typed url.Values) page.MeetingView {
	return c.asked(rosa, query).meetingView(c.loaded(), 1, typed, nil)
}

func TestAgendaLeadsFromOneSubjectToTheNext(t *testing.T) {
	t.Parallel()
	c := holding(t)
	v := c.meeting(nil, nil)
	var titles, marks []string
	for _, p := range v.Agenda.Parts {
		titles = append(titles, p.Title)
		for _, topic := range p.Topics {
			if topic.Current {
				marks = append(marks, topic.Link.Text)
			}
		}
	}
	if !slices.Equal(titles, []string{"Critical or blocked", "Also open"}) || !slices.Equal(marks, []string{"Item 2: Old certificate"}) {
		t.Errorf("the agenda has %q, and speaks of %q", titles, marks)
	}
	if want := "/engagements/11/checkpoints/1?on=item-3"; v.Now.Next.URL != want {
		t.Errorf("the next one is %s, want %s", v.Now.Next.URL, want)
	}
	c.do(rosa, engagement.LogProgress{Checkpoint: 1, On: engagement.Subject{Noun: engagement.NounItem, N: 2}, Note: "Ordered."})
	v = c.meeting(nil, nil)
	if v.Now.Subject.Text != "Item 3: No pilot group" || !v.Agenda.Parts[len(v.Agenda.Parts)-1].Topics[0].Said || len(v.Lines) != 1 {
		t.Errorf("after the first: %+v, %+v", v.Now.Subject, v.Agenda)
	}
}

func TestMeetingSpeaksOfWhatTheURLNames(t *testing.T) {
	t.Parallel()
	c := holding(t)
	for _, test := range []struct {
		query, typed url.Values
		want         string
	}{
		{url.Values{onQuery: {"task-4080"}}, nil, "4080"},
		{url.Values{onQuery: {"task-3190"}}, nil, "3190"},
		{url.Values{onQuery: {"item-99"}}, nil, "Item 2"},
		{url.Values{onQuery: {"oops"}}, nil, "Item 2"},
		{nil, url.Values{onField: {"item-3"}}, "Item 3"},
	} {
		v := c.meeting(test.query, test.typed)
		if got := v.Now.Subject.Text; !strings.HasPrefix(got, test.want) {
			t.Errorf("%v %v: it speaks of %q, want %q", test.query, test.typed, got, test.want)
		}
	}
	if last := c.meeting(url.Values{onQuery: {"task-3190"}}, nil).Now; last.Next != nil {
		t.Errorf("after the last comes %+v", last.Next)
	}
}

func TestSpeakingFormStartsFromWhatStands(t *testing.T) {
	t.Parallel()
	c := holding(t)
	at := func(on string, typed url.Values) *page.LogForm {
		return c.meeting(url.Values{onQuery: {on}}, typed).Now.Log
	}
	if got := at("item-3", nil).Blocker.On.Value; got != "The owner is away." {
		t.Errorf("the blocker is %q", got)
	}
	typed := url.Values{whichField: {"log"}, onField: {"item-3"}, "note": {"Halfway"}, "blocked_on": {""}}
	if f := at("item-2", typed); f.Note.Value != "Halfway" || f.Blocker.On.Value != "" {
		t.Errorf("a refused form comes back as %+v", f)
	}
	done := at("task-3190", nil).State.Options[4]
	if !done.Disabled || done.Value != string(engagement.Done) {
		t.Errorf("the review can be %+v in a meeting", done)
	}
	if o := at("task-4080", nil).State.Options[4]; o.Disabled {
		t.Errorf("a task cannot be %+v in a meeting", o)
	}
}

func TestNotesFormPlansTheNextUnlessUnticked(t *testing.T) {
	t.Parallel()
	c := holding(t)
	notes := c.meeting(nil, nil).Notes
	if !notes.PlanNext.Options[0].Selected || notes.On.Value != "2026-03-14" || notes.At.Value != "10:00" {
		t.Errorf("it proposes %+v, %+v", notes.PlanNext, notes.On)
	}
	notes = c.meeting(nil, url.Values{whichField: {"notes"}, "attended": {"A. Ruiz"}, "minutes": {"Said"}, "on": {""}, "at": {"09:00"}}).Notes
	if notes.PlanNext.Options[0].Selected || notes.Attended.Value != "A. Ruiz" || notes.Minutes.Value != "Said" || notes.At.Value != "09:00" {
		t.Errorf("unticked, it comes back as %+v", notes)
	}
	c.do(rosa, engagement.ScheduleCheckpoint{On: c.today().Add(2), At: 600})
	if notes = c.meeting(nil, nil).Notes; notes.PlanNext.Options[0].Selected || notes.On.Value == "" {
		t.Errorf("with one planned already, it proposes %+v, %+v", notes.PlanNext, notes.On)
	}
	if notes.Despite != nil {
		t.Error("it asks about what nobody typed")
	}
	errs := component.Errors{{Name: "despite", Message: "Not sent yet: Jan Novak, a note, since 11:12."}}
	if box := c.asked(rosa, nil).meetingView(c.loaded(), 1, url.Values{whichField: {"notes"}}, errs).Notes.Despite; box == nil || box.Error == "" {
		t.Errorf("what others typed is told by %+v", box)
	}
	typed := url.Values{whichField: {"notes"}, "despite": {"yes"}}
	errs = component.Errors{{Name: "which", Message: "Choose the first or the second."}}
	if box := c.asked(rosa, nil).meetingView(c.loaded(), 1, typed, errs).Notes.Despite; box == nil || !box.Options[0].Selected {
		t.Errorf("refused for something else, it comes back as %+v", box)
	}
}

func TestMeetingPageIsWhole(t *testing.T) {
	t.Parallel()
	c := holding(t)
	r := c.asked(rosa, nil)
	doc := drawn(t, page.Meeting(r.checkpointView(c.loaded(), 1, component.Errors{}), r.meetingView(c.loaded(), 1, nil, nil)))
	var actions []string
	for _, form := range elements(doc, "form") {
		if attribute(form, "method") == "post" {
			actions = append(actions, attribute(form, "action"))
		}
	}
	for _, want := range []string{"/engagements/11/checkpoints/1/log", "/engagements/11/checkpoints/1/notes"} {
		if !slices.Contains(actions, want) {
			t.Errorf("no form goes to %s: %v", want, actions)
		}
	}
	closes := slices.ContainsFunc(elements(doc, "button"), func(b *html.Node) bool {
		return attribute(b, "formaction") == "/engagements/11/checkpoints/1/close"
	})
	if !closes {
		t.Error("no button closes the meeting")
	}
}

func TestMinutesGroupWhatWasSaid(t *testing.T) {
	t.Parallel()
	c := holding(t)
	item, task := engagement.Subject{Noun: engagement.NounItem, N: 2}, engagement.Subject{Noun: engagement.NounTask, N: 4080}
	c.do(rosa, engagement.LogProgress{Checkpoint: 1, On: item, Note: "Ordered.", State: string(engagement.ItemInProgress)})
	c.do(rosa, engagement.LogProgress{Checkpoint: 1, On: task, Note: "Waits."})
	c.do(jan, engagement.LogProgress{Checkpoint: 1, On: item, Note: "It came."})
	c.do(rosa, engagement.CloseCheckpoint{N: 1, Attended: new("A. Ruiz"), Minutes: new("Short.")})
	c.do(per, engagement.CorrectMinutes{N: 1, Note: "M. Ruiz was there."})
	r := c.asked(rosa, nil)
	e := c.loaded()
	v := r.minutesView(e, minutes.Of(e.Engagement, 1, namesOf(e)), nil, nil)
	if len(v.Spoken) != 2 || len(v.Spoken[0].Lines) != 2 || v.Spoken[0].Lines[0].State.Text != "In progress" || v.Spoken[0].Lines[1].By != "Jan Novak" {
		t.Errorf("spoken of: %+v", v.Spoken)
	}
	if len(v.Corrections) != 1 || v.Corrections[0].By != "Per Lind" {
		t.Errorf("corrected: %+v", v.Corrections)
	}
	text := words(drawn(t, page.Minutes(r.checkpointView(c.loaded(), 1, nil), v)))
	for _, want := range []string{"Onboarding team Rosa Osei", "Also there A. Ruiz", "Short.", "It came.", "M. Ruiz was there."} {
		if !strings.Contains(text, want) {
			t.Errorf("the minutes do not say %q", want)
		}
	}
}

func TestSubjectsInURLs(t *testing.T) {
	t.Parallel()
	s := engagement.Subject{Noun: engagement.NounTask, N: 4080}
	if got := subjectIn(written(s)); got != s {
		t.Errorf("%s comes back as %v", written(s), got)
	}
	for _, text := range []string{"", "-", "task-", "task-x", "task"} {
		if got := subjectIn(text); got != (engagement.Subject{}) {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestClosingKeepsTheDayOfTheCadence(t *testing.T) {
	t.Parallel()
	c := holding(t)
	next, wanted := c.e.Following(c.now)
	if !wanted {
		t.Fatal("the cadence wants no meeting")
	}
	form := c.meeting(nil, nil).Notes.Form
	slot := slices.IndexFunc(form.Hidden, func(h component.Hidden) bool { return h.Name == slotField })
	if slot < 0 || form.Hidden[slot].Value != next.Slot.String() {
		t.Errorf("the form carries %+v, want the day %s", form.Hidden, next.Slot)
	}
}
