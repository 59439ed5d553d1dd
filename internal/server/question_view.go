package server

import (
	"fmt"
	"strconv"
	"time"

	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

// questionView makes what both sides see of a question.
func questionView(f *postgres.Feedback, people *postgres.Directory, typed form, errs component.Errors, zone *time.Location) page.QuestionView {
	v := page.QuestionView{
		Header: component.PageHeader{Title: "Question on " + aboutTask(f.Task), Badges: []component.Badge{feedbackBadges[f.State]}},
		About:  questionAbout(f, people), Errors: errs, Foot: playbookFoot(f.Playbook, f.Read.Catalog, false),
		Form: component.Form{
			Draft: fmt.Sprintf("question-%d", f.ID), Hidden: []component.Hidden{{Name: "version", Value: strconv.Itoa(f.Version())}},
		},
		Words: component.TextArea{Name: "words", Label: "Your words", Value: typed.Get("words"), MaxLength: feedback.MaxWords, Error: errs.For("words")},
	}
	for _, s := range f.Steps {
		step := page.QuestionStep{Who: people.Name(s.By), What: stepWords[s.Kind], At: timeIn(s.At, zone), Words: s.Words}
		if s.Edition != 0 {
			step.Edition = &component.Link{Text: fmt.Sprintf("edition %d", s.Edition), URL: editionPlace(f.Playbook, s.Edition, f.Task)}
		}
		v.Steps = append(v.Steps, step)
	}
	return v
}

func aboutTask(task int) string {
	if task == 0 {
		return "the playbook"
	}
	return fmt.Sprintf("task %d", task)
}

// editionPlace leads to an edition, at a task where there is one.
func editionPlace(slug string, number, task int) string {
	if task == 0 {
		return route.Edition(slug, number)
	}
	return route.EditionTask(slug, number, task)
}

// questionAbout lists what a question is about.
func questionAbout(f *postgres.Feedback, people *postgres.Directory) component.DefinitionList {
	l := component.DefinitionList{
		{Term: "Playbook", Detail: component.Link{Text: f.Title, URL: route.Playbook(f.Playbook)}},
		{Term: "Edition that was read", Detail: component.Link{Text: fmt.Sprintf("Edition %d of %d", f.Edition, f.Newest), URL: editionPlace(f.Playbook, f.Edition, f.Task)}},
	}
	if f.Task != 0 {
		l = append(l, component.Definition{Term: "Task", Text: taskTitle(f)})
	}
	return append(l, component.Definition{Term: "Asked by", Text: people.Name(f.AskedBy())})
}

// taskTitle names the task that a question is about, as the edition that was read
// has it.
func taskTitle(f *postgres.Feedback) string {
	for _, g := range askGroups(f.Read.Playbook, "") {
		for _, o := range g.Options {
			if o.Value == strconv.Itoa(f.Task) {
				return o.Label
			}
		}
	}
	return strconv.Itoa(f.Task)
}

// ownQuestionView makes the page of one's own question.
func ownQuestionView(f *postgres.Feedback, people *postgres.Directory, typed form, errs component.Errors, zone *time.Location) page.QuestionView {
	v := questionView(f, people, typed, errs, zone)
	v.Header.Up = &component.Link{Text: "My questions and feedback", URL: route.Feedback}
	v.Form.Action, v.Title, v.Words.Required = route.Question(f.ID), "Add to it", true
	v.Acts = []component.Button{{Text: "Send", Kind: component.Primary}}
	if f.State != feedback.Open {
		v.Title, v.Words.Hint = "Ask on", "This opens your question again."
	}
	if !f.UnseenSince.IsZero() {
		v.Seen = seenFeedback(f.ID, f.UnseenSince, route.Question(f.ID))
		v.Seen.Button = component.Button{Text: "Mark as seen"}
	}
	return v
}

// seenFeedback is the form that marks what came of a question as seen, up to a
// moment.
func seenFeedback(id feedback.ID, until time.Time, back string) *page.RowAct {
	return &page.RowAct{Form: component.Form{Action: route.SeeNews, Inline: true, Hidden: []component.Hidden{
		{Name: newsFeedback, Value: strconv.FormatInt(int64(id), 10)}, {Name: newsUntil, Value: until.UTC().Format(time.RFC3339Nano)}, {Name: "back", Value: back},
	}}}
}

// inboxQuestionView makes the page of a question to who answers it.
func inboxQuestionView(f *postgres.Feedback, people *postgres.Directory, typed form, errs component.Errors, zone *time.Location) page.QuestionView {
	v := questionView(f, people, typed, errs, zone)
	v.Header.Up = &component.Link{Text: "Questions and feedback", URL: inboxState(postgres.FeedbackQuery{State: f.State}).url()}
	v.Admin = adminTabs(route.FeedbackInbox)
	v.Form.Action, v.Title = route.InboxQuestion(f.ID), "Answer"
	v.Words.Hint = "Who asked is told, on their work. Only with “Mark as done” they may be left out."
	act := func(act, text string, kind component.Kind) component.Button {
		return component.Button{ID: "act-" + act, Text: text, Kind: kind, Name: "act", Value: act}
	}
	if f.State == feedback.Done {
		v.Title, v.Words.Required = "Reopen it", true
		v.Acts = []component.Button{act("reopen", "Reopen", component.Secondary)}
		return v
	}
	v.Edition = editionSelect(f, typed.Get("edition"), errs)
	v.Acts = []component.Button{act("answer", "Send the answer", component.Primary), act("done", "Mark as done", component.Secondary)}
	if f.State == feedback.Answered {
		v.Acts = append(v.Acts, act("reopen", "Reopen", component.Quiet))
	}
	return v
}

// mostEditions is how many editions are offered to choose from, the newest ones.
const mostEditions = 60

// editionSelect offers the editions of a playbook, the newest first.
func editionSelect(f *postgres.Feedback, chosen string, errs component.Errors) *component.Select {
	s := &component.Select{
		Name: "edition", Label: "Edition that settled it", Blank: "None", Size: component.Medium, Error: errs.For("edition"),
		Hint: "Only with “Mark as done”: who asked is led there.",
	}
	for n := f.Newest; n > max(0, f.Newest-mostEditions); n-- {
		value := strconv.Itoa(n)
		s.Options = append(s.Options, component.Option{Value: value, Label: "Edition " + value, Selected: value == chosen})
	}
	return s
}
