package app_test

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"gaptrack/internal/app"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

// TestStopFinishesWhatIsUnderWay stops the program while half of a form has
// come: the other half is taken, and answered.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	log := &logged{}
	site, err := webtest.Start(t.Context(), app.Database{URL: pgtest.New(t)}, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(site.Base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	const form = "as=engineer"
	fmt.Fprintf(conn, "POST /login/demo HTTP/1.1\r\nHost: gaptrack\r\nExpect: 100-continue\r\n"+
		"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n", len(form))
	lines := bufio.NewReader(conn)
	if first, err := http.ReadResponse(lines, nil); err != nil || first.StatusCode != http.StatusContinue {
		t.Fatalf("the form is not asked for: %v, %v", first, err) // it is asked for by the handler that reads it
	}
	ended := make(chan error, 1)
	go func() { ended <- site.Stop() }()
	waitFor(t, "the program to stop", func() bool { return strings.Contains(log.text(), "msg=stopping") })
	fmt.Fprint(conn, form)
	answer, err := http.ReadResponse(lines, nil)
	if err != nil || answer.StatusCode != http.StatusSeeOther {
		t.Errorf("the form is answered by %v, %v", answer, err)
	}
	if err := <-ended; err != nil {
		t.Errorf("the program ended with %v", err)
	}
}

// TestStopWhileStarting stops the program while it waits for its database.
func TestStopWhileStarting(t *testing.T) {
	t.Parallel()
	databaseURL, _ := through(t, pgtest.Empty(t))
	site, err := webtest.Start(t.Context(), app.Database{URL: databaseURL}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := site.Stop(); err != nil {
		t.Errorf("the program ended with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	site, err = webtest.Start(ctx, app.Database{URL: pgtest.Empty(t)}, slog.New(slog.DiscardHandler))
	if err == nil {
		t.Errorf("a program that was stopped at once serves %s", site.Base)
	} else if strings.Contains(err.Error(), "context canceled") {
		t.Errorf("to be stopped is an error: %v", err)
	}
}

func waitFor(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(10 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}
