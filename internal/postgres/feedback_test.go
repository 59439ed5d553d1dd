package postgres

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gaptrack/internal/access"
	"gaptrack/internal/fault"
	"gaptrack/internal/feedback"
)

// asks has somebody send a question that must be taken, some minutes after now.
func (o *office) asks(t *testing.T, by access.Actor, minutes, task int, words string) feedback.ID {
	t.Helper()
	id, err := o.Ask(t.Context(), gaps, 0, feedback.Ask{Task: task, Words: words}, by, now.Add(time.Duration(minutes)*time.Minute))
	must(t, err)
	return id
}

// acts has something done about a question that must be taken, some minutes after now.
func (o *office) acts(t *testing.T, by access.Actor, minutes int, id feedback.ID, c feedback.Command) feedback.Feedback {
	t.Helper()
	f, err := o.ChangeFeedback(t.Context(), id, c, 0, by, now.Add(time.Duration(minutes)*time.Minute))
	must(t, err)
	return f
}

// inbox gives the IDs of a page of the inbox.
func (o *office) inbox(t *testing.T, q FeedbackQuery) (string, FeedbackPage) {
	t.Helper()
	page, err := o.visit(t, o.admin).FeedbackInbox(t.Context(), q)
	must(t, err)
	return rowIDs(page), page
}

func rowIDs(page FeedbackPage) string {
	var ids []string
	for _, r := range page.Rows {
		ids = append(ids, fmt.Sprint(r.ID))
	}
	return strings.Join(ids, " ")
}

// TestFeedbackIsKept: what was asked, answered and settled comes back as it was.
func TestFeedbackIsKept(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.asks(t, o.engineer, 0, 4080, "Which proxy?\nThe old one?")
	o.acts(t, o.admin, 1, id, feedback.Answer{Words: "The new one."})
	want := o.acts(t, o.admin, 2, id, feedback.Settle{Edition: 1})
	f, err := o.visit(t, o.engineer).Feedback(t.Context(), id)
	must(t, err)
	if !slices.Equal(f.Steps, want.Steps) || f.State != feedback.Done || f.Task != 4080 || f.Edition != 1 || f.Newest != 1 || f.Playbook != gaps {
		t.Errorf("it came back as %+v, want %+v", f.Feedback, want)
	}
	if f.Read.Playbook.Title != f.Title || !f.UnseenSince.Equal(now.Add(2*time.Minute)) {
		t.Errorf("of %q, unseen since %v", f.Title, f.UnseenSince)
	}
	trips := o.trips.during(t, func() {
		_, err := o.visit(t, o.engineer).Feedback(t.Context(), id)
		must(t, err)
	})
	if trips != 2 { // one begins the session
		t.Errorf("%d round trips", trips-1)
	}
}

// TestFeedbackIsSeenBy: who asked, and administrators. To others it does not exist.
func TestFeedbackIsSeenBy(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.asks(t, o.engineer, 0, 0, "Which proxy?")
	for name, test := range map[string]struct {
		by   access.Actor
		seen bool
	}{"who asked": {o.engineer, true}, "an administrator": {o.admin, true}, "their manager": {o.manager, false}} {
		v := o.visit(t, test.by)
		_, err := v.Feedback(t.Context(), id)
		if err == nil != test.seen || err != nil && fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: %v", name, err)
		}
		if page, err := v.MyFeedback(t.Context(), ""); err != nil || (len(page.Rows) == 1) != (test.by == o.engineer) {
			t.Errorf("%s has %d of their own: %v", name, len(page.Rows), err)
		}
		if _, err := v.FeedbackInbox(t.Context(), FeedbackQuery{}); (err == nil) != (test.by == o.admin) || err != nil && fault.KindOf(err) != fault.NotFound {
			t.Errorf("the inbox, to %s: %v", name, err)
		}
	}
	_, err := o.visit(t, o.admin).Feedback(t.Context(), id+1)
	wantKind(t, err, fault.NotFound)
	_, err = o.ChangeFeedback(t.Context(), id, feedback.Add{Words: "Mine too."}, 0, o.manager, now)
	wantKind(t, err, fault.NotFound)
	_, err = o.ChangeFeedback(t.Context(), id+1, feedback.Add{Words: "?"}, 0, o.admin, now)
	wantKind(t, err, fault.NotFound)
	_, err = o.Ask(t.Context(), "no-such", 0, feedback.Ask{Words: "?"}, o.engineer, now)
	wantKind(t, err, fault.NotFound)
}

