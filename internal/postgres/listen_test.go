package postgres

import (
	"context"
	"testing"
	"time"

	"gaptrack/internal/engagement"
)

// soon bounds what has to be heard, or not, on a machine that is busy.
const soon = 10 * time.Second

func wantHeard(t *testing.T, what string, e *Ear) {
	t.Helper()
	select {
	case <-e.Heard():
	case <-time.After(soon):
		t.Fatalf("%s is not heard", what)
	}
}

// listening has the store listen until the test ends, and gives what it lost.
func listening(t *testing.T, s *Store) <-chan error {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	lost, ended := make(chan error, 100), make(chan struct{})
	go func() {
		defer close(ended)
		s.Listen(ctx, func(err error) { lost <- err })
	}()
	t.Cleanup(func() { stop(); <-ended })
	return lost
}

// TestHear has another program hear of a change; and after its connection was lost, that
// it may have missed something. A hint of what was before it listened may come late.
func TestHear(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	id, neighbour := o.begin(t), o.begin(t)
	replica := New(pool(t, o.url, Options{}))
	about, beside := replica.Hear(id), replica.Hear(neighbour)
	lost := listening(t, replica)
	wantHeard(t, "that it listens", about)
	wantHeard(t, "that it listens", beside)

	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Seen.")})
	wantHeard(t, "a change", about)

	o.run(t, "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %' and datname = current_database()")
	wantHeard(t, "that something may have been missed", about)
	wantHeard(t, "that something may have been missed", beside)
	if err := <-lost; err == nil {
		t.Error("why the connection was lost is not told")
	}
	o.do(t, id, o.engineer, engagement.ChangeTask{FTOP: 4080, Notes: new("Seen again.")})
	wantHeard(t, "a change after that", about)

	about.Close()
	beside.Close()
	if len(replica.ears.by) != 0 {
		t.Errorf("ears that were closed are kept: %v", replica.ears.by)
	}
}

func TestHinted(t *testing.T) {
	t.Parallel()
	for payload, want := range map[string]engagement.ID{"7:12": 7, "7:0": 7, "7": 7, "": 0, "x:1": 0, "7 or so": 0} {
		if got := hinted(payload); got != want {
			t.Errorf("%q is about %d, want %d", payload, got, want)
		}
	}
}

// Hints that come while nobody looks are one, telling waits for nobody, and nobody hears
// of another engagement.
func TestEarsDoNotWait(t *testing.T) {
	t.Parallel()
	s := New(nil)
	e, beside := s.Hear(1), s.Hear(2)
	for range 3 {
		s.ears.tell(1)
	}
	<-e.Heard()
	select {
	case <-e.Heard():
		t.Error("hints pile up")
	case <-beside.Heard():
		t.Error("a change of another engagement is heard")
	default:
	}
}
