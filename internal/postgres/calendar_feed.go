package postgres

import (
	"context"
	"crypto/subtle"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/day"
	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Feed is the private address of a person's calendar. Whoever knows it reads their
// checkpoints; there is one at most, and it is kept by its token's SHA-256.
type Feed struct {
	Made time.Time // zero: there is none
	Read time.Time // when a calendar last asked, within the hour; zero: none did
}

// StartFeed gives a person an address, in place of the one that they had.
func (s *Store) StartFeed(ctx context.Context, tokenHash []byte, p engagement.PersonID, now time.Time) error {
	const sql = `insert into calendar_feed (person_id, token_hash, created_at)
		select id, $2, $3 from person where id = $1 and disabled_at is null
		on conflict (person_id) do update set token_hash = excluded.token_hash, created_at = excluded.created_at, read_at = null`
	done, err := s.pool.Exec(ctx, sql, p, tokenHash, now)
	if err == nil && done.RowsAffected() == 0 {
		return noSession()
	}
	return trouble(err, "make the address of a calendar")
}

// EndFeed takes a person's address away. One that is not there is gone already.
func (s *Store) EndFeed(ctx context.Context, p engagement.PersonID) error {
	_, err := s.pool.Exec(ctx, "delete from calendar_feed where person_id = $1", p)
	return trouble(err, "take the address of a calendar away")
}

// FeedOf gives what is known of a person's address.
func (s *Store) FeedOf(ctx context.Context, p engagement.PersonID) (Feed, error) {
	var f Feed
	err := s.pool.QueryRow(ctx, "select created_at, read_at from calendar_feed where person_id = $1", p).Scan(moment{&f.Made}, moment{&f.Read})
	if errors.Is(err, pgx.ErrNoRows) {
		return Feed{}, nil
	}
	return f, trouble(err, "find the address of a calendar")
}

// Meeting is a checkpoint in somebody's calendar.
type Meeting struct {
	Origin
	N int
	engagement.Checkpoint
}

const (
	feedBehind = 90    // days: how long a meeting that is over stays in a calendar
	mostFed    = 2_000 // meetings
)

// ReadFeed gives whose address it is, by its token's SHA-256, and the meetings of their
// own engagements, in the order of their days; and notes that it was read. An address
// that nobody has, any more or yet, is NotFound, and so is that of somebody without
// access.
func (s *Store) ReadFeed(ctx context.Context, tokenHash []byte, now time.Time) (Person, []Meeting, error) {
	var p Person
	var kept []byte
	sql := "select f.token_hash, " + personColumns + fromPerson + "join calendar_feed f on f.person_id = p.id where f.token_hash = $1 and p.disabled_at is null"
	err := s.pool.QueryRow(ctx, sql, tokenHash).Scan(append([]any{&kept}, p.at()...)...)
	switch {
	case errors.Is(err, pgx.ErrNoRows) || err == nil && subtle.ConstantTimeCompare(kept, tokenHash) == 0:
		return Person{}, nil, fault.New(fault.NotFound, "There is no such calendar.")
	case err != nil:
		return Person{}, nil, trouble(err, "find a calendar")
	}
	b := &pgx.Batch{}
	var meetings []Meeting
	queueMeetings(b, engagement.PersonID(p.ID), day.Of(now, time.UTC).Add(-feedBehind), &meetings)
	b.Queue("update calendar_feed set read_at = $2 where person_id = $1 and (read_at is null or read_at < $3)", p.ID, now, now.Add(-time.Hour))
	return p, meetings, trouble(send(ctx, s.pool, b), "read the calendar of person %d", p.ID)
}

// queueMeetings reads the meetings of a person's engagements from a day on; of too many,
// those that are latest.
func queueMeetings(b *pgx.Batch, p engagement.PersonID, from day.Date, into *[]Meeting) {
	w := &where{}
	w.mine(p)
	w.and("c.on_day >= %s", w.arg(from))
	sql := fmt.Sprintf("select %s, c.n, c.%s from engagement e join checkpoint c on c.engagement_id = e.id where %s order by c.on_day desc, e.id, c.n limit %d",
		originColumns, strings.Join(checkpointTable.columns, ", c."), w, mostFed)
	b.Queue(sql, w.args...).Query(func(rows pgx.Rows) (err error) {
		*into, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (m Meeting, err error) {
			return m, row.Scan(slices.Concat(m.Origin.at(), []any{&m.N}, checkpointTable.at(&m.Checkpoint))...)
		})
		slices.Reverse(*into)
		return err
	})
}
