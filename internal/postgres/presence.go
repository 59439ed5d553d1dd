package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
)

// PresenceTime is how long a window counts as open after it was last heard of.
const PresenceTime = time.Minute

// Presence is one window in which somebody has a meeting open.
type Presence struct {
	Engagement engagement.ID
	Checkpoint int
	Person     engagement.PersonID
	Stream     string // tells one window from another
}

// Watched is how an engagement and one of its meetings stand for who watches them.
type Watched struct {
	Version int
	Here    []engagement.PersonID // who has the meeting open, by number
	Unsaved []engagement.Unsaved  // of all who have not sent what they typed there, oldest first
}

// Watch reads how an engagement and its checkpoint n stand, 0 for none, for who asks: who
// may not see it any more gets NotFound.
func (v *Visit) Watch(ctx context.Context, id engagement.ID, n int) (w Watched, err error) {
	err = v.read(ctx, func(by look, _ *Directory, b *pgx.Batch) {
		w = Watched{}
		queueVersion(b, id, by, &w.Version)
		if n == 0 {
			return
		}
		const here = `select distinct person_id from presence where engagement_id = $1 and checkpoint_n = $2 and seen_at > $3 order by 1`
		b.Queue(here, id, n, v.session.Now.Add(-PresenceTime)).Query(func(rows pgx.Rows) (err error) {
			w.Here, err = pgx.CollectRows(rows, pgx.RowTo[engagement.PersonID])
			return err
		})
		queueUnsaved(b, id, n, &w.Unsaved)
	})
	return w, trouble(err, "watch engagement %d", id)
}

// queueVersion queues the reading of the version of an engagement that somebody sees;
// to others it is not found.
func queueVersion(b *pgx.Batch, id engagement.ID, by look, into *int) {
	w := &where{}
	w.and("e.id = %s", w.arg(id))
	w.visible(by)
	b.Queue("select e.version from engagement e where "+w.String(), w.args...).QueryRow(func(row pgx.Row) error {
		return found(row.Scan(into))
	})
}

// Stay notes that somebody has a meeting open. Who came is told to the others.
func (s *Store) Stay(ctx context.Context, p Presence, now time.Time) error {
	const stay = `insert into presence (engagement_id, checkpoint_n, person_id, stream, seen_at) values ($1, $2, $3, $4, $5)
		on conflict (engagement_id, checkpoint_n, person_id, stream) do update set seen_at = excluded.seen_at returning xmax = 0`
	var came bool
	err := s.pool.QueryRow(ctx, stay, p.Engagement, p.Checkpoint, p.Person, p.Stream, now).Scan(&came)
	if err == nil && came {
		s.tell(p.Engagement, 0)
	}
	return trouble(err, "note who is in a meeting")
}

// Leave notes that the window was closed, and tells the others.
func (s *Store) Leave(ctx context.Context, p Presence) error {
	const leave = "delete from presence where engagement_id = $1 and checkpoint_n = $2 and person_id = $3 and stream = $4"
	_, err := s.pool.Exec(ctx, leave, p.Engagement, p.Checkpoint, p.Person, p.Stream)
	if err == nil {
		s.tell(p.Engagement, 0)
	}
	return trouble(err, "note who left a meeting")
}

// PruneMeetings removes windows that nothing was heard of for long, and what was typed
// in meetings and never sent, draftTime after it was.
func (s *Store) PruneMeetings(ctx context.Context, now time.Time) error {
	b := &pgx.Batch{}
	b.Queue("delete from presence where seen_at < $1", now.Add(-2*PresenceTime))
	b.Queue("delete from meeting_draft where saved_at < $1", now.Add(-draftTime))
	return trouble(send(ctx, s.pool, b), "remove what meetings left")
}
