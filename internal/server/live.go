package server

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/postgres"
	"gaptrack/web/component"
	"gaptrack/web/page"
)

const (
	maxStreams   = 12               // of one person on one program: a browser opens 6 to a host
	heartbeat    = 20 * time.Second // below what proxies wait, and postgres.PresenceTime
	writeTime    = 10 * time.Second // for a browser to take what is sent
	lookAgain    = time.Second      // after a look that failed
	streamAgain  = time.Second      // after which a browser that lost its stream comes back
	leaveAtLeast = 2 * time.Second  // how long it may take to note that somebody left
)

// streams counts the streams that people have open on this program.
type streams struct {
	mu   sync.Mutex
	open map[int64]int
}

// begin counts one more, unless the person has enough.
func (s *streams) begin(person int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[int64]int{}
	}
	if s.open[person] >= maxStreams {
		return false
	}
	s.open[person]++
	return true
}

func (s *streams) end(person int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open[person]--; s.open[person] == 0 {
		delete(s.open, person)
	}
}

// live tells a page, for as long as it is open, of every version that its engagement
// comes to, and when somebody comes to its checkpoint or leaves it; the page reads again
// what it shows. It is server-sent events, and so goes past reply:
//
//	changed     with the version as data, the first at once
//	here        who has the checkpoint open, or what they have not sent, is not what it was
//	signed-out  the session has ended
//	gone        the engagement is not theirs to see any more
//	ending      this program stops: come back, and meet another
func (s *server) live(w http.ResponseWriter, raw *http.Request) {
	r, err := s.read(raw)
	if err == nil {
		err = s.prove(r)
	}
	st := &stream{server: s, request: r, to: http.NewResponseController(w), w: w, name: rand.Text()}
	if err == nil {
		err = st.look(r.Context())
	}
	switch {
	case err != nil:
		s.handle(func(*request) (reply, error) { return reply{}, err })(w, raw)
		return
	case !s.streams.begin(r.who.ID):
		s.handle(tooManyStreams(s))(w, raw)
		return
	}
	defer s.streams.end(r.who.ID)
	noteWritten(r, st.run())
}

func tooManyStreams(s *server) handler {
	return func(r *request) (reply, error) {
		v := component.ErrorPage{
			Status: http.StatusTooManyRequests, Title: "This is open too often",
			Text: fmt.Sprintf("You have GapTrack open in %d windows that show what others change. Close some.", maxStreams),
		}
		return reply{status: v.Status, body: page.Error(s.layout(r, v.Title, component.NoSection), v)}, nil
	}
}

// stream is one page that is told of changes.
type stream struct {
	*server
	*request
	w    http.ResponseWriter
	to   *http.ResponseController
	name string // tells it from the person's others

	at     postgres.Presence
	seen   postgres.Watched
	missed bool // the last look failed, so that something may have changed unseen
}

// look reads how the engagement stands, for who the person is now: somebody who was
// signed out, or may not see it any more, is told nothing more of it.
func (st *stream) look(ctx context.Context) error {
	id, err := st.engagementID()
	if err != nil {
		return err
	}
	n, _ := strconv.ParseInt(st.form.Get("checkpoint"), 10, 32) // what is no number is none
	visit := st.watching()
	st.seen, err = visit.Watch(ctx, id, int(max(n, 0)))
	st.at = postgres.Presence{Engagement: id, Checkpoint: int(max(n, 0)), Person: engagement.PersonID(visit.Who().ID), Stream: st.name}
	return err
}

// watching begins another look by the same session, which is no use of it: nobody may be
// there.
func (st *stream) watching() *postgres.Visit {
	session := *st.session(st.request)
	session.Now, session.Watching = st.Now(), true
	return st.Store.Visit(session, 0)
}

// run tells until the page is closed or may not be told any more.
func (st *stream) run() error {
	st.open()
	if st.Method == http.MethodHead {
		return nil
	}
	ear := st.Store.Hear(st.at.Engagement)
	defer ear.Close()
	if err := st.stay(); err != nil {
		return err
	}
	defer st.leave()
	if err := st.write("retry: %d\n\n%s", streamAgain.Milliseconds(), changed(st.seen.Version)); err != nil {
		return err
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		if err := st.tell(); err != nil {
			return ended(err)
		}
		select {
		case <-ear.Heard():
		case <-st.again():
		case <-beat.C:
			if err := st.beat(); err != nil {
				return err
			}
		case <-st.Ending:
			return st.write("event: ending\ndata: \n\n")
		case <-st.Context().Done():
			return nil
		}
	}
}

// open answers with the head of a stream that nothing on its way may hold back, and
// that takes longer than other answers may.
func (st *stream) open() {
	_ = st.to.SetReadDeadline(time.Time{}) // a connection that has none needs it not
	h := st.w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	st.w.WriteHeader(http.StatusOK)
}

// again comes when it is time to look once more after a look that failed: never, after
// one that did not.
func (st *stream) again() <-chan time.Time {
	if !st.missed {
		return nil
	}
	return time.After(lookAgain)
}

// tell looks, and writes what is new. A database that is away is no end: it is looked
// again, since the hint that it is back may come before the look can be had.
func (st *stream) tell() error {
	before := st.seen
	err := st.look(st.Context())
	st.missed = err != nil
	switch fault.KindOf(err) {
	case fault.Unauthenticated:
		return endedStream(st.write("event: signed-out\ndata: \n\n"))
	case fault.NotFound:
		return endedStream(st.write("event: gone\ndata: \n\n"))
	}
	if st.missed {
		st.seen = before
		return nil
	}
	if st.seen.Version != before.Version {
		if err := st.write("%s", changed(st.seen.Version)); err != nil {
			return err
		}
	}
	if !slices.Equal(st.seen.Here, before.Here) || !slices.EqualFunc(st.seen.Unsaved, before.Unsaved, sameDraft) {
		return st.write("event: here\ndata: \n\n")
	}
	return nil
}

// sameDraft passes over when it was typed at: it is typed on all the time.
func sameDraft(a, b engagement.Unsaved) bool { return a.Person == b.Person && a.What == b.What }

// changed is the event of a version.
func changed(version int) string { return fmt.Sprintf("event: changed\ndata: %d\n\n", version) }

// errEnded ends a stream that has told why.
var errEnded = fault.New(fault.Unauthenticated, "The stream has ended.")

func endedStream(err error) error {
	if err != nil {
		return err
	}
	return errEnded
}

// ended tells whether the end of a stream is a failure.
func ended(err error) error {
	if err == errEnded {
		return nil
	}
	return err
}

// beat keeps the stream open on its way, and the person present.
func (st *stream) beat() error {
	if err := st.stay(); err != nil {
		noteError(st.request, err)
	}
	return st.write(": still here\n\n")
}

func (st *stream) stay() error {
	if st.at.Checkpoint == 0 {
		return nil
	}
	return st.Store.Stay(st.Context(), st.at, st.Now())
}

// leave notes that the page was closed, which has ended the request's own context.
func (st *stream) leave() {
	if st.at.Checkpoint == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(st.Context()), leaveAtLeast)
	defer cancel()
	if err := st.Store.Leave(ctx, st.at); err != nil {
		noteError(st.request, err) // it is forgotten all the same, a little later
	}
}

func (st *stream) write(format string, args ...any) error {
	_ = st.to.SetWriteDeadline(time.Now().Add(writeTime))
	if _, err := fmt.Fprintf(st.w, format, args...); err != nil {
		return err
	}
	return st.to.Flush()
}
