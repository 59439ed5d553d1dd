package postgres

import (
	"context"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/engagement"
)

const (
	listenAgain  = 100 * time.Millisecond // before the first try to connect again
	listenAtMost = 10 * time.Second       // between two tries
	listenQuiet  = 30 * time.Second       // of silence after which it is asked whether the server is still there
	listenAnswer = 5 * time.Second        // how long that answer may take
)

// Ear hears that something of one engagement may have changed.
type Ear struct {
	of    *ears
	about engagement.ID
	heard chan struct{}
}

// Heard tells of a hint, or that some may have been missed: read again. Those that
// come while nobody looks are one.
func (e *Ear) Heard() <-chan struct{} { return e.heard }

// Close ends the hearing.
func (e *Ear) Close() {
	e.of.mu.Lock()
	defer e.of.mu.Unlock()
	delete(e.of.by[e.about], e)
	if len(e.of.by[e.about]) == 0 {
		delete(e.of.by, e.about)
	}
}

// ears are all of a program's, by what they hear of.
type ears struct {
	mu sync.Mutex
	by map[engagement.ID]map[*Ear]bool
}

// Hear begins to hear of an engagement what Listen is told, until Close.
func (s *Store) Hear(id engagement.ID) *Ear {
	e := &Ear{&s.ears, id, make(chan struct{}, 1)}
	s.ears.mu.Lock()
	defer s.ears.mu.Unlock()
	if s.ears.by == nil {
		s.ears.by = map[engagement.ID]map[*Ear]bool{}
	}
	if s.ears.by[id] == nil {
		s.ears.by[id] = map[*Ear]bool{}
	}
	s.ears.by[id][e] = true
	return e
}

// tell wakes the ears of one engagement, or those of all for 0.
func (e *ears) tell(id engagement.ID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for about, all := range e.by {
		if id != 0 && id != about {
			continue
		}
		for ear := range all {
			select {
			case ear.heard <- struct{}{}:
			default: // it has not looked yet
			}
		}
	}
}

// Listen hears what every program on the database tells, by one connection of its own,
// until ctx ends. A connection that is lost is told to lost, which may be nil, and made
// again, each try after twice the time of the last; then every ear is told, since it may
// have missed something. It needs a connection to the server itself: a pooler that
// shares connections by transaction hears nothing.
func (s *Store) Listen(ctx context.Context, lost func(error)) {
	wait := listenAgain
	for {
		began := time.Now()
		err := s.listen(ctx)
		if ctx.Err() != nil {
			return
		}
		if lost != nil {
			lost(err)
		}
		if time.Since(began) > listenAtMost {
			wait = listenAgain
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait/2 + rand.N(wait/2)): // a fleet does not come back all at once
		}
		wait = min(2*wait, listenAtMost)
	}
}

// listen hears until the connection is lost, and gives why.
func (s *Store) listen(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	defer func() {
		leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = conn.Close(leave) // it is of no use any more
	}()
	if _, err := conn.Exec(ctx, "listen "+channel); err != nil {
		return err
	}
	s.ears.tell(0)
	for {
		hint, err := next(ctx, conn)
		if err != nil {
			return err
		}
		if hint != nil {
			s.ears.tell(hinted(hint.Payload))
		}
	}
}

// next gives the next hint, or nil after a while without one in which the server was
// there. A connection that nothing comes through may be cut without either end knowing.
func next(ctx context.Context, conn *pgx.Conn) (*pgconn.Notification, error) {
	quiet, cancel := context.WithTimeout(ctx, listenQuiet)
	defer cancel()
	hint, err := conn.WaitForNotification(quiet)
	if err == nil || quiet.Err() == nil || ctx.Err() != nil {
		return hint, err
	}
	answer, cancel := context.WithTimeout(ctx, listenAnswer)
	defer cancel()
	return nil, conn.Ping(answer)
}

// hinted reads of which engagement a hint is; of one that cannot be read, of all.
func hinted(payload string) engagement.ID {
	id, _, _ := strings.Cut(payload, ":")
	n, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return 0
	}
	return engagement.ID(n)
}
