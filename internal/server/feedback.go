package server

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"gaptrack/internal/fault"
	"gaptrack/internal/feedback"
	"gaptrack/internal/postgres"
	"gaptrack/internal/route"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

func (s *server) feedbackRoutes(r chi.Router) {
	r.Get(route.Playbooks+"/{playbook}/feedback", s.visit(s.askForm))
	r.Post(route.Playbooks+"/{playbook}/feedback", s.visit(s.ask))
	r.Get(route.Feedback, s.visit(s.myFeedback))
	r.Get(route.Feedback+"/{question}", s.visit(s.myQuestion))
	r.Post(route.Feedback+"/{question}", s.visit(s.addToQuestion))
	r.Get(route.FeedbackInbox, s.visit(s.feedbackInbox))
	r.Get(route.FeedbackInbox+"/{question}", s.visit(s.inboxQuestion))
	r.Post(route.FeedbackInbox+"/{question}", s.visit(s.answerQuestion))
}

// askForm shows the form for a question about the playbook, the edition and the task
// that the address names.
func (s *server) askForm(r *request) (reply, error) {
	body, err := s.askBody(r, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// askBody draws the form with what was typed; refused says why it was not taken.
func (s *server) askBody(r *request, errs component.Errors, refused *fault.Error) (templ.Component, error) {
	number, _ := strconv.Atoi(r.form.Get("edition")) // what is no number asks for the newest
	e, newest, err := r.visit.Edition(r.Context(), chi.URLParam(r.Request, "playbook"), max(number, 0))
	r.met()
	if err != nil {
		return nil, err
	}
	v := askView(e, newest, r.form, errs)
	if refused != nil {
		v.Notice = &component.Notice{Tone: component.Warn, Text: refused.Message, Action: &component.Link{Text: "Your questions", URL: route.Feedback}}
	}
	v.Page = s.layout(r, v.Title, component.Playbooks)
	v.Page.Width = component.Narrow
	return page.Ask(v), nil
}

// ask takes a question.
func (s *server) ask(r *request) (reply, error) {
	task, edition := r.form.number("task", "the task"), r.form.number("edition", "the edition")
	err := r.form.err()
	var id feedback.ID
	if err == nil {
		id, err = r.visit.AskFeedback(r.Context(), chi.URLParam(r.Request, "playbook"), edition, feedback.Ask{Task: task, Words: r.form.Get("words")})
		r.met()
	}
	if clash := conflictOf(err); clash != nil {
		return conflicting(s.askBody(r, nil, clash))
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.askBody(r, errs, nil) })
	}
	return done(route.Question(id), "Your question is sent. The answer comes to this page, and to your work.")
}

// conflictOf gives the Conflict that an error is, nil for none.
func conflictOf(err error) *fault.Error {
	var f *fault.Error
	if errors.As(err, &f) && f.Kind == fault.Conflict {
		return f
	}
	return nil
}

// conflicting answers with a form that was overtaken, as it was typed, beside what
// stands now.
func conflicting(body templ.Component, err error) (reply, error) {
	return reply{status: http.StatusConflict, body: body}, err
}

// myFeedback lists what one asked.
func (s *server) myFeedback(r *request) (reply, error) {
	all, err := r.visit.MyFeedback(r.Context(), r.form.Get(fromField))
	r.met()
	if err != nil {
		return reply{}, err
	}
	v := myFeedbackView(all, zoneOf(r.who))
	v.Page = s.layout(r, v.Header.Title, component.Playbooks)
	return show(page.FeedbackList(v))
}

// feedbackInbox lists what readers ask, to who answers.
func (s *server) feedbackInbox(r *request) (reply, error) {
	q := inboxQuery(r.form)
	all, err := r.visit.FeedbackInbox(r.Context(), q)
	r.met()
	if err != nil {
		return reply{}, err
	}
	v := inboxView(all, q, zoneOf(r.who))
	v.Page = s.layout(r, v.Header.Title, component.Admin)
	return show(page.FeedbackList(v))
}

