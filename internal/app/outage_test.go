package app_test

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"gaptrack/internal/pgtest"
	"gaptrack/internal/webtest"
)

// cable is the way to a PostgreSQL server's socket. Pulled, it ends every
// connection and takes no new one.
type cable struct {
	net.Listener
	socket string
	mu     sync.Mutex
	in     bool
	ends   []net.Conn
}

// through gives a database's URL by way of a cable, which is pulled at first.
func through(t *testing.T, databaseURL string) (string, *cable) {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	c := &cable{Listener: listener, socket: filepath.Join(q.Get("host"), ".s.PGSQL."+q.Get("port"))}
	u.Host, u.RawQuery = listener.Addr().String(), "sslmode=disable&connect_timeout=2"
	var open sync.WaitGroup
	open.Go(func() { c.serve(&open) })
	t.Cleanup(func() {
		c.Close()
		c.pull()
		open.Wait()
	})
	return u.String(), c
}

func (c *cable) serve(open *sync.WaitGroup) {
	for {
		near, err := c.Accept()
		if err != nil {
			return // closed
		}
		if far := c.join(near); far != nil {
			open.Go(func() { pass(near, far) })
			open.Go(func() { pass(far, near) })
		}
	}
}

// join gives the server's end, or nil while the cable is pulled.
func (c *cable) join(near net.Conn) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	far, err := net.Dial("unix", c.socket)
	if !c.in || err != nil {
		near.Close()
		if err == nil {
			far.Close()
		}
		return nil
	}
	c.ends = append(c.ends, near, far)
	return far
}

// pass copies until one side ends, and then ends the other.
func pass(from, to net.Conn) {
	_, _ = io.Copy(to, from) // its end is what the test is about
	to.Close()
	from.Close()
}

func (c *cable) plug() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in = true
}

func (c *cable) pull() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.in = false
	for _, end := range c.ends {
		end.Close()
	}
	c.ends = nil
}

// becomes waits until a path answers with a status.
func (v *visitor) becomes(path string, status int) {
	v.t.Helper()
	got := 0
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if got = v.get(path).status; got == status {
			return
		}
	}
	v.t.Fatalf("%s still answers %d, want %d", path, got, status)
}

// answers holds the status of several paths.
func (v *visitor) answers(when string, want map[string]int) {
	v.t.Helper()
	for path, status := range want {
		if got := v.get(path); got.status != status {
			v.t.Errorf("%s: %s answers %d, want %d: %.300s", when, path, got.status, status, webtest.Text(got.body))
		}
	}
}

// TestOutage starts the program before its database, which is empty, and takes
// the database away again: each time it says so, and mends itself.
func TestOutage(t *testing.T) {
	t.Parallel()
	databaseURL, cable := through(t, pgtest.Empty(t))
	site, log := start(t, databaseURL)
	nobody := visit(t, site)
	away := map[string]int{
		"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable, "/login": http.StatusServiceUnavailable,
		"/engagements": http.StatusServiceUnavailable, "/nowhere": http.StatusServiceUnavailable,
	}
	nobody.answers("before the database", away)
	page := nobody.get("/login").body
	if !strings.Contains(page, "GapTrack cannot reach its database") {
		t.Errorf("the page does not say what is wrong: %s", webtest.Text(page))
	}
	nobody.answers("before the database", map[string]int{styleOf(t, page): http.StatusOK})
	if !strings.Contains(log.text(), "waiting for the database") {
		t.Errorf("the log does not say what it waits for:\n%s", log.text())
	}

	cable.plug()
	nobody.becomes("/readyz", http.StatusOK)
	someone := engineer(t, site)
	someone.answers("once it came", map[string]int{"/engagements": http.StatusOK, "/engagements/1": http.StatusOK})

	cable.pull()
	nobody.answers("cut off", away)
	someone.answers("cut off", away)
	if got := someone.post("/engagements/1/exceptions", url.Values{"reason": {"x"}}); got.status != http.StatusServiceUnavailable {
		t.Errorf("a form sent in vain answers %d", got.status)
	}

	cable.plug()
	nobody.becomes("/readyz", http.StatusOK)
	someone.answers("once it is back", map[string]int{"/engagements/1": http.StatusOK, "/": http.StatusOK})
}

var style = regexp.MustCompile(`href="(/static/[^"]+\.css)"`)

// styleOf gives the address of a page's style sheet.
func styleOf(t *testing.T, page string) string {
	t.Helper()
	found := style.FindStringSubmatch(page)
	if found == nil {
		t.Fatal("the page has no style sheet")
	}
	return found[1]
}
