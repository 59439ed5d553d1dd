package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
)

// Session is what a browser brings to be known again: its token's hash, and
// whose session it says that it is. It is believed in nothing; see Visit.
type Session struct {
	TokenHash []byte
	Person    engagement.PersonID // 0 where the browser does not say: one round trip more finds it
	Now       time.Time
	Idle      time.Duration // how long a session lasts without use
	Watching  bool          // nobody may be there: it is no use of the session
}

// Visit is one look at a page by whoever a session belongs to.
//
// Each of its methods reads rows for the person whom the session names, and
// proves in the same round trip that the session is theirs and lasts, and that
// they are who they were known as: not disabled, of this role and team. Where
// that does not hold nothing of what was read is given, but the fault
// Unauthenticated, or the same again for who they are now.
type Visit struct {
	store   *Store
	session Session
	seen    Moment

	who       Person
	people    *Directory
	moment    Moment
	unchanged bool
}

// Moment is a point in the history of the whole database: every transaction
// before it has ended. The zero Moment is none.
type Moment uint64

func (m Moment) text() string { return strconv.FormatUint(uint64(m), 10) }

// Visit begins a look at a page. Seen is the Moment of the copy that the browser
// has of it, zero where it has none.
func (s *Store) Visit(session Session, seen Moment) *Visit {
	return &Visit{store: s, session: session, seen: seen}
}

// Who gives who asks; the zero Person before a reading has proven it.
func (v *Visit) Who() Person { return v.who }

// People gives everybody as the last reading knew them; nil before one has proven
// who asks.
func (v *Visit) People() *Directory { return v.people }

// Moment gives a moment that is no later than what was read.
func (v *Visit) Moment() Moment { return v.moment }

// Unchanged reports whether no engagement, no feedback and none of one's news was
// written since the moment that was seen. Then lists were not read, and are empty.
func (v *Visit) Unchanged() bool { return v.unchanged }

// Forget forgets what was seen, so that the next reading reads.
func (v *Visit) Forget() { v.seen = 0 }

// sessionProof is what the database says of a session.
type sessionProof struct {
	found  bool
	idle   bool  // its last use was noted longer than touchEvery ago
	people int64 // how many changes of people there were; see Directory
	moment Moment
	fresh  bool // something was written since the moment that was seen; see writtenSince
}

// writtenSince tells whether an engagement or feedback was written since a moment,
// %[1]s, or news of the person %[2]s: null for no. What was written by a transaction that
// ended before it has a smaller number. It looks at the newest alone: asked whether
// there is any, PostgreSQL expects many, and reads the table until it has found none.
const writtenSince = `((select w.written from engagement w order by w.written desc limit 1) >= %[1]s::text::xid8
	or (select w.written from notice w where w.person_id = %[2]s order by w.written desc limit 1) >= %[1]s::text::xid8
	or (select w.written from feedback w order by w.written desc limit 1) >= %[1]s::text::xid8)`

func (p *sessionProof) queue(b *pgx.Batch, s Session, seen Moment) {
	sql := `select s.used_at < $5, v.n, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, true from session s, people_version v
		where s.token_hash = $1 and s.person_id = $2 and s.expires_at > $3 and s.used_at > $4`
	args := []any{s.TokenHash, s.Person, s.Now, s.Now.Add(-s.Idle), s.Now.Add(-touchEvery)}
	if seen != 0 {
		sql = strings.Replace(sql, "true", "coalesce("+fmt.Sprintf(writtenSince, "$6", "$2")+", false)", 1)
		args = append(args, seen.text())
	}
	b.Queue(sql, args...).QueryRow(func(row pgx.Row) error {
		err := row.Scan(&p.idle, &p.people, &p.moment, &p.fresh)
		p.found = err == nil
		if errors.Is(err, pgx.ErrNoRows) {
			return noSession()
		}
		return err
	})
}

// peopleTries is how often a reading starts again because people changed while
// it was under way.
const peopleTries = 3

// read sends the queries of fill behind the proof of the session. Fill may be
// called again, for who asks as they are then, and has to begin anew.
func (v *Visit) read(ctx context.Context, fill func(by look, known *Directory, b *pgx.Batch)) error {
	if err := v.find(ctx); err != nil {
		return err
	}
	for range peopleTries {
		known, err := v.store.known(ctx, v.store.pool)
		if err != nil {
			return err
		}
		var p sessionProof
		b := &pgx.Batch{}
		p.queue(b, v.session, v.seen)
		who, _ := known.Person(v.session.Person)
		by := lookBy(who.Actor, known)
		by.seen = v.seen
		fill(by, known, b)
		err = send(ctx, v.store.pool, b)
		switch {
		case !p.found:
			return err
		case p.people == known.version:
			v.people = known
			return v.end(ctx, who, p, err)
		}
		if _, err := v.store.readDirectory(ctx, v.store.pool); err != nil {
			return err
		}
	}
	return fault.New(fault.Unavailable, "People are being changed at the moment. Try again in a minute.")
}

// end notes who asks, and once in a while that the session was used. What was
// read failed by err, or did not.
func (v *Visit) end(ctx context.Context, who Person, p sessionProof, err error) error {
	if !who.Active {
		return noSession()
	}
	v.who, v.moment, v.unchanged = who, p.moment, !p.fresh
	if v.unchanged {
		v.moment = v.seen
	}
	if err == nil && p.idle && !v.session.Watching {
		b := &pgx.Batch{}
		v.touch(b, p)
		err = send(ctx, v.store.pool, b)
	}
	return err
}

// touch queues the note that the session was used, where it is time for one.
func (v *Visit) touch(b *pgx.Batch, p sessionProof) {
	if p.idle {
		b.Queue("update session set used_at = $2 where token_hash = $1 and used_at < $2", v.session.TokenHash, v.session.Now)
	}
}

// find looks up whose session it is, where the browser does not say.
func (v *Visit) find(ctx context.Context) error {
	if v.session.Person != 0 {
		return nil
	}
	const sql = "select person_id from session where token_hash = $1"
	err := v.store.pool.QueryRow(ctx, sql, v.session.TokenHash).Scan(&v.session.Person)
	if errors.Is(err, pgx.ErrNoRows) {
		return noSession()
	}
	return err
}

// Prove finds out who asks, and reads nothing else.
func (v *Visit) Prove(ctx context.Context) error {
	err := v.read(ctx, func(look, *Directory, *pgx.Batch) {})
	return trouble(err, "read a session")
}