// inboxQuery reads which questions the address asks for.
func inboxQuery(f form) postgres.FeedbackQuery {
	q := postgres.FeedbackQuery{State: feedback.State(f.Get("state")), Playbook: f.Get("playbook"), Cursor: f.Get(fromField)}
	if !q.State.Valid() {
		q.State = feedback.Open
	}
	if n, err := strconv.ParseInt(f.Get("task"), 10, 32); err == nil && n > 0 {
		q.Task = int(n)
	}
	return q
}

// myQuestion shows one's own question.
func (s *server) myQuestion(r *request) (reply, error) { return s.showQuestion(r, ownQuestion) }

// inboxQuestion shows a question to who answers it.
func (s *server) inboxQuestion(r *request) (reply, error) { return s.showQuestion(r, anyQuestion) }

// addToQuestion says more of one's own question.
func (s *server) addToQuestion(r *request) (reply, error) {
	return s.actOnQuestion(r, ownQuestion, feedback.Add{Words: r.form.Get("words")}, "It is sent. The answer comes to your work.")
}

// answerQuestion does what the button says that sent the form.
func (s *server) answerQuestion(r *request) (reply, error) {
	words := r.form.Get("words")
	switch r.form.Get("act") {
	case "answer":
		return s.actOnQuestion(r, anyQuestion, feedback.Answer{Words: words}, "Who asked is told your answer.")
	case "done":
		settle := feedback.Settle{Edition: r.form.number("edition", "the edition"), Words: words}
		return s.actOnQuestion(r, anyQuestion, settle, "It is done. Who asked is told.")
	case "reopen":
		return s.actOnQuestion(r, anyQuestion, feedback.Reopen{Words: words}, "It is open again.")
	}
	return reply{}, fault.New(fault.Invalid, "The page that this was sent from does not say what to do. Open it again.")
}

// asking is one of the two sides from which a question is looked at.
type asking struct {
	section component.Section
	url     func(feedback.ID) string
	view    func(*postgres.Feedback, *postgres.Directory, form, component.Errors, *time.Location) page.QuestionView
}

var (
	ownQuestion = asking{component.Playbooks, route.Question, ownQuestionView}
	anyQuestion = asking{component.Admin, route.InboxQuestion, inboxQuestionView}
)

func (s *server) showQuestion(r *request, side asking) (reply, error) {
	body, err := s.questionBody(r, side, nil, nil)
	if err != nil {
		return reply{}, err
	}
	return show(body)
}

// actOnQuestion sends a command; what is not taken comes back as it was typed, with
// the question as it stands.
func (s *server) actOnQuestion(r *request, side asking, c feedback.Command, told string) (reply, error) {
	id, err := r.number("question")
	if err != nil {
		return reply{}, err
	}
	seen, err := r.form.seen()
	if err == nil {
		err = r.form.err()
	}
	if err == nil {
		_, err = r.visit.ChangeFeedback(r.Context(), feedback.ID(id), c, seen)
		r.met()
	}
	if clash := conflictOf(err); clash != nil {
		return conflicting(s.questionBody(r, side, nil, clash))
	}
	if err != nil {
		return s.refuse(r, err, func(errs component.Errors) (templ.Component, error) { return s.questionBody(r, side, errs, nil) })
	}
	return done(side.url(feedback.ID(id)), told)
}

// questionBody draws a question with what was typed; refused says why it was not
// taken.
func (s *server) questionBody(r *request, side asking, errs component.Errors, refused *fault.Error) (templ.Component, error) {
	id, err := r.number("question")
	if err != nil {
		return nil, err
	}
	f, err := r.visit.Feedback(r.Context(), feedback.ID(id))
	r.met()
	if err == nil && side.section == component.Admin && !feedback.Answers(r.who) {
		err = feedback.NotFound()
	}
	if err != nil {
		return nil, err
	}
	v := side.view(f, r.visit.People(), r.form, errs, zoneOf(r.who))
	if refused != nil {
		v.Notice = &component.Notice{Tone: component.Warn, Title: "This was not sent", Text: refused.Message}
	}
	v.Page = s.layout(r, fmt.Sprintf("%s (%d)", v.Header.Title, f.ID), side.section)
	return page.Question(v), nil
}
