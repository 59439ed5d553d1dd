package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/feedback"
)

// FeedbackQuery says which questions are listed. Zero values leave everything in,
// but for State.
type FeedbackQuery struct {
	State    feedback.State // what is none is Open
	Playbook string         // its slug
	Task     int            // with Playbook
	Cursor   string         // of FeedbackPage; empty for the first page
}

// FeedbackRow is one question in a list.
type FeedbackRow struct {
	ID       feedback.ID
	Playbook string // its slug
	Title    string // its title
	Task     int    // 0 for the playbook as a whole
	State    feedback.State
	AskedBy  string // the name
	AskedAt  time.Time
	Question string
	Newest   feedback.Step // the first step where there is no other
	NewestBy string        // the name
	Unseen   bool          // who asked has not seen the newest

	keys []string
}

// FeedbackPage is a page of questions.
type FeedbackPage struct {
	Rows       []FeedbackRow
	Counts     map[feedback.State]int // of those that are asked for, whatever their state; what is above MostCounted stands for more
	Next, Prev string                 // cursors of the pages beside this one, empty where there is none
}

// MostCounted is how far the questions of a state are counted.
const MostCounted = maxTotal

// feedbackKeys are the order of all lists of questions.
var feedbackKeys = []key{{"f.changed_at", momentKey}, {"f.id", numberKey}}

// FeedbackInbox gives a page of all questions to who answers them: those that are
// open with the one that waits longest first, the others with the newest first. To
// everybody else it is NotFound.
func (v *Visit) FeedbackInbox(ctx context.Context, q FeedbackQuery) (FeedbackPage, error) {
	if !q.State.Valid() {
		q.State = feedback.Open
	}
	at, err := parseCursor(q.Cursor, "feedback", q.State != feedback.Open)
	if err != nil {
		return FeedbackPage{}, err
	}
	return v.feedbackPage(ctx, at, func(by look) *where {
		if !feedback.Answers(by.Actor) {
			return nil
		}
		return q.where(q.State)
	}, q.queueCounts)
}

// MyFeedback gives a page of what one asked, with what changed last first.
func (v *Visit) MyFeedback(ctx context.Context, page string) (FeedbackPage, error) {
	at, err := parseCursor(page, "feedback", true)
	if err != nil {
		return FeedbackPage{}, err
	}
	return v.feedbackPage(ctx, at, func(by look) *where {
		w := &where{}
		w.and("f.by_id = %s", w.arg(by.ID))
		return w
	}, nil)
}

// feedbackPage reads a page of the questions of a condition; none is NotFound.
func (v *Visit) feedbackPage(ctx context.Context, at cursor, which func(look) *where, count func(*pgx.Batch, *FeedbackPage)) (FeedbackPage, error) {
	keys, err := at.values(feedbackKeys)
	if err != nil {
		return FeedbackPage{}, err
	}
	var page FeedbackPage
	err = v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		page = FeedbackPage{}
		w := which(by)
		if w == nil {
			return
		}
		page.Counts = map[feedback.State]int{}
		if count != nil {
			count(b, &page)
		}
		at.after(w, feedbackKeys, keys)
		page.queue(b, w, at)
	})
	if err == nil && page.Counts == nil {
		err = noInbox()
	}
	if err != nil {
		return FeedbackPage{}, trouble(err, "list questions")
	}
	page.Rows, page.Prev, page.Next = cutPage(page.Rows, at, func(r FeedbackRow) []string { return r.keys })
	return page, nil
}

// where is the condition of the questions f in a state.
func (q FeedbackQuery) where(s feedback.State) *where {
	w := &where{}
	w.and("f.state = %s", w.arg(s))
	if q.Playbook != "" {
		w.and("f.playbook_id = (select id from playbook where slug = %s)", w.arg(storable(q.Playbook)))
	}
	if q.Task != 0 {
		w.and("f.ftop = %s", w.arg(q.Task))
	}
	return w
}

// queueCounts counts what is asked for in each state.
func (q FeedbackQuery) queueCounts(b *pgx.Batch, page *FeedbackPage) {
	for _, s := range feedback.States {
		w := q.where(s)
		sql := fmt.Sprintf("select count(*) from (select from feedback f where %s limit %d) bounded", w, MostCounted+1)
		b.Queue(sql, w.args...).QueryRow(func(row pgx.Row) error {
			var n int
			err := row.Scan(&n)
			page.Counts[s] = n
			return err
		})
	}
}