// TestFeedbackInbox: of a state and a playbook and task, in order, page by page.
func TestFeedbackInbox(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.asks(t, o.engineer, 0, 4080, "First?")
	for m := range pageSize + 2 {
		o.asks(t, []access.Actor{o.engineer, o.manager}[m%2], 1+m, 0, fmt.Sprintf("Question %d?", m))
	}
	o.acts(t, o.admin, 99, first, feedback.Answer{Words: "So."})
	_, page := o.inbox(t, FeedbackQuery{})
	if len(page.Rows) != pageSize || page.Counts[feedback.Open] != pageSize+2 || page.Counts[feedback.Answered] != 1 || page.Prev != "" {
		t.Fatalf("%d rows, %v, before it %q", len(page.Rows), page.Counts, page.Prev)
	}
	if r := page.Rows[0]; r.Question != "Question 0?" || r.AskedBy != o.engineer.Name || r.Newest.Kind != feedback.Asked {
		t.Errorf("the first is %+v", r)
	}
	_, next := o.inbox(t, FeedbackQuery{Cursor: page.Next})
	if len(next.Rows) != 2 || next.Rows[1].Question != fmt.Sprintf("Question %d?", pageSize+1) || next.Next != "" {
		t.Errorf("the second page has %d", len(next.Rows))
	}
	if _, back := o.inbox(t, FeedbackQuery{Cursor: next.Prev}); rowIDs(back) != rowIDs(page) {
		t.Errorf("back on the first are %s", rowIDs(back))
	}
	for _, q := range []FeedbackQuery{{State: feedback.Answered}, {State: feedback.Answered, Playbook: gaps}, {State: feedback.Answered, Playbook: gaps, Task: 4080}} {
		if ids, page := o.inbox(t, q); ids != fmt.Sprint(first) || page.Rows[0].Newest.Words != "So." || page.Rows[0].NewestBy != o.admin.Name {
			t.Errorf("%+v gives %s", q, ids)
		}
	}
	if ids, page := o.inbox(t, FeedbackQuery{State: feedback.Answered, Playbook: "no-such"}); ids != "" || page.Counts[feedback.Open] != 0 {
		t.Errorf("of no playbook: %s", ids)
	}
	_, err := o.visit(t, o.admin).FeedbackInbox(t.Context(), FeedbackQuery{State: feedback.Done, Cursor: page.Next})
	wantKind(t, err, fault.Invalid)
}

