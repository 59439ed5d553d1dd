package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// News is an event that concerns somebody who has not marked it as seen.
type News struct {
	Origin
	Seq    int // of the event, which names the notice beside the engagement and the person
	At     time.Time
	Kind   engagement.Kind
	About  engagement.Subject
	On     engagement.Subject // of a waiver: the task or item that it is about
	ByName string             // who did it, empty where a date that passed did
}

// owe queues a notice of an event to everybody whom it concerns. It is keyed by
// person and event, so that however it is told, it is told once.
func (l *Loaded) owe(b *pgx.Batch, ev engagement.Event) {
	const sql = `insert into notice (engagement_id, seq, at, person_id) select $1, $2, $3, p from unnest($4::bigint[]) p`
	if people := l.Concern(ev); len(people) > 0 {
		b.Queue(sql, ev.Engagement, ev.Seq, ev.At, people)
	}
}

// How much news is shown, and of how much it is known how many more there are.
const (
	maxNews     = 10
	maxNewsKept = 200
)

// queueNews reads the newest of what somebody has not seen, of engagements that
// they see.
func queueNews(b *pgx.Batch, by look, into *Part[News]) {
	w := by.where()
	w.and("n.person_id = %s", w.arg(by.ID))
	w.and("n.seen_at is null") // as the index notice_unseen has it
	w.visible(by)
	sql := fmt.Sprintf(`select r.id, r.customer, r.time_zone, r.seq, r.at, v.kind, v.noun, v.n, coalesce(x.on_noun, ''), coalesce(x.on_n, 0),
			coalesce(p.name, ''), count(*) over ()
		from (select %s, n.seq, n.at from notice n join engagement e on e.id = n.engagement_id where %s
			order by n.at desc, e.id, n.seq limit %d) r
		join event v on v.engagement_id = r.id and v.seq = r.seq
		left join waiver x on v.noun = 'waiver' and x.engagement_id = r.id and x.n = v.n
		left join person p on p.id = v.actor_id
		order by r.at desc, r.id, r.seq limit %d`, originColumns, w, maxNewsKept, maxNews)
	queuePart(b, sql, w.args, into, func(n *News) []any {
		return append(n.Origin.at(), &n.Seq, moment{&n.At}, &n.Kind, &n.About.Noun, &n.About.N, &n.On.Noun, &n.On.N, &n.ByName)
	})
}

// See marks one's news of an event as seen. What is no news is seen already.
func (v *Visit) See(ctx context.Context, id engagement.ID, seq int) error {
	return v.see(ctx, func(b *pgx.Batch, me engagement.PersonID) {
		b.Queue(seeNotices+" and engagement_id = $3 and seq = $4", me, v.session.Now, id, seq)
	})
}

// SeeAll marks all of one's news as seen up to a moment, that of the newest that
// was shown: what came after stays.
func (v *Visit) SeeAll(ctx context.Context, until time.Time) error {
	return v.see(ctx, func(b *pgx.Batch, me engagement.PersonID) {
		b.Queue(seeNotices+" and at <= $3", me, v.session.Now, until)
		b.Queue(seeFeedback, me, until)
	})
}

// seeNotices marks notices as seen.
const seeNotices = "update notice set seen_at = $2, written = pg_current_xact_id() where person_id = $1 and seen_at is null"

// see marks news as seen by what mark queues. Pages that show it have changed then;
// see writtenSince.
func (v *Visit) see(ctx context.Context, mark func(b *pgx.Batch, me engagement.PersonID)) error {
	if err := v.Prove(ctx); err != nil {
		return err
	}
	b := &pgx.Batch{}
	mark(b, engagement.PersonID(v.who.ID))
	return trouble(send(ctx, v.store.pool, b), "mark news as seen")
}

// noticeTime is how long a notice is kept: what it told of stands in the history.
const noticeTime = 90 * 24 * time.Hour

// PruneNotices removes the notices of what is long past, seen or not, and tells how
// many.
func (s *Store) PruneNotices(ctx context.Context, now time.Time) (int, error) {
	done, err := s.pool.Exec(ctx, "delete from notice where at < $1", now.Add(-noticeTime))
	return int(done.RowsAffected()), trouble(err, "remove old notices")
}