// queue queues the reading of the rows of a condition, from a place on. The limits of
// the steps keep PostgreSQL from reading all of them to join with.
func (page *FeedbackPage) queue(b *pgx.Batch, w *where, at cursor) {
	order := at.order(feedbackKeys)
	sql := fmt.Sprintf(`select f.id, p.slug, p.title, f.ftop, f.state, coalesce(a.name, ''), q.at, q.words,
			n.kind, n.at, n.words, n.edition, n.by_id, coalesce(b.name, ''), f.unseen_since is not null, %s
		from (select f.* from feedback f where %s order by %s limit %d) f
		join playbook p on p.id = f.playbook_id
		join lateral (select * from feedback_step where feedback_id = f.id and n = 1 limit 1) q on true join person a on a.id = q.by_id
		join lateral (select * from feedback_step where feedback_id = f.id and n = f.steps limit 1) n on true join person b on b.id = n.by_id
		order by %s`, values(feedbackKeys), w, order, pageSize+1, order)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) (err error) {
		page.Rows, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (r FeedbackRow, err error) {
			n := &r.Newest
			return r, row.Scan(&r.ID, &r.Playbook, &r.Title, orNone(&r.Task), &r.State, &r.AskedBy, moment{&r.AskedAt}, &r.Question,
				&n.Kind, moment{&n.At}, &n.Words, &n.Edition, &n.By, &r.NewestBy, &r.Unseen, &r.keys)
		})
		return err
	})
}

// HeardFeedback is a step of a question that who asked has not seen yet.
type HeardFeedback struct {
	ID     feedback.ID
	Title  string // of the playbook
	Task   int    // 0 for the playbook as a whole
	Kind   feedback.Kind
	At     time.Time
	ByName string
}

// queueHeard reads what came of one's questions and one has not seen, newest first.
func queueHeard(b *pgx.Batch, by look, into *Part[HeardFeedback]) {
	w := by.where()
	w.and("f.by_id = %s", w.arg(by.ID))
	w.and("f.unseen_since is not null") // as the index feedback_unseen has it
	sql := fmt.Sprintf(`select r.id, p.title, r.ftop, s.kind, r.unseen_since, coalesce(o.name, ''), count(*) over ()
		from (select f.id, f.playbook_id, f.ftop, f.steps, f.unseen_since from feedback f where %s order by f.unseen_since desc, f.id limit %d) r
		join playbook p on p.id = r.playbook_id
		join lateral (select * from feedback_step where feedback_id = r.id and n = r.steps limit 1) s on true join person o on o.id = s.by_id
		order by r.unseen_since desc, r.id limit %d`, w, maxNewsKept, maxNews)
	queuePart(b, sql, w.args, into, func(h *HeardFeedback) []any {
		return []any{&h.ID, &h.Title, orNone(&h.Task), &h.Kind, moment{&h.At}, &h.ByName}
	})
}

// queueOpenFeedback counts the questions that wait for an answer, as far as
// maxWork, and tells since when the oldest waits.
func queueOpenFeedback(b *pgx.Batch, by look, into *OpenFeedback) {
	w := by.where()
	w.and("f.state = 'open'")
	sql := fmt.Sprintf(`select count(*), min(r.changed_at) from (select f.changed_at from feedback f where %s order by f.changed_at, f.id limit %d) r`,
		w, maxWork+1)
	b.Queue(sql, w.args...).QueryRow(func(row pgx.Row) error { return row.Scan(&into.Count, moment{&into.Since}) })
}

// OpenFeedback is how many questions wait for an answer; more than maxWork are
// counted as one more.
type OpenFeedback struct {
	Count int
	Since time.Time // when the oldest was asked or reopened
}

// SeeFeedback marks what came of one's question as seen, up to a moment: that of
// the newest step that was shown.
func (v *Visit) SeeFeedback(ctx context.Context, id feedback.ID, until time.Time) error {
	return v.see(ctx, func(b *pgx.Batch, me engagement.PersonID) {
		b.Queue(seeFeedback+" and id = $3", me, until, id)
	})
}

// seeFeedback marks what came of one's questions as seen, up to a moment.
const seeFeedback = `update feedback set unseen_since = null, written = pg_current_xact_id()
	where by_id = $1 and unseen_since is not null and unseen_since <= $2`
