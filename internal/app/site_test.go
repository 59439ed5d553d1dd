package app_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync"
	"testing"

	"gaptrack/internal/app"
	"gaptrack/internal/pgtest"
	"gaptrack/internal/postgres"
	"gaptrack/internal/webtest"
)

func TestMain(m *testing.M) { pgtest.Main(m, postgres.Up) }

// logged keeps what the program logs while it runs.
type logged struct {
	mu    sync.Mutex
	lines bytes.Buffer
}

// Write adds a line.
func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.Write(p)
}

func (l *logged) text() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lines.String()
}

// start runs the whole program with the demo on a database until the test ends.
func start(t *testing.T, databaseURL string) (*webtest.Site, *logged) {
	t.Helper()
	log := &logged{}
	site, err := webtest.Start(t.Context(), app.Database{URL: databaseURL}, slog.New(slog.NewTextHandler(log, nil)))
	if err != nil {
		t.Fatalf("%v\n%s", err, log.text())
	}
	t.Cleanup(func() {
		if err := site.Stop(); err != nil {
			t.Errorf("the program ended with %v", err)
		}
	})
	return site, log
}

// visitor is a browser without a script: it keeps cookies and follows nothing.
type visitor struct {
	t    *testing.T
	base string
	http.Client
}

func visit(t *testing.T, site *webtest.Site) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &visitor{t, site.Base, http.Client{Jar: jar, CheckRedirect: stay}}
}

// engineer is a visitor who is signed in as the demo's engineer.
func engineer(t *testing.T, site *webtest.Site) *visitor {
	t.Helper()
	v := visit(t, site)
	if got := v.post("/login/demo", url.Values{"as": {"engineer"}}); got.status != http.StatusSeeOther {
		t.Fatalf("signing in answers %d", got.status)
	}
	return v
}

// answer is what came back, read to its end.
type answer struct {
	status int
	header http.Header
	body   string
}

func (v *visitor) get(path string) answer { return v.ask(http.MethodGet, path, nil) }

func (v *visitor) post(path string, form url.Values) answer {
	v.t.Helper()
	return v.ask(http.MethodPost, path, strings.NewReader(form.Encode()), "Content-Type", "application/x-www-form-urlencoded")
}

// ask sends a request with some headers, by name and value.
func (v *visitor) ask(method, path string, body io.Reader, headers ...string) answer {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, body)
	if err != nil {
		v.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	resp, err := v.Do(req)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		v.t.Fatalf("%s %s: %v", method, path, err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}
