package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"

	"gaptrack/internal/engagement"
	"gaptrack/internal/fault"
	"gaptrack/internal/pgtest"
	"gaptrack/migrations"
)

func faultFields(err error) []fault.Field {
	var f *fault.Error
	errors.As(err, &f)
	if f == nil {
		return nil
	}
	return f.Fields
}

func TestTrouble(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		err  error
		want fault.Kind
	}{
		"a fault":              {fmt.Errorf("x: %w", engagement.NotFound()), fault.NotFound},
		"refused":              {&net.OpError{Op: "dial", Err: errors.New("connection refused")}, fault.Unavailable},
		"cut off":              {io.ErrUnexpectedEOF, fault.Unavailable},
		"shut down":            {&pgconn.PgError{Code: adminShutdown}, fault.Unavailable},
		"too many":             {&pgconn.PgError{Code: tooManyConnections}, fault.Unavailable},
		"connection exception": {&pgconn.PgError{Code: "08006"}, fault.Unavailable},
		"a standby":            {&pgconn.PgError{Code: readOnlyTransaction}, fault.Unavailable},
		"too slow":             {context.DeadlineExceeded, fault.Unavailable},
		"gone":                 {context.Canceled, fault.Internal},
		"a mistake of ours":    {&pgconn.PgError{Code: "42601"}, fault.Internal},
	} {
		got := trouble(test.err, "try %d", 7)
		if fault.KindOf(got) != test.want || !errors.Is(got, test.err) {
			t.Errorf("%s: %v", name, got)
		}
	}
	if trouble(nil, "try") != nil {
		t.Error("no error became one")
	}
}

// TestDatabaseAway asks a store whose database is not there.
func TestDatabaseAway(t *testing.T) {
	t.Parallel()
	s := New(pool(t, "postgres://nobody@127.0.0.1:1/none?connect_timeout=2", Options{}))
	_, err := s.Engagement(t.Context(), 1, engagement.Ask{}.By)
	wantKind(t, err, fault.Unavailable)
	_, err = s.Change(t.Context(), 1, engagement.Lapse{}, engagement.Ask{}.By, 0, now)
	wantKind(t, err, fault.Unavailable)
	_, err = s.Verify(t.Context(), nil)
	wantKind(t, err, fault.Unavailable)
	wantKind(t, s.Ping(t.Context()), fault.Unavailable)
}

// TestDatabaseNotMade asks a server that runs, but has no such database yet.
func TestDatabaseNotMade(t *testing.T) {
	t.Parallel()
	u, err := url.Parse(pgtest.Empty(t))
	if err != nil {
		t.Fatal(err)
	}
	u.Path = "/not_made"
	wantKind(t, New(pool(t, u.String(), Options{})).Ping(t.Context()), fault.Unavailable)
	wantKind(t, Up(t.Context(), u.String(), migrations.FS), fault.Unavailable)
}

// TestTransactTriesOnceAgain makes transactions fail by their neighbours.
func TestTransactTriesOnceAgain(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for fails, want := range map[int]fault.Kind{1: 0, 2: fault.Unavailable} {
		tries := 0
		err := trouble(o.transact(t.Context(), func(*transaction) error {
			if tries++; tries <= fails {
				return &pgconn.PgError{Code: deadlockDetected}
			}
			return nil
		}), "try")
		if (want == 0) != (err == nil) || err != nil && fault.KindOf(err) != want {
			t.Errorf("after %d failures: %v", fails, err)
		}
	}
}