// TestFeedbackIsNews to who asked, until they have seen it.
func TestFeedbackIsNews(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	heard := func() (all []string) {
		for _, h := range o.work(t, o.engineer).Heard.Rows {
			all = append(all, fmt.Sprintf("%d %s", h.ID, h.Kind))
		}
		return all
	}
	one, two := o.asks(t, o.engineer, 0, 4080, "One?"), o.asks(t, o.engineer, 1, 0, "Two?")
	expectNews(t, "nothing came of it yet", heard())
	o.acts(t, o.admin, 2, one, feedback.Answer{Words: "So."})
	o.acts(t, o.admin, 3, two, feedback.Settle{Words: "So."})
	expectNews(t, "both, newest first", heard(), fmt.Sprintf("%d done", two), fmt.Sprintf("%d answered", one))
	if h := o.work(t, o.engineer).Heard.Rows[1]; h.ByName != o.admin.Name || h.Task != 4080 || h.Title == "" || !h.At.Equal(now.Add(2*time.Minute)) {
		t.Errorf("it says %+v", h)
	}
	must(t, o.visit(t, o.manager).SeeFeedback(t.Context(), one, now.Add(time.Hour)))
	must(t, o.visit(t, o.engineer).SeeFeedback(t.Context(), one, now.Add(time.Minute)))
	expectNews(t, "what somebody else saw, and what came after", heard(), fmt.Sprintf("%d done", two), fmt.Sprintf("%d answered", one))
	must(t, o.visit(t, o.engineer).SeeFeedback(t.Context(), one, now.Add(2*time.Minute)))
	expectNews(t, "after one was seen", heard(), fmt.Sprintf("%d done", two))
	o.acts(t, o.engineer, 4, two, feedback.Add{Words: "Is it?"})
	expectNews(t, "who asks on has read it", heard())
	o.acts(t, o.admin, 5, two, feedback.Answer{Words: "It is."})
	must(t, o.visit(t, o.engineer).SeeAll(t.Context(), now.Add(5*time.Minute)))
	expectNews(t, "after all was seen", heard())
}

// TestFeedbackChangesTheListsOfNews: a copy of my work is no longer right.
func TestFeedbackChangesTheListsOfNews(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.asks(t, o.engineer, 0, 0, "One?")
	v := o.visit(t, o.engineer)
	_, err := v.Work(t.Context(), now)
	must(t, err)
	o.acts(t, o.admin, 1, id, feedback.Answer{Words: "So."})
	again := o.visit(t, o.engineer)
	again.seen = v.Moment()
	w, err := again.Work(t.Context(), now)
	must(t, err)
	if again.Unchanged() || len(w.Heard.Rows) != 1 {
		t.Errorf("unchanged: %v, heard: %v", again.Unchanged(), w.Heard.Rows)
	}
}

// TestOpenFeedbackWaitsForAdministrators on their work.
func TestOpenFeedbackWaitsForAdministrators(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.asks(t, o.engineer, 3, 0, "One?")
	o.asks(t, o.manager, 2, 0, "Two?")
	if w := o.work(t, o.admin).Feedback; w.Count != 2 || !w.Since.Equal(now.Add(2*time.Minute)) {
		t.Errorf("for an administrator: %+v", w)
	}
	if w := o.work(t, o.engineer).Feedback; w.Count != 0 {
		t.Errorf("for an engineer: %+v", w)
	}
}

// TestAskingAtOnce: the same question sent by many requests at once is taken once.
func TestAskingAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var all sync.WaitGroup
	taken := make(chan error, 6)
	for range cap(taken) {
		all.Go(func() {
			_, err := o.Ask(t.Context(), gaps, 1, feedback.Ask{Words: "Which?"}, o.engineer, now)
			taken <- err
		})
	}
	all.Wait()
	close(taken)
	ok := 0
	for err := range taken {
		if err == nil {
			ok++
		} else if fault.KindOf(err) != fault.Conflict {
			t.Error(err)
		}
	}
	if ids, _ := o.inbox(t, FeedbackQuery{}); ok != 1 || strings.Contains(ids, " ") {
		t.Errorf("%d were taken: %s", ok, ids)
	}
}

// TestAnsweringAtOnce: two answers to the same sight, one is taken.
func TestAnsweringAtOnce(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id := o.asks(t, o.engineer, 0, 0, "Which?")
	_, err := o.ChangeFeedback(t.Context(), id, feedback.Answer{Words: "This."}, 1, o.admin, now)
	must(t, err)
	_, err = o.ChangeFeedback(t.Context(), id, feedback.Answer{Words: "That."}, 1, o.admin, now)
	wantKind(t, err, fault.Conflict)
	f, err := o.visit(t, o.engineer).Feedback(t.Context(), id)
	must(t, err)
	if f.Version() != 2 {
		t.Errorf("%d steps", f.Version())
	}
}
