package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/access"
	"gaptrack/internal/day"
	"gaptrack/internal/feedback"
)

// Work is what waits for one person, each part with the most pressing first.
type Work struct {
	Checkpoints Part[WorkCheckpoint] // planned for the next seven days, or overdue, or being held
	Tasks       Part[WorkTask]       // open, in scope, and mine
	Overdue     Part[WorkItem]       // checklist items past their due date
	Engagements Part[PortfolioRow]   // open ones, by attention
	Approvals   Part[Approval]       // for a manager
	Returned    Part[ReturnedRequest]
	Reviews     Part[WorkReview] // waivers to look at again
	News        Part[News]       // newest first
	Heard       Part[HeardFeedback]
	Feedback    OpenFeedback // for who answers it
}

// How many rows of a part are shown. More are read: what is in scope, waived or
// late is for the rules to say, on the customer's calendar, after reading.
const (
	maxWork            = 50
	maxWorkEngagements = 20
	readWork           = 200
)

// workAhead is how far my work looks ahead, in days.
const workAhead = 7

// Work gives what waits for who asks at a moment, in one round trip (and one
// more for each edition that was not read before).
func (v *Visit) Work(ctx context.Context, now time.Time) (Work, error) {
	var w Work
	err := v.read(ctx, func(by look, known *Directory, b *pgx.Batch) {
		w = Work{}
		w.queue(b, by, known, day.Of(now, time.UTC))
	})
	if err == nil {
		err = v.store.openTasks(ctx, &w.Tasks, now)
	}
	if err != nil {
		return Work{}, trouble(err, "read the work of person %d", v.session.Person)
	}
	w.Overdue.only(func(i WorkItem) bool { return i.late(now) })
	w.Overdue.cut(maxWork)
	w.Tasks.cut(maxWork)
	w.Reviews.only(func(r WorkReview) bool { return r.waiver().ToReview(r.Today(now)) })
	w.Reviews.cut(maxWork)
	timeCheckpoints(&w.Checkpoints, now)
	markOwn(w.Approvals.Rows, v.who.Actor)
	return w, nil
}

func (w *Work) queue(b *pgx.Batch, by look, known *Directory, today day.Date) {
	queueCheckpoints(b, by, today, &w.Checkpoints)
	queueTasks(b, by, today, &w.Tasks)
	queueOverdue(b, by, today, &w.Overdue)
	queueMine(b, by, known, &w.Engagements)
	queueReturned(b, by, &w.Returned)
	queueReviews(b, by, today, &w.Reviews)
	queueNews(b, by, &w.News)
	queueHeard(b, by, &w.Heard)
	if feedback.Answers(by.Actor) {
		queueOpenFeedback(b, by, &w.Feedback)
	}
	if access.May(by.Actor, access.Decide) == nil {
		queueApprovals(b, by, maxWork, &w.Approvals)
	}
}

// queueMine reads one's own open engagements, by attention.
func queueMine(b *pgx.Batch, by look, known *Directory, into *Part[PortfolioRow]) {
	list := rowList{where: PortfolioQuery{Mine: true}.where(by), keys: sortKeys[ByAttention], limit: maxWorkEngagements, counted: true}
	list.queue(b, known, func(rows []PortfolioRow, total int) {
		*into = Part[PortfolioRow]{Rows: rows, More: max(total-len(rows), 0)}
	})
}
