package main

import (
	"bufio"
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// site answers /short with a length, /long in chunks, and /gone with 404.
func site(t *testing.T) (addr string, asked *atomic.Int64) {
	t.Helper()
	asked = new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		switch r.URL.Path {
		case "/short":
			w.Write([]byte("short"))
		case "/long":
			w.Write(bytes.Repeat([]byte("long "), 10_000))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://"), asked
}

var noMeters = meters{
	server: func() (time.Duration, bool) { return 0, false },
	db:     func() (time.Duration, bool) { return 0, false },
}

func TestLoad(t *testing.T) {
	t.Parallel()
	addr, asked := site(t)
	requests := [][]byte{get(addr, "/short", visitor{}, browser), get(addr, "/long", visitor{}, browser)}
	l := load{addr: addr, source: shuffled(requests, 4), status: 200, floor: 5}
	s, err := l.run(t.Context(), 10*time.Millisecond, 50*time.Millisecond, noMeters)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.times); n == 0 || int64(n) > asked.Load() || s.took != 50*time.Millisecond {
		t.Errorf("%d answers of %d in %v", n, asked.Load(), s.took)
	}
	if each := bytesEach(s); each < 1000 || each > 60_000 {
		t.Errorf("%v bytes an answer", each)
	}
}

func TestLoadEndsAtAWrongAnswer(t *testing.T) {
	t.Parallel()
	addr, _ := site(t)
	for path, want := range map[string]string{"/gone": "GET /gone answered 404, not 200", "/short": "GET /short answered 5 bytes, less than 100"} {
		l := load{addr: addr, source: shuffled([][]byte{get(addr, path, visitor{}, browser)}, 2), status: 200, floor: 100}
		if _, err := l.run(t.Context(), 0, time.Minute, noMeters); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

func TestLoadEndsWithItsContext(t *testing.T) {
	t.Parallel()
	addr, _ := site(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	l := load{addr: addr, source: shuffled([][]byte{get(addr, "/short", visitor{}, browser)}, 2), status: 200}
	if _, err := l.run(ctx, 0, time.Minute, noMeters); err == nil {
		t.Error("it ended well")
	}
}

func TestRequests(t *testing.T) {
	t.Parallel()
	who := visitor{cookie: "gaptrack=token.7"}
	r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(get("127.0.0.1:1", "/engagements?view=mine", who, browser, `If-None-Match: "x"`))))
	if err != nil {
		t.Fatal(err)
	}
	c, err := r.Cookie("gaptrack")
	if err != nil || c.Value != "token.7" || r.URL.Query().Get("view") != "mine" || r.Host != "127.0.0.1:1" ||
		r.Header.Get("If-None-Match") != `"x"` || !strings.Contains(r.Header.Get("Accept-Encoding"), "zstd") {
		t.Errorf("it reads as %+v", r)
	}
	r, err = http.ReadRequest(bufio.NewReader(bytes.NewReader(post("127.0.0.1:1", "/engagements/7/tasks/4080", who, "state=in+progress"))))
	if err != nil {
		t.Fatal(err)
	}
	if r.PostFormValue("state") != "in progress" || http.NewCrossOriginProtection().Check(r) != nil {
		t.Errorf("it reads as %+v", r)
	}
}
